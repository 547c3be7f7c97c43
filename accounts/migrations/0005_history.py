"""What each step changed: filled by triggers (accounts/history/tracking.py), append only."""

import django.db.models.deletion
from django.db import migrations, models

import accounts.models

# A step is a transaction: whoever asks first gives it an id, and everybody after that gets the same.
STEP = """
CREATE FUNCTION triad_step() RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    held text := current_setting('triad.step', true);
BEGIN
    IF held IS NULL OR held = '' THEN
        held := gen_random_uuid()::text;
        PERFORM set_config('triad.step', held, true);
    END IF;
    RETURN held::uuid;
END $$;
"""

# The columns of one row that the other has differently; `kept` stand there in any case.
CHANGED = """
CREATE FUNCTION triad_changed(one jsonb, other jsonb, kept text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(key, value), '{}')
    FROM jsonb_each(one)
    WHERE other -> key IS DISTINCT FROM value OR key = ANY (kept)
$$;
"""

APPEND_ONLY = """
CREATE FUNCTION triad_keep_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM accounts_study WHERE id = OLD.study) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the history is append only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER triad_keep BEFORE UPDATE OR DELETE ON accounts_change
    FOR EACH ROW EXECUTE FUNCTION triad_keep_changes();

CREATE FUNCTION triad_forget_study() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM accounts_changewords WHERE study = OLD.id;
    DELETE FROM accounts_change WHERE study = OLD.id;
    RETURN NULL;
END $$;
CREATE TRIGGER triad_with_its_history AFTER DELETE ON accounts_study
    FOR EACH ROW EXECUTE FUNCTION triad_forget_study();
"""
AWAY = """
DROP TRIGGER triad_with_its_history ON accounts_study;
DROP FUNCTION triad_forget_study();
DROP TRIGGER triad_keep ON accounts_change;
DROP FUNCTION triad_keep_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_replacement_pattern")]

    operations = [
        migrations.RunSQL(STEP, "DROP FUNCTION triad_step()"),
        migrations.RunSQL(CHANGED, "DROP FUNCTION triad_changed(jsonb, jsonb, text[])"),
        # First without, then with a default: what was done before has no step.
        migrations.AddField("journalentry", "step", models.UUIDField(editable=False, null=True)),
        migrations.AlterField(
            "journalentry", "step", models.UUIDField(db_default=accounts.models.Step(), editable=False, null=True)
        ),
        migrations.AddField("journalentry", "undoes", models.UUIDField(editable=False, null=True)),
        migrations.AddField("journalentry", "redoes", models.UUIDField(editable=False, null=True)),
        migrations.AddIndex("journalentry", models.Index(fields=["step"], name="journal_of_a_step")),
        migrations.AddIndex(
            "journalentry",
            models.Index(condition=models.Q(("undoes__isnull", False)), fields=["undoes"], name="what_undid"),
        ),
        migrations.AddIndex(
            "journalentry",
            models.Index(condition=models.Q(("redoes__isnull", False)), fields=["redoes"], name="what_redid"),
        ),
        migrations.AddIndex("journalentry", models.Index(fields=["study", "by", "-id"], name="journal_of_a_person")),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("study", models.UUIDField(null=True)),
                ("step", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=60)),
                ("row", models.UUIDField(null=True)),
                ("part_of", models.UUIDField(null=True)),
                (
                    "op",
                    models.CharField(
                        choices=[
                            ("insert", "made"),
                            ("update", "changed"),
                            ("delete", "removed"),
                            ("barrier", "done for good"),
                        ],
                        max_length=8,
                    ),
                ),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("worded", models.BooleanField(default=False, verbose_name="had words")),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["step"], name="changes_of_a_step"),
                    models.Index(fields=["row"], name="changes_of_a_row"),
                    models.Index(
                        condition=models.Q(("part_of__isnull", False)), fields=["part_of"], name="changes_of_parts"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeWords",
            fields=[
                (
                    "change",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="accounts.change",
                    ),
                ),
                ("study", models.UUIDField(db_index=True)),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
            ],
            options={"verbose_name_plural": "words of changes"},
        ),
        migrations.RunSQL(APPEND_ONLY, AWAY),
    ]
