"""Reads a file as one kind of ledger and says, row by row, what importing it would do."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xianfeng.ledgers import readers
from xianfeng.ledgers.frames import Corrections, Frame
from xianfeng.ledgers.headers import Table, locate, one_line, table_from
from xianfeng.ledgers.registry import CHANGED, NEW, UNCHANGED, Importer, Kind, Plan
from xianfeng.ledgers.results import RowError


@dataclass(frozen=True, slots=True)
class Examined:
    """A file understood, checked and compared with what stands; nothing is written yet."""

    kind: Kind
    frame: Frame
    plan: Plan

    @property
    def rejected(self) -> int:
        """Return the number of rows that will not be imported."""
        return len(self.frame.rejected)

    def outcome(self) -> dict[str, Any]:
        """Return the counts, errors and warnings in the shape of ``--json``."""
        count = Counter(self.plan.states.values())
        rows = len(self.frame)
        return {
            "kind": self.kind.id,
            "rows": rows,
            "accepted": rows - self.rejected,
            "rejected": self.rejected,
            "new": count[NEW],
            "changed": count[CHANGED],
            "unchanged": count[UNCHANGED],
            "errors": [found.as_dict() for found in self.errors()],
            "warnings": [found.as_dict() for found in _sorted(self.frame.warnings)],
        }

    def errors(self) -> list[RowError]:
        """Return everything wrong, by row."""
        return _sorted(self.frame.errors)


def examine(
    kind: Kind,
    source: bytes,
    name: str,
    importer: Importer,
    *,
    corrections: Corrections | None = None,
    columns: Mapping[str, str] | None = None,
) -> Examined:
    """Read, check and compare; raises UnusableFile where there is no ledger in the file.

    ``columns`` (column index -> field id) replaces the matching of headings; ``corrections`` (row
    number -> field id -> text) replaces cells.
    """
    table = find_table(kind, source, name, columns)
    frame = Frame(kind, table, importer.today, corrections or {})
    kind.check(frame, importer)
    return Examined(kind, frame, kind.plan(frame, importer))


def find_table(
    kind: Kind, source: bytes, name: str, columns: Mapping[str, str] | None = None
) -> Table:
    """Find the kind's sheet and header in a file; raises UnusableFile."""
    table = locate(readers.read(source, name), kind.id)
    if not columns:
        return table
    fields = {field: int(index) for index, field in columns.items() if field}
    return table_from(table.sheet, kind.id, table.header_rows, fields)


def title_of(table: Table) -> str:
    """Return what the sheet calls itself: the first filled cell above the header, or its name."""
    for row in table.sheet.rows[: table.header_rows[0] - 1]:
        for cell in row:
            if isinstance(cell, str) and cell.strip():
                return one_line(cell)
    return table.sheet.name


def unused_columns(kind: Kind, table: Table) -> list[str]:
    """Return the headings of the columns that nothing is taken from."""
    kept = {column.field for column in kind.columns} | {"seq"}
    aside = [table.heading(field) for field in table.fields if field not in kept]
    rest = (*table.unknown, *table.apart, *table.repeated)
    return aside + [one_line(column.heading) for column in rest]


def _sorted(findings: list[RowError]) -> list[RowError]:
    return sorted(findings, key=lambda found: found.row)
