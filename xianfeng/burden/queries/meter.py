"""The meter by unit and month; nothing here knows who typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from xianfeng.burden import metering
from xianfeng.burden.models import BurdenMonth, MeterHead, Sent, Typed
from xianfeng.burden.permissions import READERS
from xianfeng.burden.words import CONTEXTS
from xianfeng.kernel import facts
from xianfeng.kernel.periods import Cycle, period_of
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Received:
    """Notices of one kind that one superior sent in a month."""

    superior: str
    kind: str
    times: int


@dataclass(frozen=True)
class Line:
    """What one part of the system asked in a month: how often, and what it took."""

    title: str
    times: int
    fields: int
    seconds: int

    @property
    def minutes(self) -> int:
        """Return the minutes, rounded up."""
        return -(-self.seconds // 60)


def months(viewer: Viewer, until: date) -> list[date]:
    """Return the months in which the system was in use up to a day, the latest first."""
    metering.ensure(until.replace(day=1), until)
    head = MeterHead.objects.first() if viewer.paths(READERS) else None
    if head is None or head.first is None or head.last is None:
        return []
    found, period = [], period_of(head.first, Cycle.MONTH)
    while period.start <= min(until, head.last):
        found.append(period.start)
        period = period.next()
    return found[::-1]


def of_units(viewer: Viewer, month: date, path: str = "") -> QuerySet[BurdenMonth]:
    """Return a month's rows of the viewer's units, in the fixed order of units."""
    metering.ensure(month, period_of(month, Cycle.MONTH).end)
    seen = BurdenMonth.objects.filter(viewer.within("unit__path", READERS), month=month)
    found = seen.filter(below("unit__path", path)).select_related("unit")
    return found.order_by("unit__path")


def month_of(viewer: Viewer, unit: Unit, month: date) -> BurdenMonth | None:
    """Return one unit's month, or None when it has none."""
    return of_units(viewer, month).filter(unit=unit).first()


def typed(viewer: Viewer, unit: Unit, month: date) -> list[Line]:
    """Return what a unit typed in a month by part of the system, what took longest first."""
    seen = Typed.objects.filter(viewer.within("unit__path", READERS), unit=unit, month=month)
    summed: dict[str, list[int]] = {}
    for verb, *numbers in seen.values_list("verb", "times", "fields", "seconds"):
        row = summed.setdefault(verb.partition(".")[0], [0, 0, 0])
        summed[verb.partition(".")[0]] = [a + b for a, b in zip(row, numbers, strict=True)]
    lines = [Line(str(CONTEXTS.get(name, name)), *row) for name, row in summed.items()]
    return sorted((line for line in lines if line.seconds), key=lambda line: -line.seconds)


def received(viewer: Viewer, unit: Unit, month: date) -> list[Received]:
    """Return the notices a unit received in a month: from which superior, the nearest last."""
    seen = Sent.objects.filter(viewer.within("unit__path", READERS), unit=unit, month=month)
    titles = {kind.id: kind.title for kind in facts.every()}
    rows = seen.order_by("superior__path", "kind").values_list("superior__name", "kind", "times")
    return [Received(name, titles.get(kind, kind), times) for name, kind, times in rows]


def superiors(viewer: Viewer, units: Iterable[int], month: date) -> Mapping[int, list[str]]:
    """Return for each of these units who asked in a month, with how often: 「机关党委 3 件」."""
    seen = Sent.objects.filter(
        viewer.within("unit__path", READERS), unit_id__in=list(units), month=month
    )
    grouped = seen.values("unit_id", "superior__name", "superior__path").annotate(n=Sum("times"))
    found: dict[int, list[str]] = {}
    for row in grouped.order_by("superior__path"):
        found.setdefault(row["unit_id"], []).append(f"{row['superior__name']} {row['n']} 件")
    return found


def totals(viewer: Viewer, first: date, last: date, path: str = "") -> list[dict[str, object]]:
    """Return fields, minutes and notices of each unit over the months that lie in a stretch."""
    metering.ensure(first, last)
    seen = BurdenMonth.objects.filter(
        viewer.within("unit__path", READERS), ends_on__gte=first, ends_on__lte=last
    )
    grouped = seen.filter(below("unit__path", path)).values("unit__code", "unit__name", "month")
    summed = grouped.annotate(f=Sum("fields"), m=Sum("minutes"), n=Sum("notices")).order_by(
        "unit__path", "month"
    )
    return [
        {
            "unit": row["unit__code"],
            "name": row["unit__name"],
            "month": f"{row['month']:%Y-%m}",
            "fields": row["f"],
            "minutes": row["m"],
            "notices": row["n"],
        }
        for row in summed
    ]
