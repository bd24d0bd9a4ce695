"""The plain shape every file is read into: sheets of rows of raw cells."""

import datetime as dt
from dataclasses import dataclass

Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""A raw cell; an empty one is ''."""

Row = list[Cell]
Span = tuple[tuple[int, int], tuple[int, int]]
"""A merged range, zero-based and inclusive: ((top, left), (bottom, right))."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows[i]` is Excel's row i + 1, blank rows are kept (as []) up to the last
    row that holds something."""

    name: str
    rows: list[Row]
    merged: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """The visible sheets of a file, in their order."""

    name: str
    sheets: list[Sheet]
