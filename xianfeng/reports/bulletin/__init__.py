"""The tables of the statistical bulletin, as data: which facts each of their rows counts."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from xianfeng.kernel.figures import Figure, Take
from xianfeng.members.rules import Band, began_within
from xianfeng.reports.rules import Span

PLACE = Path(__file__).parent / "tables.toml"


@dataclass(frozen=True)
class Row:
    """One line of a table: facts of a kind, or the difference of two lines, or neither.

    ``ages`` bounds whole years on the day; ``before`` asks as of the last day of the year before;
    ``why`` says why nothing here records it.
    """

    id: str
    title: str
    fact: str = ""
    during: bool = False
    take: str = "count"
    of: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    ages: tuple[int, int] | None = None
    before: bool = False
    less: tuple[str, ...] = ()
    why: str = ""

    def span(self, day: date) -> Span:
        """Return the days that the row is about: the year so far, or one day."""
        if self.before:
            end = date(day.year, 1, 1) - timedelta(days=1)
            return Span(end, end)
        return Span(date(day.year, 1, 1), day)

    def figure(self, day: date, measure: str) -> Figure:
        """Return what the row counts as of a day."""
        where = dict(self.where)
        if self.ages is not None:
            after, until = began_within(Band("", "", *self.ages), day)
            where |= {"born_on__gt": after, "born_on__lte": until}
        take = Take(self.take)
        return Figure(
            f"bulletin.{self.id}", self.title, measure, self.fact, take, self.of, self.during, where
        )


@dataclass(frozen=True)
class Table:
    """A table; ``of`` names the row that its rows add up to, or nothing."""

    id: str
    title: str
    measure: str
    rows: tuple[Row, ...]
    of: str = ""


@cache
def tables() -> tuple[Table, ...]:
    """Return the tables in their order."""
    content = tomllib.loads(PLACE.read_text(encoding="utf-8"))
    return tuple(
        Table(**{**table, "rows": tuple(_row(row) for row in table["rows"])})
        for table in content["table"]
    )


@cache
def rows() -> dict[str, tuple[Table, Row]]:
    """Return every row by its id, with its table."""
    return {row.id: (table, row) for table in tables() for row in table.rows}


def _row(written: Mapping[str, Any]) -> Row:
    tuples = {name: tuple(written[name]) for name in ("ages", "less") if name in written}
    return Row(**{**written, **tuples})
