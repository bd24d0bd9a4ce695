"""Who speaks for the unit that owns a problem, and who for the one that verifies it."""

from collections.abc import Iterable
from typing import Protocol

from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check
from xianfeng.rectification import rules
from xianfeng.rectification.models import Order
from xianfeng.units.models import Unit
from xianfeng.units.permissions import RECORDERS, STAFF
from xianfeng.units.rules import STEP

READERS = frozenset({*STAFF, OPERATOR_ROLE})
WRITERS = frozenset({*RECORDERS, OPERATOR_ROLE})


class Owned(Protocol):
    """What one unit puts right and another verifies: a problem."""

    unit: Unit
    verifier: Unit


def owns(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer keeps the records of the unit that puts right, or of one above it."""
    return viewer.reaches(unit.path, WRITERS)


def verifies(viewer: Viewer, unit: Unit, verifier: Unit) -> bool:
    """True when the viewer keeps the records of the verifying unit, and is not of the owner's side.

    Who holds a post that records for the owning unit or for one below it never verifies, whatever
    other post they hold. An officer above both may: the verifying unit lies in their part. Nothing
    stands above the root: what it owns is verified at the unit below it that raised it. A unit that
    was moved below the owning one since verifies no longer, and what a unit owned that is gone may
    have come to the unit that verifies: both are left to those above both.
    """
    own = viewer.paths(WRITERS)
    if any(_on_the_owners_side(path, unit.path, verifier.path) for path in own):
        return False
    if unit.abolished_on and not any(unit.path.startswith(path) for path in own):
        return False
    return any(verifier.path.startswith(path) for path in own)


def _on_the_owners_side(path: str, unit: str, verifier: str) -> bool:
    if not path.startswith(unit):
        return False
    below_the_root = len(unit) == STEP and verifier.startswith(unit)
    return not (below_the_root and path != unit and path.startswith(verifier))


def own_units(viewer: Viewer, units: Iterable[Unit]) -> list[Unit]:
    """Return those of the units at which the viewer holds a post that records."""
    own = set(viewer.paths(WRITERS))
    return [unit for unit in units if unit.path in own or ("" in own and unit.parent_id is None)]


def sides(viewer: Viewer, row: Owned) -> set[str]:
    """Return the sides of a problem for which the viewer speaks."""
    return between(viewer, row.unit, row.verifier)


def between(viewer: Viewer, unit: Unit, verifier: Unit) -> set[str]:
    """Return the sides for which the viewer speaks between two units."""
    found = {rules.OWNER} if owns(viewer, unit) else set()
    return found | ({rules.VERIFIER} if verifies(viewer, unit, verifier) else set())


def require_side(actor: Viewer, row: Owned, verb: str) -> None:
    """Check that the actor speaks for the side whose word the verb of a problem is."""
    note_check()
    if rules.PROBLEM.edge(verb).by not in sides(actor, row):
        raise Denied


def may_raise(viewer: Viewer, unit: Unit, verifier: Unit, *, own: bool) -> bool:
    """True when the viewer may raise a problem of a unit which another one will verify.

    A finding of the unit's own (自查) is raised by the unit and verified above it; any other by
    the verifier's side, over units in the viewer's part. Nothing stands above the root: it enters
    what was found with it, and names another unit to verify.
    """
    if unit.parent_id is None:
        return owns(viewer, unit)
    if own:
        above = unit.path != verifier.path and unit.path.startswith(verifier.path)
        return above and owns(viewer, unit)
    return owns(viewer, unit) and verifies(viewer, unit, verifier)


def order_sides(viewer: Viewer, order: Order) -> set[str]:
    """Return the sides of an order for which the viewer speaks.

    Who answers the problems on it receives and replies to it; who verifies them issues it.
    """
    found = {rules.RECIPIENT} if owns(viewer, order.unit) else set()
    return found | ({rules.ISSUER} if verifies(viewer, order.unit, order.issuer) else set())


def require_order(actor: Viewer, order: Order, verb: str) -> None:
    """Check that the actor speaks for the side whose word the verb of an order is."""
    note_check()
    if rules.ORDER.edge(verb).by not in order_sides(actor, order):
        raise Denied


def require_raise(actor: Viewer, unit: Unit, verifier: Unit, *, own: bool) -> None:
    """Check that the actor may raise a problem of the unit; raises Denied."""
    note_check()
    if not may_raise(actor, unit, verifier, own=own):
        raise Denied
