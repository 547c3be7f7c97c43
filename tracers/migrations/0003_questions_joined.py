"""Research questions are joined to themes and tracers."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from accounts.history.tracking import Tracked


class Migration(migrations.Migration):
    dependencies = [
        ("tracers", "0002_noted"),
    ]

    operations = [
        migrations.CreateModel(
            name="QuestionTheme",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "question",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="tracers.researchquestion"),
                ),
                ("theme", models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, to="tracers.theme")),
            ],
        ),
        migrations.AddField(
            model_name="researchquestion",
            name="themes",
            field=models.ManyToManyField(
                related_name="research_questions", through="tracers.QuestionTheme", to="tracers.theme"
            ),
        ),
        migrations.CreateModel(
            name="QuestionTracer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "question",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="tracers.researchquestion"),
                ),
                ("tracer", models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, to="tracers.tracer")),
            ],
        ),
        migrations.AddField(
            model_name="researchquestion",
            name="tracers",
            field=models.ManyToManyField(
                related_name="research_questions", through="tracers.QuestionTracer", to="tracers.tracer"
            ),
        ),
        migrations.AddConstraint(
            model_name="questiontheme",
            constraint=models.UniqueConstraint(fields=("question", "theme"), name="one_theme_a_question_each"),
        ),
        migrations.AddConstraint(
            model_name="questiontracer",
            constraint=models.UniqueConstraint(fields=("question", "tracer"), name="one_tracer_a_question_each"),
        ),
        Tracked("QuestionTheme", study="question__study", part_of="question"),
        Tracked("QuestionTracer", study="question__study", part_of="question"),
    ]
