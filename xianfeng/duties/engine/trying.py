"""What a changed threshold would have made of a year: counted beside what is, nothing is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from xianfeng.duties.engine.parts import Sql, day, joined
from xianfeng.duties.engine.shapes import STORED, decided, duties_of
from xianfeng.duties.enums import State
from xianfeng.duties.rules import Rule, Span, Version, spans_due_in
from xianfeng.kernel.viewer import after

_SHOWN = 50
_NOT_OWED = ""


@dataclass(frozen=True)
class Changed:
    """One duty that would read otherwise; a state is empty where nothing is owed."""

    code: str
    name: str
    period: str
    before: str
    after: str


@dataclass(frozen=True)
class Outcome:
    """How many duties are in each state before and after, and the first that differ."""

    counts: list[tuple[State, int, int]]
    differing: int
    first: list[Changed]


def compare(
    paths: Sequence[str], rule: Rule, now: Version, then: Version, year: int, as_of: date
) -> Outcome:
    """Compare the duties of the periods that began in a year under two versions, on a day.

    Set-based: one statement for the numbers and one for the first units, in the fixed order.
    """
    both = _both(paths, rule, now, then, year, as_of)
    if both is None:
        return Outcome([], 0, [])
    with connection.cursor() as cursor:
        counted = both + " SELECT before, after, COUNT(*) FROM pairs GROUP BY before, after"
        cursor.execute(counted.text, counted.params)
        moves = cursor.fetchall()
        listed = both + Sql(
            " SELECT u.code, u.name, period, before, after FROM pairs"
            " JOIN units_unit u ON u.id = pairs.unit_id WHERE before <> after"
            " ORDER BY u.path, period, subject LIMIT %s",
            (_SHOWN,),
        )
        cursor.execute(listed.text, listed.params)
        first = [Changed(*row) for row in cursor.fetchall()]
    return Outcome(_counts(moves), sum(n for old, new, n in moves if old != new), first)


def _counts(moves: list[Any]) -> list[tuple[State, int, int]]:
    return [
        (
            state,
            sum(number for old, _new, number in moves if old == state.value),
            sum(number for _old, new, number in moves if new == state.value),
        )
        for state in State
    ]


def _both(
    paths: Sequence[str], rule: Rule, now: Version, then: Version, year: int, as_of: date
) -> Sql | None:
    """Return the common tables up to ``pairs(unit_id, subject, period, before, after)``."""
    parts = []
    for name, version in (("was", now), ("would", then)):
        spans = _begun_in(rule, version, year)
        if not spans:
            return None
        selected = decided(duties_of(rule, version, spans, None))
        parts.append(Sql(f"{name}({STORED}) AS (") + selected + ")")
    states = [_states(paths, "was", as_of, before=True)]
    states.append(_states(paths, "would", as_of, before=False))
    pairs = (
        Sql(
            "pairs AS (SELECT unit_id, subject, period, MAX(before) AS before,"
            " MAX(after) AS after FROM ("
        )
        + joined(states, " UNION ALL ")
        + ") sides GROUP BY unit_id, subject, period)"
    )
    return Sql("WITH ") + joined([*parts, pairs], ", ")


def _begun_in(rule: Rule, version: Version, year: int) -> list[Span]:
    found = [s for y in (year, year + 1) for s in spans_due_in(rule.shape, version, y)]
    return [span for span in found if span.starts_on.year == year]


def _states(paths: Sequence[str], table: str, as_of: date, before: bool) -> Sql:
    """Return the state of each of a table's duties on a day, as ``rules.state_on`` decides it."""
    on = day(as_of)
    state = (
        f"CASE WHEN met_on <= %s AND met_on <= due_on THEN '{State.MET.value}'"
        f" WHEN met_on <= %s THEN '{State.LATE.value}'"
        f" WHEN none_on <= %s THEN '{State.NONE.value}'"
        " WHEN waived_on <= %s AND (waived_until IS NULL OR waived_until > %s)"
        f" THEN '{State.WAIVED.value}'"
        f" WHEN due_on >= %s THEN '{State.OPEN.value}' ELSE '{State.OVERDUE.value}' END"
    )
    columns = (
        f"{state} AS before, '{_NOT_OWED}' AS after"
        if before
        else f"'{_NOT_OWED}' AS before, {state} AS after"
    )
    return (
        Sql(
            f"SELECT unit_id, subject, period, {columns} FROM {table}"
            f" JOIN units_unit su ON su.id = {table}.unit_id WHERE starts_on <= %s AND (",
            (on,) * 7,
        )
        + _below(paths)
        + ")"
    )


def _below(paths: Sequence[str]) -> Sql:
    """Return the condition that a unit lies at or below one of these paths."""
    if "" in paths:
        return Sql("1 = 1")
    ranges = [Sql("(su.path >= %s AND su.path < %s)", (path, after(path))) for path in paths]
    return joined(ranges, " OR ") if ranges else Sql("1 = 0")
