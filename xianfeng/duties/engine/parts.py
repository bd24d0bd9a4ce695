"""Pieces of SQL that the shapes share: spans, facts of a kind, what a unit was."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from xianfeng.duties.rules import FOREVER, Match, Span
from xianfeng.kernel import facts
from xianfeng.kernel.facts import FactKind
from xianfeng.kernel.periods import Cycle

_LOCK = 0x64757479


@dataclass(frozen=True)
class Sql:
    """A piece of SQL with its parameters; pieces join with ``+``."""

    text: str
    params: tuple[Any, ...] = ()

    def __add__(self, other: "Sql | str") -> "Sql":
        """Return this piece followed by another."""
        if isinstance(other, str):
            return Sql(self.text + other, self.params)
        return Sql(self.text + other.text, self.params + other.params)


def joined(pieces: Sequence[Sql], between: str) -> Sql:
    """Return the pieces with a text between them."""
    params = tuple(value for piece in pieces for value in piece.params)
    return Sql(between.join(piece.text for piece in pieces), params)


def execute(statement: Sql) -> None:
    """Run a statement that writes."""
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.params)


def lock() -> None:
    """Let one transaction derive at a time; SQLite's IMMEDIATE transactions already do."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def day(value: date) -> Any:
    """Return a date as this database takes it for a parameter."""
    return connection.ops.adapt_datefield_value(value)


def later(column: str, days: str) -> str:
    """Return the day so many days after a column's; both are SQL."""
    if connection.vendor == "postgresql":
        return f"({column} + CAST({days} AS integer))"
    return f"date({column}, ({days}) || ' days')"


def earliest(*columns: str) -> str:
    """Return the earliest of some days; what is NULL counts for the end of time."""
    function = "LEAST" if connection.vendor == "postgresql" else "MIN"
    cells = ", ".join(f"COALESCE({column}, '{FOREVER}')" for column in columns)
    return f"{function}({cells})"


def values(rows: Sequence[Sequence[Any]]) -> Sql:
    """Return ``(VALUES …)`` of rows of texts, numbers and dates."""
    row = "(" + ", ".join(["%s"] * len(rows[0])) + ")"
    flat = tuple(day(cell) if isinstance(cell, date) else cell for line in rows for cell in line)
    return Sql("(VALUES " + ", ".join([row] * len(rows)) + ")", flat)


def span_list(spans: Sequence[Span]) -> Sql:
    """Return the common table ``span(name, starts_on, ends_on, due_on, facts_until)``."""
    rows = [(s.name, s.starts_on, s.ends_on, s.due_on, s.facts_until) for s in spans]
    return Sql("span(name, starts_on, ends_on, due_on, facts_until) AS ") + values(rows)


# The few units that were once something else; a list that the database makes once a statement.
CHANGED = "(SELECT cs.unit_id FROM units_unitstate cs WHERE cs.until_on IS NOT NULL)"
# What a unit was on a span's last day: its stretch that covers it, else what it is. Looked up row
# by row: a join of its own would cost every narrow update its planning.
KIND = (
    f"CASE WHEN u.id IN {CHANGED} THEN COALESCE((SELECT us.kind FROM units_unitstate us"
    " WHERE us.unit_id = u.id AND us.until_on IS NOT NULL AND us.from_on <= span.ends_on"
    " AND us.until_on > span.ends_on), u.kind) ELSE u.kind END"
)


def among(column: str, keys: Collection[Any] | None) -> Sql:
    """Return the condition that a column is one of the keys; None means any."""
    if keys is None:
        return Sql("1 = 1")
    ordered = sorted(keys)
    if not ordered:
        return Sql("1 = 0")
    return Sql(f"{column} IN ({', '.join(['%s'] * len(ordered))})", tuple(ordered))


def matching(match: Match) -> QuerySet[Any]:
    """Return the facts that a match means."""
    kind = facts.get(match.fact)
    found: QuerySet[Any] = kind.rows().filter(kind.where(dict(match.where)))
    if match.quorum is None:
        return found
    present, expected = kind.lookup("present"), kind.lookup("expected")
    unknown = Q(**{f"{present}__isnull": True}) | Q(**{f"{expected}__isnull": True})
    found = found.alias(
        present_parts=F(present) * match.quorum.denominator,
        needed_parts=F(expected) * match.quorum.numerator,
    )
    return found.filter(unknown | Q(present_parts__gte=F("needed_parts")))


def fact_table(
    match: Match,
    spans: Sequence[Span],
    unit_ids: Collection[int] | None,
    name: str = "fact",
    until: date | None = None,
) -> Sql:
    """Return the common table ``fact(fact_unit, fact_on, fact_made, fact_subject)``.

    ``until`` leaves out the facts of later days.
    """
    first, last = min(s.starts_on for s in spans), max(s.facts_until for s in spans)
    names = {span.name for span in spans if span.name}
    inside = Sql("(fact_on BETWEEN %s AND %s OR ", (day(first), day(last)))
    chosen = inside + among("fact_made", names) + ") AND " + among("fact_unit", unit_ids)
    if until is not None:
        chosen += Sql(" AND fact_on <= %s", (day(until),))
    listed = _listed(match, connection.vendor)
    return Sql(f"{name} AS (SELECT * FROM (") + listed + ") listed WHERE " + chosen + ")"


@cache
def _listed(match: Match, vendor: str) -> Sql:
    """Return the SELECT of the facts that a match means, compiled once for a kind of database."""
    columns = _columns(facts.get(match.fact))
    text, params = matching(match).order_by().values(**columns).query.sql_with_params()
    return Sql(text, tuple(params))


def _columns(kind: FactKind) -> dict[str, Any]:
    return {
        "fact_unit": F(kind.unit),
        "fact_on": F(kind.on),
        "fact_made": Coalesce(F(kind.made_up), Value("")) if kind.made_up else Value(""),
        "fact_subject": F(kind.subject) if kind.subject else Value(0),
    }


def counts_for(cycle: Cycle) -> str:
    """Return the condition that a fact counts for a span.

    A fact that names a period of the same cycle as made up counts there, and nowhere else.
    """
    same = {
        Cycle.MONTH: "LENGTH(fact_made) = 7 AND SUBSTR(fact_made, 6, 1) IN ('0', '1')",
        Cycle.QUARTER: "SUBSTR(fact_made, 6, 1) = 'Q'",
        Cycle.HALF: "SUBSTR(fact_made, 6, 1) = 'H'",
        Cycle.YEAR: "LENGTH(fact_made) = 4",
    }[cycle]
    return (
        f"(CASE WHEN {same} THEN fact_made = span.name"
        " ELSE fact_on BETWEEN span.starts_on AND span.facts_until END)"
    )
