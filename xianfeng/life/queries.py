"""Reading meetings, their versions, and who should come to one."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel import consequences
from xianfeng.kernel.facts import Touched
from xianfeng.kernel.models import Submission
from xianfeng.kernel.periods import Period
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.life import facts, permissions, rules
from xianfeng.life.enums import AbsenceReason, MeetingKind, MeetingState
from xianfeng.life.models import Absence, Meeting, MeetingMark
from xianfeng.life.rules import Audience
from xianfeng.members.models import GroupMembership, Member, Membership, Post
from xianfeng.units import queries as units_queries
from xianfeng.units.enums import BRANCH_KINDS, UnitKind
from xianfeng.units.models import Unit
from xianfeng.units.permissions import RECORDERS

LONGEST_LIST = 200
"""More people than this are stated as numbers: nobody ticks names on a list that long."""

LABELS = {
    "kind": _("会议类型"),
    "also": _("同时算作"),
    "held_on": _("召开日期"),
    "title": _("主题"),
    "place": _("地点"),
    "chair": _("主持人"),
    "recorder": _("记录人"),
    "content": _("议定事项"),
    "made_up": _("补开期间"),
    "minutes": _("时长（分钟）"),
    "expected": _("应到人数"),
    "present": _("实到人数"),
    "absent": _("缺席"),
    "absentees": _("缺席人员"),
}


@dataclass(frozen=True)
class Person:
    """Somebody who should come; ``note`` says what sets them apart (预备党员, a post)."""

    id: int
    name: str
    note: str = ""


@dataclass(frozen=True)
class Version:
    """What a meeting says or said: number, field name to text, and why it was replaced."""

    number: int
    cells: dict[str, str]
    reason: str = ""
    by: str = ""
    at: Any = None


def visible_to(viewer: Viewer) -> QuerySet[Meeting]:
    """Return confirmed meetings of the viewer's units, and drafts of those they record for."""
    return Meeting.objects.filter(
        viewer.within("unit__path") & Q(state=MeetingState.CONFIRMED)
        | viewer.within("unit__path", permissions.WRITERS)
    )


def listed(
    viewer: Viewer,
    *,
    kind: str = "",
    first: date | None = None,
    last: date | None = None,
    unit: str = "",
    state: str = "",
) -> QuerySet[Meeting]:
    """Return meetings for a list, the latest first; ``unit`` is a code or a part of a name."""
    found = visible_to(viewer)
    if kind:
        marked = MeetingMark.objects.filter(meeting_id=OuterRef("pk"), kind=kind)
        found = found.filter(Exists(marked))
    if first:
        found = found.filter(held_on__gte=first)
    if last:
        found = found.filter(held_on__lte=last)
    if unit:
        named = Unit.objects.filter(code=unit).first()
        named_so = Q(unit__name__contains=unit)
        found = found.filter(below("unit__path", named.path) if named else named_so)
    if state:
        found = found.filter(state=state)
    return found.select_related("unit").prefetch_related("marks").order_by("-held_on", "-pk")


def complete(viewer: Viewer) -> QuerySet[Meeting]:
    """Return visible meetings with all that one page shows."""
    absences = Absence.objects.select_related("member").order_by("member_id")
    return (
        visible_to(viewer)
        .select_related("unit", "recorded_by")
        .prefetch_related("marks", Prefetch("absences", absences), "versions")
    )


