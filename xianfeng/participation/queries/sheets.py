"""The report of a unit and of a member: read from the facts whenever somebody looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum

from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel import figures
from xianfeng.kernel.facts import FactKind
from xianfeng.kernel.figures import Figure, Take
from xianfeng.kernel.periods import Period
from xianfeng.kernel.places import History
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, below
from xianfeng.members.models import Member
from xianfeng.participation import permissions
from xianfeng.participation.models import Opinion, Report
from xianfeng.participation.queries import standing
from xianfeng.participation.sections import SECTIONS, Line, known, own_kinds, said
from xianfeng.units.models import Place, Unit

MOST = 10
Happened = tuple[date, str]


@dataclass(frozen=True)
class Item:
    """A number with the latest of what is behind it; ``figure`` names the list of all.

    ``value`` is None where nothing can be said; ``more`` is how many facts are not shown here.
    """

    title: str
    measure: str
    value: int | Decimal | None
    happened: list[Happened]
    more: int = 0
    figure: str = ""
    during: bool = True


@dataclass(frozen=True)
class Word:
    """A community that was to speak of a year, and its word, or None; ``mine`` if served."""

    community: Place
    opinion: Opinion | None
    mine: bool = False


@dataclass(frozen=True)
class Sheet:
    """A report: sections of numbers, what the communities say, and whether it was signed.

    ``whole`` is False for a community, which reads what happened in it and no more.
    """

    period: Period
    first: date
    last: date
    sections: list[tuple[str, list[Item]]]
    words: list[Word]
    report: Report | None = None
    whole: bool = True

    @property
    def unsaid(self) -> int:
        """Return how many communities have not spoken."""
        return sum(1 for word in self.words if word.opinion is None)


def of_unit(viewer: Viewer, unit: Unit, period: Period, today: date) -> Sheet:
    """Return the report of a unit and all below it, as far as the viewer may read it."""
    first, last = period.start, max(period.start, min(period.end, today))
    whole = permissions.reads(viewer, unit)
    lines = [(line, known(line)) for section in SECTIONS for line in section.lines]
    there = {line: found for line, found in lines if found is not None}
    span = _Span(viewer, unit, first, last, whole)
    items = span.items(there)
    sections = [
        (str(section.title), [items[line] for line in section.lines if line in items])
        for section in SECTIONS
    ]
    year = period.start.year
    report = Report.objects.filter(unit=unit, year=year).select_related("signed_by").first()
    return Sheet(
        period,
        first,
        last,
        [(title, found) for title, found in sections if found],
        words_of_unit(viewer, unit, year),
        report,
        whole,
    )


def of_member(viewer: Viewer, member: Member, period: Period, today: date) -> Sheet:
    """Return the report of one member; empty for who may not read it."""
    first, last = period.start, max(period.start, min(period.end, today))
    year = period.start.year
    mine = standing.members_visible_to(viewer, year).filter(pk=member.pk)
    items = []
    for own, kind in own_kinds():
        subject = Q(**{f"{kind.lookup('subject')}__in": mine.values("pk")})
        rows = kind.rows().filter(subject, _when(kind, first, last))
        count = rows.count()
        happened = _happened(kind, own.says, rows)
        items.append(Item(str(own.title), str(own.measure), count, happened, count - len(happened)))
        if own.sums:
            total = rows.order_by().aggregate(total=Sum(kind.lookup(own.sums)))["total"]
            added = total if total is not None else 0
            items.append(Item(f"{own.title}（{own.adds}）", str(own.adds), added, []))
    return Sheet(period, first, last, [("", items)], words_of_member(viewer, member, year))


def words_of_unit(viewer: Viewer, unit: Unit, year: int) -> list[Word]:
    """Return the communities where a unit was in a year, with what those say; all or one's own."""
    stays = standing.stays(viewer, year, path=unit.path)
    keys = [row["community_id"] for row in stays if row["unit_id"] == unit.pk]
    found = Opinion.objects.filter(unit=unit, member=None, year=year, community__in=keys)
    return _words(viewer, keys, found)


