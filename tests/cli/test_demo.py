"""xianfeng demo."""

import pytest

from tests.cli.run import xianfeng
from xianfeng.members.models import Member

pytestmark = pytest.mark.django_db


def test_it_fills_and_lists_the_example_people(capsys):
    ran = xianfeng(capsys, "demo", "--members", "60", "--agencies", "4", "--seed", "3")
    assert (ran.status, ran.out, Member.objects.count()) == (0, "", 60)
    assert "60 名党员" in ran.err
    assert "示例人员：支部书记" in ran.err
    again = xianfeng(capsys, "demo", "--members", "60", "--agencies", "4")
    assert (again.status, Member.objects.count()) == (2, 60)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--members", "5", "--agencies", "4"],
        ["--members", "9000000"],
        ["--agencies", "-1"],
        ["--year", "2999"],
    ],
)
def test_sizes_and_years_that_make_no_city(capsys, arguments):
    ran = xianfeng(capsys, "demo", *arguments)
    assert (ran.status, Member.objects.count()) == (2, 0)
