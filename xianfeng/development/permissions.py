"""Who sees people in development, records their steps, decides on them, and sets quotas."""

from xianfeng.development.rules import steps
from xianfeng.development.rules.chain import Chain, chain
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, require
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit
from xianfeng.units.permissions import MANAGERS, RECORDERS, STAFF
from xianfeng.units.rules import ancestors

READERS = frozenset({*STAFF, OPERATOR_ROLE})
KEEPERS = frozenset({*RECORDERS, OPERATOR_ROLE})
DECIDERS = frozenset({*MANAGERS, OPERATOR_ROLE})
# What a superior says is recorded by who may speak for that superior; what a superior merely
# receives or organises is noted by the branch as well.
DECISIONS = frozenset(
    {steps.PRE_REVIEW, steps.APPROVAL_TALK, steps.APPROVAL, steps.CONFIRM_APPROVAL}
)
_DECIDING = (UnitKind.COMMITTEE, UnitKind.WORKING_COMMITTEE)


def superior(unit: Unit) -> Unit:
    """Return who decides for a branch: the nearest committee above it, else the topmost unit.

    Source: 党和国家机关基层组织工作条例 37.
    """
    above = list(Unit.objects.filter(path__in=ancestors(unit.path)).order_by("-path"))
    found = (one for one in above if one.kind in _DECIDING)
    return next(found, above[-1] if above else unit)


def chain_of(unit: Unit, above: Unit | None = None) -> Chain:
    """Return the chain of approval of a branch."""
    sector = unit.agency.sector if unit.agency else ""
    return chain(sector, (above or superior(unit)).kind == UnitKind.COMMITTEE)


def place_of(unit: Unit, step: int, above: Unit | None = None) -> str:
    """Return the path at which a step of this branch's people is recorded."""
    return (above or superior(unit)).path if step in DECISIONS else unit.path


def may_keep(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer keeps the records of a branch's people."""
    return viewer.reaches(unit.path, KEEPERS)


def may_record(viewer: Viewer, unit: Unit, step: int, above: Unit | None = None) -> bool:
    """True when the viewer records this step: the branch its own, the superior the decisions.

    ``above`` is the superior, where it is known already.
    """
    roles = DECIDERS if step in DECISIONS else KEEPERS
    return viewer.reaches(place_of(unit, step, above), roles)


def require_keep(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps the records of a branch's people; raises Denied."""
    require(actor, RECORDERS, unit.path)


def require_record(actor: Viewer, unit: Unit, step: int) -> None:
    """Check that the actor records this step; raises Denied."""
    require(actor, MANAGERS if step in DECISIONS else RECORDERS, place_of(unit, step))


def may_set_quota(viewer: Viewer, unit: Unit) -> bool:
    """True for managers of a unit above; the topmost unit's is noted by its own managers."""
    return viewer.reaches(_above(unit), DECIDERS)


def require_set_quota(actor: Viewer, unit: Unit) -> None:
    """Check that the actor manages a unit above this one; raises Denied."""
    require(actor, MANAGERS, _above(unit))


def on_behalf(viewer: Viewer, unit: Unit, step: int) -> bool:
    """True when somebody of another unit records a branch's step: 代录."""
    own = {grant.path for grant in viewer.grants if grant.role in KEEPERS}
    return viewer.on_behalf or (step not in DECISIONS and unit.path not in own)


def _above(unit: Unit) -> str:
    return unit.path[:-5] or unit.path
