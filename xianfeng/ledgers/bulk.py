"""Writes many rows at once: COPY on PostgreSQL, executemany on SQLite; keys known beforehand."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.db import connection
from django.db.models import Model, Q

_LOCK = 0x6C656467


def alone() -> None:
    """Let one import compare and write at a time; SQLite's IMMEDIATE transactions already do.

    Two equal files applied at once would otherwise each find nothing and write everything.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def reserve(model: type[Model], count: int) -> list[int]:
    """Take ``count`` primary keys that nobody else will get."""
    if not count:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return [row[0] for row in cursor.fetchall()]
        # AUTOINCREMENT: the write lock is held from the transaction's start on.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        last = found[0] if found else 0
        return list(range(last + 1, last + count + 1))


def insert(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of values in the order of ``fields``; the other columns take their defaults.

    Values are what the database keeps: keys for relations, sealed bytes, dates, None.
    """
    given = [_field(model, name) for name in fields]
    rest = [
        field for field in model._meta.concrete_fields if field not in given and field.name != "id"
    ]
    defaults = tuple(field.get_default() for field in rest)
    columns: list[str] = [field.column for field in (*given, *rest)]
    if defaults:
        rows = ((*row, *defaults) for row in rows)
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  # no values
            cursor.executemany(statement, cast(Any, rows))


def update(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Update rows of values in the order of ``fields``, each followed by the row's key."""
    quote = connection.ops.quote_name
    columns = [quote(_field(model, name).column) for name in fields]
    sets = ", ".join(f"{column} = %s" for column in columns)
    table = quote(model._meta.db_table)
    statement = f"UPDATE {table} SET {sets} WHERE id = %s"  # noqa: S608  # no values
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(rows))


def _field(model: type[Model], name: str) -> Any:
    return next(field for field in model._meta.concrete_fields if field.name == name)


def ranges(keys: Iterable[int]) -> list[list[int]]:
    """Return keys as inclusive [first, last] ranges."""
    found: list[list[int]] = []
    for key in sorted(keys):
        if found and key == found[-1][1] + 1:
            found[-1][1] = key
        else:
            found.append([key, key])
    return found


def among(field: str, spans: Iterable[Sequence[int]]) -> Q:
    """Return the condition that a key lies in one of the ranges (no ranges: never)."""
    condition = Q(pk__in=[])
    for first, last in spans:
        condition |= Q(**{f"{field}__gte": first, f"{field}__lte": last})
    return condition


def size(spans: Iterable[Sequence[int]]) -> int:
    """Return how many keys the ranges hold."""
    return sum(last - first + 1 for first, last in spans)
