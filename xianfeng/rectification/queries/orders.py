"""Reading orders: those that units in the viewer's part issued, and those that came to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.rectification import permissions, rules
from xianfeng.rectification.models import Answer, Order, Problem
from xianfeng.rectification.queries import problems as problem_queries
from xianfeng.rectification.rules import orders as order_rules
from xianfeng.units import queries as units_queries
from xianfeng.units.models import Unit
from xianfeng.units.rules import ancestors

TO_RECEIVE, TO_REPLY, TO_VERIFY, OURS = "receive", "reply", "verify", "ours"
BOXES = (TO_RECEIVE, TO_REPLY, TO_VERIFY, OURS)
LATE = "late"
_OF_BOX = {TO_RECEIVE: "issued", TO_REPLY: "received", TO_VERIFY: "replied"}


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to: ``unit`` and ``issuer`` are codes, ``state`` may be "late"."""

    unit: str = ""
    issuer: str = ""
    state: str = ""
    year: int | None = None
    box: str = ""


@dataclass(frozen=True)
class Waiting:
    """An order on which a unit has something to do by a day."""

    order: Order
    verb: str
    due_on: date
    late: bool


@dataclass(frozen=True)
class Line:
    """One problem on an order, with the answer that stands and what was decided before."""

    problem: Problem
    answers: tuple[Answer, ...]

    @property
    def answer(self) -> Answer | None:
        """Return the last answer that was not taken back."""
        return self.answers[-1] if self.answers else None


def visible_to(viewer: Viewer) -> QuerySet[Order]:
    """Return the orders that units in the viewer's part issued, and those that came to them.

    A draft, and one recalled before it went out, is for the issuer's side alone.
    """
    issued_here = viewer.within("issuer__path", permissions.READERS)
    if not issued_here:
        return Order.objects.all()  # the whole tree: an empty condition vanishes in an "or"
    came_here = viewer.within("unit__path", permissions.READERS)
    return Order.objects.filter(issued_here | (came_here & Q(issued_on__isnull=False)))


def complete(viewer: Viewer) -> QuerySet[Order]:
    """Return visible orders with the units that their page and papers name."""
    return visible_to(viewer).select_related("unit__parent", "issuer")


def listed(viewer: Viewer, wanted: Wanted, day: date) -> QuerySet[Order]:
    """Return the orders of a list, the latest first, each with ``carried`` and ``closed``."""
    found = visible_to(viewer)
    if wanted.box:
        found = found.filter(_in_box(viewer, wanted.box))
    if wanted.state == LATE:
        unreceived = Q(state="issued") & (Q(receive_by__lt=day) | Q(due_on__lt=day))
        found = found.filter(unreceived | Q(state="received", due_on__lt=day))
    elif wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.year:
        found = found.filter(year=wanted.year)
    if wanted.issuer:
        found = found.filter(issuer__code=wanted.issuer)
    if wanted.unit:
        unit = units_queries.visible_to(viewer).filter(code=wanted.unit).first()
        found = found.filter(below("unit__path", unit.path)) if unit else found.none()
    standing = ~Q(problems__state="withdrawn")
    found = found.annotate(
        carried=Count("problems", filter=standing),
        settled=Count("problems", filter=Q(problems__state="closed")),
    )
    latest = F("issued_on").desc(nulls_first=True)
    return found.order_by(latest, "issuer__path", "-seq", "-pk").select_related("unit", "issuer")


def numbers(viewer: Viewer) -> dict[str, int]:
    """Return how many orders lie in each box of the viewer: one query."""
    taken = {box: Count("pk", filter=_in_box(viewer, box)) for box in BOXES}
    return visible_to(viewer).order_by().aggregate(**taken)


def lines(viewer: Viewer, order: Order) -> list[Line]:
    """Return the problems on a visible order that were not withdrawn, with their answers."""
    given = Answer.objects.filter(taken_back=False).order_by("pk")
    mine = visible_to(viewer).filter(pk=order.pk)
    found = Problem.objects.filter(order__in=mine).exclude(state="withdrawn").order_by("pk")
    rows = found.select_related("unit", "verifier").prefetch_related(Prefetch("answers", given))
    return [Line(row, tuple(row.answers.all())) for row in rows]


