"""xianfeng responsibility."""

from tests.cli.run import xianfeng
from tests.responsibility.build import first, go, templated
from xianfeng.responsibility.models import DutyList


def test_a_years_lists_are_issued_from_the_command_line(city, capsys):
    templated(city)
    asked = ("responsibility", "--year", "2021", "--unit", "C", "--issue", "--json")
    found = xianfeng(capsys, *asked, "--sign-by", "2021-07-10")
    assert (found.status, found.json) == (0, {"unit": "C", "year": 2021, "issued": 4})
    assert "已下发 4 份，签收期限 2021-07-10" in found.err
    assert {row.issuer.code for row in DutyList.objects.all()} == {"C"}
    again = xianfeng(capsys, *asked)
    assert (again.status, again.out) == (2, "")
    assert "没有可以下发的" in again.err


def test_what_is_not_signed_is_listed(city, capsys):
    row = first(city)
    go("sign_list", city.holder, row)
    asked = ("responsibility", "--year", "2021", "--unit", "B1")
    found = xianfeng(capsys, *asked, "--json")
    assert found.status == 1
    assert [(one["post"], one["member"], one["standing"]) for one in found.json] == [
        ("deputy_secretary", "李副书记", "overdue"),
        ("organisation", "王委员", "overdue"),
    ]
    assert set(found.json[0]) == {
        "unit",
        "post",
        "list",
        "member",
        "standing",
        "sign_by",
        "signed_on",
    }
    every = xianfeng(capsys, *asked, "--every", "--json")
    assert [one["signed_on"] for one in every.json] == ["2021-06-30", None, None]
    early = xianfeng(capsys, *asked, "--as-of", "2021-03-05")
    assert (early.status, early.out.count("待签收")) == (0, 3)
    assert "第一支部　书记　第一责任　待签收" in early.out


def test_what_cannot_be_used_is_told(city, capsys):
    for wrong, told in (
        (("--year", "2021", "--unit", "Z9"), "没有编码为 Z9 的组织"),
        (("--year", "1999", "--unit", "C"), "年度应在 2000 到 2100 之间"),
        (("--year", "2021", "--unit", "C", "--as-of", "2021"), "日期应写成"),
        (("--year", "2021", "--unit", "C", "--issue", "--sign-by", "2021-06-01"), "已经过去"),
    ):
        found = xianfeng(capsys, "responsibility", *wrong)
        assert (found.status, found.out) == (2, "")
        assert told in found.err
