"""The files of an upload hang from a batch, which has the metadata sheet; what was read and not brought in is kept."""

import uuid
from dataclasses import asdict
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from interviews.intake.metadata import proposed
from interviews.intake.voices import heard
from interviews.turns import Turn

BATCHES = """
INSERT INTO interviews_batch (id, study_id, made_by_id, made_at, sheet, rows, notices, unmatched)
SELECT batch, min(study_id::text)::uuid, min(made_by_id::text)::uuid, min(made_at), '', '[]', '[]', '[]'
FROM interviews_upload GROUP BY batch;
SET CONSTRAINTS ALL IMMEDIATE;
"""


def sum_up(apps: Any, _: Any) -> None:
    uploads = apps.get_model("interviews", "Upload")
    for upload in uploads.objects.iterator(chunk_size=20):
        upload.voices = [asdict(voice) for voice in heard(upload.text, [Turn(**turn) for turn in upload.turns])]
        upload.words = len(upload.text.split())
        upload.state = "unreadable" if upload.problem else "read"
        upload.told = {} if upload.problem else proposed(upload.name, upload.voices)
        upload.save()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_job"),
        ("interviews", "0005_set_aside"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("sheet", models.CharField(blank=True, max_length=200, verbose_name="metadata sheet")),
                ("rows", models.JSONField(blank=True, default=list)),
                ("notices", models.JSONField(blank=True, default=list)),
                ("unmatched", models.JSONField(blank=True, default=list)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="batches", to="accounts.study"
                    ),
                ),
            ],
            options={"verbose_name_plural": "batches", "ordering": ["-made_at"]},
        ),
        migrations.RunSQL(BATCHES, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="upload",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="uploads", to="interviews.batch"
            ),
        ),
        migrations.AlterModelOptions(name="upload", options={"ordering": ["order", "part"]}),
        migrations.RemoveField(model_name="upload", name="made_at"),
        migrations.RemoveField(model_name="upload", name="made_by"),
        migrations.RemoveField(model_name="upload", name="study"),
        migrations.AddField("upload", "akin", models.JSONField(blank=True, default=list)),
        migrations.AddField("upload", "conflicts", models.JSONField(blank=True, default=list)),
        migrations.AddField("upload", "left_out", models.BooleanField(default=False)),
        migrations.AddField(
            "upload", "part", models.PositiveIntegerField(default=0, verbose_name="which interview of its file")
        ),
        migrations.AddField("upload", "refusal", models.TextField(blank=True)),
        migrations.AddField("upload", "rows", models.JSONField(blank=True, default=list)),
        migrations.AddField(
            "upload",
            "state",
            models.CharField(
                choices=[("received", "Received"), ("read", "Read"), ("unreadable", "Could not be read")],
                default="read",
                max_length=10,
            ),
        ),
        migrations.AddField("upload", "told", models.JSONField(blank=True, default=dict)),
        migrations.AddField("upload", "tries", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("upload", "voices", models.JSONField(blank=True, default=list, verbose_name="who speaks")),
        migrations.AddField("upload", "words", models.PositiveIntegerField(default=0)),
        migrations.AddConstraint(
            "upload", models.UniqueConstraint(fields=("batch", "order", "part"), name="one_upload_a_place")
        ),
        migrations.RunPython(sum_up, migrations.RunPython.noop),
        migrations.CreateModel(
            name="UploadFile",
            fields=[
                (
                    "upload",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="file",
                        serialize=False,
                        to="interviews.upload",
                    ),
                ),
                ("data", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="TextPrint",
            fields=[
                (
                    "text",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="print",
                        serialize=False,
                        to="interviews.sourcetext",
                    ),
                ),
                ("stored", models.TextField()),
            ],
        ),
    ]
