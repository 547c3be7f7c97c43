"""Configurations and their links, programme theories, evidence, and what was found at each site."""

from cmo.models.configurations import (
    Configuration,
    ConfigurationQuestion,
    ConfigurationSite,
    ConfigurationTheme,
    Item,
    Link,
)
from cmo.models.evidence import Evidence, Reading
from cmo.models.findings import (
    Activation,
    Comparison,
    ComparisonConfiguration,
    ComparisonSite,
    SiteFinding,
    ThemeSummary,
)
from cmo.models.theories import ProgrammeTheory

__all__ = [
    "Activation",
    "Comparison",
    "ComparisonConfiguration",
    "ComparisonSite",
    "Configuration",
    "ConfigurationQuestion",
    "ConfigurationSite",
    "ConfigurationTheme",
    "Evidence",
    "Item",
    "Link",
    "ProgrammeTheory",
    "Reading",
    "SiteFinding",
    "ThemeSummary",
]
