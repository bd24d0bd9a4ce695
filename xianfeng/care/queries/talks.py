"""Reading talks: that they were held; what was said is read by the two alone."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from xianfeng.care import coverage, permissions
from xianfeng.care.enums import PairNeed
from xianfeng.care.models import Talk, TalkNote, TalkPair, TalkYear
from xianfeng.kernel import crypto
from xianfeng.kernel.viewer import Viewer, below


@dataclass(frozen=True)
class Note:
    """What one of the two wrote, in clear, for the two alone."""

    author: str
    mine: bool
    text: str
    at: datetime


@dataclass(frozen=True)
class Lacking:
    """One member who still lacks a talk this year, and with whom."""

    kind: str
    who: str
    other: str


def visible_to(viewer: Viewer) -> QuerySet[Talk]:
    """Return the talks of the viewer's units, for staff, and those the viewer took part in."""
    return Talk.objects.filter(
        _own(viewer) | viewer.within("unit__path", permissions.READERS)
    ).select_related("unit", "first", "second")


def own(viewer: Viewer) -> QuerySet[Talk]:
    """Return the talks the viewer took part in, the last one first."""
    return visible_to(viewer).filter(_own(viewer), withdrawn="").order_by("-on", "-pk")


def listed(
    viewer: Viewer, year: int, path: str = "", kind: str = "", name: str = ""
) -> QuerySet[Talk]:
    """Return a year's talks for a list, the latest first; withdrawn ones stand among them."""
    found = visible_to(viewer).filter(below("unit__path", path), on__year=year)
    if kind:
        found = found.filter(kind=kind)
    if name:
        found = found.filter(Q(first__name__contains=name) | Q(second__name__contains=name))
    return found.order_by("-on", "-pk")


def of_member(viewer: Viewer, member_id: int) -> QuerySet[Talk]:
    """Return the talks of one member that the viewer may know of, the last one first."""
    either = Q(first_id=member_id) | Q(second_id=member_id)
    return visible_to(viewer).filter(either, withdrawn="").order_by("-on", "-pk")


def notes(viewer: Viewer, talk: Talk) -> list[Note]:
    """Return what the two wrote down, in clear, to one of the two; nothing to anybody else."""
    if not permissions.is_party(viewer, talk):
        return []
    written = TalkNote.objects.filter(talk=talk).select_related("author").order_by("pk")
    return [
        Note(one.author.name, one.author_id == viewer.member_id, crypto.unseal(one.content),
             one.written_at)
        for one in written
    ]  # fmt: skip


def years_visible_to(viewer: Viewer) -> QuerySet[TalkYear]:
    """Return the branches' years of the viewer's units, for staff."""
    seen = TalkYear.objects.filter(viewer.within("unit__path", permissions.READERS))
    return seen.select_related("unit")


def years(viewer: Viewer, year: int, path: str = "") -> QuerySet[TalkYear]:
    """Return how far each branch is in a year, in the fixed order of units."""
    coverage.ensure(date(year, 1, 1), date(year, 12, 31))
    found = years_visible_to(viewer).filter(below("unit__path", path), year=year)
    return found.order_by("unit__path")


def lacking(viewer: Viewer, whole: TalkYear) -> list[Lacking]:
    """Return who in a branch still lacks which talk this year, the committee's pairs first."""
    return [_lacking(pair) for pair in _pairs(viewer).filter(whole=whole, met_on=None)]


def own_lacking(viewer: Viewer, year: int) -> list[Lacking]:
    """Return the talks the viewer is still owed, or owes, this year."""
    if viewer.member_id is None:
        return []
    mine = Q(first_id=viewer.member_id) | Q(second_id=viewer.member_id)
    pairs = TalkPair.objects.filter(mine, whole__year=year, met_on=None)
    return [_lacking(pair) for pair in pairs.select_related("first", "second").order_by("pk")]


def _pairs(viewer: Viewer) -> QuerySet[TalkPair]:
    seen = TalkPair.objects.filter(whole__in=years_visible_to(viewer))
    return seen.select_related("first", "second").order_by("kind", "first__name", "pk")


def _lacking(pair: TalkPair) -> Lacking:
    sides = {PairNeed.WITH_COMMITTEE: "任一支部委员", PairNeed.WITH_MEMBER: "任一党员"}
    other = pair.second.name if pair.second else sides[PairNeed(pair.kind)]
    return Lacking(str(pair.get_kind_display()), pair.first.name, other)


def _own(viewer: Viewer) -> Q:
    if viewer.member_id is None:
        return Q(pk__in=[])
    return Q(first_id=viewer.member_id) | Q(second_id=viewer.member_id)
