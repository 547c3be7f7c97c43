"""What becomes of the rows of these tables is noted (accounts.Change)."""

from django.db import migrations

from accounts.history.tracking import Tracked


class Migration(migrations.Migration):
    dependencies = [("interviews", "0007_noted"), ("cmo", "0002_initial")]

    operations = [
        Tracked("ProgrammeTheory", words=("code", "statement", "level", "origin", "note", "attributes")),
        Tracked("Configuration", words=("code", "label", "statement", "level", "note", "attributes")),
        Tracked("Item", study="configuration__study", part_of="configuration", words=("text",)),
        Tracked("ConfigurationSite", study="configuration__study", part_of="configuration"),
        Tracked("ConfigurationTheme", study="configuration__study", part_of="configuration"),
        Tracked("ConfigurationQuestion", study="configuration__study", part_of="configuration"),
        Tracked("Link", study="start__study", part_of="start", words=("note",)),
        Tracked(
            "Evidence",
            study="configuration__study",
            part_of="configuration",
            words=("given_quote", "page", "status", "relevance", "richness", "rigour", "comment", "attributes"),
        ),
        Tracked("Reading", study="configuration__study", part_of="configuration"),
        Tracked("SiteFinding", study="configuration__study", part_of="configuration", words=("summary",)),
        Tracked("Activation", study="site__study", part_of="item", words=("actor", "period")),
        Tracked("Comparison", words=("explanation", "matches", "attributes")),
        Tracked("ComparisonConfiguration", study="configuration__study", part_of="comparison"),
        Tracked("ComparisonSite", study="site__study", part_of="comparison"),
        Tracked("ThemeSummary", words=("text",)),
    ]
