import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("service", "0004_hours"),
    ]

    operations = [
        migrations.CreateModel(
            name="Shortage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("places", models.PositiveSmallIntegerField()),
                ("eligible", models.PositiveIntegerField()),
                ("why", models.CharField(max_length=10)),
                ("made_on", models.DateField()),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shortage",
                        to="service.request",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("places__gte", 1)), name="shortage_of_places"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("why__in", ["nobody", "skill", "time", "full", "away", "few", "taken"])
                        ),
                        name="shortage_why_known",
                    ),
                ],
            },
        ),
    ]
