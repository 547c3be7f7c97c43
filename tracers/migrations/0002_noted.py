"""What becomes of the rows of these tables is noted (accounts.Change)."""

from django.db import migrations

from accounts.history.tracking import Barrier, Tracked


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_noted"), ("tracers", "0001_initial")]

    operations = [
        Tracked("Site", words=("code", "label", "description", "profile")),
        Tracked("Tracer", words=("code", "label", "rationale", "description")),
        Tracked("WorkStream", words=("code", "title", "aim")),
        Tracked("ResearchQuestion", words=("code", "text")),
        Tracked("Theme", words=("code", "label", "definition")),
        Tracked("PolicyEvent", words=("label", "detail")),
        Tracked("PolicyEventTracer", study="event__study", part_of="event"),
        Barrier("SiteAccess"),
    ]
