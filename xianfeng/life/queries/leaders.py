"""Leaders as ordinary members of their branch, and as lecturers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import batched

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from xianfeng.kernel.viewer import Viewer
from xianfeng.life import facts, permissions, rules
from xianfeng.life.models import LeaderAttendance, Meeting
from xianfeng.life.queries.attendees import people
from xianfeng.members.models import GroupMembership, Member, Membership, Post
from xianfeng.units.enums import Role
from xianfeng.units.models import Unit, UnitRole
from xianfeng.units.rules import ancestors

_PART = 500


@dataclass(frozen=True)
class Leader:
    """A leader with how often they should have come and came; ``units`` are where."""

    id: int
    name: str
    expected: int
    came: int
    lectures: int


def leaders_at(
    viewer: Viewer, meeting: Meeting, absences: Mapping[int, str]
) -> list[LeaderAttendance]:
    """Return unsaved rows for the leaders among those listed, where names account for the numbers.

    Who is exempted and did not come is not expected. Source: 机关条例 26(1).
    """
    unit = meeting.unit
    if not rules.leads(meeting.kind, unit.kind):
        return []
    listed = {person.id for person in people(viewer, unit, meeting.kind, meeting.held_on)}
    numbers = (meeting.expected or 0, meeting.present or 0)
    away = {member: why for member, why in absences.items() if member in listed}
    if not rules.named_in_full(len(listed), list(away.values()), numbers):
        return []
    leading = Member.objects.filter(facts.leading("pk", meeting.held_on), pk__in=listed)
    return [
        LeaderAttendance(meeting=meeting, member_id=member, came=member not in away)
        for member in leading.order_by("pk").values_list("pk", flat=True)
        if away.get(member) != rules.EXEMPT
    ]


def units_with_leaders(viewer: Viewer, unit_ids: Collection[int]) -> set[int]:
    """Return which branches and groups have members who ever led: a large ledger asks once."""
    seen = viewer.within("unit__path", permissions.WRITERS)
    posts = Post.objects.filter(unit__kind__in=rules.LEADING_UNITS, member=OuterRef("member"))
    roles = UnitRole.objects.filter(role=Role.LEADER, user__member=OuterRef("member"))
    found: set[int] = set()
    for part in batched(sorted(unit_ids), _PART):
        for spells in (Membership.objects, GroupMembership.objects):
            led = spells.filter(seen, Exists(posts) | Exists(roles), unit__in=part)
            found.update(led.values_list("unit_id", flat=True))
    return found


def lecturer(viewer: Viewer, unit: Unit, name: str, on: date) -> int | None:
    """Return the one member of that name in the unit's ranks, or holding a post above it.

    A superior's name must be written to be found: nothing above the viewer is listed.
    """
    written = name.strip()
    if not written or not permissions.may_record(viewer, unit):
        return None
    holds = Q(until_on=None) | Q(until_on__gt=on)
    named = {"member__name": written, "from_on__lte": on}
    own = Membership.objects.filter(holds, unit__path__startswith=unit.path, **named)
    above = Post.objects.filter(holds, unit__path__in=[*ancestors(unit.path), unit.path], **named)
    found = {*own.values_list("member_id", flat=True), *above.values_list("member_id", flat=True)}
    return found.pop() if len(found) == 1 else None


def double_attendance(viewer: Viewer, path: str, first: date, last: date) -> list[Leader]:
    """Return the leaders whose meetings the viewer's staff role reaches, by name."""
    rows = attendance_rows(viewer, path, first, last)
    counted = (
        rows.values("member_id", "member__name")
        .annotate(expected=Count("pk"), present=Count("pk", filter=Q(came=True)))
        .order_by("member__name", "member_id")
    )
    lectures = dict(
        _lectures(viewer, path, first, last)
        .values_list("lectured_by")
        .annotate(held=Count("pk"))
        .order_by()
    )
    found = [
        Leader(
            row["member_id"],
            row["member__name"],
            row["expected"],
            row["present"],
            lectures.pop(row["member_id"], 0),
        )
        for row in counted
    ]
    others = dict(Member.objects.filter(pk__in=lectures).values_list("pk", "name"))
    return [*found, *(Leader(pk, name, 0, 0, lectures[pk]) for pk, name in others.items())]


def attendance_rows(
    viewer: Viewer, path: str, first: date, last: date
) -> QuerySet[LeaderAttendance]:
    """Return leaders' attendance at or below a node, the latest first."""
    kind = facts.LEADER
    found = kind.visible_to(viewer).filter(kind.during(first, last))
    return (
        found.filter(meeting__unit__path__startswith=path)
        .select_related("meeting", "meeting__unit", "member")
        .order_by("-meeting__held_on", "-meeting_id")
    )


def lectures_by(viewer: Viewer, member: int, first: date, last: date) -> QuerySet[Meeting]:
    """Return the lectures that a leader gave, the latest first."""
    found = _lectures(viewer, "", first, last).filter(lectured_by=member)
    return found.select_related("unit").order_by("-held_on")


def leader_name(viewer: Viewer, member: int) -> str:
    """Return the name of a member whose attendance or lecture as a leader the viewer may see."""
    ever = (date.min, date.max)
    known = attendance_rows(viewer, "", *ever).filter(member=member)
    taught = _lectures(viewer, "", *ever).filter(lectured_by=member)
    if not known.exists() and not taught.exists():
        return ""
    return Member.objects.values_list("name", flat=True).get(pk=member)


def _lectures(viewer: Viewer, path: str, first: date, last: date) -> QuerySet[Meeting]:
    kind = facts.LEADER_LECTURE
    found = kind.visible_to(viewer).filter(kind.during(first, last))
    staff = viewer.within("unit__path", permissions.READERS_OF_ABSENCES)
    return found.filter(staff, unit__path__startswith=path)
