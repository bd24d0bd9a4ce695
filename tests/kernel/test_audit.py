"""The audit chain: append-only, one row per action, and every kind of tampering is found."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from xianfeng.kernel import append_only, audit
from xianfeng.kernel.actions import action
from xianfeng.kernel.audit import Finding
from xianfeng.kernel.models import AuditEntry, AuditHead
from xianfeng.kernel.viewer import Viewer, note_check, operator

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
ACTOR = Viewer(7, "李明")


@action("test.write")
def write(*, actor, at, rows=1, check=True, **values):
    if check:
        note_check()
    for _ in range(rows):
        audit.record("thing:1", new=values)


def chain(length=4):
    for number in range(length):
        write(actor=ACTOR, at=AT, number=number)


@pytest.fixture
def unguarded():
    """Take the database's own refusal away, as someone with the database file could."""
    with connection.cursor() as cursor:
        for statement in append_only.reversal(connection.vendor):
            cursor.execute(statement)


def test_an_entry_says_who_when_what():
    write(actor=ACTOR, at=AT, day=date(2026, 3, 1), sum=Decimal("1.50"), names={"甲"})
    entry = AuditEntry.objects.get()
    assert (entry.seq, entry.actor_id, entry.actor_name, entry.at) == (1, 7, "李明", AT)
    assert (entry.verb, entry.target, entry.on_behalf) == ("test.write", "thing:1", False)
    assert entry.new == {"day": "2026-03-01", "sum": "1.50", "names": ["甲"]}
    assert audit.verify() == []


@pytest.mark.parametrize("rows", [0, 2])
def test_an_action_writes_exactly_one_row(rows):
    with pytest.raises(RuntimeError, match="one expected"):
        write(actor=ACTOR, at=AT, rows=rows)
    assert AuditEntry.objects.count() == 0


def test_an_action_checks_a_permission():
    with pytest.raises(RuntimeError, match="no permission was checked"):
        write(actor=ACTOR, at=AT, check=False)
    assert AuditEntry.objects.count() == 0


def test_an_action_calls_no_action():
    @action("test.outer")
    def outer(*, actor, at):
        note_check()
        write(actor=actor, at=at)

    with pytest.raises(RuntimeError, match="may not call another"):
        outer(actor=ACTOR, at=AT)


def test_entries_are_written_inside_actions_only():
    with pytest.raises(RuntimeError, match="outside an action"):
        audit.record("thing:1")


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_the_chain(change):
    chain(2)
    rows = AuditEntry.objects.filter(seq=1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(actor_name="别人") if change == "update" else rows.delete()
    assert audit.verify() == []


def test_an_edit_is_found(unguarded):
    chain()
    AuditEntry.objects.filter(seq=2).update(actor_name="别人")
    assert audit.verify() == [Finding(2, "altered")]


def test_a_deletion_is_found(unguarded):
    chain()
    AuditEntry.objects.filter(seq=2).delete()
    assert audit.verify() == [Finding(2, "missing"), Finding(3, "altered")]


def test_a_reordering_is_found(unguarded):
    chain()
    AuditEntry.objects.filter(seq=2).update(seq=99)
    AuditEntry.objects.filter(seq=3).update(seq=2)
    AuditEntry.objects.filter(seq=99).update(seq=3)
    assert [found.problem for found in audit.verify()] == ["altered", "altered", "altered"]


def test_a_cut_tail_is_found(unguarded):
    chain()
    AuditEntry.objects.filter(seq__gte=3).delete()
    assert audit.verify() == [Finding(2, "tail cut")]


def test_an_emptied_chain_is_found(unguarded):
    chain()
    AuditEntry.objects.all().delete()
    assert audit.verify() == [Finding(4, "tail cut")]


def test_a_lost_head_is_found_and_stops_writing(unguarded):
    chain()
    AuditHead.objects.all().delete()
    assert audit.verify() == [Finding(4, "tail cut")]
    with pytest.raises(RuntimeError, match="lost its head"):
        chain(1)


def test_an_end_kept_elsewhere_finds_a_database_put_back(unguarded):
    chain(2)
    head = AuditHead.objects.get()
    earlier = (head.seq, head.digest)
    chain(2)
    kept = f"{AuditHead.objects.get().seq}:{AuditHead.objects.get().digest}"
    assert audit.contains(kept) is True
    AuditEntry.objects.filter(seq__gt=earlier[0]).delete()
    AuditHead.objects.update(seq=earlier[0], digest=earlier[1])
    assert audit.verify() == []
    assert audit.contains(kept) is False


def test_the_command_line_is_named_as_such():
    write(actor=operator("命令行:root", on_behalf=True), at=AT)
    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.actor_name, entry.on_behalf) == (None, "命令行:root", True)
