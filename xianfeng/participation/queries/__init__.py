"""Reading reports on participation: what communities said, and which reports were signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, below
from xianfeng.participation import permissions
from xianfeng.participation.models import Opinion, Report
from xianfeng.participation.queries import standing
from xianfeng.units import queries as units_queries
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Row:
    """A unit in the list of staff: its communities, what they said, its report of the year."""

    unit: Unit
    communities: int
    said: int
    differs: int
    report: Report | None


def visible_to(viewer: Viewer) -> QuerySet[Opinion]:
    """Return what was said of the viewer's units, in the communities they serve, and of them."""
    found = Opinion.objects.select_related("unit", "member", "community")
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found
    own = Q(member_id=viewer.member_id) if viewer.member_id else Q(pk__in=[])
    staff = viewer.within("unit__path", permissions.READERS)
    return found.filter(staff | viewer.in_places("community_id") | own)


def reporting(viewer: Viewer, year: int, day: date, path: str = "") -> QuerySet[Unit]:
    """Return the branches in being whose staff the viewer is, and whoever else was somewhere."""
    mine = viewer.within("path", permissions.READERS)
    units = units_queries.in_being(viewer, day).filter(mine, below("path", path))
    wanted = Q(kind__in=BRANCH_KINDS)
    for rows in standing.of_year(viewer, year):
        wanted |= Q(Exists(rows.filter(unit=OuterRef("pk"))))
    return units.filter(wanted).order_by("path")


def rows(viewer: Viewer, units: Iterable[Unit], year: int) -> list[Row]:
    """Return units with their communities, words and reports, in five queries for any number."""
    units = list(units)
    keys = [unit.pk for unit in units]
    places: dict[int, set[int]] = {key: set() for key in keys}
    for found in standing.of_year(viewer, year):
        for unit_id, community_id in found.filter(unit__in=keys).values_list(
            "unit_id", "community_id"
        ):
            places[unit_id].add(community_id)
    words: dict[int, list[Opinion]] = {}
    for opinion in visible_to(viewer).filter(member=None, unit__in=keys, year=year):
        words.setdefault(opinion.unit_id, []).append(opinion)
    signed = {
        report.unit_id: report
        for report in Report.objects.filter(unit__in=keys, year=year, signed_on__isnull=False)
    }
    return [
        Row(
            unit,
            len(places[unit.pk]),
            len(words.get(unit.pk, [])),
            sum(1 for word in words.get(unit.pk, []) if word.verdict == "differs"),
            signed.get(unit.pk),
        )
        for unit in units
    ]
