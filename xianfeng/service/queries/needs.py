"""What is asked for where and when, and which skills are short: counts in a fixed number of reads.

Every count opens the same rows on the desk; nobody's contact is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth, ExtractYear

from xianfeng.checkin import queries as checkin_queries
from xianfeng.checkin.enums import CheckinState, Skill
from xianfeng.checkin.models import MemberCheckin
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer
from xianfeng.members.models import Membership
from xianfeng.service import permissions, rules
from xianfeng.service.models import Dispatch
from xianfeng.service.queries import desk
from xianfeng.units.models import Place

Counts = dict[Any, dict[str, int]]


@dataclass(frozen=True)
class Span:
    """What is looked at: requests placed on these days, in one community or in all."""

    since: date
    until: date
    place: Place | None = None

    def wanted(self, **more: Any) -> desk.Wanted:
        """Return the same, narrowed further, as the desk takes it."""
        key = self.place.pk if self.place else None
        said: dict[str, Any] = {
            "box": desk.NEEDED,
            "since": self.since,
            "until": self.until,
            "place": key,
        }
        return desk.Wanted(**said | more)


@dataclass
class Needs:
    """Counts of requests by category: for each place, each month and each part of the day."""

    places: Counts = field(default_factory=dict)
    names: dict[int | None, str] = field(default_factory=dict)
    months: Counts = field(default_factory=dict)
    parts: Counts = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Short:
    """A skill in a community, or in all of them: how much waits, and who could do it."""

    place: int | None
    skill: str
    unmet: int
    waiting: int
    places: int
    hands: int

    @property
    def lacking(self) -> int:
        """Return how many places more than hands there are."""
        return max(0, self.places - self.hands)


def needs(viewer: Viewer, span: Span) -> Needs:
    """Return what was asked for, neither cancelled nor refused, in three reads."""
    rows = desk.narrowed(viewer, span.wanted(), span.until).order_by()
    found = Needs()
    key, name = ("grid_id", "grid__name") if span.place else ("community_id", "community__name")
    counted = rows.values_list(key, name, "category").annotate(number=Count("pk"))
    for place, title, category, number in counted.order_by(key):
        found.names[place] = title
        _add(found.places, place, category, number)
        found.totals[category] = found.totals.get(category, 0) + number
    dated = rows.annotate(year=ExtractYear("placed_on"), month=ExtractMonth("placed_on"))
    by_month = dated.values_list("year", "month", "category").annotate(number=Count("pk"))
    for year, month, category, number in by_month.order_by("year", "month"):
        _add(found.months, date(year, month, 1), category, number)
    by_part = rows.values_list("part", "category").annotate(number=Count("pk"))
    for part, category, number in by_part:
        _add(found.parts, part, category, number)
    return found


def short(viewer: Viewer, span: Span) -> list[Short]:
    """Return, for every skill that is waited for, how much waits and how many could do it.

    First over everything that is looked at, then for each community where it is short.
    """
    hands = _hands(viewer, span)
    waits = _waits(viewer, span)
    communities = sorted({place for place, _skill in waits})
    whole = [_of(None, skill, waits, hands, communities) for skill in Skill.values]
    found = [one for one in whole if one.waiting or one.unmet]
    if span.place is None:
        each = (
            _of(place, skill, waits, hands, [place])
            for place in communities
            for skill in Skill.values
        )
        found += [one for one in each if one.lacking]
    return found


def able(viewer: Viewer, skill: str, place: int | None, on: date) -> QuerySet[MemberCheckin]:
    """Return the check-ins of members with a skill that the viewer sees, by community and name."""
    bit = 1 << Skill.values.index(skill)
    found = _live(viewer, on).annotate(of_skill=F("skills").bitand(bit)).filter(of_skill=bit)
    found = found.filter(community=place) if place else found
    return found.order_by("community", "member__name", "pk")


def place_named(viewer: Viewer, key: int | None) -> Place | None:
    """Return a community, to who is signed in; grids are shown within it."""
    known = Place.objects.filter(pk=key, parent=None) if key else Place.objects.none()
    return known.first() if viewer.user_id is not None else None


def _add(counts: Counts, key: Any, category: str, number: int) -> None:
    counts.setdefault(key, {})[category] = number


def _live(viewer: Viewer, on: date) -> QuerySet[MemberCheckin]:
    """Return who could come: of the communities the viewer serves, and of their units as of now."""
    live = (CheckinState.REPORTED, CheckinState.CONFIRMED)
    found = checkin_queries.members_visible_to(viewer, on)
    found = found.filter(state__in=live, from_on__lte=on)
    covers = Q(until_on=None) | Q(until_on__gt=on)
    spells = Membership.objects.filter(covers, member=OuterRef("member"), from_on__lte=on)
    theirs = Exists(spells.filter(viewer.within("unit__path", permissions.READERS)))
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found.filter(Exists(spells))
    return found.filter(theirs | Q(Exists(spells)) & viewer.in_places("community_id"))


def _waits(viewer: Viewer, span: Span) -> Mapping[tuple[int, str], tuple[int, int, int]]:
    """Return (unmet, waiting, places open) of each community and skill, in two reads."""
    rows = desk.narrowed(viewer, span.wanted(box=desk.SEEKING), span.until)
    rows = rows.exclude(skill="").order_by()
    unmet = Q(state="unmet")
    counted = rows.values_list("community_id", "skill").annotate(
        unmet=Count("pk", filter=unmet),
        waiting=Count("pk", filter=~unmet),
        wanted=Sum("places"),
    )
    live = Dispatch.objects.filter(state__in=rules.LIVE, request__in=rows.values("pk"))
    by_key = live.order_by().values_list("request__community_id", "request__skill")
    taken = {(place, skill): n for place, skill, n in by_key.annotate(number=Count("pk"))}
    return {
        (place, skill): (no, wait, max(0, wanted - taken.get((place, skill), 0)))
        for place, skill, no, wait, wanted in counted
    }


def _hands(viewer: Viewer, span: Span) -> Mapping[int, Mapping[str, int]]:
    """Return how many members with each skill are checked in at each community, in one read."""
    bits = {f"of_{skill}": F("skills").bitand(1 << at) for at, skill in enumerate(Skill.values)}
    counts = {skill: Count("pk", filter=Q(**{f"of_{skill}__gt": 0})) for skill in Skill.values}
    found = _live(viewer, span.until).order_by().select_related(None)
    found = found.filter(community=span.place) if span.place else found
    counted: QuerySet[Any, Any] = found.annotate(**bits).values("community_id").annotate(**counts)
    return {row["community_id"]: dict(row) for row in counted}


def _of(
    place: int | None,
    skill: str,
    waits: Mapping[tuple[int, str], tuple[int, int, int]],
    hands: Mapping[int, Mapping[str, int]],
    within: list[int],
) -> Short:
    told = [waits.get((one, skill), (0, 0, 0)) for one in within]
    unmet, waiting, places = (sum(one[at] for one in told) for at in range(3))
    here = hands.values() if place is None else [hands.get(place, {})]
    return Short(place, skill, unmet, waiting, places, sum(one.get(skill, 0) for one in here))


def communities(viewer: Viewer, rows: list[Short]) -> dict[int, str]:
    """Return the names of the communities of these rows."""
    keys = {one.place for one in rows if one.place is not None}
    known = (
        Place.objects.filter(pk__in=keys) if viewer.user_id is not None else Place.objects.none()
    )
    return dict(known.values_list("pk", "name"))
