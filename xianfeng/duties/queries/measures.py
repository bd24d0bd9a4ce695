"""What facts say by yardsticks (a rule, a figure with a threshold), for many units at once."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.duties import rulebook
from xianfeng.duties.measuring import Reading, Yardstick, read_duties, read_figure
from xianfeng.duties.queries.listing import ready, states
from xianfeng.kernel import figures
from xianfeng.kernel.figures import Figure
from xianfeng.kernel.viewer import STEP, Viewer, below
from xianfeng.units.models import Unit

Number = int | Decimal
Key = tuple[Yardstick, int]


@dataclass(frozen=True)
class Measure:
    """What facts say of a unit: the reading, its value in words, and its list."""

    reading: Reading
    text: str
    href: str


@dataclass(frozen=True)
class _Asked:
    """A year up to a day, the units, and whether the year is over."""

    viewer: Viewer
    year: int
    last: date
    over: bool
    units: Collection[Unit]

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)


def measures(
    viewer: Viewer,
    yardsticks: Iterable[Yardstick],
    year: int,
    units: Collection[Unit],
    as_of: date,
) -> dict[Key, Measure]:
    """Return {(yardstick, unit's key): measure} for a year up to a day; empty before the year.

    One query for each figure's fact kind and one for all rules, at any number of units. What was
    done anywhere below a unit counts for the unit.
    """
    last = min(as_of, date(year, 12, 31))
    found: dict[Key, Measure] = {}
    if not units or last.year < year:
        return found
    wanted = list(dict.fromkeys(yardsticks))
    asked = _Asked(viewer, year, last, as_of > date(year, 12, 31), units)
    found |= _by_rules(asked, [stick for stick in wanted if stick.rule])
    for stick in wanted:
        if stick.figure:
            found |= _by_figure(asked, stick)
    return found


def _by_rules(asked: _Asked, sticks: list[Yardstick]) -> dict[Key, Measure]:
    known = {rule.id: rule for rule in rulebook.active()}
    wanted = [known[stick.rule] for stick in sticks if stick.rule in known]
    counts: dict[tuple[str, int], dict[str, int]] = {}
    if wanted:
        ready(wanted, asked.last, asked.first)
        holders = _holders(asked.units)
        grouped = (
            states(asked.viewer, asked.last)
            .filter(below("unit__path", _common(asked.units)))
            .filter(rule__in=[rule.id for rule in wanted], starts_on__year=asked.year)
            .order_by()
            .values_list("unit__path", "rule", "state")
            .annotate(number=Count("pk"))
        )
        for path, rule, state, number in grouped:
            for unit in holders(path):
                of_unit = counts.setdefault((rule, unit), {})
                of_unit[state] = of_unit.get(state, 0) + number
    return {
        (stick, unit.pk): _of_rule(stick, unit, counts.get((stick.rule, unit.pk), {}), asked.year)
        for stick in sticks
        for unit in asked.units
    }


def _of_rule(stick: Yardstick, unit: Unit, counted: dict[str, int], year: int) -> Measure:
    reading = read_duties(counted)
    if reading is Reading.NOT_APPLICABLE:
        return Measure(reading, _("本组织没有这项应办"), "")
    about = {"rule": stick.rule, "unit": unit.code, "year": year}
    words = {
        "met": _("按期 %(number)s"),
        "late": _("逾期完成 %(number)s"),
        "none": _("本期无 %(number)s"),
        "open": _("未到期 %(number)s"),
        "overdue": _("逾期 %(number)s"),
    }
    text = "，".join(
        said % {"number": counted[state]} for state, said in words.items() if counted.get(state)
    )
    return Measure(reading, text, f"{reverse('duties:list')}?{urlencode(about)}")


def _by_figure(asked: _Asked, stick: Yardstick) -> dict[Key, Measure]:
    figure = next((each for each in figures.every() if each.id == stick.figure), None)
    if figure is None:
        nothing = Measure(Reading.NO_DATA, _("没有数据"), "")
        return {(stick, unit.pk): nothing for unit in asked.units}
    parts = _taken(asked, figure)
    wholes = _taken(asked, figures.get(figure.over)) if figure.over else {}
    found = {}
    for unit in asked.units:
        value: Number | None = parts.get(unit.pk, 0)
        if figure.over:
            whole = wholes.get(unit.pk, 0)
            rate = Decimal(parts.get(unit.pk, 0)) * 100 / whole if whole else None
            value = None if rate is None else rate.quantize(Decimal("0.1"))
        over = asked.over or bool(figure.over)
        reading = read_figure(value, stick.threshold, stick.at_most, over)
        list_of = _list(figure, unit, asked)
        found[stick, unit.pk] = Measure(reading, _said(figure, value, stick), list_of)
    return found


def _taken(asked: _Asked, figure: Figure) -> dict[int, Number]:
    """Return {unit's key: the figure's value}, read once for all of them by path."""
    holders = _holders(asked.units)
    taken: dict[int, Number] = {}
    for path, number in _by_path(asked, figure):
        for unit in holders(path):
            taken[unit] = taken.get(unit, 0) + number
    return taken


def _by_path(asked: _Asked, figure: Figure) -> list[tuple[str, Number]]:
    """Return (path, the figure's value) of each unit below a path that has facts."""
    root = _common(asked.units)
    split = figures.split(asked.viewer, figure, "unit", asked.first, asked.last, root)
    by_unit = dict(split)
    paths = Unit.objects.filter(pk__in=by_unit).values_list("pk", "path")
    return [(path, by_unit[key]) for key, path in paths]


def _said(figure: Figure, value: Number | None, stick: Yardstick) -> str:
    bound = _("不高于") if stick.at_most else _("不低于")
    wanted = f"{stick.threshold.normalize():f}"
    told = {"measure": figure.measure, "bound": bound, "wanted": wanted}
    if value is None:
        return _("没有应计数（要求%(bound)s %(wanted)s %(measure)s）") % told
    told["value"] = str(value)
    return _("%(value)s %(measure)s（要求%(bound)s %(wanted)s %(measure)s）") % told


def _list(figure: Figure, unit: Unit, asked: _Asked) -> str:
    first, last = asked.first.isoformat(), asked.last.isoformat()
    about = {"from": first, "to": last, "unit": unit.code}
    return f"{reverse('reports:figure', args=[figure.id])}?{urlencode(about)}"


def _holders(units: Collection[Unit]) -> Callable[[str], list[int]]:
    """Return a function from a path to the keys of the units at or above it."""
    keys = {unit.path: unit.pk for unit in units}

    def found(path: str) -> list[int]:
        ends = range(STEP, len(path) + 1, STEP)
        return [keys[path[:end]] for end in ends if path[:end] in keys]

    return found


def _common(units: Collection[Unit]) -> str:
    """Return the path of the lowest unit that holds all of these."""
    paths = sorted(unit.path for unit in units)
    low, high = paths[0], paths[-1]
    end = 0
    while end + STEP <= len(low) and low[: end + STEP] == high[: end + STEP]:
        end += STEP
    return low[:end]
