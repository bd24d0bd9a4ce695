"""Reading notices, the library, consultations and discussions, as they are addressed."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from xianfeng.kernel.viewer import Viewer, below
from xianfeng.members import queries as members
from xianfeng.units import queries as units
from xianfeng.units import rules as units_rules
from xianfeng.units.models import Unit
from xianfeng.voice import permissions
from xianfeng.voice.models import Consultation, LibraryItem, Notice, Remark, Thread


def spoken_to(viewer: Viewer) -> Q:
    """Return the condition for what the viewer's units say, and what is said down to them."""
    if "" in viewer.paths():
        return Q()  # an empty condition would vanish in the disjunction below
    above = {path for own in viewer.paths() for path in units_rules.ancestors(own)}
    return viewer.within("unit__path") | Q(below=True, unit__path__in=above)


def notices(viewer: Viewer, on: date) -> QuerySet[Notice]:
    """Return the notices addressed to the viewer; one for later days, to who writes for its unit.

    Withdrawn ones stay, with their reason.
    """
    begun = _or_written(viewer, Q(from_on__lte=on))
    return Notice.objects.filter(spoken_to(viewer) & begun).select_related("unit", "written_by")


def notices_of(viewer: Viewer, unit: Unit, on: date, standing: bool = True) -> QuerySet[Notice]:
    """Return the notices that stand for a unit on a day, or all it ever had."""
    found = notices(viewer, on).filter(permissions.said_to(unit))
    if not standing:
        return found
    open_end = Q(until_on=None) | Q(until_on__gte=on)
    return found.filter(open_end, from_on__lte=on, withdrawn_on=None)


def library(viewer: Viewer) -> QuerySet[LibraryItem]:
    """Return the library items addressed to the viewer."""
    return LibraryItem.objects.filter(spoken_to(viewer)).select_related("unit", "written_by")


def library_of(viewer: Viewer, unit: Unit) -> QuerySet[LibraryItem]:
    """Return what stands in a unit's library, the latest first."""
    return library(viewer).filter(permissions.said_to(unit), withdrawn_on=None)


def consultations(viewer: Viewer, on: date) -> QuerySet[Consultation]:
    """Return the consultations addressed to the viewer; coming ones, to who writes for the unit."""
    begun = _or_written(viewer, Q(asked_on__lte=on))
    found = Consultation.objects.filter(spoken_to(viewer) & begun)
    return found.select_related("unit", "written_by")


def consultations_of(viewer: Viewer, unit: Unit, on: date) -> QuerySet[Consultation]:
    """Return the consultations addressed to a unit, the latest first."""
    return consultations(viewer, on).filter(permissions.said_to(unit))


def people_asked(viewer: Viewer, unit: Unit, downwards: bool, on: date) -> int:
    """Return how many members a consultation of the unit would ask, for who writes for it."""
    if not permissions.may_write(viewer, unit):
        return 0
    part = below("unit__path", unit.path) if downwards else Q(unit=unit)
    return members.spells_visible_to(viewer, on).filter(part).count()


def threads(viewer: Viewer) -> QuerySet[Thread]:
    """Return the discussions open to the viewer."""
    found = Thread.objects.filter(spoken_to(viewer))
    return found.select_related("unit", "opened_by", "notice", "consultation")


def threads_of(viewer: Viewer, unit: Unit) -> QuerySet[Thread]:
    """Return the discussions of a unit, the latest first."""
    return threads(viewer).filter(permissions.said_to(unit))


def thread(viewer: Viewer) -> QuerySet[Thread]:
    """Return visible discussions with all that was said, in its order."""
    said = Remark.objects.order_by("written_at", "pk")
    return threads(viewer).prefetch_related(Prefetch("remarks", said))


def remarks(viewer: Viewer) -> QuerySet[Remark]:
    """Return what was said in the discussions open to the viewer."""
    return Remark.objects.filter(thread__in=threads(viewer).values("pk")).select_related("thread")


def writable(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units for which the viewer writes."""
    return units.visible_to(viewer).filter(viewer.within("path", permissions.WRITERS))


def _or_written(viewer: Viewer, condition: Q) -> Q:
    """Return the condition, or that the viewer writes for the unit."""
    writes = viewer.within("unit__path", permissions.WRITERS)
    return condition | writes if writes else Q()
