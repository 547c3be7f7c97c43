import django.contrib.postgres.fields
import django.db.models.functions.datetime
from django.db import migrations, models

# One line for each statement and source, whatever it changes: three triggers that see whole statements. What follows
# from the words alone (quotation, neighbours) and what is said of an extract changes nothing that is drawn.
FORWARDS = """
CREATE FUNCTION triad_tell(source uuid, things uuid[], first int, last int) RETURNS void LANGUAGE sql AS $body$
    INSERT INTO interviews_news (place, xact, things, start, "end", after, at)
    SELECT source, pg_current_xact_id()::text::bigint, things[1:100], first, last, last_value, now()
    FROM accounts_journalentry_id_seq
$body$;

CREATE FUNCTION triad_tell_extracts() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM triad_tell(t.source_id, array_agg(n.id), min(n.start), max(n."end"))
        FROM news n JOIN interviews_sourcetext t ON t.id = n.text_id GROUP BY t.source_id;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM triad_tell(t.source_id, array_agg(o.id), min(o.start), max(o."end"))
        FROM olds o JOIN interviews_sourcetext t ON t.id = o.text_id GROUP BY t.source_id;
    ELSE
        PERFORM triad_tell(t.source_id, array_agg(n.id), min(least(o.start, n.start)), max(greatest(o."end", n."end")))
        FROM news n JOIN olds o ON o.id = n.id JOIN interviews_sourcetext t ON t.id = n.text_id
        WHERE (o.start, o."end", o.text_id) IS DISTINCT FROM (n.start, n."end", n.text_id)
        GROUP BY t.source_id;
    END IF;
    RETURN NULL;
END $body$;

CREATE FUNCTION triad_tell_codings() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM triad_tell(t.source_id, array_agg(DISTINCT e.id), min(e.start), max(e."end"))
        FROM olds o JOIN interviews_extract e ON e.id = o.extract_id JOIN interviews_sourcetext t ON t.id = e.text_id
        GROUP BY t.source_id;
    ELSE
        PERFORM triad_tell(t.source_id, array_agg(DISTINCT e.id), min(e.start), max(e."end"))
        FROM news n JOIN interviews_extract e ON e.id = n.extract_id JOIN interviews_sourcetext t ON t.id = e.text_id
        GROUP BY t.source_id;
    END IF;
    RETURN NULL;
END $body$;

CREATE FUNCTION triad_tell_codes() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM triad_tell(n.study_id, '{}', 0, 0) FROM (SELECT DISTINCT study_id FROM news) n;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM triad_tell(o.study_id, '{}', 0, 0) FROM (SELECT DISTINCT study_id FROM olds) o;
    ELSE
        PERFORM triad_tell(n.study_id,
            coalesce(array_agg(n.id) FILTER (WHERE (o.name, o.hue) IS DISTINCT FROM (n.name, n.hue)), '{}'), 0, 0)
        FROM news n JOIN olds o ON o.id = n.id
        WHERE (o.name, o.hue, o.parent_id, o.position, o.retired)
            IS DISTINCT FROM (n.name, n.hue, n.parent_id, n.position, n.retired)
        GROUP BY n.study_id;
    END IF;
    RETURN NULL;
END $body$;
"""
TABLES = {"interviews_extract": "extracts", "interviews_coding": "codings", "interviews_code": "codes"}
SEEN = {"INSERT": "NEW TABLE AS news", "UPDATE": "OLD TABLE AS olds NEW TABLE AS news", "DELETE": "OLD TABLE AS olds"}
TRIGGERS = [
    f"CREATE TRIGGER tell_{event.lower()} AFTER {event} ON {table} REFERENCING {tables} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION triad_tell_{what}()"
    for table, what in TABLES.items()
    for event, tables in SEEN.items()
]
BACKWARDS = "".join(f"DROP FUNCTION triad_tell_{what}() CASCADE;" for what in TABLES.values()) + (
    "DROP FUNCTION triad_tell(uuid, uuid[], int, int);"
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_noted"), ("interviews", "0009_spoken_turns")]

    operations = [
        migrations.CreateModel(
            name="News",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.UUIDField()),
                ("xact", models.BigIntegerField()),
                ("things", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField())),
                ("start", models.PositiveIntegerField(default=0)),
                ("end", models.PositiveIntegerField(default=0)),
                ("after", models.BigIntegerField(verbose_name="last line of the journal before")),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "verbose_name_plural": "news",
                "indexes": [
                    models.Index(fields=["place", "xact"], name="news_of_a_place"),
                    models.Index(fields=["at"], name="news_by_age"),
                ],
            },
        ),
        migrations.RunSQL([FORWARDS, *TRIGGERS], BACKWARDS),
    ]
