"""What somebody coded last is found at once, however much others coded."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0013_extracts_of_nowhere")]
    operations = [
        migrations.AddIndex(
            model_name="coding",
            index=models.Index(fields=["by", "-at"], name="codings_of_a_person"),
        ),
    ]
