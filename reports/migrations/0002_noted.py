"""What becomes of the rows of these tables is noted (accounts.Change)."""

from django.db import migrations

from accounts.history.tracking import Tracked


class Migration(migrations.Migration):
    dependencies = [("cmo", "0003_noted"), ("reports", "0001_initial")]

    operations = [
        Tracked(
            "Report", words=("name", "title", "authors", "contact", "version", "attributes"), left_out=("changed_at",)
        ),
        Tracked("ReportTracer", study="report__study", part_of="report"),
        Tracked("Section", study="report__study", part_of="report", words=("heading",)),
        Tracked("Block", study="section__report__study", part_of="section", words=("text",)),
        Tracked("Mention", study="block__section__report__study", part_of="block", words=("given",)),
        Tracked("Reference", words=("key", "csl")),
    ]
