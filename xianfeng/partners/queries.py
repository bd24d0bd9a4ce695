"""Reading pairs, check-ins as relations, and deeds: what lies on either of the viewer's sides."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from xianfeng.checkin import queries as checkin_queries
from xianfeng.checkin.models import UnitCheckin
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, below
from xianfeng.partners import permissions, rules
from xianfeng.partners.models import Deed, Pair, PairYear
from xianfeng.units import queries as units_queries
from xianfeng.units.enums import BRANCH_KINDS, Role
from xianfeng.units.models import Place, Unit

WAITING, OURS, THEIRS, DONE, EVERY = "waiting", "ours", "theirs", "done", "every"
BOXES = (WAITING, OURS, THEIRS, DONE, EVERY)


def pairs_visible_to(viewer: Viewer) -> QuerySet[Pair]:
    """Return the pairs of the viewer's units on either side, and of places they serve."""
    found = Pair.objects.select_related("unit", "place", "community", "other")
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found
    seen = viewer.within("unit__path", permissions.READERS) | viewer.in_places("community_id")
    return found.filter(seen | viewer.within("other__path", permissions.READERS))


def checkins_visible_to(viewer: Viewer) -> QuerySet[UnitCheckin]:
    """Return the check-ins of units whose staff the viewer is, and at communities they serve."""
    found = UnitCheckin.objects.select_related("unit", "community")
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found
    seen = viewer.within("unit__path", permissions.READERS) | viewer.in_places("community_id")
    return found.filter(seen)


def deeds_visible_to(viewer: Viewer) -> QuerySet[Deed]:
    """Return the deeds of the viewer's units on either side, and at places they serve."""
    found = Deed.objects.select_related(
        "unit", "other", "community", "pair__place", "pair__community", "pair__other"
    )
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found
    seen = viewer.within("unit__path", permissions.READERS) | viewer.in_places("community_id")
    return found.filter(seen | viewer.within("other__path", permissions.READERS))


def pairs(
    viewer: Viewer, on: date, path: str = "", words: str = "", short: bool = False
) -> QuerySet[Any]:
    """Return the pairs of a day with ``count``, the deeds of its year; ``short``: fewer than three.

    In the fixed order of the tree.
    """
    covers = Q(until_on=None) | Q(until_on__gt=on)
    found = pairs_visible_to(viewer).filter(covers, from_on__lte=on)
    if path:
        found = found.filter(below("unit__path", path) | below("other__path", path))
    if words:
        found = found.filter(_worded(words) | Q(other__name__icontains=words))
    rows: QuerySet[Any] = found.annotate(
        count=_counted(Deed.objects.filter(pair=OuterRef("pk")), on)
    )
    if short:
        rows = rows.filter(count__lt=rules.NEEDED)
    return rows.order_by("unit__path", "from_on", "pk")


def communities(viewer: Viewer, on: date, path: str = "", words: str = "") -> QuerySet[Any]:
    """Return the check-ins of a day with ``given`` and ``received``: the deeds of its year."""
    covers = Q(until_on=None) | Q(until_on__gt=on)
    found = checkins_visible_to(viewer).filter(covers, from_on__lte=on)
    found = found.exclude(state="refused").filter(below("unit__path", path))
    if words:
        found = found.filter(Q(unit__name__icontains=words) | Q(community__name__icontains=words))
    theirs = Deed.objects.filter(pair=None, unit=OuterRef("unit"), community=OuterRef("community"))
    return found.annotate(
        given=_counted(theirs.filter(direction="given"), on),
        received=_counted(theirs.filter(direction="received"), on),
    ).order_by("unit__path", "community", "pk")


def deeds(viewer: Viewer, box: str, on: date, path: str = "", words: str = "") -> QuerySet[Any]:
    """Return the deeds of a box, as the viewer's side sees it; the nearest day first."""
    found = permissions.with_voice(deeds_visible_to(viewer), on).filter(_of_box(viewer, box, on))
    if path:
        found = found.filter(below("unit__path", path) | below("other__path", path))
    if words:
        found = found.filter(_worded(words) | Q(title__icontains=words))
    return found.order_by(F("due_on").asc(nulls_last=True), "-done_on", "-pk")


def numbers(viewer: Viewer, on: date) -> dict[str, int]:
    """Return how many deeds each box holds, in one query."""
    found = permissions.with_voice(deeds_visible_to(viewer), on)
    counts = {box: Count("pk", filter=_of_box(viewer, box, on)) for box in BOXES}
    return found.order_by().aggregate(**counts)


def of_relation(viewer: Viewer, relation: Any, year: int) -> list[Deed]:
    """Return the deeds of a relation that are under way or were done in a year, the latest first.

    What was refused or dropped stands with the year it was proposed in.
    """
    if isinstance(relation, Pair):
        found = deeds_visible_to(viewer).filter(pair=relation)
    else:
        found = deeds_visible_to(viewer).filter(
            pair=None, unit=relation.unit_id, community=relation.community_id
        )
    span = (date(year, 1, 1), date(year, 12, 31))
    under_way = Q(state__in=("proposed", "agreed"))
    closed = Q(state__in=("refused", "dropped"), proposed_on__range=span)
    return list(found.filter(under_way | closed | Q(done_on__range=span)).order_by("-pk"))


