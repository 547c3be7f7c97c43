"""Items that people matched, the quotation that stands first, and what was said when a conclusion was drawn."""

import uuid

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from accounts.history.tracking import Tracked


class Migration(migrations.Migration):
    dependencies = [
        ("cmo", "0004_theory_side"),
        ("tracers", "0003_questions_joined"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Match",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "how",
                    models.CharField(
                        choices=[("same", "The same"), ("alike", "Alike"), ("not the same", "Not the same")],
                        max_length=12,
                    ),
                ),
                ("analyst", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name_plural": "matches",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="comparison",
            name="said",
            field=models.CharField(blank=True, default="", editable=False, max_length=16),
        ),
        migrations.AddField(
            model_name="sitefinding",
            name="quote",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="cmo.evidence"
            ),
        ),
        migrations.AddField(
            model_name="sitefinding",
            name="said",
            field=models.CharField(blank=True, default="", editable=False, max_length=16),
        ),
        migrations.AlterField(
            model_name="comparison",
            name="judgement",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not judged yet"),
                    ("same", "Same"),
                    ("partly", "Partly the same"),
                    ("different and explained", "Different and explained"),
                    ("different and unexplained", "Different and unexplained"),
                    ("cannot compare", "Cannot compare"),
                ],
                default="",
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="comparison",
            name="matches",
            field=models.TextField(blank=True, verbose_name="what matches, in words"),
        ),
        migrations.AlterConstraint(
            model_name="activation",
            name="one_activation_each",
            constraint=models.UniqueConstraint(
                fields=("item", "site", "actor", "period"),
                name="one_activation_each",
                violation_error_message="This is said already for these people and this time. Change that one.",
            ),
        ),
        migrations.AddField(
            model_name="match",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="match",
            name="comparison",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="pairs", to="cmo.comparison"
            ),
        ),
        migrations.AddField(
            model_name="match",
            name="one",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="matches_from", to="cmo.item"
            ),
        ),
        migrations.AddField(
            model_name="match",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="matches_to", to="cmo.item"
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Least("one", "other"),
                django.db.models.functions.comparison.Greatest("one", "other"),
                name="one_match_a_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=models.CheckConstraint(
                condition=models.Q(("one", models.F("other")), _negated=True), name="a_match_joins_two"
            ),
        ),
        Tracked("Match", study="comparison__study", part_of="comparison"),
    ]
