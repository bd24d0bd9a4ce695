"""Reading meetings, drafts, and what a new record may start from."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from xianfeng.kernel import consequences, idempotency
from xianfeng.kernel.facts import Touched
from xianfeng.kernel.periods import Period
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.life import facts, permissions, rules
from xianfeng.life.enums import MeetingState
from xianfeng.life.models import Absence, Meeting, MeetingMark, Theme
from xianfeng.life.queries.attendees import Person, people, usual_chair
from xianfeng.life.queries.units import kinds_offered
from xianfeng.life.rules import Record
from xianfeng.units import queries as units_queries
from xianfeng.units.models import Unit

ANNOUNCED = (MeetingState.CONFIRMED, MeetingState.PLANNED)


def visible_to(viewer: Viewer) -> QuerySet[Meeting]:
    """Return the meetings of the viewer's units, and drafts of those they record for.

    What is planned is announced to everybody; what was taken back is for staff.
    """
    return Meeting.objects.filter(
        viewer.within("unit__path") & Q(state__in=ANNOUNCED)
        | viewer.within("unit__path", permissions.READERS_OF_ABSENCES)
        & Q(state=MeetingState.VOIDED)
        | viewer.within("unit__path", permissions.WRITERS)
    )


def planned(viewer: Viewer, unit: Unit, since: date, limit: int = 5) -> list[Meeting]:
    """Return what the unit plans to hold from a day on, the next first."""
    found = visible_to(viewer).filter(unit=unit, state=MeetingState.PLANNED, held_on__gte=since)
    return list(found.prefetch_related("agenda").order_by("held_on", "starts_at", "pk")[:limit])


def to_record(viewer: Viewer, unit: Unit, on: date) -> list[Meeting]:
    """Return the plans whose day has come: they are recorded with nothing retyped."""
    found = visible_to(viewer).filter(unit=unit, state=MeetingState.PLANNED, held_on__lte=on)
    return list(found.order_by("held_on", "pk"))


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
        named = units_queries.visible_to(viewer).filter(code=unit).first()
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
        .select_related("unit", "recorded_by", "theme", "lectured_by")
        .prefetch_related("marks", Prefetch("absences", absences), "versions", "agenda")
    )


def staff_meetings(viewer: Viewer) -> QuerySet[Meeting]:
    """Return complete meetings for those who read who was absent."""
    return complete(viewer).filter(viewer.within("unit__path", permissions.READERS_OF_ABSENCES))


def of_year(viewer: Viewer, unit: Unit, year: int) -> list[Meeting]:
    """Return a unit's confirmed meetings of a year, by kind and day."""
    found = staff_meetings(viewer).filter(unit=unit, state=MeetingState.CONFIRMED)
    return list(found.filter(held_on__year=year).order_by("held_on", "pk"))


def own_drafts(viewer: Viewer, unit: Unit) -> QuerySet[Meeting]:
    """Return the drafts that the viewer left for this unit, the latest first."""
    mine = complete(viewer).filter(unit=unit, state=MeetingState.DRAFT)
    return mine.filter(recorded_by_id=viewer.user_id or 0).order_by("-recorded_at", "-pk")


def open_sheets(viewer: Viewer, unit: Unit) -> QuerySet[Meeting]:
    """Return what the viewer may go on with for this unit: own drafts, and every plan."""
    mine = Q(state=MeetingState.DRAFT, recorded_by_id=viewer.user_id or 0)
    return complete(viewer).filter(mine | Q(state=MeetingState.PLANNED), unit=unit)


def own_draft(viewer: Viewer, unit: Unit) -> Meeting | None:
    """Return the latest of them, or None."""
    return own_drafts(viewer, unit).first()


def was_taken(viewer: Viewer, key: UUID) -> bool:
    """True when the form with this key was taken already: a late autosave is then dropped."""
    return idempotency.taken(key, viewer.user_id)


def blank_record(
    viewer: Viewer, unit: Unit, kind: str, on: date, made_up: str = "", theme: Theme | None = None
) -> Record:
    """Return a new record with what the system knows: day, chair, kind, who is exempted.

    ``made_up`` is the earlier period asked for; one that cannot be made up is left out.
    """
    offered = kinds_offered(viewer, unit)
    chosen = kind if kind in offered else offered[0]
    known = made_up and made_up in map(str, offered_periods(viewer, unit, chosen, on))
    chair = usual_chair(viewer, unit, on)
    return Record(
        chosen,
        on,
        title=theme.title if theme else "",
        theme_id=theme.pk if theme else None,
        chair=chair,
        made_up=made_up if known else "",
        absences=_exempted(people(viewer, unit, chosen, on)),
    )


def start_of(viewer: Viewer, sheet: Meeting, on: date) -> Record:
    """Return the record that a draft or a plan holds; a plan knows who is exempted, and its chair.

    A plan recorded before its day is recorded for today.
    """
    record = sheet.record()
    if sheet.state != MeetingState.PLANNED:
        return record
    held_on = min(record.held_on, on)
    chair = record.chair or usual_chair(viewer, sheet.unit, held_on)
    there = people(viewer, sheet.unit, record.kind, held_on)
    return replace(record, held_on=held_on, chair=chair, absences=_exempted(there))


def _exempted(listed: Iterable[Person]) -> dict[int, str]:
    return {person.id: rules.EXEMPT for person in listed if person.exempt}


def counted_away(viewer: Viewer, meeting: Meeting) -> Record:
    """Return what a meeting states, without numbers that follow from the list anyway.

    Numbers that do not (a ledger's own, a list that changed) stay stated.
    """
    record = meeting.record()
    listed = {person.id for person in people(viewer, meeting.unit, meeting.kind, meeting.held_on)}
    there = set(record.absences) <= listed and bool(listed)
    counted = rules.attendance(len(listed), list(record.absences.values()))
    if there and counted == (record.expected, record.present):
        return replace(record, expected=None, present=None)
    return record


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


def discharged(viewer: Viewer, meeting: Meeting) -> list[str]:
    """Return what a confirmed meeting fulfilled, as the contexts above say it."""
    if meeting.state != MeetingState.CONFIRMED:
        return []
    periods = frozenset({meeting.made_up} if meeting.made_up else ())
    days = frozenset({meeting.held_on})
    return consequences.of(
        viewer, Touched(facts.HELD.id, frozenset({meeting.unit_id}), days, periods)
    )
