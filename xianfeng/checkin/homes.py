"""Places: the community and the grid of a home, and what a place is called in full."""

from xianfeng.units.enums import GridLevel
from xianfeng.units.models import Place

Home = tuple[Place | None, Place | None]


def home_of(place: Place | None) -> Home:
    """Return the community and the grid of whatever place somebody lives in."""
    grid = None
    while place is not None and place.level != GridLevel.COMMUNITY:
        if place.level == GridLevel.GRID:
            grid = place
        place = place.parent
    return place, grid


def whole_name(place: Place) -> str:
    """Return the name of a place after the names of those it lies in: 东街社区第1网格和家小区."""
    above = whole_name(place.parent) if place.parent is not None else ""
    return above + place.name
