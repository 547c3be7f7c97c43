import django.db.models.deletion
from django.db import migrations, models

FK = dict(on_delete=django.db.models.deletion.CASCADE, related_name="theme_summaries", to="accounts.study")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounts", "0001_initial"), ("cmo", "0002_summaries_restrict")]
    operations = [
        migrations.AddField("themesummary", "study", models.ForeignKey(null=True, **FK)),
        migrations.RunSQL("UPDATE cmo_themesummary s SET study_id = t.study_id FROM tracers_theme t WHERE t.id = s.theme_id", ""),
        migrations.AlterField("themesummary", "study", models.ForeignKey(**FK)),
    ]
