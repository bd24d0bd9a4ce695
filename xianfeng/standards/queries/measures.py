"""What facts say of the measured items of a standard, for many branches at once."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from xianfeng.duties import queries as duties_queries
from xianfeng.duties.measuring import Yardstick
from xianfeng.duties.queries import Measure
from xianfeng.kernel.viewer import Viewer
from xianfeng.standards.models import Item, Standard
from xianfeng.units.models import Unit

Key = tuple[int, int]


def measures(
    viewer: Viewer, standard: Standard, items: Iterable[Item], units: Collection[Unit], as_of: date
) -> dict[Key, Measure]:
    """Return {(item's key, unit's key): measure} for the standard's year up to a day."""
    sticks = {item.pk: _yardstick(item) for item in items if item.measured}
    found = duties_queries.measures(viewer, sticks.values(), standard.year, units, as_of)
    return {
        (item, unit.pk): found[stick, unit.pk]
        for item, stick in sticks.items()
        for unit in units
        if (stick, unit.pk) in found
    }


def _yardstick(item: Item) -> Yardstick:
    return Yardstick(item.rule, item.figure, item.threshold or Decimal(0), item.at_most)
