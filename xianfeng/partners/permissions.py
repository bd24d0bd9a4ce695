"""Who speaks for which side of a deed: never both, and the doer never confirms."""

from datetime import date
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from xianfeng.checkin.models import UnitCheckin
from xianfeng.kernel.viewer import OPERATOR_ROLE, Denied, Viewer, note_check
from xianfeng.partners import rules
from xianfeng.partners.enums import Side
from xianfeng.partners.models import Deed, Pair
from xianfeng.units import permissions as units_permissions
from xianfeng.units.models import PlaceRole, Unit, UnitRole
from xianfeng.units.permissions import RECORDERS, STAFF

READERS = frozenset({*STAFF, OPERATOR_ROLE})
WRITERS = frozenset({*RECORDERS, OPERATOR_ROLE})
Relation = Pair | UnitCheckin


def with_voice(rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    """Annotate pairs, check-ins or deeds with ``voiced``: somebody may speak for the other side.

    That is a worker of the community, or who keeps the records of the other unit, and not of this.
    """
    live = Q(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)
    path = ExpressionWrapper(OuterRef(OuterRef("unit__path")), CharField())
    ours = UnitRole.objects.filter(live, role__in=RECORDERS, user=OuterRef("user"))
    ours = ours.annotate(ours=path).filter(ours__startswith=F("unit__path"))
    worker = PlaceRole.objects.filter(live, ~Exists(ours), place=OuterRef("community_id"))
    found: QuerySet[Any]
    if rows.model is UnitCheckin:
        found = rows.annotate(voiced=Exists(worker))
        return found
    theirs = ExpressionWrapper(OuterRef("other__path"), CharField())
    keeper = UnitRole.objects.filter(live, ~Exists(ours), role__in=RECORDERS)
    keeper = keeper.annotate(theirs=theirs).filter(theirs__startswith=F("unit__path"))
    found = rows.annotate(voiced=Exists(worker) | Exists(keeper))
    return found


def voiced(row: Relation | Deed, on: date) -> bool:
    """True when somebody with an account may speak for the other side on a day."""
    return with_voice(type(row)._default_manager.filter(pk=row.pk), on).filter(voiced=True).exists()


def speaks(viewer: Viewer, row: Relation | Deed) -> frozenset[str]:
    """Return the sides a viewer speaks for; who keeps both units' records speaks for the first.

    So nobody agrees with, or confirms, what they said themselves.
    """
    if viewer.reaches("", {OPERATOR_ROLE}):
        return frozenset(Side.values)
    if viewer.reaches(row.unit.path, WRITERS):
        return frozenset({Side.UNIT})
    other = getattr(row, "other", None)
    here = row.community_id is not None and viewer.serves(row.community_id)
    there = other is not None and viewer.reaches(other.path, WRITERS)
    return frozenset({Side.OTHER}) if here or there else frozenset()


def sides(viewer: Viewer, deed: Deed, on: date) -> frozenset[str]:
    """Return the sides of the table of states that a viewer speaks for."""
    said = speaks(viewer, deed)
    known = bool(said) and voiced(deed, on)
    return rules.roles(said, voiced=known, direction=deed.direction, proposed_by=deed.proposed_by)


def on_paper(viewer: Viewer, deed: Deed) -> bool:
    """True when the viewer can only write down what the receiving side confirmed on paper."""
    return rules.receiver(deed.direction) not in speaks(viewer, deed)


def require_verb(actor: Viewer, deed: Deed, verb: str, on: date) -> None:
    """Check that the actor is on the side whose word the verb is; raises Denied."""
    note_check()
    if rules.DEED.edge(verb).by not in sides(actor, deed, on):
        raise Denied


def require_side(actor: Viewer, relation: Relation) -> frozenset[str]:
    """Check that the actor speaks for a side of the relation, and return which; raises Denied."""
    note_check()
    said = speaks(actor, relation)
    if not said:
        raise Denied
    return said


def require_record(actor: Viewer, unit: Unit) -> None:
    """Check that the actor keeps the records of the unit; raises Denied."""
    units_permissions.require_record(actor, unit)


def may_record(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer keeps the records of the unit."""
    return viewer.reaches(unit.path, WRITERS)


def require_round(actor: Viewer) -> None:
    """Check that the daily round is at work; raises Denied."""
    note_check()
    if not actor.reaches("", {OPERATOR_ROLE}):
        raise Denied
