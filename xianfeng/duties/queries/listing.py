"""Duties as lists: which exist by a day, in which state, and how many of each."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from xianfeng.duties import rulebook
from xianfeng.duties.engine import counting, runs, writing
from xianfeng.duties.enums import State
from xianfeng.duties.models import Duty
from xianfeng.duties.permissions import READERS
from xianfeng.duties.rules import Rule, years_begun
from xianfeng.kernel.facts import Touched
from xianfeng.kernel.periods import parse
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.units import queries as units_queries
from xianfeng.units.models import Unit

STATE_ORDER = {state: number for number, state in enumerate(State)}


def visible_to(viewer: Viewer) -> QuerySet[Duty]:
    """Return the duties of the viewer's units under the rules of today's book."""
    known = [rule.id for rule in rulebook.active()]
    return Duty.objects.filter(viewer.within("unit__path", READERS), rule__in=known)


def units_for(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units whose duties the viewer may read, in the fixed order."""
    return units_queries.visible_to(viewer).filter(viewer.within("path", READERS))


def unit_of(viewer: Viewer, code: str) -> Unit | None:
    """Return a unit whose duties the viewer may read, by its code, or None."""
    return units_for(viewer).filter(code=code).first()


def unit_named(viewer: Viewer, said: str) -> Unit | None:
    """Return the unit whose duties the viewer may read that a code or a name means, or None."""
    return units_queries.named(viewer, said, READERS)


def states(viewer: Viewer, as_of: date) -> QuerySet[Any]:
    """Return the duties that have begun by a day, with their ``state`` on it."""
    return with_state(visible_to(viewer).filter(starts_on__lte=as_of), as_of)


def with_state(found: QuerySet[Duty], as_of: date) -> QuerySet[Any]:
    """Add ``state``, as ``rules.state_on`` decides it."""
    waived = Q(waived_on__lte=as_of) & (Q(waived_until=None) | Q(waived_until__gt=as_of))
    state = Case(
        When(Q(met_on__lte=as_of) & Q(met_on__lte=F("due_on")), then=Value(State.MET.value)),
        When(met_on__lte=as_of, then=Value(State.LATE.value)),
        When(none_on__lte=as_of, then=Value(State.NONE.value)),
        When(waived, then=Value(State.WAIVED.value)),
        When(due_on__gte=as_of, then=Value(State.OPEN.value)),
        default=Value(State.OVERDUE.value),
    )
    return found.annotate(state=state)


def duties(
    viewer: Viewer,
    *,
    as_of: date,
    rule: str = "",
    unit: Unit | None = None,
    since: date | None = None,
    year: int | None = None,
    period: str = "",
    state: str = "",
) -> QuerySet[Any]:
    """Return what was owed by a day, each with its ``state`` and its unit, in the fixed order.

    ``unit`` means the unit and below; ``since`` the first due day wanted; ``year`` the year in
    which the period begins. Order: rule book, units as in the tree, time.
    """
    chosen = [each for each in rulebook.active() if rule in {"", each.id}]
    first = date(year, 1, 1) if year else since
    last = min(as_of, date(year, 12, 31)) if year else as_of
    ready(chosen, last, first)
    found = states(viewer, as_of).filter(rule__in=[each.id for each in chosen])
    if unit is not None:
        found = found.filter(below("unit__path", unit.path))
    if since is not None:
        found = found.filter(due_on__gte=since)
    if year is not None:
        found = found.filter(starts_on__year=year)
    if period:
        found = found.filter(period=period)
    if state:
        found = found.filter(state=state)
    return in_order(found, chosen).select_related("unit")


def ready(rules: Sequence[Rule], as_of: date, since: date | None = None) -> None:
    """Derive what is missing of the duties that begin from ``since`` up to a day.

    Those before them that a run of misses may reach back to are derived too.
    """
    writing.ensure(
        {
            (rule.id, year): rule
            for rule in rules
            for year in years_begun(rule, as_of, since and since - timedelta(days=rule.run_reach))
        }
    )


def in_order(found: QuerySet[Any], rules: Sequence[Rule]) -> QuerySet[Any]:
    """Order duties by rule book, tree and time: never by how many are late."""
    within = ("unit__path", "starts_on", "due_on", "subject")
    if len(rules) == 1:
        return found.order_by(*within)
    place = Case(*(When(rule=rule.id, then=Value(n)) for n, rule in enumerate(rules)), default=99)
    return found.order_by(place, *within)


