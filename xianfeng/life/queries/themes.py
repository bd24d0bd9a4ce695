"""Themes offered from above, who took them, and a unit's fixed day."""

from datetime import date

from django.db.models import Q, QuerySet

from xianfeng.kernel.viewer import STEP, Viewer
from xianfeng.life import permissions, rules
from xianfeng.life.enums import MeetingState
from xianfeng.life.models import FixedDay, Meeting, Theme
from xianfeng.life.queries.meetings import visible_to
from xianfeng.units import queries as units_queries
from xianfeng.units.models import Unit
from xianfeng.units.permissions import MANAGERS


def themes_visible_to(viewer: Viewer) -> QuerySet[Theme]:
    """Return the themes of the viewer's units, and those offered to them from above."""
    above = {path[:end] for path in viewer.paths() for end in range(STEP, len(path) + 1, STEP)}
    seen = viewer.within("unit__path") | Q(unit__path__in=above)
    return Theme.objects.filter(seen).select_related("unit")


def themes_for(viewer: Viewer, unit: Unit, day: date) -> list[Theme]:
    """Return what is offered to a unit for the month of a day."""
    above = [unit.path[:end] for end in range(STEP, len(unit.path) + 1, STEP)]
    offered = themes_visible_to(viewer).filter(
        unit__path__in=above, month=rules.month_of(day), withdrawn_at=None
    )
    return list(offered.order_by("unit__path", "pk"))


def theme_titles(viewer: Viewer, theme: int) -> list[str]:
    """Return the title of a theme the viewer may see; withdrawn ones keep theirs."""
    return list(themes_visible_to(viewer).filter(pk=theme).values_list("title", flat=True))


def taken(viewer: Viewer, theme: Theme) -> QuerySet[Meeting]:
    """Return the confirmed meetings that took a theme, in the fixed order of units."""
    found = visible_to(viewer).filter(theme=theme, state=MeetingState.CONFIRMED)
    return found.select_related("unit").order_by("unit__path", "held_on")


def publishing_units(viewer: Viewer) -> list[Unit]:
    """Return the units in whose name the viewer offers themes: their own."""
    own = units_queries.visible_to(viewer).filter(path__in=viewer.paths(MANAGERS))
    return list(own.filter(abolished_on=None))


def fixed_day(viewer: Viewer, unit: Unit) -> int | None:
    """Return the day of the month of the unit's theme day, or None when none is fixed."""
    found = FixedDay.objects.filter(viewer.within("unit__path"), unit=unit)
    return found.values_list("day", flat=True).first()


def may_fix(viewer: Viewer, unit: Unit) -> bool:
    """True when the viewer fixes this unit's day."""
    return permissions.may_record(viewer, unit)
