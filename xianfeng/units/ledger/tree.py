"""The tree as it stands and as a units ledger would leave it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from xianfeng.kernel.viewer import STEP
from xianfeng.units.models import Term, Unit

DEEPEST = 50
"""Levels that a path has room for."""


@dataclass(slots=True)
class Standing:
    """One unit as the database has it, with its latest term."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    path: str
    agency: str
    agency_id: int | None
    sector: str
    established_on: date
    version: int
    term_id: int | None = None
    term_from: date | None = None
    term_until: date | None = None
    term_years: int | None = None
    term_ended: date | None = None


class Tree:
    """All units by code and by key; paths are worked out here and written elsewhere."""

    def __init__(self, units: Iterable[Standing]) -> None:
        self.by_code: dict[str, Standing] = {}
        self.by_id: dict[int, Standing] = {}
        for unit in units:
            self.by_code[unit.code] = unit
            self.by_id[unit.id] = unit

    def parent_code(self, code: str) -> str | None:
        """Return the standing parent's code; None at the root or for a unit that does not stand."""
        unit = self.by_code.get(code)
        parent = self.by_id.get(unit.parent_id) if unit and unit.parent_id else None
        return parent.code if parent else None


def standing() -> Tree:
    """Read the whole tree: two statements."""
    tree = Tree(
        Standing(
            unit.pk,
            unit.code,
            unit.name,
            unit.kind,
            unit.parent_id,
            unit.path,
            unit.agency.name if unit.agency else "",
            unit.agency_id,
            unit.agency.sector if unit.agency else "",
            unit.established_on,
            unit.version,
        )
        for unit in Unit.objects.order_by("path").select_related("agency")
    )
    for term in Term.objects.order_by("unit_id", "from_on"):
        unit = tree.by_id[term.unit_id]
        unit.term_id, unit.term_from, unit.term_until = term.pk, term.from_on, term.until_on
        unit.term_years, unit.term_ended = term.years, term.ended_on
    return tree


def looped(code: str, parents: Mapping[str, str | None]) -> bool:
    """Tell whether a unit would be its own ancestor."""
    seen = {code}
    above = parents.get(code)
    while above is not None:
        if above == code:
            return True
        if above in seen:
            return False  # a loop further up, of which this unit is no part
        seen.add(above)
        above = parents.get(above)
    return False


def depth(code: str, parents: Mapping[str, str | None]) -> int:
    """Return the level of a unit; 0 when what is above it never ends."""
    seen: set[str] = set()
    above: str | None = code
    while above is not None:
        if above in seen:
            return 0
        seen.add(above)
        above = parents.get(above)
    return len(seen)


def next_paths(
    placed: Iterable[tuple[str, str | None]], stands: Tree, parents: Mapping[str, str | None]
) -> dict[str, str]:
    """Return code -> path of every unit whose path is new or changes; no path is ever reused.

    ``placed`` are (code, parent code) of new and moved units in the fixed order, ``parents`` the
    tree as it will be. A unit comes after all that stand beside it; what hangs below a moved unit
    keeps its own steps.
    """
    last: dict[str | None, int] = {}
    for code, unit in stands.by_code.items():
        above = stands.parent_code(code)
        last[above] = max(last.get(above, 0), int(unit.path[-STEP:]))
    moving = dict(placed)
    fresh: dict[str, str] = {}

    def path_of(code: str | None) -> str:
        if code is None:
            return ""
        if code in fresh:
            return fresh[code]
        if code not in moving:
            old = stands.by_code[code].path
            path = path_of(parents.get(code)) + old[-STEP:]
            return path if path == old else fresh.setdefault(code, path)
        above = moving[code]
        last[above] = last.get(above, 0) + 1
        step = str(last[above]).zfill(STEP)
        return fresh.setdefault(code, path_of(above) + step)

    for code in [*moving, *stands.by_code]:
        path_of(code)
    return fresh
