"""The desk of a community and of a branch: what waits for whom, and one member's own parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer
from xianfeng.service import permissions
from xianfeng.service.models import Dispatch, Request
from xianfeng.service.queries import OPEN, dispatches_visible_to, visible_to
from xianfeng.units.enums import GridLevel
from xianfeng.units.models import Place

CHECK, SEND, DISPATCH, ANSWER, ACCEPTED, LATE, UNMET, DONE = (
    "check", "send", "dispatch", "answer", "accepted", "late", "unmet", "done",
)  # fmt: skip
EVERY, NEEDED, SEEKING = "every", "needed", "seeking"
"""Boxes without a number of their own: everything; what is needed; what people are looked for."""
NO_PART = "none"
_ENDED = ("closed", "cancelled", "refused")
_STATES = {
    CHECK: "placed", SEND: "checked", DISPATCH: "sent", ANSWER: "offered", ACCEPTED: "accepted",
    UNMET: "unmet", DONE: "done",
}  # fmt: skip
OF_COMMUNITY = (CHECK, SEND, DISPATCH, ANSWER, ACCEPTED, LATE, UNMET, DONE)
OF_BRANCH = (DISPATCH, ANSWER, ACCEPTED, LATE, DONE)


@dataclass(frozen=True)
class Wanted:
    """What the desk is narrowed to; without a box it holds what has not ended."""

    box: str = ""
    category: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None
    place: int | None = None
    part: str = ""
    skill: str = ""


def boxes_of(viewer: Viewer) -> tuple[str, ...]:
    """Return the boxes that are on the viewer's desk."""
    whole = viewer.places or viewer.reaches("", {OPERATOR_ROLE})
    return OF_COMMUNITY if whole else OF_BRANCH


def listed(viewer: Viewer, wanted: Wanted, on: date) -> QuerySet[Request]:
    """Return the requests on the viewer's desk, urgent first, then by the promised day.

    Each says whether an earlier open one has the same telephone and is of the same kind (``twin``).
    """
    earlier = Request.objects.filter(
        phone_index=OuterRef("phone_index"), category=OuterRef("category"), pk__lt=OuterRef("pk"),
        community=OuterRef("community"), state__in=OPEN,
    )  # fmt: skip
    found = narrowed(viewer, wanted, on)
    return found.annotate(twin=Exists(earlier)).order_by("-urgency", "promised_on", "pk")


def narrowed(viewer: Viewer, wanted: Wanted, on: date) -> QuerySet[Request]:
    """Return the requests on the viewer's desk that are meant."""
    return _desk(viewer).filter(_narrowed(wanted, on))


def named_place(viewer: Viewer, key: int) -> Place | None:
    """Return the community or grid of a request on the viewer's desk."""
    here = _desk(viewer).filter(Q(community=key) | Q(grid=key))
    return Place.objects.filter(pk=key).first() if here.exists() else None


def numbers(viewer: Viewer, on: date) -> Mapping[str, int]:
    """Return how many requests each box holds, in one query."""
    counts = {box: Count("pk", filter=_of_box(box, on)) for box in OF_COMMUNITY}
    return _desk(viewer).order_by().aggregate(**counts)


def own_places(viewer: Viewer) -> list[Place]:
    """Return the communities that the viewer serves, and the grids in them."""
    if not viewer.places:
        return []
    served = viewer.in_places("pk") | viewer.in_places("parent_id")
    grids = Q(level=GridLevel.GRID) | Q(parent=None)
    return list(Place.objects.filter(served, grids).order_by("parent_id", "pk"))


def own_parts(viewer: Viewer) -> QuerySet[Dispatch]:
    """Return the live parts of the viewer's own member in open requests, the next day first."""
    found = dispatches_visible_to(viewer).select_related("request__grid", "request__unit")
    mine = found.filter(member_id=viewer.member_id) if viewer.member_id else found.none()
    live = mine.filter(state__in=["offered", "accepted"], request__state__in=OPEN)
    return live.order_by("state", F("request__on_date").asc(nulls_last=True), "pk")


def _desk(viewer: Viewer) -> QuerySet[Request]:
    """Return the requests of the viewer's communities and units; not those of a mere part."""
    found = visible_to(viewer)
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found
    staff = viewer.within("answerable__path", permissions.READERS)
    return found.filter(viewer.in_places("community_id") | staff)


def _narrowed(wanted: Wanted, on: date) -> Q:
    found = _of_box(wanted.box, on)
    if wanted.category:
        found &= Q(category=wanted.category)
    found &= Q(placed_on__gte=wanted.since) if wanted.since else Q()
    found &= Q(placed_on__lte=wanted.until) if wanted.until else Q()
    found &= Q(community=wanted.place) | Q(grid=wanted.place) if wanted.place else Q()
    found &= Q(skill=wanted.skill) if wanted.skill else Q()
    if wanted.part:
        found &= Q(part="" if wanted.part == NO_PART else wanted.part)
    if wanted.words:
        found &= Q(text__icontains=wanted.words) | Q(unit__name__icontains=wanted.words)
    return found


def _of_box(box: str, on: date) -> Q:
    if box == EVERY:
        return Q()
    if box == NEEDED:
        return ~Q(state__in=["cancelled", "refused"])
    if box == SEEKING:
        return Q(state__in=["checked", "sent", "offered", "unmet"])
    if not box:
        return ~Q(state__in=_ENDED)
    if box == LATE:
        return Q(state__in=OPEN, promised_on__lt=on)
    return Q(state=_STATES[box])