def pickable(viewer: Viewer, unit: Unit, issuer: Unit, order: Order | None = None) -> list[Problem]:
    """Return the open problems that ``issuer`` raised with ``unit`` and that lie on no order.

    Those on ``order``, a draft that is changed, are among them.
    """
    free = Q(order=None) | Q(order=order) if order else Q(order=None)
    found = problem_queries.visible_to(viewer).filter(free, unit=unit, verifier=issuer)
    return list(found.filter(state="open").order_by("due_on", "pk"))


def issuers(viewer: Viewer, unit: Unit) -> list[Unit]:
    """Return the units in whose name the viewer may order something of ``unit``, nearest first."""
    paths = ancestors(unit.path)
    raised = Problem.objects.filter(unit=unit, verifier=OuterRef("pk"), order=None, state="open")
    above = Q(path__in=paths) | Exists(raised)
    seen = units_queries.visible_to(viewer).filter(above, abolished_on=None).order_by("-path")
    own = permissions.own_units(viewer, seen)
    return [each for each in own if permissions.verifies(viewer, unit, each)]


def recipients(viewer: Viewer, words: str = "") -> QuerySet[Unit]:
    """Return the units below the viewer's own, first those with problems that may be ordered.

    ``words`` narrow to a code, or to a part of a name.
    """
    ready = Problem.objects.filter(unit=OuterRef("pk"), state="open", order=None).filter(
        verifier__path__in=viewer.paths(permissions.WRITERS)
    )
    below_own = viewer.within("path", permissions.WRITERS)
    found = units_queries.visible_to(viewer).filter(below_own, abolished_on=None)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(code=words))
    own = viewer.paths(permissions.WRITERS)
    marked = found.exclude(path__in=own).annotate(ready=Exists(ready))
    return marked.order_by("-ready", "path")


def orders_waiting(viewer: Viewer, unit: Unit, as_of: date) -> list[Waiting]:
    """Return the orders that a unit has to receive or to reply to, the earliest due first."""
    came = visible_to(viewer).filter(unit=unit, issued_on__lte=as_of).select_related("issuer")
    rows = came.filter(state__in=("issued", "received"))
    return sorted(_waiting(rows, as_of), key=lambda one: (one.due_on, one.order.pk))


def orders_to_verify(viewer: Viewer, as_of: date) -> QuerySet[Order]:
    """Return the orders of the viewer's units that were replied to, in the order of units."""
    found = visible_to(viewer).filter(_in_box(viewer, TO_VERIFY), replied_on__lte=as_of)
    return found.order_by("unit__path", "replied_on", "pk").select_related("unit", "issuer")


def _waiting(rows: QuerySet[Order], as_of: date) -> Iterator[Waiting]:
    for row in rows:
        late = order_rules.late(row.state, row.receive_by, row.due_on, as_of)
        if row.state == "issued" and row.receive_by:
            yield Waiting(row, "receive_order", row.receive_by, late)
        else:
            yield Waiting(row, "reply_order", row.due_on, late)


def _in_box(viewer: Viewer, box: str) -> Q:
    """Return the condition of a box: what waits for the viewer's own units, and what they issued.

    What waits for a unit below is not the viewer's to do, though they may enter it on its behalf.
    """
    side = "unit__path" if box in {TO_RECEIVE, TO_REPLY} else "issuer__path"
    mine = Q(**{f"{side}__in": viewer.paths(permissions.WRITERS)})
    state = _OF_BOX.get(box)
    return mine & Q(state=state) if state else mine


def may(viewer: Viewer, order: Order) -> list[str]:
    """Return the verbs that the viewer may say of an order now."""
    return rules.ORDER.verbs(order.state, permissions.order_sides(viewer, order))


def parties(viewer: Viewer) -> tuple[list[Unit], list[Unit], list[int]]:
    """Return the units that visible orders went to, those that issued them, and their years."""
    seen = visible_to(viewer).order_by()
    everywhere = units_queries.visible_to(viewer).order_by("path")
    went_to = everywhere.filter(pk__in=seen.values("unit"))
    came_from = Unit.objects.filter(pk__in=seen.values("issuer")).order_by("path")
    years = seen.values_list("year", flat=True).distinct().order_by("-year")
    return list(went_to), list(came_from), list(years)


def history(viewer: Viewer, order: Order) -> Iterator[AuditEntry]:
    """Yield what was written about a visible order, the latest first."""
    if visible_to(viewer).filter(pk=order.pk).exists():
        target = f"rectification.order:{order.pk}"
        yield from AuditEntry.objects.filter(target=target).order_by("-seq")
