"""Reading problems: those of units in the viewer's part, and those that such units verify."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from xianfeng.kernel import facts
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.rectification import permissions, rules
from xianfeng.rectification.models import Answer, Extension, Problem
from xianfeng.units import queries as units_queries
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit
from xianfeng.units.rules import STEP

OVERDUE = "overdue"
GROUPING = (UnitKind.WORKING_COMMITTEE, UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH)


@dataclass(frozen=True)
class Wanted:
    """What the ledger is narrowed to; ``first`` and ``last`` bound the day of raising.

    ``unit`` is a code, ``state`` a state or "overdue", ``age`` one of ``rules.AGES``.
    """

    unit: str = ""
    state: str = ""
    source: str = ""
    category: str = ""
    severity: str = ""
    first: date | None = None
    last: date | None = None
    order: int | None = None
    recurring: bool = False
    age: str = ""
    words: str = ""


@dataclass(frozen=True)
class Origin:
    """Where a problem was found: what that is called, and the name and key of its page."""

    title: str
    page: str
    key: int


def visible_to(viewer: Viewer) -> QuerySet[Problem]:
    """Return the problems whose owning or verifying unit lies in the viewer's part."""
    owned = viewer.within("unit__path", permissions.READERS)
    if not owned:
        return Problem.objects.all()  # the whole tree: an empty condition vanishes in an "or"
    return Problem.objects.filter(owned | viewer.within("verifier__path", permissions.READERS))


def complete(viewer: Viewer) -> QuerySet[Problem]:
    """Return visible problems with all that one page shows of each."""
    return visible_to(viewer).select_related("unit", "verifier", "order", "joint__unit", "recurs")


def standing(viewer: Viewer, day: date) -> QuerySet[Any]:
    """Return visible problems with ``stood`` and ``due_then``: how each stood on a day."""
    found: Any = visible_to(viewer)
    on_the_day = Q(spells__from_on__lte=day) & (
        Q(spells__until_on=None) | Q(spells__until_on__gt=day)
    )
    stands = {"stood": F("spells__state"), "due_then": F("spells__due_on")}
    result: QuerySet[Any] = found.filter(on_the_day).annotate(**stands)
    return result


def listed(viewer: Viewer, wanted: Wanted, day: date) -> QuerySet[Any]:
    """Return the ledger as of a day: units in their fixed order, then by deadline."""
    found = _narrowed(viewer, wanted, day)
    if wanted.state:
        found = found.filter(_in_state(wanted.state, day))
    else:
        found = found.exclude(stood="withdrawn")
    if wanted.age:
        first, last = rules.raised_between(wanted.age, day)
        found = found.filter(stood="open", raised_on__lte=last or day)
        found = found.filter(raised_on__gte=first) if first else found
    ordered = found.order_by("unit__path", "due_then", "pk")
    return ordered.select_related("unit", "verifier", "order")


def numbers(viewer: Viewer, wanted: Wanted, day: date) -> dict[str, int]:
    """Return how many stand in each state, and how old the open ones are: one query.

    The state, the age and the recurrence that the list is narrowed to do not narrow the numbers.
    """
    taken = {
        state: Count("pk", filter=_in_state(state, day))
        for state in ("open", "answered", "closed", OVERDUE)
    }
    taken["recurring"] = Count("pk", filter=Q(recurs__isnull=False) & ~Q(stood="withdrawn"))
    for name, _least, _most in rules.AGES:
        first, last = rules.raised_between(name, day)
        of_age = Q(stood="open", raised_on__lte=last or day)
        taken[name] = Count("pk", filter=of_age & Q(raised_on__gte=first) if first else of_age)
    return _narrowed(viewer, wanted, day, plain=True).order_by().aggregate(**taken)


def answers(viewer: Viewer, problem: Problem) -> QuerySet[Answer]:
    """Return the answers to a visible problem, the first one first."""
    return Answer.objects.filter(problem__in=_one(viewer, problem)).order_by("pk")


def extensions(viewer: Viewer, problem: Problem) -> QuerySet[Extension]:
    """Return the extensions of a visible problem, the first one first."""
    return Extension.objects.filter(problem__in=_one(viewer, problem)).order_by("pk")


def parts(viewer: Viewer, problem: Problem) -> QuerySet[Problem]:
    """Return all rows of a visible problem's joint one that the viewer sees, the lead's first."""
    lead = problem.joint_id or problem.pk
    found = visible_to(viewer).filter(Q(pk=lead) | Q(joint=lead)).select_related("unit")
    return found.order_by(F("joint").asc(nulls_first=True), "unit__path")


def alike(viewer: Viewer, unit: Unit, category: str, text: str) -> list[Problem]:
    """Return visible earlier problems of a unit and category that say the same, or nearly."""
    earlier = visible_to(viewer).filter(unit=unit, category=category).exclude(state="withdrawn")
    keys = rules.nearest(text, earlier.values_list("pk", "text"))
    found = earlier.select_related("unit").in_bulk(keys)
    return [found[key] for key in keys]


