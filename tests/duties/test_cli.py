"""The command line: duties by a day, and why one of them has its state."""

import json
from datetime import date

import pytest

from tests.duties.build import held
from tests.plans import build as plans
from xianfeng.cli.main import main


def run(capsys, *arguments):
    status = main([str(argument) for argument in arguments])
    return status, capsys.readouterr()


def listed(capsys, *arguments):
    status, printed = run(capsys, "duties", *arguments, "--json")
    assert status == 0
    return json.loads(printed.out)


def test_duties_as_interfaces_say(city, capsys):
    held(city.sibling, "theme_day", date(2018, 11, 30))
    held(city.sibling, "theme_day", date(2018, 11, 20))
    held(city.sibling, "theme_day", date(2019, 1, 10), made_up="2018-12")
    ask = ("--unit", "HY00102", "--rule", "branch.theme_day")
    about = {"rule": "branch.theme_day", "unit": "HY00102", "subject": None, "need": 1}
    found = listed(capsys, "--as-of", "2019-01-31", *ask)
    about["card"] = None
    assert found == [
        {**about, "period": "2018-11", "due": "2018-11-30", "state": "met", "done": 2},
        {**about, "period": "2018-12", "due": "2018-12-31", "state": "late", "done": 1},
        {**about, "period": "2019-01", "due": "2019-01-31", "state": "open", "done": 0},
    ]
    earlier = listed(capsys, "--as-of", "2018-11-20", *ask)
    assert [(each["state"], each["done"]) for each in earlier] == [("met", 1)]
    late = listed(capsys, "--as-of", "2019-01-10", *ask)[1]
    assert (late["state"], late["done"]) == ("late", 1)
    red = listed(capsys, "--as-of", "2019-03-10", *ask)[2]
    assert (red["state"], red["card"]) == ("overdue", "red")


def test_a_unit_means_it_and_everything_below(city, capsys):
    found = listed(capsys, "--as-of", "2018-11-01", "--unit", "HY001")
    assert [(each["rule"], each["unit"]) for each in found] == [
        ("branch.committee_meeting", "HY00101"),
        ("branch.group_meeting", "HY0010101"),
        ("branch.theme_day", "HY00101"),
        ("branch.theme_day", "HY00102"),
    ]
    everyone = listed(capsys, "--as-of", "2018-11-01", "--rule", "branch.theme_day")
    assert [each["unit"] for each in everyone] == ["HY00101", "HY00102", "HY00201"]
    assert listed(capsys, "--as-of", "2018-10-31") == []


def test_a_commitment_names_its_row(city, capsys):
    task = plans.task(plans.plan(city.root), city.branch, 1, date(2021, 3, 10))
    found = listed(capsys, "--as-of", "2021-03-30", "--rule", "task.done")
    assert found == [
        {
            "rule": "task.done",
            "unit": "HY00101",
            "subject": task.pk,
            "period": "2021-03",
            "due": "2021-03-10",
            "state": "overdue",
            "card": "yellow",
            "need": 1,
            "done": 0,
        }
    ]


def test_without_json_one_line_a_duty(city, capsys):
    status, printed = run(capsys, "duties", "--as-of", "2018-11-01", "--unit", "HY00102")
    assert status == 0
    assert printed.out == "branch.theme_day\tHY00102\t\t2018-11\t2018-11-30\topen\t\t1\t0\n"
    assert printed.err == "共 1 项\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["duties", "--as-of", "2021-02-30"], "日期应写成 2021-03-31 的样子：2021-02-30"),
        (["duties", "--as-of", "2021-02-28", "--rule", "x"], "规则库里没有 x"),
        (["duties", "--as-of", "2021-02-28", "--unit", "X"], "没有编码为 X 的组织"),
        (["explain", "x", "HY00101", "2021-03"], "没有正在使用的规则 x"),
        (["explain", "branch.review", "X", "2021"], "没有编码为 X 的组织"),
        (
            ["explain", "branch.review", "HY00101", "21"],
            "期间应写成 2021-03、2021-Q1、2021-H1 或 2021：21",
        ),
    ],
)
def test_unusable_arguments(city, capsys, arguments, message):
    status, printed = run(capsys, *arguments)
    assert (status, printed.out, printed.err) == (2, "", f"{message}\n")


def test_explain(city, capsys):
    held(city.branch, "theme_day", date(2021, 3, 9))
    ask = ("explain", "branch.theme_day", "HY00101", "2021-03", "--as-of", "2021-04-01")
    status, printed = run(capsys, *ask, "--json")
    (found,) = json.loads(printed.out)
    assert (status, found["state"], found["due"], found["done"]) == (0, "met", "2021-03-31", 1)
    assert found["article"] == "第十六条"
    assert [(fact["on"], fact["counts"]) for fact in found["facts"]] == [("2021-03-09", True)]
    status, printed = run(capsys, *ask)
    assert printed.out.splitlines()[:4] == [
        "主题党日　发改委第一支部　2021-03　（2021-04-01）",
        "规则：党支部每月相对固定 1 天开展主题党日。",
        "依据：《中国共产党支部工作条例（试行）》第十六条　核对：S",
        "结论：按期。2021-03-09 完成，不晚于截止日 2021-03-31",
    ]
    status, printed = run(capsys, "explain", "branch.theme_day", "HY001", "2021-03", "--json")
    (found,) = json.loads(printed.out)
    assert (status, found["state"]) == (0, None)
