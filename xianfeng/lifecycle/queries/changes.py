"""Which changes there are: planned, done and cancelled."""

from datetime import date

from django.db.models import Q, QuerySet

from xianfeng.kernel import facts
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, below
from xianfeng.lifecycle.enums import ChangeKind, ChangeState
from xianfeng.lifecycle.models import UnitChange
from xianfeng.lifecycle.permissions import may_change
from xianfeng.members.models import Member
from xianfeng.units.enums import BRANCH_KINDS, UnitKind
from xianfeng.units.models import Unit
from xianfeng.units.permissions import STAFF, may_manage

READERS = frozenset({*STAFF, OPERATOR_ROLE})
_SHOWN = ("unit__parent", "unit__agency", "target__agency", "agency")


def visible_to(viewer: Viewer) -> QuerySet[UnitChange]:
    """Return the changes of units in the viewer's part, and those that lead into it, for staff."""
    here = viewer.within("unit__path", READERS) | viewer.within("target__path", READERS)
    return UnitChange.objects.filter(here).select_related(*_SHOWN)


def listed(viewer: Viewer, state: str = "", path: str = "") -> QuerySet[UnitChange]:
    """Return changes of a state and a part of the tree: what is planned first, then by day."""
    found = visible_to(viewer)
    if state:
        found = found.filter(state=state)
    if path:
        found = found.filter(below("unit__path", path) | below("target__path", path))
    return found.order_by("-effective_on", "-pk")


def of_unit(viewer: Viewer, unit: Unit) -> QuerySet[UnitChange]:
    """Return the changes that name a unit, the latest first."""
    return visible_to(viewer).filter(Q(unit=unit) | Q(target=unit)).order_by("-effective_on", "-pk")


def due(viewer: Viewer, today: date) -> QuerySet[UnitChange]:
    """Return the planned changes whose day has come, in the order in which they take effect."""
    planned = visible_to(viewer).filter(state=ChangeState.PLANNED, effective_on__lte=today)
    return planned.order_by("effective_on", "pk")


def movable(viewer: Viewer, unit: Unit, today: date) -> QuerySet[Member]:
    """Return the members of a visible branch who may be chosen for a new one, by name."""
    kind = facts.get("members.membership")
    here = kind.visible_to(viewer).filter(kind.as_of(today), unit=unit)
    return Member.objects.filter(pk__in=here.values("member")).order_by("name", "pk")


def offered(viewer: Viewer, unit: Unit) -> list[str]:
    """Return the kinds of changes the viewer may plan for a unit."""
    found: list[str] = []
    if unit.abolished_on is None and unit.kind != UnitKind.GROUP and may_manage(viewer, unit):
        found.append(ChangeKind.ESTABLISH)
    if unit.abolished_on is not None or not may_change(viewer, unit):
        return found
    found.append(ChangeKind.RENAME)
    if unit.parent_id is None:
        return found
    if unit.kind != UnitKind.GROUP:
        found += [ChangeKind.UPGRADE, ChangeKind.MOVE, ChangeKind.TRANSFER]
    if unit.kind in BRANCH_KINDS:
        found.append(ChangeKind.SPLIT)
    return [*found, ChangeKind.MERGE, ChangeKind.ABOLISH]
