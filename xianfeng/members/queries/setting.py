"""The set-up check (设置规范): every unit of a part against the thresholds, as of any day."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from xianfeng.kernel import facts
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.members import rules
from xianfeng.members.enums import PostTitle, SettingNumberKind
from xianfeng.members.models import Membership, Post, SettingApproval, SettingNumber
from xianfeng.members.permissions import READERS
from xianfeng.members.rules.setting import Finding, Shape
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit
from xianfeng.units.rules import climbed

SEATS = frozenset(PostTitle.values) - {PostTitle.GROUP_LEADER}


@dataclass(frozen=True)
class Line:
    """One finding of one unit; ``approval`` is the superior's approval that lets it stand."""

    unit: Unit
    shape: Shape
    finding: Finding
    approval: SettingApproval | None = None


@dataclass(frozen=True)
class Checked:
    """What the check of a part came to; ``uncounted`` lack a number that was never entered."""

    lines: list[Line] = field(default_factory=list)
    units: int = 0
    uncounted: list[Unit] = field(default_factory=list)
    shapes: dict[int, Shape] = field(default_factory=dict)

    @property
    def findings(self) -> list[Line]:
        """Return what is to be put right."""
        return [line for line in self.lines if line.approval is None]

    @property
    def approved(self) -> list[Line]:
        """Return what stands by a superior's approval."""
        return [line for line in self.lines if line.approval is not None]


def checked_units(viewer: Viewer, on: date, path: str = "") -> QuerySet[Unit]:
    """Return the units of a part that are checked: all but groups, as they stand on a day."""
    standing = Q(abolished_on=None) | Q(abolished_on__gt=on)
    found = Unit.objects.filter(viewer.within("path", READERS), below("path", path))
    return (
        found.filter(standing, established_on__lte=on)
        .select_related("agency", "parent")
        .order_by("path")
    )


def check(viewer: Viewer, on: date, path: str = "") -> Checked:
    """Check every unit of a part as of a day; the number of queries does not grow with it."""
    units = list(checked_units(viewer, on, path))
    shapes = _shapes(viewer, units, on, path)
    approvals = _approvals(viewer, on, path)
    lines = [
        Line(unit, shapes[unit.pk], found, approvals.get((unit.pk, found.id)))
        for unit in units
        for found in rules.setting.findings(shapes[unit.pk])
    ]
    uncounted = [unit for unit in units if _uncounted(shapes[unit.pk])]
    return Checked(lines, len(units), uncounted, shapes)


def unplaced(viewer: Viewer, unit: Unit, on: date) -> list[Membership]:
    """Return the members without a branch whose last one was this unit."""
    kind = facts.get("members.belonging")
    lost = kind.visible_to(viewer).filter(kind.as_of(on), until_on__lte=on, unit=unit)
    return list(lost.select_related("member").order_by("member__name"))


def approval_of(viewer: Viewer, unit: Unit, finding: str) -> QuerySet[SettingApproval]:
    """Return the approvals in force for one finding of a visible unit."""
    rows = SettingApproval.objects.filter(viewer.within("unit__path", READERS))
    return rows.filter(unit=unit, finding=finding, until_on=None)


def _uncounted(shape: Shape) -> bool:
    missing = shape.kind == UnitKind.JOINT_BRANCH and shape.covered is None
    return missing or (shape.top and shape.headcount is None)


def _shapes(viewer: Viewer, units: list[Unit], on: date, path: str) -> dict[int, Shape]:
    paths = {unit.pk: unit.path for unit in units}
    members, full = _rolls(viewer, paths, on, path)
    seats, deputies, staff = _posts(viewer, on, path)
    lost = _lost(viewer, on, path)
    numbers = _numbers(viewer, on, path)
    return {
        unit.pk: Shape(
            kind=unit.kind,
            on=on,
            established_on=unit.established_on,
            members=members[unit.path],
            full=full[unit.path],
            seats=seats[unit.pk],
            unplaced=lost.get(unit.pk, 0),
            top=_top(unit),
            full_time_deputy=unit.pk in deputies,
            full_time_staff=staff[unit.agency_id] if unit.agency_id else 0,
            headcount=numbers.get((unit.pk, SettingNumberKind.HEADCOUNT)),
            covered=numbers.get((unit.pk, SettingNumberKind.COVERED)),
        )
        for unit in units
    }


def _rolls(
    viewer: Viewer, paths: dict[int, str], on: date, path: str
) -> tuple[Counter[str], Counter[str]]:
    """Return members, and full members, at and below each path."""
    spells = Membership.objects.filter(
        viewer.within("unit__path", READERS), below("unit__path", path), _covers(on)
    )
    found = spells.order_by().values_list("unit_id")
    counted = found.annotate(Count("pk"), full=Count("pk", Q(member__confirmed_on__lte=on)))
    rows = [row for row in counted if row[0] in paths]
    own = {paths[unit]: number for unit, number, _ in rows}
    full = {paths[unit]: number for unit, _, number in rows}
    return climbed(own), climbed(full)


def _posts(
    viewer: Viewer, on: date, path: str
) -> tuple[Counter[int], set[int], Counter[int | None]]:
    """Return people on each committee, units with a full-time deputy, staff by agency."""
    held = Post.objects.filter(
        viewer.within("unit__path", READERS), below("unit__path", path), _covers(on)
    )
    rows = held.values_list("unit_id", "member_id", "title", "full_time", "unit__agency_id")
    seats: set[tuple[int, int]] = set()
    deputies: set[int] = set()
    staff: set[tuple[int | None, int]] = set()
    for unit, member, title, full_time, agency in rows:
        if title in SEATS:
            seats.add((unit, member))
        deputy = title == PostTitle.FULL_TIME_DEPUTY
        if deputy or (full_time and title == PostTitle.DEPUTY_SECRETARY):
            deputies.add(unit)
        if deputy or full_time:
            staff.add((agency, member))
    return Counter(u for u, _ in seats), deputies, Counter(agency for agency, _ in staff)


def _lost(viewer: Viewer, on: date, path: str) -> dict[int, int]:
    """Return the members on no roll, by the unit they were in last."""
    kind = facts.get("members.belonging")
    found = kind.visible_to(viewer).filter(below("unit__path", path), kind.as_of(on))
    lost = found.filter(until_on__lte=on).order_by().values_list("unit_id").annotate(Count("pk"))
    return dict(lost)


def _numbers(viewer: Viewer, on: date, path: str) -> dict[tuple[int, str], int]:
    """Return the last number of each kind that was counted by that day, by unit."""
    rows = SettingNumber.objects.filter(
        viewer.within("unit__path", READERS), below("unit__path", path), counted_on__lte=on
    )
    in_order = rows.order_by("counted_on").values_list("unit_id", "kind", "number")
    return {(unit, kind): number for unit, kind, number in in_order}


def _approvals(viewer: Viewer, on: date, path: str) -> dict[tuple[int, str], SettingApproval]:
    rows = SettingApproval.objects.filter(
        viewer.within("unit__path", READERS), below("unit__path", path), approved_on__lte=on
    )
    running = rows.filter(Q(until_on=None) | Q(until_on__gt=on))
    return {(one.unit_id, one.finding): one for one in running}


def _top(unit: Unit) -> bool:
    """True for the uppermost unit of an agency: what is above it is no agency's, or another's."""
    if unit.kind == UnitKind.WORKING_COMMITTEE:
        return False
    above = unit.parent
    if above is None or above.kind == UnitKind.WORKING_COMMITTEE:
        return True
    return unit.agency_id is not None and above.agency_id != unit.agency_id


def _covers(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))
