"""Reading integrity education: the month's editions, bases, visits, lessons, reminder talks."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from xianfeng.kernel import facts
from xianfeng.kernel.viewer import OPERATOR_ROLE, STEP, Viewer, below
from xianfeng.members import queries as members_queries
from xianfeng.outreach.models import BaseVisit, EducationBase, Event, Lesson
from xianfeng.outreach.queries import events
from xianfeng.outreach.rules import INTEGRITY_MONTH
from xianfeng.units import queries as units_queries
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Unit
from xianfeng.units.permissions import STAFF

REMINDER = "reminder"
_TALK = "care.talk"


@dataclass(frozen=True)
class Reminders:
    """Reminder talks of a year: how many were held, by how many branches, and by how many not."""

    talks: int
    held: int
    not_held: int


def editions(viewer: Viewer, year: int, path: str = "") -> QuerySet[Event]:
    """Return the integrity months that were held in a year, the latest first."""
    found = events.listed(viewer, year, path, "campaign")
    return found.filter(series=INTEGRITY_MONTH, withdrawn="")


def bases(viewer: Viewer) -> QuerySet[EducationBase]:
    """Return the bases that units of the viewer's part registered."""
    return EducationBase.objects.filter(viewer.within("unit__path")).select_related("unit")


def bases_open_to(viewer: Viewer) -> QuerySet[EducationBase]:
    """Return the bases offered to the viewer's units: their own, and those of units above."""
    above = {path[:end] for path in viewer.paths() for end in range(STEP, len(path) + 1, STEP)}
    found = EducationBase.objects.filter(
        viewer.within("unit__path") | Q(unit__path__in=above), closed_on=None
    )
    return found.select_related("unit")


def bases_for(viewer: Viewer, unit: Unit) -> QuerySet[EducationBase]:
    """Return the bases that a unit may visit: its own, and those of units above."""
    steps = range(STEP, len(unit.path) + 1, STEP)
    return bases_open_to(viewer).filter(unit__path__in=[unit.path[:end] for end in steps])


def bases_of_year(viewer: Viewer, year: int, path: str = "") -> QuerySet[EducationBase]:
    """Return the bases open to the viewer with ``times`` and ``came`` of a year's visits in sight.

    A base that lies beside the part at ``path`` is not among them.
    """
    seen = Q(visits__in=visits(viewer, year, path).filter(withdrawn=""))
    above = [path[:end] for end in range(STEP, len(path) + 1, STEP)]
    near = below("unit__path", path) | Q(unit__path__in=above) if path else Q()
    return bases_open_to(viewer).filter(near).annotate(
        times=Count("visits", filter=seen), came=Sum("visits__people", filter=seen, default=0)
    )  # fmt: skip


def visits_visible_to(viewer: Viewer) -> QuerySet[BaseVisit]:
    """Return the visits to bases of the viewer's units."""
    found = BaseVisit.objects.filter(viewer.within("unit__path"))
    return found.select_related("unit", "base")


def visits(viewer: Viewer, year: int, path: str = "") -> QuerySet[BaseVisit]:
    """Return a year's visits, the latest first; withdrawn ones stand among them."""
    found = visits_visible_to(viewer).filter(on__year=year)
    return found.filter(below("unit__path", path)).order_by("-on", "-pk")


def lessons_visible_to(viewer: Viewer) -> QuerySet[Lesson]:
    """Return the case lessons of the viewer's units."""
    return Lesson.objects.filter(viewer.within("unit__path")).select_related("unit")


def lessons(viewer: Viewer, year: int, path: str = "") -> QuerySet[Lesson]:
    """Return a year's case lessons, the latest first; withdrawn ones stand among them."""
    found = lessons_visible_to(viewer).filter(on__year=year)
    return found.filter(below("unit__path", path)).order_by("-on", "-pk")


def reminders(viewer: Viewer, year: int, path: str = "") -> Reminders | None:
    """Return how many reminder talks a year has; None for who does not read talks.

    That they were held, never who or what: the two alone read that.
    """
    readers = {*STAFF, OPERATOR_ROLE}
    if not viewer.paths(readers):
        return None
    kind = facts.get(_TALK)
    held = kind.visible_to(viewer).filter(below(kind.path, path), on__year=year, purpose=REMINDER)
    found = held.aggregate(talks=Count("pk"), units=Count("unit", distinct=True))
    standing = units_queries.visible_to(viewer).filter(
        viewer.within("path", readers), below("path", path),
        kind__in=BRANCH_KINDS, abolished_on=None,
    )  # fmt: skip
    lacking = standing.exclude(pk__in=held.order_by().values("unit"))
    return Reminders(found["talks"], found["units"], lacking.count())


def roll(viewer: Viewer, unit: Unit, on: date) -> int:
    """Return how many members the unit and those below have on a day: who is expected to come."""
    found = members_queries.spells_visible_to(viewer, on)
    return found.filter(below("unit__path", unit.path)).count()
