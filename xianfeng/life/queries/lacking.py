"""Who was absent, who made up for it, who came as a guest, and who is exempted."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from xianfeng.kernel import crypto
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.life import permissions
from xianfeng.life.enums import AbsenceReason, MeetingKind, MeetingState
from xianfeng.life.models import Absence, Exemption, Guest, MakeUp, Meeting
from xianfeng.members.models import Member, Membership
from xianfeng.units.models import Unit

TAUGHT = (MeetingKind.LECTURE, MeetingKind.THEME_DAY, MeetingKind.GENERAL_MEETING)


@dataclass(frozen=True)
class Missed:
    """An absence and its make-up lesson, if there was one."""

    absence: Absence
    made_up: MakeUp | None


def missed_at(viewer: Viewer, meeting: Meeting) -> list[Missed]:
    """Return who was absent from a meeting and not exempted, for staff."""
    if not permissions.sees_absences(viewer, meeting.unit):
        return []
    lessons = {lesson.member_id: lesson for lesson in meeting.make_ups.all()}
    away = meeting.absences.exclude(reason=AbsenceReason.EXEMPT).select_related("member")
    return [Missed(each, lessons.get(each.member_id)) for each in away.order_by("member_id")]


def lacking(viewer: Viewer, unit: Unit, first: date, last: date) -> QuerySet[Absence]:
    """Return absences from what was taught or told that nobody has made up for, for staff."""
    lessons = MakeUp.objects.filter(meeting=OuterRef("meeting"), member=OuterRef("member"))
    found = Absence.objects.filter(
        ~Exists(lessons),
        viewer.within("meeting__unit__path", permissions.READERS_OF_ABSENCES),
        below("meeting__unit__path", unit.path),
        meeting__state=MeetingState.CONFIRMED,
        meeting__kind__in=TAUGHT,
        meeting__held_on__range=(first, last),
    ).exclude(reason=AbsenceReason.EXEMPT)
    related = found.select_related("meeting", "meeting__unit", "member")
    return related.order_by("member__name", "member_id", "-meeting__held_on")


def exemptions(viewer: Viewer, unit: Unit) -> QuerySet[Exemption]:
    """Return the exemptions at or below a unit, those in force first, for staff."""
    found = exemptions_visible_to(viewer).filter(below("unit__path", unit.path))
    return found.order_by("until_on", "unit__path", "member__name").order_by(
        "unit__path", "-from_on", "pk"
    )


def exemptions_visible_to(viewer: Viewer) -> QuerySet[Exemption]:
    """Return the exemptions that the viewer may see."""
    staff = viewer.within("unit__path", permissions.READERS_OF_ABSENCES)
    return Exemption.objects.filter(staff).select_related("unit", "member")


def guests_visible_to(viewer: Viewer) -> QuerySet[Guest]:
    """Return the guests of meetings in the viewer's part, and its own members' visits elsewhere."""
    staff = permissions.READERS_OF_ABSENCES
    seen = viewer.within("meeting__unit__path", staff) | viewer.within("home__path", staff)
    if viewer.member_id is not None:
        seen |= Q(member_id=viewer.member_id)
    return Guest.objects.filter(seen).select_related("meeting", "meeting__unit", "member", "home")


def guests_received(viewer: Viewer) -> QuerySet[Guest]:
    """Return the guests of meetings in the viewer's part."""
    staff = viewer.within("meeting__unit__path", permissions.READERS_OF_ABSENCES)
    return guests_visible_to(viewer).filter(staff)


def visits(viewer: Viewer, unit: Unit, first: date, last: date) -> QuerySet[Guest]:
    """Return where members of a branch attended elsewhere, the latest first."""
    own = guests_visible_to(viewer).filter(below("home__path", unit.path))
    there = own.filter(meeting__state=MeetingState.CONFIRMED)
    within = there.filter(meeting__held_on__range=(first, last))
    return within.order_by("-meeting__held_on", "pk")


def visitor(viewer: Viewer, meeting: Meeting, name: str, phone: str) -> tuple[Member, Unit] | None:
    """Return the member of another branch with exactly this name and number, and their branch."""
    if not permissions.may_record(viewer, meeting.unit):
        return None
    index = crypto.blind("phone", phone.strip())
    if not index:
        return None
    on = meeting.held_on
    there = Membership.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on),
        member__phone_index=index,
        member__name=name.strip(),
        from_on__lte=on,
    ).exclude(below("unit__path", meeting.unit.path))
    spells = list(there.select_related("member", "unit")[:2])
    return (spells[0].member, spells[0].unit) if len(spells) == 1 else None
