"""Text that the database cannot keep is refused, never cut: two codes must not become one."""

import pytest

from tests.ledgers.books import UNITS, person, roster, take_in, units
from xianfeng.ledgers import parsers
from xianfeng.members.models import Member
from xianfeng.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("甲" * 5, ("甲" * 5, None)),
        ("甲" * 6, (None, "text_too_long")),
        ("  甲乙  ", ("甲乙", None)),
        ("", (None, None)),
        (None, (None, None)),
    ],
)
def test_text(raw, found):
    assert parsers.text(5)(raw) == found


def test_a_list_counts_as_it_is_kept():
    assert parsers.listed(5)("甲乙，丙丁") == ("甲乙、丙丁", None)
    assert parsers.listed(5)("甲乙，丙丁戊") == (None, "text_too_long")


def test_two_codes_that_begin_alike_do_not_become_one(tmp_path):
    long = ["Z" * 41, "某支部", "党支部", "GW", "某局", "行政机关", "2010-01-01", "", ""]
    status, told, _ = take_in(tmp_path, "units", units([*UNITS, long]))
    assert status == 1
    assert [(error["column"], error["code"]) for error in told["errors"]] == [
        ("组织编码", "text_too_long")
    ]
    assert Unit.objects.count() == 0


def test_a_name_too_long(tmp_path):
    assert take_in(tmp_path, "units", units())[0] == 0
    status, told, _ = take_in(tmp_path, "members", roster(person("长" * 61)))
    assert (status, [error["code"] for error in told["errors"]]) == (1, ["text_too_long"])
    assert Member.objects.count() == 0
