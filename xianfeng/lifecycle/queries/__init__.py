"""Reading changes of units."""

from xianfeng.lifecycle.queries.changes import (
    due,
    listed,
    movable,
    of_unit,
    offered,
    visible_to,
)
from xianfeng.lifecycle.queries.preview import Effect, preview

__all__ = ["Effect", "due", "listed", "movable", "of_unit", "offered", "preview", "visible_to"]
