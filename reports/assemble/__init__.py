"""A report made into its document: what is held, its tables, its words, and the whole."""

from reports.assemble.whole import document
from reports.assemble.words import HIDDEN

__all__ = ["HIDDEN", "document"]
