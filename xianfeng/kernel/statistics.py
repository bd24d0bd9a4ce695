"""Has the database look at its tables again, so that it reads a full one by its indexes."""

from django.apps import apps
from django.db import connection
from django.db.models import Model


def refresh(*models: type[Model]) -> None:
    """Take the statistics of these tables anew (of every table when none is named).

    For after much was written at once: SQLite never does it by itself, PostgreSQL minutes later.
    It may stand in a transaction.
    """
    tables = {m._meta.db_table for m in models or apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
