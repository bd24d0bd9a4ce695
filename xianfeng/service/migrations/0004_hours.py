"""Hours given lie in one table for requests and events; those of requests move there."""

from decimal import Decimal

from django.db import migrations

_KINDS = {
    "care": "扶老助残", "youth": "青少年关爱", "repair": "便民维修", "environment": "环境整治",
    "civility": "文明劝导", "disputes": "纠纷调解", "publicity": "政策宣传", "duty": "应急值守",
}  # fmt: skip


def move(apps, schema_editor):
    """Write a stint for each part that was done."""
    dispatches = apps.get_model("service", "Dispatch").objects
    stints = apps.get_model("hours", "Stint")
    done = dispatches.filter(state="accepted", minutes__gt=0, request__done_on__isnull=False)
    stints.objects.bulk_create(
        (
            stints(
                member_id=part.member_id, unit_id=part.unit_id, source="request",
                key=part.request_id, on=part.request.done_on,
                what=_KINDS.get(part.request.category, part.request.category),
                hours=(Decimal(part.minutes) / 60).quantize(Decimal("0.01")),
            )
            for part in done.select_related("request").iterator(chunk_size=2000)
        ),
        batch_size=2000,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("service", "0003_knocks"), ("hours", "0001_initial")]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RemoveField("dispatch", "minutes"),
    ]
