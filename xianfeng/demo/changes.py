"""A handful of changes of units: what took effect in the year, and one that is planned."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from xianfeng.demo.city import City
from xianfeng.lifecycle.actions import effects
from xianfeng.lifecycle.models import UnitChange
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit


def make_changes(random: Random, city: City, year: int, today: date) -> None:
    """Rename two branches, make one a joint branch and transfer one; plan a renaming ahead."""
    branches = [one.unit for one in city.branches if one.unit.kind == UnitKind.BRANCH]
    committees = [one for one in city.units if one.kind == UnitKind.COMMITTEE]
    chosen = random.sample(branches, min(4, len(branches)))
    for number, unit in enumerate(chosen[:2]):
        _done("rename", date(year, 3, 10 + number), today, unit=unit, name=_renamed(unit))
    for unit in chosen[2:3]:
        _done("upgrade", date(year, 5, 18), today, unit=unit, unit_kind=UnitKind.JOINT_BRANCH)
    moving = [one for one in branches if one.parent in committees and one not in chosen]
    if moving and len(committees) > 1:
        unit = random.choice(moving)
        to = random.choice([one for one in committees if one != unit.parent])
        _done("transfer", date(year, 9, 6), today, unit=unit, target=to)
    for unit in chosen[3:]:
        _save("rename", today + timedelta(days=30), unit=unit, name=_renamed(unit))


def _done(kind: str, day: date, today: date, **said: Any) -> None:
    if day > today:
        return
    change = _save(kind, day, **said)
    effects.take_effect(change)
    change.state, change.finished_at = "done", _at(day)
    change.save()


def _save(kind: str, day: date, **said: Any) -> UnitChange:
    decided = day - timedelta(days=20)
    return UnitChange.objects.create(
        kind=kind,
        effective_on=day,
        decided_on=decided,
        document_number=f"直工组〔{decided.year}〕{decided.timetuple().tm_yday}号",
        reason="优化党组织设置",
        recorded_by="工委干部",
        recorded_at=_at(decided),
        **said,
    )


def _renamed(unit: Unit) -> str:
    return unit.name.replace("支部委员会", "党支部")


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
