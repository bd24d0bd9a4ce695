"""Uploads are not kept for ever."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.ledgers.books import take_in, units
from xianfeng.kernel.models import AuditEntry
from xianfeng.ledgers.enums import BatchState
from xianfeng.ledgers.models import Batch
from xianfeng.ledgers.tasks import forget_old

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 31)
LONG_AGO = datetime(2026, 3, 31, tzinfo=UTC) - timedelta(days=40)


def holding(state, days):
    at = datetime(2026, 3, 31, tzinfo=UTC) - timedelta(days=days)
    return Batch.objects.create(
        kind="units",
        file_name=f"{state} {days}",
        content=b"sealed",
        corrections={"4": {}},
        undo=b"old",
        state=state,
        actor_name="何工委",
        created_at=at,
        applied_at=None if state == BatchState.CHECKED else at,
        undone_at=at if state == BatchState.UNDONE else None,
    )


def test_thirty_days_after_an_import_its_file_is_gone_and_its_counts_stay():
    for state in BatchState:
        holding(state, 29)
        holding(state, 40)
    forget_old(TODAY)
    kept = Batch.objects.order_by("file_name").values_list("file_name", "content", "undo")
    assert [(name, bytes(content), bytes(undo)) for name, content, undo in kept] == [
        ("applied 29", b"sealed", b"old"),
        ("applied 40", b"", b""),
        ("checked 29", b"sealed", b"old"),
        ("undone 29", b"sealed", b"old"),
        ("undone 40", b"", b""),
    ]
    entry = AuditEntry.objects.get()
    assert (entry.actor_name, entry.verb) == ("每日任务", "ledgers.forget")
    assert entry.new == {"deleted": 1, "emptied": 2}
    forget_old(TODAY)
    assert AuditEntry.objects.count() == 1


def test_an_emptied_batch_still_says_what_it_did(tmp_path):
    assert take_in(tmp_path, "units", units())[0] == 0
    Batch.objects.update(applied_at=LONG_AGO, created_at=LONG_AGO)
    forget_old(TODAY)
    batch = Batch.objects.get()
    assert (bytes(batch.content), batch.outcome["new"] > 0) == (b"", True)
