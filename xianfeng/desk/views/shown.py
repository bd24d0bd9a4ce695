"""Duties and terms as a desk shows them: the mark, the words, and the one button."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from xianfeng.desk import queries
from xianfeng.desk.views.words import address, distance, when
from xianfeng.duties import queries as duties_queries
from xianfeng.duties.enums import Level, State
from xianfeng.duties.queries import Line
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit

FIRST = 5


@dataclass(frozen=True)
class Task:
    """One line of a desk. ``whose`` names the unit when it is not the desk's own."""

    line: Line
    words: str
    whose: str
    none: bool
    local: bool

    @property
    def due_on(self) -> date:
        """Return the last day."""
        return self.line.duty.due_on

    @property
    def is_open(self) -> bool:
        """True when somebody still has to act."""
        return self.line.state in {State.OPEN, State.OVERDUE}


@dataclass(frozen=True)
class Group:
    """The overdue duties of a rule, with the address of their list and the first few."""

    group: duties_queries.Exceptions
    href: str
    tasks: list[Task]


@dataclass(frozen=True)
class Overdue:
    """How many duties are overdue, and the first few of them."""

    count: int
    tasks: list[Task]


@dataclass(frozen=True)
class TermLine:
    """A term that ends: whose, when, and the unit's page."""

    name: str
    until_on: date
    words: str
    mark: str
    href: str


def task(line: Line, unit: Unit, as_of: date) -> Task:
    """Return a duty with its words as a desk says them."""
    at: Any = line.unit
    return Task(
        line,
        when(line, as_of),
        at.name if at.pk != unit.pk else "",
        none=line.may_say_none,
        local=line.rule.level == Level.LOCAL and not line.href,
    )


def tasks(lines: Iterable[Line], unit: Unit, as_of: date) -> list[Task]:
    """Return duties, what is still to do first."""
    shown = [task(line, unit, as_of) for line in lines]
    return sorted(shown, key=lambda one: not one.is_open)


def overdue(viewer: Viewer, found: QuerySet[Any], unit: Unit, as_of: date) -> Overdue:
    """Return how many duties a list holds and the first few."""
    few = list(found[:FIRST])
    count = found.count() if len(few) == FIRST else len(few)
    lines = duties_queries.lines(viewer, few, as_of)
    return Overdue(count, [task(line, unit, as_of) for line in lines])


def groups(
    found: Iterable[duties_queries.Exceptions],
    unit: Unit,
    as_of: date,
    kept: str,
) -> list[Group]:
    """Return exceptions by rule, each with the address of its list."""
    return [
        Group(
            group,
            address("desk:board", show="late", rule=group.rule.id, unit=unit.code, as_of=kept),
            [task(line, unit, as_of) for line in group.lines],
        )
        for group in found
    ]


def terms(rows: Iterable[Any], as_of: date) -> list[TermLine]:
    """Return terms that end, each with its unit's page."""
    ends = [queries.term_end(row, as_of) for row in rows]
    return [
        TermLine(
            end.name,
            end.until_on,
            distance(end.until_on, as_of),
            "overdue" if end.days <= 0 else "soon",
            address("units:detail", end.code),
        )
        for end in ends
    ]
