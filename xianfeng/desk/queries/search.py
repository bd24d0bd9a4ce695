"""Finding members, units, meetings, problems, orders and tasks, in what the viewer may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from xianfeng.kernel.places import History
from xianfeng.kernel.viewer import Viewer
from xianfeng.life import queries as life_queries
from xianfeng.life.enums import MeetingState
from xianfeng.members import queries as members_queries
from xianfeng.plans import queries as plans_queries
from xianfeng.rectification.queries import orders as order_queries
from xianfeng.rectification.queries import problems as problem_queries
from xianfeng.units import queries as units_queries

LIMIT = 20


@dataclass(frozen=True)
class Person:
    """A member: the key of their page, their name, and their branch where the roster names it."""

    pk: int
    name: str
    branch: str = ""


@dataclass(frozen=True)
class Found:
    """The first of each kind, and whether there are more than ``LIMIT``."""

    members: list[Person]
    units: list[Any]
    meetings: list[Any]
    problems: list[Any]
    orders: list[Any]
    tasks: list[Any]
    more: dict[str, bool]

    @property
    def nothing(self) -> bool:
        """True when no kind has any."""
        people = self.members or self.units or self.meetings
        return not (people or self.problems or self.orders or self.tasks)


def search(viewer: Viewer, words: str, on: date) -> Found:
    """Return what the words find; a word of two characters is enough, none finds nothing."""
    if not words:
        return Found([], [], [], [], [], [], {})
    confirmed = life_queries.listed(viewer, state=MeetingState.CONFIRMED)
    found: dict[str, list[Any]] = {
        "members": _people(viewer, words, on),
        "units": _units(viewer, words, on),
        "meetings": list(confirmed.filter(title__contains=words)[: LIMIT + 1]),
        "problems": _problems(viewer, words),
        "orders": _orders(viewer, words),
        "tasks": _tasks(viewer, words),
    }
    more = {kind: len(rows) > LIMIT for kind, rows in found.items()}
    return Found(**{kind: rows[:LIMIT] for kind, rows in found.items()}, more=more)


def _units(viewer: Viewer, words: str, on: date) -> list[Any]:
    found = units_queries.search(viewer, words, on, History.read())
    return units_queries.then(found[: LIMIT + 1])


def _problems(viewer: Viewer, words: str) -> list[Any]:
    found = problem_queries.visible_to(viewer).exclude(state="withdrawn")
    named = found.filter(text__contains=words).select_related("unit")
    return list(named.order_by("-raised_on", "unit__path", "pk")[: LIMIT + 1])


def _orders(viewer: Viewer, words: str) -> list[Any]:
    named = order_queries.visible_to(viewer).filter(title__contains=words)
    latest = F("issued_on").desc(nulls_first=True)
    return list(named.select_related("unit").order_by(latest, "-pk")[: LIMIT + 1])


def _tasks(viewer: Viewer, words: str) -> list[Any]:
    named = plans_queries.visible_to(viewer).filter(title__contains=words)
    related = named.select_related("lead", "plan")
    return list(related.order_by("-plan__year", "plan", "seq")[: LIMIT + 1])


def _people(viewer: Viewer, words: str, on: date) -> list[Person]:
    """Return the members of a name. A number finds nobody here: it is to stand in no address."""
    spells = members_queries.roster(viewer, on, members_queries.Wanted(name=words))
    return [
        Person(spell.member_id, spell.member.name, spell.unit.name) for spell in spells[: LIMIT + 1]
    ]
