"""What an office watches besides duties: cards, orders, problems, changes, what units ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from xianfeng.desk.queries.rows import Row, first, read, shaped
from xianfeng.duties import queries as duties_queries
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.plans.queries import steps as plan_queries
from xianfeng.rectification.queries import orders as order_queries
from xianfeng.rectification.queries import problems as problem_queries
from xianfeng.units.models import Unit

CARD, ORDER, VERIFY, CHANGE = "card", "order", "verify", "change"
WAIVER, APPEAL = "waiver", "appeal"
KINDS = (CARD, ORDER, VERIFY, CHANGE)


@dataclass(frozen=True)
class Watched:
    """Things of one kind under a unit: how many, and the first few in the fixed order."""

    kind: str
    total: int
    rows: list[Row]


@dataclass(frozen=True)
class Watch:
    """What is to be looked at, by kind (kinds without any are out), and what units ask."""

    groups: list[Watched]
    asked: list[duties_queries.Asked]


def watched(viewer: Viewer, unit: Unit, as_of: date, limit: int) -> Watch:
    """Return what is to be looked at under a unit on a day, but for what is overdue by a rule.

    What units ask for is read only where anything was asked and not yet decided.
    """
    rows = read(_parts(viewer, unit, as_of, limit))
    groups = [_watched(kind, [row for row in rows if row.kind == kind]) for kind in KINDS]
    asked: list[duties_queries.Asked] = []
    if any(row.kind in {WAIVER, APPEAL} for row in rows):
        waiting = duties_queries.requests_waiting(viewer, as_of)
        asked = [one for one in waiting if one.plea.unit.path.startswith(unit.path)]
    return Watch([each for each in groups if each.total], asked)


def _parts(viewer: Viewer, unit: Unit, as_of: date, limit: int) -> Iterator[QuerySet[Any]]:
    few, total = first(duties_queries.cards_in_force(viewer, as_of, unit), limit)
    yield _of_unit(few, CARD, total, "due_on", state="card", text="rule", more="period",
                   key=F("subject"))  # fmt: skip
    orders = order_queries.orders_to_verify(viewer, as_of).filter(issuer=unit)
    few, total = first(orders, limit)
    yield _of_unit(few, ORDER, total, "replied_on", text="title")
    verify = problem_queries.problems_to_verify(viewer, as_of).filter(verifier=unit)
    few, total = first(verify, limit)
    yield _of_unit(few, VERIFY, total, "answered_on", text="text")
    changes = plan_queries.waiting(viewer).filter(task__plan__unit=unit, asked_on__lte=as_of)
    few, total = first(changes, limit)
    lead = {"who": "task__lead__name", "code": "task__lead__code", "path": "task__lead__path"}
    yield shaped(few, CHANGE, due=F("asked_on"), total=total, text="old_title", **lead)
    undecided = Q(asked_on__lte=as_of) & (Q(decided_on=None) | Q(decided_on__gt=as_of))
    for kind, found in ((WAIVER, duties_queries.waivers_to), (APPEAL, duties_queries.appeals_to)):
        asked = found(viewer).filter(undecided, below("unit__path", unit.path))
        few, total = first(asked, 1)
        yield _of_unit(few, kind, total, "asked_on")


def _of_unit(few: QuerySet[Any], kind: str, total: Any, due: str, **columns: Any) -> QuerySet[Any]:
    where = {"who": "unit__name", "code": "unit__code", "path": "unit__path"}
    return shaped(few, kind, due=F(due), total=total, **where, **columns)


def _watched(kind: str, rows: list[Row]) -> Watched:
    ordered = sorted(rows, key=lambda row: (row.path, row.due, row.text, row.key))
    return Watched(kind, ordered[0].total if ordered else 0, ordered)
