"""What becomes of the rows of these tables is noted (accounts.Change)."""

from django.db import migrations

from accounts.history.tracking import Barrier, Tracked


class Migration(migrations.Migration):
    dependencies = [("tracers", "0002_noted"), ("interviews", "0006_upload_batches")]

    operations = [
        Tracked("Participant", words=("code", "role", "note", "attributes")),
        Tracked("Source", words=("printed_id", "title", "summary", "interviewers", "attributes")),
        Tracked("SourceTracer", study="source__study", part_of="source"),
        Tracked("Participation", study="source__study", part_of="source", words=("organisation", "role", "speaker")),
        Tracked("Code", words=("name", "description", "include", "exclude", "attributes")),
        Tracked("CodeTheme", study="code__study", part_of="code"),
        Tracked(
            "Extract",
            study="text__source__study",
            part_of="text",
            words=("published",),
            left_out=("quote", "prefix", "suffix", "speaker"),
            kept=("text", "start", "end"),
        ),
        Tracked("Coding", study="code__study", part_of="extract"),
        Tracked("ExtractSite", study="site__study", part_of="extract"),
        Tracked("ExtractTracer", study="tracer__study", part_of="extract"),
        Tracked("Memo", words=("kind", "text")),
        Tracked("Settled"),
        Tracked("SetAside"),
        Barrier("SourceText", free=("turns",)),
        Barrier("ListedName"),
        Barrier("Replacement"),
        Barrier("Place"),
    ]