def overdue(
    viewer: Viewer,
    *,
    as_of: date,
    since: date,
    rules: Sequence[Rule],
    under: Unit | None = None,
) -> QuerySet[Duty]:
    """Return what fell due from ``since`` on under these rules and is overdue on a day.

    The same that ``state`` says, put so that indexes serve. Periods that began before the system
    was in use here are left out.
    """
    ready(rules, as_of, since)
    found = _unanswered(viewer, as_of, under).filter(
        rule__in=[rule.id for rule in rules],
        due_on__gte=since,
        due_on__lt=as_of,
        starts_on__lte=as_of,
    )
    if settings.IN_USE_SINCE is not None:
        found = found.filter(starts_on__gte=settings.IN_USE_SINCE)
    return found


def before_use(duty: Duty) -> bool:
    """True for a duty of a period that began before the system was in use here."""
    return runs.before_use(duty.starts_on)


def _unanswered(viewer: Viewer, as_of: date, under: Unit | None) -> QuerySet[Duty]:
    """Return the duties neither met nor declared empty by a day, nor waived on it.

    Where nothing was answered later than that day, what has no answer is the small part of the
    table that an index of its own holds, and its units are looked up; for a day in the past the
    units are gone through and the days of their answers compared.
    """
    path = under.path if under is not None else ""
    later = Q(met_on__gt=as_of) | Q(none_on__gt=as_of)
    owed = Q(waived_on=None) | Q(waived_on__gt=as_of) | Q(waived_until__lte=as_of)
    if Duty.objects.filter(later).exists():
        not_met = Q(met_on=None) | Q(met_on__gt=as_of)
        unanswered = not_met & (Q(none_on=None) | Q(none_on__gt=as_of))
        return visible_to(viewer).filter(unanswered, owed, below("unit__path", path))
    seen = units_for(viewer).filter(below("path", path), pk=OuterRef("unit"))
    return Duty.objects.filter(owed, Exists(seen.order_by()), met_on=None, none_on=None)


def done_by(viewer: Viewer, found: Sequence[Duty], as_of: date) -> list[int]:
    """Return how many facts count for each duty by a day; facts of later days do not yet."""
    by_rule: dict[str, list[Duty]] = {}
    for duty in found:
        by_rule.setdefault(duty.rule, []).append(duty)
    counts: dict[counting.Key, int] = {}
    for rule_id, mine in by_rule.items():
        counts |= counting.done_by(rulebook.get(rule_id), mine, as_of)
    return [counts[counting.key_of(duty)] for duty in found]


def effect(viewer: Viewer, rule: Rule, as_of: date) -> dict[str, int]:
    """Return how many duties of the spans that began in the year are in each state on a day."""
    ready([rule], as_of, date(as_of.year, 1, 1))
    begun = states(viewer, as_of).filter(rule=rule.id, starts_on__year=as_of.year)
    counted: dict[str, int] = begun.aggregate(
        **{state.value: Count("pk", filter=Q(state=state.value)) for state in State}
    )
    return counted


def discharged(viewer: Viewer, touched: Touched) -> list[str]:
    """Return what these facts fulfilled, such as 11月支委会: the duties met on their days."""
    if not touched.days or not touched.unit_ids:
        return []
    rules = {r.id: r for r in rulebook.active() if touched.kind in r.fact_kinds}
    days, first, last = touched.days, min(touched.days), max(touched.days)
    made_up = [parse(name).start for name in touched.periods]
    ready(list(rules.values()), last, min([first, *made_up]))
    found = visible_to(viewer).filter(
        Q(starts_on__lte=last, due_on__gte=first) | Q(period__in=touched.periods),
        rule__in=rules,
        unit_id__in=touched.unit_ids,
        met_on__in=days,
    )
    return [
        f"{_spoken(duty.period, last.year)}{rules[duty.rule].title}"
        for duty in in_order(found, list(rules.values()))
    ]


def _spoken(period: str, year: int) -> str:
    """Return a period as people say it; this year's months and quarters go without the year."""
    title = parse(period).title
    return title.removeprefix(f"{year}年") or title