def recordable_units(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units that the viewer records for, in the fixed order."""
    return units_queries.visible_to(viewer).filter(viewer.within("path", permissions.WRITERS))


def own_units(viewer: Viewer) -> list[Unit]:
    """Return the units whose records are the viewer's own job, and the groups of such branches."""
    own = Q(path__in=viewer.paths(RECORDERS))
    of_own = Q(kind=UnitKind.GROUP, parent__path__in=viewer.paths(RECORDERS))
    return list(recordable_units(viewer).filter(own | of_own).filter(abolished_on=None))


def matching_units(viewer: Viewer, words: str, limit: int = 50) -> list[Unit]:
    """Return units to choose from: those whose code or name holds the words."""
    named = Q(name__contains=words) | Q(code__startswith=words)
    return list(recordable_units(viewer).filter(named, abolished_on=None)[:limit])


def kinds_offered(viewer: Viewer, unit: Unit) -> list[str]:
    """Return the kinds to choose from; a branch with groups in the tree leaves 党小组会 to them."""
    kinds = list(rules.kinds_of(unit.kind))
    if unit.kind in BRANCH_KINDS and MeetingKind.GROUP_MEETING in kinds:
        groups = units_queries.visible_to(viewer).filter(parent=unit, kind=UnitKind.GROUP)
        if groups.filter(abolished_on=None).exists():
            kinds.remove(MeetingKind.GROUP_MEETING)
    return kinds


def people(viewer: Viewer, unit: Unit, kind: str, on: date) -> list[Person]:
    """Return who should come on that day, in roster order; nobody when there is no list.

    Without posts on record, or with more people than a list may hold, the numbers are stated.
    """
    if not permissions.may_record(viewer, unit):
        return []
    who = rules.audience(kind, unit.kind)
    if who is Audience.COMMITTEE:
        return _committee(unit, on)
    spells = GroupMembership if who is Audience.GROUP else Membership
    where = Q(unit=unit) if who is Audience.GROUP else below("unit__path", unit.path)
    return _in_the_ranks(spells.objects.filter(where), on)


def offered_periods(viewer: Viewer, unit: Unit, kind: str, on: date) -> list[Period]:
    """Return earlier periods in which the unit held no such meeting, and existed throughout."""
    offered = [
        period
        for period in rules.periods_to_make_up(kind, on)
        if period.start >= unit.established_on
    ]
    if not offered:
        return []
    marks = facts.HELD.rows().filter(meeting__in=visible_to(viewer), kind=kind, meeting__unit=unit)
    since = marks.filter(meeting__held_on__gte=offered[-1].start)
    held = since.values_list("meeting__held_on", "meeting__made_up")
    served = {made_up for _day, made_up in held if made_up}
    days = [day for day, made_up in held if not made_up]
    return [
        period
        for period in offered
        if str(period) not in served and not any(period.start <= day <= period.end for day in days)
    ]


def usual_chair(viewer: Viewer, unit: Unit, on: date) -> str:
    """Return the secretary's name on that day, for a nod: they convene and chair as a rule.

    Source: 支部工作条例 14.
    """
    titles = ("group_leader",) if unit.kind == UnitKind.GROUP else ("secretary",)
    posts = Post.objects.filter(_covering(on), unit=unit, title__in=titles)
    visible = posts.filter(unit__in=recordable_units(viewer)).select_related("member")
    first = visible.order_by("pk").first()
    return first.member.name if first else ""


def discharged(viewer: Viewer, meeting: Meeting) -> list[str]:
    """Return what a confirmed meeting fulfilled, as the contexts above say it."""
    if meeting.state != MeetingState.CONFIRMED:
        return []
    periods = frozenset({meeting.made_up} if meeting.made_up else ())
    days = frozenset({meeting.held_on})
    return consequences.of(
        viewer, Touched(facts.HELD.id, frozenset({meeting.unit_id}), days, periods)
    )


def own_draft(viewer: Viewer, unit: Unit) -> Meeting | None:
    """Return the draft that the viewer left for this unit most lately, or None."""
    mine = complete(viewer).filter(unit=unit, state=MeetingState.DRAFT)
    return mine.filter(recorded_by_id=viewer.user_id).order_by("-recorded_at").first()


def was_taken(viewer: Viewer, key: UUID) -> bool:
    """True when the form with this key was taken already: a late autosave is then dropped."""
    return Submission.objects.filter(key=key, user_id=viewer.user_id).exists()


def versions(viewer: Viewer, meeting: Meeting) -> list[Version]:
    """Return the meeting as it stands and every earlier version, the latest first."""
    earlier = list(meeting.versions.all())
    stated = [meeting.snapshot(), *(each.content for each in earlier)]
    members = {int(key) for content in stated for key in content["absences"]}
    seen = members if permissions.sees_absences(viewer, meeting.unit) else set()
    names = dict(Member.objects.filter(pk__in=seen).values_list("pk", "name"))
    current = Version(meeting.version, _cells(stated[0], names))
    return [current] + [
        Version(each.version, _cells(content, names), each.reason, each.amended_by, each.amended_at)
        for each, content in zip(earlier, stated[1:], strict=True)
    ]


def _cells(content: dict[str, Any], names: dict[int, str]) -> dict[str, str]:
    """Return a snapshot as texts to show: field name to text."""
    reasons = content["absences"].items()
    absent = [
        f"{names[int(member)]}（{AbsenceReason(reason).label}）"
        for member, reason in reasons
        if int(member) in names
    ]
    shown = {name: "" if value is None else str(value) for name, value in content.items()}
    shown["kind"] = str(MeetingKind(content["kind"]).label)
    shown["also"] = "、".join(str(MeetingKind(kind).label) for kind in content["also"])
    shown["absent"] = "、".join(absent)
    return {name: shown[name] for name in LABELS}


def _covering(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))


def _in_the_ranks(spells: QuerySet[Any], on: date) -> list[Person]:
    """Return the members whose spell covers the day, full and probationary."""
    left = Q(member__left_on=None) | Q(member__left_on__gt=on)
    there = spells.filter(_covering(on), left, member__joined_on__lte=on)
    rows = there.values_list("member_id", "member__name", "member__confirmed_on")
    found = list(rows.order_by("member_id")[: LONGEST_LIST + 1])
    if len(found) > LONGEST_LIST:
        return []
    full = [(key, name, day is not None and day <= on) for key, name, day in found]
    return [Person(key, name, "" if confirmed else "预备") for key, name, confirmed in full]


def _committee(unit: Unit, on: date) -> list[Person]:
    """Return who holds a committee post in the unit that day, each once."""
    posts = Post.objects.filter(_covering(on), unit=unit).exclude(title=rules.GROUP_LEADER)
    found: dict[int, Person] = {}
    for post in posts.select_related("member").order_by("pk"):
        person = Person(post.member_id, post.member.name, post.get_title_display())
        found.setdefault(post.member_id, person)
    return list(found.values())
