"""Units to record for, and what each may hold."""

from django.db.models import Q, QuerySet

from xianfeng.kernel.viewer import Viewer
from xianfeng.life import permissions, rules
from xianfeng.life.enums import MeetingKind
from xianfeng.units import queries as units_queries
from xianfeng.units.enums import BRANCH_KINDS, UnitKind
from xianfeng.units.models import Unit
from xianfeng.units.permissions import RECORDERS


def recordable_units(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units that the viewer records for, in the fixed order."""
    return units_queries.visible_to(viewer).filter(viewer.within("path", permissions.WRITERS))


def staff_units(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units whose lists of people the viewer reads, in the fixed order."""
    staff = viewer.within("path", permissions.READERS_OF_ABSENCES)
    return units_queries.visible_to(viewer).filter(staff, abolished_on=None)


def own_units(viewer: Viewer) -> list[Unit]:
    """Return the units whose records are the viewer's own job, and the groups of such branches."""
    own = Q(path__in=viewer.paths(RECORDERS))
    of_own = Q(kind=UnitKind.GROUP, parent__path__in=viewer.paths(RECORDERS))
    return list(recordable_units(viewer).filter(own | of_own).filter(abolished_on=None))


def own_branches(viewer: Viewer) -> list[Unit]:
    """Return those of them that record most: branches first, groups where there is no branch."""
    units = own_units(viewer)
    branches = [unit for unit in units if unit.kind in BRANCH_KINDS]
    return branches or [unit for unit in units if unit.kind == UnitKind.GROUP]


def matching_units(viewer: Viewer, words: str, limit: int = 50) -> list[Unit]:
    """Return units to choose from: those whose code or name holds the words."""
    named = Q(name__contains=words) | Q(code__startswith=words)
    return list(recordable_units(viewer).filter(named, abolished_on=None)[:limit])


def kinds_offered(viewer: Viewer, unit: Unit) -> list[str]:
    """Return the kinds to choose from; a branch with groups in the tree leaves 党小组会 to them."""
    kinds = list(rules.kinds_of(unit.kind))
    if unit.kind in BRANCH_KINDS and MeetingKind.GROUP_MEETING in kinds:
        groups = units_queries.visible_to(viewer).filter(parent=unit, kind=UnitKind.GROUP)
        if groups.filter(abolished_on=None).exists():
            kinds.remove(MeetingKind.GROUP_MEETING)
    return kinds