def repeats(viewer: Viewer, problem: Problem) -> QuerySet[Problem]:
    """Return the visible problems that this one repeats, or that repeat it."""
    found = visible_to(viewer).filter(Q(pk=problem.recurs_id) | Q(recurs=problem.pk))
    return found.order_by("raised_on", "pk")


def origin(viewer: Viewer, problem: Problem) -> Origin | None:
    """Return the page of the fact where a problem was found, for those who see it."""
    name, _colon, key = problem.origin.rpartition(":")
    kinds = {kind.id: kind for kind in facts.every()}
    if name not in kinds or not kinds[name].page or not key.isdecimal():
        return None
    kind = kinds[name]
    row = kind.visible_to(viewer).filter(pk=int(key)).first()
    return Origin(str(row), kind.page, facts.cell(row, kind.page_key)) if row else None


def history(viewer: Viewer, problem: Problem) -> Iterator[AuditEntry]:
    """Yield what was written about a visible problem, the latest first."""
    if _one(viewer, problem).exists():
        target = f"rectification.problem:{problem.pk}"
        yield from AuditEntry.objects.filter(target=target).order_by("-seq")


def problems_waiting(viewer: Viewer, unit: Unit, as_of: date) -> QuerySet[Any]:
    """Return the problems of a unit that it has still to answer on a day, the earliest due first.

    A draft order is not out yet; what stands on one waits for nobody.
    """
    found = standing(viewer, as_of).filter(unit=unit, stood="open")
    return found.order_by("due_then", "pk").select_related("unit", "verifier", "order")


def problems_to_verify(viewer: Viewer, as_of: date) -> QuerySet[Any]:
    """Return the answered problems that the viewer may verify, in the fixed order of units."""
    own = viewer.paths(permissions.WRITERS)
    above = {path[:end] for path in own for end in range(STEP, len(path) + 1, STEP)}
    within = viewer.within("verifier__path", permissions.WRITERS)
    mine = ~Q(unit__path__in=above)
    for path in own:  # the root owns the problem: nothing stands above it
        mine |= Q(verifier__path=path, unit__path__in={path[:STEP]} - {path})
    if over := viewer.within("unit__path", permissions.WRITERS):  # empty for the whole tree
        mine &= Q(unit__abolished_on=None) | over
    found = standing(viewer, as_of).filter(within, mine, stood="answered")
    return found.order_by("unit__path", "answered_on", "pk").select_related("unit", "verifier")


def three_lists(viewer: Viewer, unit: str, day: date, *, closed: bool) -> QuerySet[Any]:
    """Return the rows that a unit's three lists share, those of units below it among them."""
    found = listed(viewer, Wanted(unit=unit), day)
    return found if closed else found.exclude(stood="closed")


def raisable(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units for which the viewer keeps records, in the fixed order."""
    found = units_queries.visible_to(viewer).filter(viewer.within("path", permissions.WRITERS))
    return found.filter(abolished_on=None).select_related("parent")


def with_problems(viewer: Viewer) -> QuerySet[Unit]:
    """Return the visible units with a problem, or above one with a problem, in the fixed order."""
    owned = Problem.objects.filter(unit=OuterRef("pk"))
    has = Exists(owned) | Q(kind__in=GROUPING)
    return units_queries.visible_to(viewer).filter(has)


def _one(viewer: Viewer, problem: Problem) -> QuerySet[Problem]:
    return visible_to(viewer).filter(pk=problem.pk)


def _narrowed(viewer: Viewer, wanted: Wanted, day: date, *, plain: bool = False) -> QuerySet[Any]:
    found = standing(viewer, day)
    exact = {"source": wanted.source, "category": wanted.category, "severity": wanted.severity}
    limits: dict[str, Any] = {name: value for name, value in exact.items() if value}
    limits |= {"order_id": wanted.order} if wanted.order else {}
    limits |= {"raised_on__gte": wanted.first} if wanted.first else {}
    limits |= {"raised_on__lte": wanted.last} if wanted.last else {}
    found = found.filter(**limits)
    if wanted.unit:
        unit = units_queries.visible_to(viewer).filter(code=wanted.unit).first()
        found = found.filter(below("unit__path", unit.path)) if unit else found.none()
    if wanted.words:
        said = Q(text__icontains=wanted.words) | Q(measure__icontains=wanted.words)
        found = found.filter(said | Q(unit__name__icontains=wanted.words))
    if wanted.recurring and not plain:
        found = found.filter(recurs__isnull=False)
    return found


def _in_state(state: str, day: date) -> Q:
    if state == OVERDUE:
        return Q(stood="open", due_then__lt=day)
    return Q(stood=state)
