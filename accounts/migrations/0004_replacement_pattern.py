from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_job"),
    ]

    operations = [
        migrations.AddField(
            model_name="study",
            name="replacement_pattern",
            field=models.JSONField(blank=True, default=dict, verbose_name="how replacements read"),
        ),
        migrations.AddField(
            model_name="job",
            name="given",
            field=models.JSONField(blank=True, default=dict, verbose_name="what it was told to do"),
        ),
    ]
