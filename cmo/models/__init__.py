"""Configurations and their links, programme theories, evidence, meetings, and what was found at each site."""

from cmo.models.activations import Activation
from cmo.models.comparisons import Comparison, ComparisonConfiguration, ComparisonSite
from cmo.models.configurations import (
    Configuration,
    ConfigurationQuestion,
    ConfigurationSite,
    ConfigurationTheme,
)
from cmo.models.evidence import Evidence, Reading
from cmo.models.findings import SiteFinding
from cmo.models.items import Item
from cmo.models.links import Link
from cmo.models.matches import Match
from cmo.models.meetings import Decision, Meeting
from cmo.models.summaries import ThemeSummary
from cmo.models.theories import ProgrammeTheory, TheoryJudgement, TheoryVersion
from cmo.models.versions import ConfigurationVersion

__all__ = [
    "Activation",
    "Comparison",
    "ComparisonConfiguration",
    "ComparisonSite",
    "Configuration",
    "ConfigurationQuestion",
    "ConfigurationSite",
    "ConfigurationTheme",
    "ConfigurationVersion",
    "Decision",
    "Evidence",
    "Item",
    "Link",
    "Match",
    "Meeting",
    "ProgrammeTheory",
    "Reading",
    "SiteFinding",
    "ThemeSummary",
    "TheoryJudgement",
    "TheoryVersion",
]
