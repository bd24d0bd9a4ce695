"""An answer's day of record and the day by which it is verified; a spell's deadline."""

from datetime import date

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rectification", "0001_initial")]

    operations = [
        migrations.AddField(
            "answer", "given_on", models.DateField(default=date(2021, 1, 1)), preserve_default=False
        ),
        migrations.AddField(
            "answer",
            "verify_by",
            models.DateField(default=date(2021, 1, 1)),
            preserve_default=False,
        ),
        migrations.AddField(
            "problemspell",
            "due_on",
            models.DateField(default=date(2021, 1, 1)),
            preserve_default=False,
        ),
    ]
