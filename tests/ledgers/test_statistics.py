"""After a large import the database looks at its tables again."""

import pytest
from django.db import connection

from tests.ledgers.books import take_in, units
from xianfeng.ledgers import actions

pytestmark = pytest.mark.django_db


def counted():
    """Return how many units the database believes there are (None: it never looked)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'units_unit'")
            return max(int(cursor.fetchone()[0]), 0) or None
        cursor.execute("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if cursor.fetchone() is None:
            return None
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'units_unit'")
        found = cursor.fetchone()
        return int(found[0].split()[0]) if found else None


def test_statistics_are_taken_after_many_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(actions, "MANY_ROWS", 5)
    assert take_in(tmp_path, "units", units())[0] == 0
    assert counted() == 5


def test_a_small_import_leaves_them(tmp_path):
    before = counted()
    assert take_in(tmp_path, "units", units())[0] == 0
    assert counted() == before
