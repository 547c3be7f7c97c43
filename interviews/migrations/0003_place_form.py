from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("interviews", "0002_anonymising"),
    ]

    operations = [
        migrations.AddField(
            model_name="place",
            name="form",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
