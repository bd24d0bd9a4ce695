"""After much was written at once the database knows how many rows there are."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection

from xianfeng.kernel import statistics
from xianfeng.kernel.models import AuditHead, Submission

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 11, 21, tzinfo=UTC)
KNOWN = {
    "sqlite": "SELECT stat FROM sqlite_stat1 WHERE tbl = %s AND idx IS NOT NULL LIMIT 1",
    "postgresql": "SELECT CAST(CAST(reltuples AS bigint) AS text) FROM pg_class WHERE relname = %s",
}


def known(model):
    with connection.cursor() as cursor:
        cursor.execute(KNOWN[connection.vendor], [model._meta.db_table])
        return int(cursor.fetchone()[0].split()[0])


def fill(number):
    Submission.objects.bulk_create(
        Submission(key=uuid4(), at=NOW, location="/") for _ in range(number)
    )


def test_one_table_or_every_one():
    fill(30)
    statistics.refresh(Submission)
    assert known(Submission) == 30
    fill(10)
    statistics.refresh(AuditHead)
    assert known(Submission) == 30
    statistics.refresh()
    assert known(Submission) == 40
