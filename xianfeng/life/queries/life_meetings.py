"""What stands around a life meeting, for those who may see it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.periods import add_months
from xianfeng.kernel.viewer import Viewer
from xianfeng.life import facts, permissions, rules
from xianfeng.life.models import AgendaItem, Meeting, MeetingMark, Opinion
from xianfeng.life.queries.attendees import Person, people
from xianfeng.life.queries.meetings import complete
from xianfeng.rectification.models import Problem
from xianfeng.units import queries as units_queries
from xianfeng.units.models import Unit

TALK = "care.talk"
"""The fact kind of talks (谈心谈话), where some context records them."""
_MONTHS_BEFORE = 3


@dataclass(frozen=True)
class Around:
    """Before, in and after a life meeting; ``talks`` is None where nobody records talks."""

    opinions: list[Opinion]
    talks: int | None
    people: list[Person]
    themselves: frozenset[int]
    pairs: frozenset[tuple[int, int]]
    items: list[Problem]

    @property
    def names(self) -> dict[int, str]:
        """Return the names of who is listed, by key."""
        return {person.id: person.name for person in self.people}


def around(viewer: Viewer, meeting: Meeting) -> Around:
    """Return what stands around a meeting; its pairs are whole numbers, never words."""
    said = list(meeting.criticisms.values_list("speaker_id", "about_id"))
    return Around(
        list(opinions_visible_to(viewer).filter(meeting=meeting)),
        talks_before(viewer, meeting),
        people(viewer, meeting.unit, meeting.kind, meeting.held_on),
        frozenset(speaker for speaker, about in said if speaker == about),
        frozenset((speaker, about) for speaker, about in said if speaker != about),
        list(raised_at(viewer, meeting)),
    )


def talks_before(viewer: Viewer, meeting: Meeting) -> int | None:
    """Return how many talks the unit held in the three months before the meeting."""
    try:
        kind = kernel_facts.get(TALK)
    except KeyError:
        return None
    first: date = add_months(meeting.held_on, -_MONTHS_BEFORE)
    held = kind.visible_to(viewer).filter(kind.during(first, meeting.held_on))
    return held.filter(**{f"{kind.path}__startswith": meeting.unit.path}).count()


def life_meetings(viewer: Viewer) -> QuerySet[Meeting]:
    """Return the meetings that are life meetings, for staff."""
    staff = viewer.within("unit__path", permissions.READERS_OF_ABSENCES)
    marked = MeetingMark.objects.filter(meeting=OuterRef("pk"), kind__in=rules.LIFE_KINDS)
    return complete(viewer).filter(staff, Exists(marked))


def opinions_visible_to(viewer: Viewer) -> QuerySet[Opinion]:
    """Return opinions collected for meetings that the viewer keeps or reads as staff."""
    staff = viewer.within("meeting__unit__path", permissions.READERS_OF_ABSENCES)
    return Opinion.objects.filter(staff).select_related("meeting", "meeting__unit")


def raised_at(viewer: Viewer, meeting: Meeting) -> QuerySet[Problem]:
    """Return the problems raised at a meeting that were not withdrawn, the next due first."""
    staff = viewer.within("unit__path", permissions.READERS_OF_ABSENCES)
    return facts.raised_at(meeting).filter(staff).order_by("due_on", "pk")


def verifiers(viewer: Viewer, unit: Unit) -> list[Unit]:
    """Return who may verify what a unit without a superior puts right: the units below it."""
    if unit.parent_id is not None:
        return []
    standing = units_queries.visible_to(viewer).filter(parent=unit, abolished_on=None)
    return list(standing.order_by("path"))


def items_visible_to(viewer: Viewer) -> QuerySet[AgendaItem]:
    """Return the agenda items of meetings in the viewer's part."""
    seen = viewer.within("meeting__unit__path")
    return AgendaItem.objects.filter(seen).select_related("meeting", "meeting__unit")
