"""Reading opinions: the office reads all, everybody in the unit reads what was answered."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from xianfeng.kernel.viewer import Viewer
from xianfeng.units import rules as units_rules
from xianfeng.units.models import Unit
from xianfeng.voice import permissions
from xianfeng.voice.models import Consultation, Opinion

MOST_UNITS = 20
WAITING = "waiting"


@dataclass(frozen=True)
class Destination:
    """A unit whose office an opinion may go to; a superior out of sight has no name here."""

    unit: Unit
    named: bool

    @property
    def key(self) -> str:
        """Return what a form sends."""
        return str(self.unit.pk)


def visible_to(viewer: Viewer, on: date) -> QuerySet[Opinion]:
    """Return opinions: all to the staff of the unit, one's own, and what was answered.

    Those of an anonymous consultation appear when it has closed, and all at once.
    """
    too_early = Q(anonymous=True, consultation__isnull=False, consultation__due_on__gte=on)
    found = Opinion.objects.filter(_shown(viewer)).exclude(too_early)
    return found.select_related("unit", "consultation")


def listed(
    viewer: Viewer, on: date, *, outcome: str = "", subject: str = "", unit: Unit | None = None
) -> QuerySet[Opinion]:
    """Return visible opinions for a list, narrowed; ``outcome`` "waiting" has no answer yet."""
    found = visible_to(viewer, on)
    if outcome:
        sought = Q(answered_on=None) if outcome == WAITING else Q(outcome=outcome)
        found = found.filter(sought)
    if subject:
        found = found.filter(subject=subject)
    if unit is not None:
        found = found.filter(unit=unit)
    return found


def of_consultation(viewer: Viewer, consultation: Consultation, on: date) -> QuerySet[Opinion]:
    """Return the visible opinions of a consultation; their order tells nothing."""
    return visible_to(viewer, on).filter(consultation=consultation).order_by("pk")


def own(viewer: Viewer, on: date) -> QuerySet[Opinion]:
    """Return the opinions that the viewer gave under their name."""
    return visible_to(viewer, on).filter(_own(viewer))


def received_by(viewer: Viewer, unit: Unit) -> QuerySet[Opinion]:
    """Return all opinions that went to a unit of the viewer's, to be counted and never listed."""
    return Opinion.objects.filter(viewer.within("unit__path"), unit=unit)


def waiting(viewer: Viewer, unit: Unit, on: date) -> int:
    """Return how many visible opinions of a unit wait for an answer."""
    return visible_to(viewer, on).filter(unit=unit, answered_on=None).count()


def destinations(viewer: Viewer) -> list[Destination]:
    """Return the units to whose office the viewer may turn: their own, and the ones above.

    Who works for a community, and has no unit, turns to the topmost.
    """
    held = {grant.path for grant in viewer.grants if grant.path}
    parents = {path[: -units_rules.STEP] for path in held} - {""}
    own = Unit.objects.filter(path__in=held).order_by("path")
    above = Unit.objects.filter(path__in=parents - held).order_by("path")
    found = [*own[:MOST_UNITS], *above[:MOST_UNITS]]
    if viewer.places and not held:
        return [Destination(unit, True) for unit in Unit.objects.filter(parent=None)]
    return [Destination(unit, viewer.reaches(unit.path)) for unit in found]


def _shown(viewer: Viewer) -> Q:
    if "" in viewer.paths():
        return Q()  # an empty condition would vanish in the disjunction below
    staff = viewer.within("unit__path", permissions.READERS)
    return staff | _own(viewer) | (_public(viewer) & Q(answered_on__isnull=False))


def _own(viewer: Viewer) -> Q:
    if viewer.user_id is None:
        return Q(pk__in=[])
    return Q(user_id=viewer.user_id, on_behalf=False)


def _public(viewer: Viewer) -> Q:
    """Return the condition for opinions whose answers are public where the viewer is."""
    above = {path for own in viewer.paths() for path in units_rules.ancestors(own)}
    down = Q(consultation=None) | Q(consultation__below=True)
    return viewer.within("unit__path") | Q(down, unit__path__in=above)
