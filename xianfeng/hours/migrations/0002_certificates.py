import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hours", "0001_initial"),
        ("members", "0002_transfers_and_standing"),
        ("units", "0004_place_role"),
    ]

    operations = [
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=12, unique=True)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("lines", models.JSONField()),
                ("hours", models.DecimalField(decimal_places=2, max_digits=8)),
                ("made_on", models.DateField()),
                ("on_behalf", models.BooleanField(default=False)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="members.member",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_on__lte", models.F("last_on")),
                            ("last_on__lte", models.F("made_on")),
                        ),
                        name="certificate_of_days_gone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours__gt", 0)), name="certificate_of_hours"
                    ),
                ],
            },
        ),
    ]
