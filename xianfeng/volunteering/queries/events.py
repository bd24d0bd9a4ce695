"""Reading events: staff see those of their units, members those they may come to."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from xianfeng.checkin.models import UnitCheckin
from xianfeng.checkin.queries import LIVE
from xianfeng.kernel.viewer import OPERATOR_ROLE, STEP, Viewer, below
from xianfeng.units.models import Unit
from xianfeng.volunteering import permissions
from xianfeng.volunteering.enums import EventState, SignupState
from xianfeng.volunteering.models import Event, Signup

_SIGNED = Count("signups", filter=Q(signups__state=SignupState.SIGNED))
_WAITING = Count("signups", filter=Q(signups__state=SignupState.WAITING))
_CAME = Count("signups", filter=Q(signups__came=True))


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; empty narrows nothing. ``path`` is a unit and all below it."""

    path: str = ""
    state: str = ""
    category: str = ""
    year: int | None = None


def visible_to(viewer: Viewer) -> QuerySet[Event]:
    """Return the events that the viewer may know.

    Staff: those of their units, and those that members of their units have a place in. Others with
    a role: what was opened in their units; what is open above them, or open for all. Community
    workers: what was opened in their communities, and what they proposed. And one's own places.
    """
    found = Event.objects.select_related("unit", "community", "team")
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found
    places = Signup.objects.filter(event=OuterRef("pk")).exclude(state=SignupState.WITHDRAWN)
    seen = viewer.within("unit__path", permissions.READERS)
    told = viewer.within("unit__path") | viewer.in_places("community_id")
    theirs = viewer.within("unit__path", permissions.READERS)
    told |= Q(Exists(places.filter(theirs)))
    if viewer.member_id is not None:
        told |= Q(Exists(places.filter(member=viewer.member_id)))
    seen |= ~Q(state__in=[EventState.DRAFT, EventState.PROPOSED]) & told
    seen |= Q(state=EventState.PROPOSED) & viewer.in_places("community_id")
    seen |= Q(state=EventState.OPEN) & _invited(viewer)
    return found.filter(seen)


def organised(viewer: Viewer) -> QuerySet[Event]:
    """Return the events of the units whose records the viewer keeps."""
    found = Event.objects.select_related("unit", "community", "team")
    return found.filter(viewer.within("unit__path", permissions.WRITERS))


def numbers(viewer: Viewer, found: QuerySet[Event]) -> QuerySet[Event]:
    """Return visible events with how many signed up, wait and came; and whether the viewer did."""
    counted = found.annotate(signed=_SIGNED, waiting=_WAITING, came=_CAME)
    return counted.annotate(own=_own(viewer))


def listed(viewer: Viewer, wanted: Wanted) -> QuerySet[Event]:
    """Return visible events with their numbers, the latest first."""
    found = visible_to(viewer).filter(below("unit__path", wanted.path))
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.category:
        found = found.filter(category=wanted.category)
    if wanted.year:
        found = found.filter(on__year=wanted.year)
    return numbers(viewer, found).order_by("-on", "-starts_at", "-pk")


def offered(viewer: Viewer, on: date) -> QuerySet[Event]:
    """Return the events for which the viewer's own member may still sign up, the next one first."""
    if viewer.member_id is None:
        return Event.objects.none()
    found = visible_to(viewer).filter(_invited(viewer), ~_own(viewer))
    coming = found.filter(state=EventState.OPEN, sign_up_by__gte=on)
    return numbers(viewer, coming).order_by("on", "starts_at", "pk")


def partners(viewer: Viewer) -> list[tuple[int, str]]:
    """Return (key, words) of the check-ins of units at the communities that the viewer serves."""
    rows = UnitCheckin.objects.filter(viewer.in_places("community_id"), state__in=LIVE)
    found = rows.select_related("unit", "community").order_by("community__name", "unit__path")
    return [(row.pk, f"{row.unit.name}（{row.community.name}）") for row in found]


def partner(viewer: Viewer, key: int) -> UnitCheckin | None:
    """Return such a check-in by its key."""
    rows = UnitCheckin.objects.filter(viewer.in_places("community_id"), state__in=LIVE)
    return rows.select_related("unit", "community").filter(pk=key).first()


def own_unit(viewer: Viewer) -> Unit | None:
    """Return the uppermost unit for which the viewer keeps records."""
    here = viewer.within("path", permissions.WRITERS)
    return Unit.objects.filter(here, abolished_on=None).order_by("path").first()


def _own(viewer: Viewer) -> Exists:
    """Return whether the viewer's own member has a place in an event."""
    own = Signup.objects.filter(event=OuterRef("pk"), member=viewer.member_id)
    return Exists(own.exclude(state=SignupState.WITHDRAWN))


def _invited(viewer: Viewer) -> Q:
    """Return which open events are the viewer's to come to: of units above them, or for all."""
    paths = [path for path in viewer.paths() if path]
    above = {path[:end] for path in paths for end in range(STEP, len(path) + 1, STEP)}
    return Q(unit__path__in=sorted(above)) | Q(for_all=True) if paths else Q(pk__in=[])
