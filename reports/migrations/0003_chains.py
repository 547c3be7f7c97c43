"""A block may hold ripple chains."""

from django.db import migrations, models

KINDS = [
    ("prose", "Prose"),
    ("quotation", "Quotation"),
    ("configurations", "CMO table"),
    ("comparison", "Comparison table"),
    ("timeline", "Timeline"),
    ("matrix", "Matrix"),
    ("chains", "Chains"),
]


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_noted")]

    operations = [
        migrations.AlterField("Block", "kind", models.CharField(choices=KINDS, default="prose", max_length=20)),
    ]
