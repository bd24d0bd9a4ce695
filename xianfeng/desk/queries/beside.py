"""What stands beside the board: cards in force and rectification by age, under one unit."""

from datetime import date

from django.db.models import Count, Q

from xianfeng.duties import queries as duties_queries
from xianfeng.duties.enums import Card
from xianfeng.kernel.viewer import Viewer
from xianfeng.rectification.queries import problems as problem_queries
from xianfeng.rectification.rules import AGES
from xianfeng.units.models import Unit


def card_numbers(viewer: Viewer, unit: Unit, as_of: date) -> list[tuple[str, int]]:
    """Return (card, how many are in force) under a unit on a day, the graver first."""
    found = duties_queries.cards_in_force(viewer, as_of, unit).order_by()
    colours = (Card.RED.value, Card.YELLOW.value)
    counted = found.aggregate(**{one: Count("pk", filter=Q(card=one)) for one in colours})
    return [(one, counted[one]) for one in colours if counted[one]]


def problem_ages(viewer: Viewer, unit: Unit, as_of: date) -> list[tuple[str, int]]:
    """Return (age, or "overdue", how many are open) under a unit on a day; empty without any."""
    counted = problem_queries.numbers(viewer, problem_queries.Wanted(unit=unit.code), as_of)
    if not counted["open"]:
        return []
    names = [name for name, _least, _most in AGES]
    return [(name, counted[name]) for name in [*names, problem_queries.OVERDUE]]
