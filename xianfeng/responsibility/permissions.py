"""Who publishes templates and issues lists, who signs, who notes, and who may look."""

from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check
from xianfeng.responsibility import rules
from xianfeng.responsibility.models import DutyList
from xianfeng.units import permissions as units_permissions
from xianfeng.units.models import Unit
from xianfeng.units.permissions import MANAGERS, RECORDERS, STAFF

READERS = frozenset({*STAFF, OPERATOR_ROLE})
ISSUERS = frozenset({*MANAGERS, OPERATOR_ROLE})


def require_manage(actor: Viewer, unit: Unit) -> None:
    """Check that the actor manages the unit that publishes and issues; raises Denied."""
    units_permissions.require_manage(actor, unit)


def may_manage(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer manages the unit that publishes and issues."""
    return units_permissions.may_manage(viewer, unit)


def is_holder(viewer: Viewer, duty_list: DutyList) -> bool:
    """True when the list is the viewer's own."""
    return viewer.member_id is not None and viewer.member_id == duty_list.member_id


def sides(viewer: Viewer, duty_list: DutyList) -> frozenset[str]:
    """Return on which sides of a list the viewer stands.

    Who keeps the unit's records may enter the holder's signature from paper (代录) and note.
    """
    found = set()
    if viewer.reaches(duty_list.issuer.path, ISSUERS):
        found.add(rules.ISSUER)
    if is_holder(viewer, duty_list):
        found |= {rules.HOLDER, rules.NOTER}
    elif viewer.reaches(duty_list.unit.path, {*RECORDERS, OPERATOR_ROLE}):
        found |= {rules.KEEPER, rules.NOTER}
    return frozenset(found)


def require_side(actor: Viewer, duty_list: DutyList, verb: str) -> None:
    """Check that the actor stands on the side that may say a verb; raises Denied."""
    note_check()
    if rules.DUTY_LIST.edge(verb).by not in sides(actor, duty_list):
        raise Denied
