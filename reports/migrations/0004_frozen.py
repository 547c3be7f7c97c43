"""Tables and pictures of a published report are kept as they were published."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_chains")]

    operations = [
        migrations.CreateModel(
            name="Frozen",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("block", models.UUIDField()),
                ("nodes", models.JSONField(default=list)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="frozen", to="reports.report"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("report", "block"), name="one_frozen_a_block")],
            },
        ),
    ]
