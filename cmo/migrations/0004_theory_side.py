"""Versions, meetings, answers to contradictions, judgements on theories; what becomes of them is noted."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tracers.models
from accounts.history.tracking import Tracked


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_noted"),
        ("cmo", "0003_noted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="item",
            options={"ordering": ["role", "order"]},
        ),
        migrations.AddField(
            model_name="configuration",
            name="agenda",
            field=models.CharField(blank=True, max_length=300, verbose_name="to look at in a meeting, because"),
        ),
        migrations.AddField(
            model_name="configuration",
            name="author",
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name="who wrote it"),
        ),
        migrations.AddField(
            model_name="configuration",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="merged",
                to="cmo.configuration",
            ),
        ),
        migrations.AddField(
            model_name="configuration",
            name="position",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="place on its board"),
        ),
        migrations.AddField(
            model_name="configuration",
            name="split_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="split_off",
                to="cmo.configuration",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="answer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Open"),
                    ("juxtapose", "Juxtapose: one throws light on the other"),
                    ("reconcile", "Reconcile: they differ for a reason that was found"),
                    ("adjudicate", "Adjudicate: one is the better grounded"),
                    ("consolidate", "Consolidate: together they make a better explanation"),
                    ("situate", "Situate: each holds in a context of its own"),
                ],
                default="",
                max_length=12,
                verbose_name="what was made of it",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="answer_note",
            field=models.TextField(blank=True, verbose_name="how and why"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="answered_by",
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name="evidence",
            name="judged_on",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="version it was judged against"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="look_again",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="evidence",
            name="reference",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="link",
            name="answer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Open"),
                    ("juxtapose", "Juxtapose: one throws light on the other"),
                    ("reconcile", "Reconcile: they differ for a reason that was found"),
                    ("adjudicate", "Adjudicate: one is the better grounded"),
                    ("consolidate", "Consolidate: together they make a better explanation"),
                    ("situate", "Situate: each holds in a context of its own"),
                ],
                default="",
                max_length=12,
                verbose_name="what was made of it",
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="answer_note",
            field=models.TextField(blank=True, verbose_name="how and why"),
        ),
        migrations.AddField(
            model_name="link",
            name="answered_by",
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name="reading",
            name="at",
            field=models.DateTimeField(auto_now=True, verbose_name="noted at"),
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=200)),
                ("date", tracers.models.PartialDateField(blank=True, default="", max_length=10)),
                ("present", models.TextField(blank=True, verbose_name="who was there")),
                ("note", models.TextField(blank=True)),
                (
                    "study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="meetings", to="accounts.study"
                    ),
                ),
            ],
            options={
                "ordering": ["-date", "title"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", models.TextField(verbose_name="what was decided")),
                ("dissent", models.TextField(blank=True, verbose_name="who did not agree, and why")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "configuration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="cmo.configuration"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="cmo.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="ConfigurationVersion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("reason", models.TextField(blank=True, verbose_name="what made you change it?")),
                ("label", models.CharField(blank=True, max_length=200)),
                ("statement", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("working", "Working"),
                            ("refined", "Refined"),
                            ("set aside", "Set aside"),
                        ],
                        max_length=10,
                    ),
                ),
                ("items", models.JSONField(default=list)),
                ("analyst", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "configuration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="cmo.configuration"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="versions",
                        to="cmo.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["configuration", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("configuration", "number"), name="one_version_a_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="TheoryJudgement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("interview", "Interview"),
                            ("focus group", "Focus group"),
                            ("observation", "Observation"),
                            ("document", "Document"),
                            ("literature", "Literature"),
                        ],
                        max_length=20,
                        verbose_name="kind of evidence",
                    ),
                ),
                (
                    "judgement",
                    models.CharField(
                        choices=[
                            ("supports", "Supports it"),
                            ("partly", "Supports it in part"),
                            ("contradicts", "Contradicts it"),
                            ("mixed", "Speaks for and against it"),
                            ("silent", "Says nothing of it"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="why")),
                ("analyst", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(auto_now=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="judgements", to="cmo.programmetheory"
                    ),
                ),
            ],
            options={
                "ordering": ["theory", "kind"],
                "constraints": [
                    models.UniqueConstraint(fields=("theory", "kind"), name="one_judgement_a_kind_of_evidence")
                ],
            },
        ),
        migrations.CreateModel(
            name="TheoryVersion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("statement", models.TextField()),
                ("reason", models.TextField(blank=True, verbose_name="what made you change it?")),
                ("initial", models.BooleanField(default=False, verbose_name="signed as the initial theory")),
                ("analyst", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="cmo.programmetheory"
                    ),
                ),
            ],
            options={
                "ordering": ["theory", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("theory", "number"), name="one_theory_version_a_number")
                ],
            },
        ),
        Tracked("Configuration", words=("code", "label", "statement", "level", "agenda", "note", "attributes")),
        Tracked("Link", study="start__study", part_of="start", words=("note", "answer_note")),
        Tracked(
            "Evidence",
            study="configuration__study",
            part_of="configuration",
            words=(
                *("given_quote", "page", "reference", "status", "relevance", "richness", "rigour", "comment"),
                *("answer_note", "attributes"),
            ),
        ),
        Tracked("Reading", study="configuration__study", part_of="configuration"),
        Tracked(
            "ConfigurationVersion",
            study="configuration__study",
            part_of="configuration",
            words=("reason", "label", "statement", "items"),
        ),
        Tracked("Meeting", words=("title", "present", "note")),
        Tracked("Decision", study="meeting__study", part_of="meeting", words=("text", "dissent")),
        Tracked("TheoryVersion", study="theory__study", part_of="theory", words=("statement", "reason")),
        Tracked("TheoryJudgement", study="theory__study", part_of="theory", words=("note",)),
    ]