def years(viewer: Viewer, relation: Any, on: date) -> list[int]:
    """Return the years of a relation, the latest first: from its first day through today's."""
    seen = pairs_visible_to(viewer) if isinstance(relation, Pair) else checkins_visible_to(viewer)
    row = seen.get(pk=relation.pk)
    last = min(row.until_on, on) if row.until_on else on
    return list(range(max(last.year, row.from_on.year), row.from_on.year - 1, -1))


def history(viewer: Viewer, deed: Deed) -> list[AuditEntry]:
    """Return what was written about a visible deed, the latest first."""
    if not deeds_visible_to(viewer).filter(pk=deed.pk).exists():
        return []
    return list(AuditEntry.objects.filter(target=f"partners.deed:{deed.pk}").order_by("-seq"))


def without_year(viewer: Viewer, on: date) -> QuerySet[Pair]:
    """Return the pairs that last and have no row for the year of a day yet."""
    this = PairYear.objects.filter(pair=OuterRef("pk"), from_on=date(on.year, 1, 1))
    return pairs_visible_to(viewer).filter(~Exists(this), until_on=None, from_on__lte=on)


def orphaned_deeds(viewer: Viewer, on: date) -> QuerySet[Deed]:
    """Return the deeds that are not done, of which one side is an abolished unit."""
    found = deeds_visible_to(viewer).filter(state__in=("proposed", "agreed"))
    return found.filter(_abolished(on)).order_by("pk")


def orphaned_pairs(viewer: Viewer, on: date) -> Iterator[tuple[Pair, date]]:
    """Yield the pairs that last with an abolished unit, with the day on which they end."""
    found = pairs_visible_to(viewer).filter(_abolished(on), until_on=None)
    for pair in found.annotate(last=Max("deeds__done_on")).order_by("pk"):
        ends = [one.abolished_on for one in (pair.unit, pair.other) if one and one.abolished_on]
        yield pair, max(min(ends), pair.last or min(ends))


def own_branches(viewer: Viewer, on: date) -> QuerySet[Unit]:
    """Return the branches in being whose records the viewer keeps, in the fixed order."""
    mine = viewer.within("path", permissions.WRITERS)
    return units_queries.in_being(viewer, on).filter(mine, kind__in=BRANCH_KINDS)


def partner_named(viewer: Viewer, said: str, on: date) -> Unit | None:
    """Return the branch of that code or name, wherever it stands, for who may pair with it.

    Who keeps a branch's records writes down whom it is paired with; nothing else of it is shown.
    """
    if not own_branches(viewer, on).exists():
        return None
    standing = Q(abolished_on=None) | Q(abolished_on__gt=on)
    found = Unit.objects.filter(standing, established_on__lte=on, kind__in=BRANCH_KINDS)
    exact = list(found.filter(Q(code=said) | Q(name=said))[:2])
    return exact[0] if len(exact) == 1 else None


def places(viewer: Viewer) -> list[Place]:
    """Return communities with their grids and estates, to whoever is signed in."""
    known = checkin_queries.communities(viewer).exists()
    found = Place.objects.select_related("parent__parent").order_by("pk")
    return list(found) if known else []


def _abolished(on: date) -> Q:
    return Q(unit__abolished_on__lte=on) | Q(other__abolished_on__lte=on)


def _worded(words: str) -> Q:
    return Q(unit__name__icontains=words) | Q(community__name__icontains=words)


def _counted(found: QuerySet[Deed], on: date) -> Any:
    span = (date(on.year, 1, 1), on)
    done = found.filter(state__in=rules.COUNTED, done_on__range=span).order_by()
    counted = done.values("unit").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _ours(viewer: Viewer) -> tuple[Q, Q]:
    """Return the deeds in which the viewer is on the unit's side, and on the other's.

    Who keeps a branch's records, or works for a community, looks from there; others look on from
    the units' side.
    """
    roles = frozenset({Role.SECRETARY.value})
    if not viewer.paths(roles) and not viewer.places:
        roles = permissions.READERS
    unit = viewer.within("unit__path", roles)
    if viewer.reaches("", {OPERATOR_ROLE}):
        return Q(pk__isnull=False), Q(pk__in=[])
    other = viewer.in_places("community_id") | viewer.within("other__path", roles)
    return unit, other & ~unit


def _of_box(viewer: Viewer, box: str, on: date) -> Q:
    unit, other = _ours(viewer)
    given, received = Q(direction="given"), Q(direction="received")
    if box == WAITING:
        answer = (Q(proposed_by="other") & unit) | (Q(proposed_by="unit") & other)
        confirm = (received & unit) | (given & other) | (given & unit & Q(voiced=False))
        return Q(state="proposed") & answer | Q(state="done") & confirm
    if box == OURS:
        mine = (given & unit) | (received & other) | (received & unit & Q(voiced=False))
        return Q(state="agreed") & mine
    if box == THEIRS:
        return Q(state="agreed") & ((received & unit & Q(voiced=True)) | (given & other))
    if box == DONE:
        span = (date(on.year, 1, 1), on)
        return Q(state__in=rules.COUNTED, done_on__range=span)
    return Q()
