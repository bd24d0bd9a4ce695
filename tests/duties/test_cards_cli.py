"""The command line: cards in force, what waits for a word, asking and answering."""

import json
from datetime import date

import pytest

from tests.duties.test_cli import run
from tests.duties.test_waivers import at
from xianfeng.duties.models import Appeal, Waiver
from xianfeng.kernel import clock

ABOUT = ("--unit", "HY00101", "--rule", "branch.theme_day", "--period", "2021-02")


@pytest.fixture(autouse=True)
def _today(monkeypatch, settings):
    settings.IN_USE_SINCE = date(2021, 2, 1)
    monkeypatch.setattr(clock, "today", lambda: date(2021, 3, 20))
    monkeypatch.setattr(clock, "now", lambda: at(3, 20))


def said(capsys, *arguments):
    status, printed = run(capsys, "cards", *arguments, "--json")
    assert status == 0
    return json.loads(printed.out)


def test_the_cards_of_a_day(city, capsys):
    found = said(capsys, "--as-of", "2021-03-20", "--unit", "HY00102")
    assert found == [
        {
            "unit": "HY00102",
            "rule": "branch.theme_day",
            "subject": None,
            "period": "2021-02",
            "due": "2021-02-28",
            "card": "yellow",
            "given": "2021-03-10",
            "misses": None,
        }
    ]
    status, printed = run(capsys, "cards", "--unit", "HY00102")
    line = "HY00102\tbranch.theme_day\t\t2021-02\t2021-02-28\tyellow\t2021-03-10\t\n"
    assert (status, printed.out, printed.err) == (0, line, "共 1 项\n")


def test_a_waiver_is_asked_for_granted_and_revoked(city, capsys):
    made = said(capsys, "--ask", "waiver", *ABOUT, "--word", "全员外出")
    (waiting,) = said(capsys, "--requests")
    assert waiting == {
        "number": made["number"],
        "kind": "waiver",
        "unit": "HY00101",
        "rule": "branch.theme_day",
        "subject": None,
        "period": "2021-02",
        "asked": "2021-03-20",
        "reason": "全员外出",
    }
    step = ("--number", made["number"])
    assert said(capsys, "--step", "grant_waiver", *step)["state"] == "granted"
    duties = ("duties", "--as-of", "2021-03-20", "--rule", "branch.theme_day", "--json")
    listed = json.loads(run(capsys, *duties, "--unit", "HY00101")[1].out)
    states = {each["period"]: (each["state"], each["card"]) for each in listed}
    assert states["2021-02"] == ("waived", None)
    assert said(capsys, "--requests") == []
    revoked = said(capsys, "--step", "revoke_waiver", *step, "--word", "任务结束")
    assert revoked["state"] == "revoked"
    assert Waiver.objects.get().on_behalf is True


def test_an_appeal_is_made_and_dismissed(city, capsys):
    made = said(capsys, "--ask", "appeal", *ABOUT, "--word", "已开展")
    assert [one["kind"] for one in said(capsys, "--requests", "--unit", "HY001")] == ["appeal"]
    step = ("--number", made["number"], "--word", "没有记录")
    status, printed = run(capsys, "cards", "--step", "dismiss_appeal", *step)
    assert (status, printed.err) == (0, f"编号 {made['number']}：申诉不成立\n")
    assert Appeal.objects.get().word == "没有记录"


def test_the_explanation_names_the_waiver_and_the_card(city, capsys):
    said(capsys, "--ask", "waiver", *ABOUT, "--word", "全员外出")
    ask = ("explain", "branch.theme_day", "HY00101", "2021-02", "--as-of", "2021-03-20")
    lines = run(capsys, *ask)[1].out.splitlines()
    assert "红黄牌：截止日 2021-02-28，逾期满 10 天，2021-03-10 起黄牌" in lines
    assert "申请免办：2021-03-20　等待答复" in lines
    (told,) = json.loads(run(capsys, *ask, "--json")[1].out)
    assert (told["card"], told["waived"]) == ("yellow", "asked")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--as-of", "昨天"], "日期应写成 2021-03-31 的样子：昨天"),
        (["--unit", "X"], "没有编码为 X 的组织"),
        (["--ask", "waiver", "--rule", "x"], "请用 --unit、--rule、--period 写明是哪一项"),
        (["--ask", "appeal", *ABOUT[:2], "--rule", "x", *ABOUT[4:]], "没有正在使用的规则 x"),
        (["--ask", "appeal", *ABOUT], "请写明申诉的理由"),
        (["--step", "grant_waiver", "--number", "9"], "没有编号为 9 的申请或申诉"),
    ],
)
def test_unusable_arguments(city, capsys, arguments, message):
    status, printed = run(capsys, "cards", *arguments)
    assert (status, printed.out, printed.err) == (2, "", f"{message}\n")


def test_a_step_that_is_none(city, capsys):
    status, printed = run(capsys, "cards", "--step", "burn", "--number", "1")
    assert (status, printed.err.startswith("没有 burn 这一步；可用：take_waiver_back")) == (2, True)