def words_of_member(viewer: Viewer, member: Member, year: int) -> list[Word]:
    """Return the communities where a member was checked in in a year, with what those say."""
    rows = standing.homes(viewer, year).filter(member=member)
    keys = list(rows.values_list("community_id", flat=True))
    found = Opinion.objects.filter(member=member, year=year, community__in=keys)
    return _words(viewer, keys, found)


def _words(viewer: Viewer, keys: Iterable[int], opinions: QuerySet[Opinion]) -> list[Word]:
    said_there = {opinion.community_id: opinion for opinion in opinions}
    places = Place.objects.filter(pk__in=list(keys)).order_by("pk")
    return [
        Word(place, said_there.get(place.pk), viewer.serves(place.pk) and bool(viewer.places))
        for place in places
    ]


@dataclass(frozen=True)
class _Span:
    """What is asked: a part of the tree and days, wholly or only where the viewer serves."""

    viewer: Viewer
    unit: Unit
    first: date
    last: date
    whole: bool = True

    def items(self, there: dict[Line, tuple[Figure, FactKind]]) -> dict[Line, Item]:
        """Return the lines as the viewer may read them."""
        if not self.whole:
            return {line: self._there(line, *found) for line, found in there.items() if line.places}
        wanted = [figure for figure, _kind in there.values()]
        history = History.read()
        asked = (self.viewer, wanted, self.first, self.last, self.unit.path, "", history)
        values = {value.id: value.value for value in figures.compute_all(*asked)}
        return {
            line: self._whole(line, figure, kind, values[figure.id], history)
            for line, (figure, kind) in there.items()
        }

    def _whole(
        self,
        line: Line,
        figure: Figure,
        kind: FactKind,
        value: int | Decimal | None,
        history: History,
    ) -> Item:
        happened: list[Happened] = []
        more = 0
        if value and line.listed:
            asked = (self.first, self.last, self.unit.path, history)
            rows = figures.listed(self.viewer, figure, *asked)
            happened = _happened(kind, line.says, rows, self.unit.name)
            counts = figure.take in {Take.COUNT, Take.DISTINCT}
            more = int(value if counts else rows.order_by().count()) - len(happened)
        return Item(figure.title, figure.measure, value, happened, more, figure.id, figure.during)

    def _there(self, line: Line, figure: Figure, kind: FactKind) -> Item:
        """Return what happened in the viewer's communities, whatever else the unit did."""
        here = Q(pk__in=[])
        for lookup in line.places:
            here |= self.viewer.in_places(lookup)
        if self.viewer.reaches("", {OPERATOR_ROLE}):
            here = Q()
        rows = kind.rows().filter(
            here,
            below(kind.path, self.unit.path),
            kind.where(figure.where),
            _when(kind, self.first, self.last),
        )
        value = total = rows.count()
        if figure.take is Take.DISTINCT:
            value = rows.order_by().values(kind.lookup(figure.of)).distinct().count()
        happened = _happened(kind, line.says, rows, self.unit.name) if total and line.listed else []
        more = total - len(happened) if happened else 0
        return Item(figure.title, figure.measure, value, happened, more)


def _when(kind: FactKind, first: date, last: date) -> Q:
    """Return the condition for what happened, or held, on some day of a stretch."""
    if kind.on and not kind.since:
        return kind.during(first, last)
    open_ended = Q(**{f"{kind.until}__isnull": True})
    return Q(**{f"{kind.since}__lte": last}) & (open_ended | Q(**{f"{kind.until}__gt": first}))


def _happened(
    kind: FactKind, says: tuple[str, ...], rows: QuerySet[Any], own: str = ""
) -> list[Happened]:
    """Return the latest of what happened, the last first."""
    day = kind.since or kind.on
    latest = rows.select_related(*kind.related).order_by(f"-{day}", "-pk")[:MOST]
    return [(kernel_facts.cell(row, day), said(kind, says, row, own)) for row in latest]
