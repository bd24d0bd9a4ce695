"""Visits as each viewer sees them: the unit visited sees nothing before its time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from xianfeng.kernel.viewer import Viewer
from xianfeng.rectification.models import Problem
from xianfeng.supervision import facts
from xianfeng.supervision.enums import Kind
from xianfeng.supervision.models import Draw, Photo, TeamMember, Visit
from xianfeng.supervision.permissions import READERS
from xianfeng.units.permissions import STAFF


@dataclass(frozen=True)
class Search:
    """What narrows the list; what is empty narrows nothing."""

    year: int | None = None
    kind: str = ""
    state: str = ""
    words: str = ""


def visible_to(viewer: Viewer) -> QuerySet[Visit]:
    """Return the visits that exist for the viewer.

    Staff of the issuer and those on the team see all of theirs. Staff of the visited unit see what
    was confirmed, and what was announced to them; of an unannounced visit, nothing before that.
    """
    found = Visit.objects.select_related("unit", "issuer", "round__plan")
    if "" in viewer.paths(READERS):
        return found
    told = Q(confirmed_on__isnull=False)
    told |= Q(announced_on__isnull=False) & ~Q(kind=Kind.UNANNOUNCED)
    seen = viewer.within("issuer__path", READERS)
    seen |= viewer.within("unit__path", READERS) & told
    if viewer.member_id is not None and viewer.paths(STAFF):
        own = TeamMember.objects.filter(member_id=viewer.member_id, left_because="")
        elsewhere = ~viewer.within("unit__path", READERS)
        seen |= Q(pk__in=own.values("visit")) & elsewhere
    return found.filter(seen)


def listed(viewer: Viewer, search: Search) -> QuerySet[Visit]:
    """Return the viewer's visits, the latest first, those to come on top; teams are at hand."""
    found = visible_to(viewer)
    if search.year:
        inside = (date(search.year, 1, 1), date(search.year, 12, 31))
        found = found.annotate(day=Coalesce("held_on", "planned_on", "due_on"))
        found = found.filter(day__range=inside)
    if search.kind:
        found = found.filter(kind=search.kind)
    if search.state:
        found = found.filter(state=search.state)
    if search.words:
        named = Q(unit__name__contains=search.words) | Q(theme__contains=search.words)
        found = found.filter(named)
    team = TeamMember.objects.filter(left_because="").select_related("member")
    day = Coalesce("held_on", "planned_on", "due_on")
    return found.prefetch_related(Prefetch("team", team)).order_by(
        day.desc(nulls_first=True), "unit__path", "pk"
    )


def problems_of(viewer: Viewer, visits: Sequence[Visit]) -> dict[int, list[Problem]]:
    """Return the problems that visits found, by the visit's key, for who sees the visits."""
    names = {facts.origin(visit): visit.pk for visit in visits}
    seen = visible_to(viewer).filter(pk__in=names.values()).values_list("pk", flat=True)
    shown = set(seen)
    found: dict[int, list[Problem]] = {visit.pk: [] for visit in visits}
    for problem in Problem.objects.filter(origin__in=names).select_related("order").order_by("pk"):
        if names[problem.origin] in shown:
            found[names[problem.origin]].append(problem)
    return found


def draws_to(viewer: Viewer) -> QuerySet[Draw]:
    """Return the draws of teams of visible visits, and of units to the issuer's own staff."""
    every = Draw.objects.select_related("round__plan__unit", "visit__unit", "visit__issuer")
    if "" in viewer.paths(READERS):
        return every
    planned = viewer.within("round__plan__unit__path", READERS) & Q(round__isnull=False)
    return every.filter(planned | Q(visit__in=visible_to(viewer).order_by().values("pk")))


def photos_to(viewer: Viewer) -> QuerySet[Photo]:
    """Return the photos of visits whose record the viewer may read."""
    confirmed = visible_to(viewer).filter(confirmed_on__isnull=False)
    own = visible_to(viewer).filter(viewer.within("issuer__path", READERS))
    mine = TeamMember.objects.filter(member_id=viewer.member_id or 0, left_because="")
    team = visible_to(viewer).filter(pk__in=mine.values("visit"))
    shown = [part.order_by().values("pk") for part in (confirmed, own, team)]
    return Photo.objects.filter(
        Q(visit__in=shown[0]) | Q(visit__in=shown[1]) | Q(visit__in=shown[2])
    ).select_related("visit")


def counted(viewer: Viewer, visits: Sequence[Visit]) -> dict[int, int]:
    """Return how many problems each visible visit found that were not withdrawn."""
    names = {facts.origin(visit): visit.pk for visit in visits if visit.found is None}
    shown = visible_to(viewer).filter(pk__in=names.values()).values_list("pk", flat=True)
    keys = set(shown)
    rows = Problem.objects.filter(origin__in=names).exclude(state="withdrawn").order_by()
    totals = dict(rows.values_list("origin").annotate(number=Count("pk")))
    return {pk: totals.get(name, 0) for name, pk in names.items() if pk in keys} | {
        visit.pk: visit.found for visit in visits if visit.found is not None
    }
