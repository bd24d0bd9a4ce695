"""Which unit a desk or a board is of, and what waits there."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from xianfeng.desk import rules
from xianfeng.duties import queries as duties_queries
from xianfeng.duties.rules import Rule
from xianfeng.kernel.viewer import Grant, Viewer
from xianfeng.ledgers import queries as ledgers_queries
from xianfeng.ledgers.enums import BatchState
from xianfeng.units import queries as units_queries
from xianfeng.units.models import Unit


def own_unit(viewer: Viewer, grant: Grant) -> Unit | None:
    """Return the unit that one of the viewer's own grants names, or None."""
    return units_queries.visible_to(viewer).filter(pk=grant.unit_id or 0).first()


def unit_named(viewer: Viewer, code: str) -> Unit | None:
    """Return the unit of that code whose duties the viewer reads (their first one for no code)."""
    if code:
        return duties_queries.unit_of(viewer, code)
    return duties_queries.units_for(viewer).first()


def way_to(viewer: Viewer, unit: Unit) -> list[Unit]:
    """Return the units above one whose duties the viewer reads too, the topmost first."""
    readable = duties_queries.units_for(viewer).values_list("pk", flat=True)
    above = units_queries.ancestors(viewer, unit)
    known = set(readable.filter(pk__in=[one.pk for one in above])) if above else set()
    return [one for one in above if one.pk in known]


def overdue(viewer: Viewer, unit: Unit, rule: Rule, as_of: date) -> QuerySet[Any]:
    """Return what a unit and those below owe under a rule since twelve months and have not done."""
    found = duties_queries.overdue(
        viewer, as_of=as_of, since=rules.exceptions_since(as_of), rules=[rule], under=unit
    )
    return duties_queries.in_order(found, [rule]).select_related("unit")


def imports_waiting(viewer: Viewer) -> int:
    """Return how many of the viewer's own import batches were looked at and not yet applied."""
    return ledgers_queries.visible_to(viewer).filter(state=BatchState.CHECKED).count()
