"""Places of a home: the community and, where it is known, the grid."""

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
