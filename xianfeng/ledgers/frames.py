"""A ledger's rows as columns of parsed cells, with everything found wrong on the way."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from xianfeng.ledgers.headers import Table
from xianfeng.ledgers.registry import Column, Kind, Parsed
from xianfeng.ledgers.results import RowError, row_error, shown
from xianfeng.ledgers.workbooks import Row

Corrections = Mapping[str, Mapping[str, str]]


class Frame:
    """The data rows of one table. Rows go by their index here; ``rows`` gives Excel's numbers.

    ``frame["field"]`` is the list of parsed values, None where blank, faulty or not in the sheet;
    ``resolved`` is where a kind's check keeps what its plan needs again.
    """

    def __init__(self, kind: Kind, table: Table, today: date, corrections: Corrections) -> None:
        self.kind, self.table, self.today = kind, table, today
        self.rows: list[int] = []
        self.records: list[Row] = []
        for number, record in table.records():
            self.rows.append(number)
            self.records.append(self._corrected(record, corrections.get(str(number))))
        self.errors: list[RowError] = []
        self.warnings: list[RowError] = []
        self.rejected: set[int] = set()
        self.resolved: dict[str, Any] = {}
        self._faulty: set[tuple[int, str]] = set()
        self._values: dict[str, list[Any]] = {}
        for column in kind.columns:
            self._values[column.field] = self._parse(column)
        self._require()

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, field: str) -> list[Any]:
        return self._values[field]

    def has(self, field: str) -> bool:
        """Tell whether the sheet has the column at all."""
        return field in self.table.fields

    def heading(self, field: str) -> str:
        """Return the heading as the sheet has it, or the kind's own title."""
        return self.table.heading(field) or self.kind.column(field).title

    def raw(self, index: int, field: str) -> object:
        """Return the cell as it came, '' when the sheet lacks the column."""
        column = self.table.fields.get(field)
        return self.records[index][column.index] if column else ""

    def faulty(self, index: int, field: str) -> bool:
        """Tell whether this cell was already found wrong: comparisons with it say nothing."""
        return (index, field) in self._faulty

    def reject(self, index: int, field: str, code: str, text: str = "") -> None:
        """Note an error: the row will not be imported."""
        self.rejected.add(index)
        self._faulty.add((index, field))
        self.errors.append(self._finding(index, field, code, text))

    def warn(self, index: int, field: str, code: str, text: str = "") -> None:
        """Note something to look at; the row is imported all the same."""
        self.warnings.append(self._finding(index, field, code, text))

    def live(self) -> Iterator[int]:
        """Yield the indices of the rows that nothing is wrong with so far."""
        rejected = self.rejected
        return (index for index in range(len(self.rows)) if index not in rejected)

    def once(self, field: str, key: Callable[[int], object | None]) -> None:
        """Reject every later row whose key was seen before; None is no key."""
        seen: dict[object, int] = {}
        for index in range(len(self.rows)):
            mark = key(index)
            if mark is None:
                continue
            first = seen.setdefault(mark, index)
            if first != index:
                text = f"与本表第 {self.rows[first]} 行重复，请留一行"
                self.reject(index, field, "duplicate_in_file", text)

    def _corrected(self, record: Row, corrections: Mapping[str, str] | None) -> Row:
        if not corrections:
            return record
        record = list(record)
        for field, text in corrections.items():
            if column := self.table.fields.get(field):
                record[column.index] = text
        return record

    def _finding(self, index: int, field: str, code: str, text: str) -> RowError:
        row, heading, raw = self.rows[index], self.heading(field), self.raw(index, field)
        if text:
            return RowError(row, heading, code, text, shown(field, raw))
        return row_error(row, heading, field, code, raw)

    def _parse(self, column: Column) -> list[Any]:
        place = self.table.fields.get(column.field)
        if place is None:
            return [None] * len(self.records)
        cells = [record[place.index] for record in self.records]
        last = self.today if column.past else None
        if column.distinct:
            parsed = list(map(column.parse, cells))
            codes = [code for _value, code in parsed]
            if any(codes):
                for index, code in enumerate(codes):
                    if code is not None:
                        self.reject(index, column.field, code)
            return [value for value, _code in parsed]
        known = {cell: _judged(column.parse(cell), last) for cell in set(cells)}
        wrong = {cell: code for cell, (_value, code) in known.items() if code is not None}
        if wrong:
            for index, cell in enumerate(cells):
                if (found := wrong.get(cell)) is not None:
                    self.reject(index, column.field, found)
        values = {cell: value for cell, (value, _code) in known.items()}
        return list(map(values.__getitem__, cells))

    def _require(self) -> None:
        alone = [c for c in self.kind.columns if c.required or (c.filled and self.has(c.field))]
        groups = [(column.field,) for column in alone] + list(self.kind.either)
        for group in groups:
            if any(None not in self._values[field] for field in group):
                continue
            told = next((field for field in group if self.has(field)), group[0])
            values = [self._values[field] for field in group]
            for index, filled in enumerate(zip(*values, strict=True)):
                if any(value is not None for value in filled):
                    continue
                if not any(self.faulty(index, field) for field in group):
                    self.reject(index, told, "required")


def _judged(parsed: Parsed, last: date | None) -> Parsed:
    """Refuse a date after the last day allowed."""
    value, code = parsed
    if code is None and last is not None and value is not None and value > last:
        return None, "date_in_future"
    return parsed
