"""What becomes of the rows of these tables is noted (accounts.Change)."""

from django.db import migrations

from accounts.history.tracking import Barrier, Tracked


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_history")]

    operations = [
        Tracked(
            "Study",
            study="",
            words=(
                "title",
                "programme",
                "design",
                "ethics",
                "funding",
                "disclaimer",
                "levels",
                "rules",
                "opening",
                "replacement_pattern",
                "attributes",
            ),
            only=("UPDATE",),
        ),
        Barrier("Membership"),
        Barrier("StudyKey"),
    ]
