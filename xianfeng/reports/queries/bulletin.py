"""What each cell of the statistical bulletin comes to, for a unit and a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xianfeng.kernel import facts, figures
from xianfeng.kernel.figures import Figure
from xianfeng.kernel.viewer import Viewer
from xianfeng.reports import bulletin
from xianfeng.reports.bulletin import Row, Table
from xianfeng.reports.queries.values import Scope, reader


@dataclass(frozen=True)
class Cell:
    """One row of a table with its value; None where nothing here records it."""

    row: Row
    value: int | Decimal | None

    @property
    def opens(self) -> bool:
        """True when the cell has a list of its own; a difference has those of its two rows."""
        return self.value is not None and not self.row.less


def cells(viewer: Viewer, at: Scope, day: date) -> list[tuple[Table, list[Cell]]]:
    """Return every table with its cells: one query for each kind of fact and span of days."""
    counted = _counted(viewer, at, day)
    return [
        (table, [Cell(row, _value(row, counted)) for row in table.rows])
        for table in bulletin.tables()
    ]


def figure(viewer: Viewer, row_id: str, day: date) -> tuple[Row, Figure] | None:
    """Return a row and what it counts, or None when it counts no facts of its own."""
    table, row = bulletin.rows().get(row_id, (None, None))
    if table is None or row is None or row.fact not in _known(viewer):
        return None
    return row, row.figure(day, table.measure)


def _counted(viewer: Viewer, at: Scope, day: date) -> dict[str, int | Decimal | None]:
    known = _known(viewer)
    found: dict[str, int | Decimal | None] = {}
    every = [(table, row) for table, row in bulletin.rows().values() if row.fact in known]
    for before in (False, True):
        asked = [(table, row) for table, row in every if row.before == before]
        span = asked[0][1].span(day)
        wanted: Iterable[Figure] = [row.figure(day, table.measure) for table, row in asked]
        values = figures.compute_all(reader(viewer), wanted, span.first, span.last, at.path)
        found |= {row.id: value.value for (_, row), value in zip(asked, values, strict=True)}
    return found


def _value(row: Row, counted: dict[str, int | Decimal | None]) -> int | Decimal | None:
    if not row.less:
        return counted.get(row.id)
    whole, part = (counted.get(name) for name in row.less)
    return None if whole is None or part is None else whole - part


def _known(viewer: Viewer) -> set[str]:
    """Return the ids of the kinds of facts that somebody records, if there is somebody to ask."""
    return {kind.id for kind in facts.every()} if viewer else set()
