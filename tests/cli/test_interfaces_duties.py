"""Duties as the interfaces promise them, from outside: ledgers in, states by the day out."""

import pytest

from tests.cli.books import (
    MEETING_HEAD,
    MEMBER_HEAD,
    UNIT_HEAD,
    book,
    meeting,
    member,
    unit,
)
from tests.cli.run import xianfeng

pytestmark = pytest.mark.django_db


def take_in(capsys, folder, kind, *rows):
    ran = xianfeng(capsys, "import", kind, book(folder, *rows), "--json")
    assert (ran.status, ran.json["errors"]) == (0, []), ran.err


@pytest.fixture
def office(capsys, tmp_path):
    """A branch of seven since 15 February, one of two, one new since 10 February, a group."""
    take_in(
        capsys, tmp_path, "units", UNIT_HEAD,
        unit("A", "工委", "工委"),
        unit("C", "一支部", "党支部", "A"),
        unit("D", "二支部", "党支部", "A"),
        unit("N", "新支部", "党支部", "A", "2021-02-10"),
        unit("G", "一组", "党小组", "C"),
    )  # fmt: skip
    people = [member(order, "C") for order in range(1, 7)]
    people.append(member(7, "C", "2021-02-15", 入党日期="2020-02-15"))
    people += [member(order, "D") for order in (8, 9)]
    take_in(capsys, tmp_path, "members", MEMBER_HEAD, *people)
    take_in(
        capsys, tmp_path, "meetings", MEETING_HEAD,
        meeting("C", "党员大会", "2021-03-31", "一"),
        meeting("D", "党员大会", "2021-04-02", "补一季度", makes_up="2021-Q1"),
        meeting("C", "支委会", "2021-02-08", "二月", 5, 5),
        meeting("C", "支委会", "2021-03-08", "不足半数", 5, 2),
        meeting("C", "主题党日", "2021-02-20", "二月"),
        meeting("C", "主题党日", "2021-04-20", "补三月", makes_up="2021-03"),
        meeting("G", "党小组会", "2021-03-03", "三月"),
        meeting("C", "党课", "2021-03-10", "党课"),
        meeting("C", "组织生活会", "2021-01-15", "补上年", makes_up="2020"),
        meeting("C", "民主评议", "2020-12-20", "评议"),
    )  # fmt: skip
    return tmp_path


def duties(capsys, day, rule, unit):
    """Return period -> (state, card, need, done) of the duties from December 2020."""
    ran = xianfeng(
        capsys, "duties", "--as-of", day, "--rule", rule, "--unit", unit, "--json"
    )  # fmt: skip
    assert ran.status == 0
    found = [duty for duty in ran.json if duty["unit"] == unit and duty["due"] >= "2020-12-31"]
    keys = {"rule", "unit", "subject", "period", "due", "state", "card", "need", "done"}
    assert all(set(duty) == keys for duty in ran.json)
    return {
        duty["period"]: (duty["state"], duty["card"], duty["need"], duty["done"])
        for duty in found
        if duty["period"] >= "2021" or duty["period"] == "2020"
    }


@pytest.mark.parametrize(
    ("day", "rule", "unit", "expected"),
    [
        ("2021-03-30", "branch.general_meeting", "C", {"2021-Q1": ("open", None, 1, 0)}),
        ("2021-03-31", "branch.general_meeting", "C", {"2021-Q1": ("met", None, 1, 1)}),
        ("2021-03-31", "branch.general_meeting", "D", {"2021-Q1": ("open", None, 1, 0)}),
        (
            "2021-04-01",
            "branch.general_meeting",
            "D",
            {"2021-Q1": ("overdue", None, 1, 0), "2021-Q2": ("open", None, 1, 0)},
        ),
        (
            "2021-04-02",
            "branch.general_meeting",
            "D",
            {"2021-Q1": ("late", None, 1, 1), "2021-Q2": ("open", None, 1, 0)},
        ),
        (
            "2021-05-01",
            "branch.theme_day",
            "C",
            {
                "2021-01": ("overdue", "red", 1, 0),
                "2021-02": ("met", None, 1, 1),
                "2021-03": ("late", None, 1, 1),
                "2021-04": ("overdue", None, 1, 0),
                "2021-05": ("open", None, 1, 0),
            },
        ),
        ("2021-03-31", "branch.theme_day", "N", {"2021-03": ("open", None, 1, 0)}),
        ("2021-03-31", "branch.general_meeting", "N", {}),
        (
            "2021-04-15",
            "branch.committee_meeting",
            "C",
            {
                "2021-02": ("met", None, 1, 1),
                "2021-03": ("overdue", "yellow", 1, 0),
                "2021-04": ("open", None, 1, 0),
            },
        ),
        ("2021-04-15", "branch.committee_meeting", "D", {}),
        ("2021-04-15", "branch.group_meeting", "C", {}),
        ("2021-03-31", "branch.lecture", "C", {"2021-Q1": ("met", None, 1, 1)}),
        (
            "2021-01-15",
            "branch.life_meeting",
            "C",
            {"2020": ("late", None, 1, 1), "2021": ("open", None, 1, 0)},
        ),
        (
            "2021-01-01",
            "branch.review",
            "C",
            {"2020": ("met", None, 1, 1), "2021": ("open", None, 1, 0)},
        ),
    ],
)
def test_states_by_the_day(capsys, office, day, rule, unit, expected):
    assert duties(capsys, day, rule, unit) == expected


def test_groups_owe_their_own(capsys, office):
    found = duties(capsys, "2021-04-01", "branch.group_meeting", "G")
    assert {period: found[period][0] for period in ("2021-03", "2021-04")} == {
        "2021-03": "met",
        "2021-04": "open",
    }


def test_the_derivation_agrees_with_the_duty(capsys, office):
    listed = xianfeng(capsys, "duties", "--as-of", "2021-04-25", "--json").json
    recent = [duty for duty in listed if duty["period"] >= "2021"]
    assert len(recent) > 20
    for duty in recent:
        every = xianfeng(
            capsys, "explain", duty["rule"], duty["unit"], duty["period"],
            "--as-of", "2021-04-25", "--json",
        ).json  # fmt: skip
        (told,) = (one for one in every if one["subject"] == duty["subject"])
        assert {key: told[key] for key in duty} == duty


def test_what_is_not_owed_is_explained_too(capsys, office):
    asked = ["explain", "branch.theme_day", "N", "2021-02", "--json"]
    (told,) = xianfeng(capsys, *asked).json
    assert (told["state"], told["due"]) == (None, None)
    assert "2021-02-10" in told["reason"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["duties", "--as-of", "2021-03-31", "--unit", "NIX"],
        ["duties", "--as-of", "2021-03-31", "--rule", "nix"],
        ["duties", "--as-of", "2021-02-30"],
        ["explain", "nix", "C", "2021-Q1"],
        ["explain", "branch.theme_day", "NIX", "2021-03"],
        ["explain", "branch.theme_day", "C", "2021-13"],
    ],
)
def test_unknown_names_are_unusable(capsys, office, arguments):
    ran = xianfeng(capsys, *arguments, "--json")
    assert (ran.status, ran.out, bool(ran.err)) == (2, "", True)
