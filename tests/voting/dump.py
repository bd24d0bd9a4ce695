"""What somebody reads who holds the whole database: every row of every table, as it lies there."""

from django.db import connection

OTHERS = {"django_migrations", "sqlite_sequence"}


def full():
    """Return {table: [row, …]}: SQLite's own dump order, PostgreSQL's physical order (ctid)."""
    return {
        table: rows(table)
        for table in sorted(connection.introspection.table_names())
        if table not in OTHERS
    }


def rows(table):
    """Return the rows of a table in the order in which they lie in the file."""
    name = connection.ops.quote_name(table)
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {name} ORDER BY {place}")
        return [
            tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
            for row in cursor.fetchall()
        ]


def text():
    """Return SQLite's dump as statements, as ``.dump`` prints it."""
    return list(connection.connection.iterdump())
