"""xianfeng verify."""

import pytest
from django.db import connection

from tests.cli.run import xianfeng
from xianfeng.kernel import append_only
from xianfeng.kernel.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_a_whole_chain_and_its_end_kept_elsewhere(capsys):
    xianfeng(capsys, "demo", "--members", "36", "--agencies", "2")
    found = xianfeng(capsys, "verify", "--json")
    assert (found.status, found.json["problems"]) == (0, [])
    end = found.json["head"]
    assert end.startswith("1:")
    assert xianfeng(capsys, "verify", "--expect", end).status == 0
    assert xianfeng(capsys, "verify", "--expect", "5:" + "0" * 64).status == 1


def test_an_edit_is_reported_in_words(capsys):
    xianfeng(capsys, "demo", "--members", "36", "--agencies", "2")
    with connection.cursor() as cursor:
        for statement in append_only.reversal(connection.vendor):
            cursor.execute(statement)
    AuditEntry.objects.update(actor_name="别人")
    found = xianfeng(capsys, "verify", "--json")
    assert (found.status, found.json["problems"]) == (1, ["第 1 条被改动或调换"])
