"""What a batch remembers of its check: the counts, and enough rows to look at on screen."""

from typing import Any

from xianfeng.ledgers.examine import Examined, title_of, unused_columns
from xianfeng.ledgers.headers import one_line
from xianfeng.ledgers.registry import CHANGED, CONFLICT, NEW
from xianfeng.ledgers.results import shown

MOST_ERRORS, MOST_WARNINGS = 2000, 200
MOST_WRONG_ROWS, MOST_OTHER_ROWS = 200, 100


def preview(examined: Examined) -> dict[str, Any]:
    """Return the outcome of ``--json`` cut to what a page shows, and the rows behind it.

    ``wrong`` and ``other`` are rows with ``cells`` (field id -> text, masked where personal);
    wrong rows have ``problems`` (field id -> sentences), changed ones ``changes``.
    """
    frame, kind = examined.frame, examined.kind
    outcome = examined.outcome()
    outcome["said"] = len(outcome["warnings"])
    outcome["errors"] = outcome["errors"][:MOST_ERRORS]
    outcome["warnings"] = outcome["warnings"][:MOST_WARNINGS]
    outcome["conflicts"] = sum(s == CONFLICT for s in examined.plan.states.values())
    outcome["notes"] = [*kind.notes, *examined.plan.notes]
    outcome["unused"] = unused_columns(kind, frame.table)
    outcome["title"] = title_of(frame.table)
    outcome["matched"] = {field: column.index for field, column in frame.table.fields.items()}
    outcome["headings"] = _headings(examined)
    outcome["fields"] = [c.field for c in kind.columns if frame.has(c.field)]
    outcome["wrong"] = _wrong_rows(examined)
    outcome["other"] = _other_rows(examined)
    return outcome


def cells_of(examined: Examined, index: int) -> dict[str, str]:
    """Return the cells of one row as a page may show them."""
    frame = examined.frame
    return {
        column.field: shown(column.field, frame.raw(index, column.field))
        for column in examined.kind.columns
        if frame.has(column.field)
    }


def _headings(examined: Examined) -> list[list[Any]]:
    """Return (column index, heading) of every column of the sheet."""
    table = examined.frame.table
    columns = (*table.fields.values(), *table.unknown, *table.apart, *table.repeated)
    ordered = sorted(columns, key=lambda column: column.index)
    return [[column.index, one_line(column.heading)] for column in ordered]


def _wrong_rows(examined: Examined) -> list[dict[str, Any]]:
    frame = examined.frame
    places = {number: index for index, number in enumerate(frame.rows)}
    fields = {frame.heading(column.field): column.field for column in examined.kind.columns}
    problems: dict[int, dict[str, list[str]]] = {}
    for error in examined.errors():
        index = places[error.row]
        if index not in problems and len(problems) == MOST_WRONG_ROWS:
            break
        said = problems.setdefault(index, {})
        said.setdefault(fields.get(error.column, ""), []).append(error.message)
    return [
        {"row": frame.rows[index], "cells": cells_of(examined, index), "problems": said}
        for index, said in problems.items()
    ]


def _other_rows(examined: Examined) -> list[dict[str, Any]]:
    """Return changed rows first, then new ones."""
    states, changes = examined.plan.states, examined.plan.changes
    changed = [index for index, state in states.items() if state == CHANGED]
    new = [index for index, state in states.items() if state == NEW]
    return [
        {
            "row": examined.frame.rows[index],
            "state": states[index],
            "cells": cells_of(examined, index),
            "changes": changes.get(index, []),
        }
        for index in [*changed, *new][:MOST_OTHER_ROWS]
    ]
