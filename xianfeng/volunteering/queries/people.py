"""Reading who has a place, who may have one, and what is one's own."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, below
from xianfeng.members import queries as members_queries
from xianfeng.members.models import Member, Membership
from xianfeng.volunteering import permissions, rules
from xianfeng.volunteering.enums import EventState, SignupState
from xianfeng.volunteering.models import Event, Signup

_LIVE = (SignupState.SIGNED, SignupState.WAITING)


def signups_visible_to(viewer: Viewer) -> QuerySet[Signup]:
    """Return places in events of the viewer's units, of their units' members, and their own."""
    found = Signup.objects.select_related("event__unit", "member", "unit")
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found
    seen = viewer.within("event__unit__path", permissions.READERS)
    seen |= viewer.within("unit__path", permissions.READERS)
    if viewer.member_id is not None:
        seen |= Q(member_id=viewer.member_id)
    return found.filter(seen)


def people(viewer: Viewer, event: Event) -> QuerySet[Signup]:
    """Return who has a place in an event and who waits, each list in the fair order.

    ``place`` is how far back in its list a row stands, from 1.
    """
    return _placed(signups_visible_to(viewer).filter(event=event, state__in=_LIVE)).order_by(
        "state", "seq"
    )


def own_signup(viewer: Viewer, event: Event) -> Signup | None:
    """Return the viewer's own place in an event, with how far back they stand."""
    if viewer.member_id is None:
        return None
    found = signups_visible_to(viewer).filter(event=event, member=viewer.member_id)
    return _placed(found.filter(state__in=_LIVE)).first()


def mine(viewer: Viewer, on: date) -> QuerySet[Signup]:
    """Return the viewer's own places in what is to come, the next one first; called off, too."""
    if viewer.member_id is None:
        return Signup.objects.none()
    found = signups_visible_to(viewer).filter(member=viewer.member_id, state__in=_LIVE)
    coming = found.filter(
        event__on__gte=on, event__state__in=[EventState.OPEN, EventState.CANCELLED]
    )
    rows = _placed(coming).select_related("event__unit", "event__community", "unit")
    return rows.order_by("event__on", "event__starts_at", "pk")


def clashes(viewer: Viewer, event: Event, others: Iterable[Signup] | None = None) -> list[Event]:
    """Return the events at the same time in which the viewer's own member has a place."""
    if viewer.member_id is None:
        return []
    if others is None:
        rows = signups_visible_to(viewer).filter(member=viewer.member_id, state__in=_LIVE)
        others = rows.filter(event__on=event.on)
    known = [one.event for one in others if one.event.state != EventState.CANCELLED]
    when = (event.on, event.starts_at, event.ends_at)
    return [
        one
        for one in known
        if one.pk != event.pk and rules.clash(when, (one.on, one.starts_at, one.ends_at))
    ]


def myself(viewer: Viewer) -> Member | None:
    """Return the member who is looking; None for others."""
    return Member.objects.filter(pk=viewer.member_id).first() if viewer.member_id else None


def eligible(viewer: Viewer, event: Event, on: date) -> QuerySet[Membership]:
    """Return the branch spells of a day of those whom the viewer may sign up for an event.

    These are the viewer's own member, and the members whose records the viewer keeps.
    """
    covers = Q(until_on=None) | Q(until_on__gt=on)
    theirs = Q(member=viewer.member_id) if viewer.member_id else Q(pk__in=[])
    if viewer.reaches("", {OPERATOR_ROLE}):
        theirs = ~Q(pk__in=[])
    found = Membership.objects.filter(covers, from_on__lte=on).filter(
        viewer.within("unit__path", permissions.WRITERS) | theirs
    )
    if not event.for_all:
        found = found.filter(below("unit__path", event.unit.path))
    return found.select_related("unit", "member")


def recordable(viewer: Viewer, event: Event, on: date, name: str = "") -> QuerySet[Membership]:
    """Return whom the viewer may sign up for others (代录) and who has no place yet, by name."""
    there = Signup.objects.filter(event=event, state__in=_LIVE).values("member")
    mine = viewer.within("unit__path", permissions.WRITERS)
    found = eligible(viewer, event, on).filter(mine).exclude(member__in=there)
    if name:
        found = found.filter(member__name__contains=name)
    return found.order_by("member__name", "pk")


def walk_ins(viewer: Viewer, event: Event) -> QuerySet[Membership]:
    """Return the branch spells, on the day of an event, of those who may have come unannounced."""
    found = members_queries.spells_visible_to(viewer, event.on).select_related("member", "unit")
    if not event.for_all:
        found = found.filter(below("unit__path", event.unit.path))
    return found.order_by("member__name", "pk")


def _placed(found: QuerySet[Signup]) -> QuerySet[Signup]:
    """Return places, each with how far back it stands among those in the same state."""
    ahead = Signup.objects.filter(
        event=OuterRef("event"), state=OuterRef("state"), seq__lte=OuterRef("seq")
    )
    number = ahead.order_by().values("event").annotate(number=Count("pk")).values("number")
    return found.annotate(place=Subquery(number))
