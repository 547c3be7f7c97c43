"""Tracer short reports: sections of blocks, whose quotations and citations come from the database."""

from reports.models.blocks import Block
from reports.models.frozen import Frozen
from reports.models.mentions import Mention
from reports.models.references import Reference
from reports.models.reports import Report, ReportTracer
from reports.models.sections import Section

__all__ = ["Block", "Frozen", "Mention", "Reference", "Report", "ReportTracer", "Section"]
