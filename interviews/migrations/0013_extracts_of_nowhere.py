from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0012_suggestions")]

    operations = [
        migrations.AddIndex(
            model_name="extract",
            index=models.Index(condition=models.Q(("nowhere", True)), fields=["id"], name="extracts_of_nowhere"),
        ),
    ]
