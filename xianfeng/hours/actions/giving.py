"""Writing hours down: a part of the action that finishes what they were given for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xianfeng.hours import facts
from xianfeng.hours.enums import Source
from xianfeng.hours.models import Stint
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import part


@dataclass(frozen=True)
class Given:
    """Hours of one member, counted for their branch (``unit_id``)."""

    unit_id: int
    hours: Decimal


@part
def give(*, source: Source, key: int, what: str, on: date, given: Mapping[int, Given]) -> None:
    """Write down who gave how long ({member's key: given}); what stood there is replaced."""
    earlier = Stint.objects.filter(source=source, key=key)
    told = {(stint.unit_id, stint.on) for stint in earlier}
    earlier.delete()
    Stint.objects.bulk_create(
        Stint(
            member_id=member, unit_id=one.unit_id, source=source.value, key=key,
            what=what[:120], on=on, hours=one.hours,
        )
        for member, one in sorted(given.items())
    )  # fmt: skip
    told |= {(one.unit_id, on) for one in given.values()}
    if told:
        units, days = {unit for unit, _ in told}, {day for _, day in told}
        for kind in facts.KINDS:
            kernel_facts.recorded(kind, unit_ids=units, days=days)
