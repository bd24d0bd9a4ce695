"""What facts say of the measured items of a standard, for many branches at once."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.duties import queries as duties_queries
from xianfeng.duties import rulebook
from xianfeng.kernel import figures
from xianfeng.kernel.figures import Figure
from xianfeng.kernel.viewer import STEP, Viewer, below
from xianfeng.standards import rules
from xianfeng.standards.enums import Reading
from xianfeng.standards.models import Item, Standard
from xianfeng.units.models import Unit

Number = int | Decimal
Key = tuple[int, int]


@dataclass(frozen=True)
class Measure:
    """What facts say of an item for a branch: the reading, its value in words, and its list."""

    reading: Reading
    text: str
    href: str


def measures(
    viewer: Viewer, standard: Standard, items: Iterable[Item], units: Collection[Unit], as_of: date
) -> dict[Key, Measure]:
    """Return {(item's key, unit's key): measure} for the standard's year up to a day.

    One query for each figure's fact kind and one for all rules, at any number of branches. What a
    branch's groups did counts for the branch.
    """
    last = min(as_of, date(standard.year, 12, 31))
    found: dict[Key, Measure] = {}
    if not units or last.year < standard.year:
        return found
    items = list(items)
    found |= _by_rules(viewer, standard, [item for item in items if item.rule], units, last)
    over = as_of > date(standard.year, 12, 31)
    for item in items:
        if item.figure:
            found |= _by_figure(viewer, standard, item, units, last, over)
    return found


def _by_rules(
    viewer: Viewer, standard: Standard, items: list[Item], units: Collection[Unit], last: date
) -> dict[Key, Measure]:
    known = {rule.id: rule for rule in rulebook.active()}
    wanted = [known[item.rule] for item in items if item.rule in known]
    counts: dict[tuple[str, int], dict[str, int]] = {}
    if wanted:
        duties_queries.ready(wanted, last, date(standard.year, 1, 1))
        branch_of = _branch_of(units)
        grouped = (
            duties_queries.states(viewer, last)
            .filter(_around(units), rule__in=[r.id for r in wanted], starts_on__year=standard.year)
            .order_by()
            .values_list("unit__path", "rule", "state")
            .annotate(number=Count("pk"))
        )
        for path, rule, state, number in grouped:
            if (unit := branch_of(path)) is not None:
                states = counts.setdefault((rule, unit), {})
                states[state] = states.get(state, 0) + number
    return {
        (item.pk, unit.pk): _of_rule(item, unit, counts.get((item.rule, unit.pk), {}), standard)
        for item in items
        for unit in units
    }


def _of_rule(item: Item, unit: Unit, states: dict[str, int], standard: Standard) -> Measure:
    reading = rules.read_duties(states)
    if reading is Reading.NOT_APPLICABLE:
        return Measure(reading, _("本支部没有这项应办"), "")
    about = {"rule": item.rule, "unit": unit.code, "year": standard.year}
    words = {
        "met": _("按期 %(number)s"),
        "late": _("逾期完成 %(number)s"),
        "none": _("本期无 %(number)s"),
        "open": _("未到期 %(number)s"),
        "overdue": _("逾期 %(number)s"),
    }
    text = "，".join(
        said % {"number": states[state]} for state, said in words.items() if states.get(state)
    )
    return Measure(reading, text, f"{reverse('duties:list')}?{urlencode(about)}")


def _by_figure(
    viewer: Viewer,
    standard: Standard,
    item: Item,
    units: Collection[Unit],
    last: date,
    over: bool,
) -> dict[Key, Measure]:
    figure = next((each for each in figures.every() if each.id == item.figure), None)
    threshold = item.threshold or Decimal(0)
    if figure is None:
        nothing = Measure(Reading.NO_DATA, _("没有数据"), "")
        return {(item.pk, unit.pk): nothing for unit in units}
    first = date(standard.year, 1, 1)
    parts = _taken(viewer, figure, first, last, units)
    wholes = _taken(viewer, figures.get(figure.over), first, last, units) if figure.over else {}
    found = {}
    for unit in units:
        value: Number | None = parts.get(unit.pk, 0)
        if figure.over:
            whole = wholes.get(unit.pk, 0)
            rate = Decimal(parts.get(unit.pk, 0)) * 100 / whole if whole else None
            value = None if rate is None else rate.quantize(Decimal("0.1"))
        reading = rules.read_figure(value, threshold, item.at_most, over or bool(figure.over))
        found[item.pk, unit.pk] = Measure(
            reading, _said(figure, value, item), _list(figure, unit, first, last)
        )
    return found


def _taken(
    viewer: Viewer, figure: Figure, first: date, last: date, units: Collection[Unit]
) -> dict[int, Number]:
    """Return {branch's key: the figure's value}, read once for all of them by path."""
    paths = sorted(unit.path for unit in units)
    root = _common(paths)
    branch_of = _branch_of(units)
    taken: dict[int, Number] = {}
    for path, number in _by_path(viewer, figure, first, last, root):
        if (unit := branch_of(path)) is not None:
            taken[unit] = taken.get(unit, 0) + number
    return taken


def _by_path(
    viewer: Viewer, figure: Figure, first: date, last: date, root: str
) -> list[tuple[str, Number]]:
    """Return (path, the figure's value) of each unit below a path that has facts."""
    by_unit = dict(figures.split(viewer, figure, "unit", first, last, root))
    paths = Unit.objects.filter(pk__in=by_unit).values_list("pk", "path")
    return [(path, by_unit[key]) for key, path in paths]


def _said(figure: Figure, value: Number | None, item: Item) -> str:
    bound = _("不高于") if item.at_most else _("不低于")
    wanted = f"{(item.threshold or Decimal(0)).normalize():f}"
    told = {"measure": figure.measure, "bound": bound, "wanted": wanted}
    if value is None:
        return _("没有应计数（要求%(bound)s %(wanted)s %(measure)s）") % told
    told["value"] = str(value)
    return _("%(value)s %(measure)s（要求%(bound)s %(wanted)s %(measure)s）") % told


def _list(figure: Figure, unit: Unit, first: date, last: date) -> str:
    about = {"from": first.isoformat(), "to": last.isoformat(), "unit": unit.code}
    return f"{reverse('reports:figure', args=[figure.id])}?{urlencode(about)}"


def _branch_of(units: Collection[Unit]) -> Callable[[str], int | None]:
    """Return a function from the path of a branch or of a group in it to the branch's key."""
    keys = {unit.path: unit.pk for unit in units}

    def found(path: str) -> int | None:
        while path and path not in keys:
            path = path[:-STEP]
        return keys.get(path)

    return found


def _around(units: Collection[Unit]) -> Q:
    return below("unit__path", _common(sorted(unit.path for unit in units)))


def _common(paths: list[str]) -> str:
    """Return the path of the lowest unit that holds all of these."""
    low, high = paths[0], paths[-1]
    end = 0
    while end + STEP <= len(low) and low[: end + STEP] == high[: end + STEP]:
        end += STEP
    return low[:end]
