"""The communities ledger: 社区, 网格 and 小区, each row naming one of the lowest level."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xianfeng.kernel.viewer import Viewer
from xianfeng.ledgers import bulk, parsers, undoing
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import NEW, UNCHANGED, Applied, Column, Importer, Kind, Plan
from xianfeng.units.enums import GridLevel
from xianfeng.units.models import Place
from xianfeng.units.permissions import MANAGERS, STAFF

COLUMNS = (
    Column("community", "社区", parsers.text(80), required=True, width=24, example="南湖槐01社区"),
    Column("grid", "网格", parsers.text(80), width=18, example="第1网格"),
    Column("estate", "小区", parsers.text(80), width=24, example="和家小区1-1"),
)
_LEVELS = (GridLevel.COMMUNITY, GridLevel.GRID, GridLevel.ESTATE)
Key = tuple[str, ...]


def check(frame: Frame, importer: Importer) -> None:
    """Reject an estate without its grid, and repeated rows."""
    rows = list(zip(frame["community"], frame["grid"], frame["estate"], strict=True))
    for index, (_community, grid, estate) in enumerate(rows):
        if estate is not None and grid is None:
            frame.reject(index, "grid", "required")
    frame.once("estate", lambda index: rows[index] if rows[index][0] else None)


def plan(frame: Frame, importer: Importer) -> Plan:
    """Compare with the places that stand; a place is never renamed by a ledger."""
    stands = standing()
    fresh: dict[Key, None] = {}
    result = Plan(work=(stands, fresh))
    for index in frame.live():
        names = (frame["community"][index], frame["grid"][index], frame["estate"][index])
        key: Key = tuple(name for name in names if name is not None)
        state = UNCHANGED
        for length in range(1, len(key) + 1):
            if key[:length] not in stands:
                fresh[key[:length]] = None
                state = NEW
        result.states[index] = state
    return result


def apply(frame: Frame, result: Plan, importer: Importer) -> Applied:
    """Insert the missing places level by level of the file's own order."""
    stands, fresh = result.work
    keys = bulk.reserve(Place, len(fresh))
    ids: dict[Key, int] = stands | dict(zip(fresh, keys, strict=True))
    bulk.insert(
        Place,
        ("id", "level", "name", "parent"),
        [(ids[key], _LEVELS[len(key) - 1], key[-1], ids.get(key[:-1])) for key in fresh],
    )
    return Applied({"made": {"units.Place": bulk.ranges(keys)}})


def undo(done: Mapping[str, Any], importer: Importer) -> None:
    """Delete the places that were made; raises Refused when members live there by now."""
    undoing.refuse_when_used(done["made"])
    undoing.refuse_unless_untouched(Place, done["made"]["units.Place"])
    undoing.delete(done["made"])


def export(viewer: Viewer, path: str, unmasked: bool) -> Iterator[Sequence[Any]]:
    """Yield every place that has none below it: communities are the whole city's."""
    stands = standing()
    parents = {key[:-1] for key in stands}
    for key in stands:
        if key not in parents:
            yield (*key, *(None,) * (len(_LEVELS) - len(key)))


def standing() -> dict[Key, int]:
    """Return every place by its names from the community down."""
    rows = {
        pk: (name, parent)
        for pk, name, parent in Place.objects.order_by("pk").values_list("pk", "name", "parent_id")
    }

    def names(pk: int) -> Key:
        name, parent = rows[pk]
        return (*names(parent), name) if parent else (name,)

    return {names(pk): pk for pk in rows}


COMMUNITIES = Kind(
    id="communities",
    title="社区网格",
    columns=COLUMNS,
    roles=MANAGERS,
    readers=STAFF,
    check=check,
    plan=plan,
    apply=apply,
    undo=undo,
    export=export,
)
