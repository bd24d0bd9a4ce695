"""What is owed of duty lists and by when, and the figures, over a literal city."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from tests.duties.build import duty
from tests.members.build import post
from tests.responsibility.build import HAND, RULED, first, go, issued, said, templated
from xianfeng.duties import queries as duties
from xianfeng.duties import rulebook
from xianfeng.duties.models import Duty
from xianfeng.kernel import figures
from xianfeng.responsibility import actions
from xianfeng.responsibility.models import DutyList

YEAR = (date(2021, 1, 1), date(2021, 12, 31))
NAMES = ("issued", "signed", "signed_rate", "items", "noted")


def at(year, month, day):
    return datetime(year, month, day, 9, 0, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("responsibility.draw_up", "M"),
        ("responsibility.sign", "S"),
        ("responsibility.midyear", "S"),
        ("responsibility.yearend", "S"),
    ],
)
def test_every_rule_is_a_local_one_and_says_so(name, mark):
    rule = rulebook.get(name)
    assert (rule.level, rule.blocks, rule.verification) == ("local", False, mark)
    assert ("本地" in rule.sentence) or ("地方规则" in rule.sentence)


def test_a_committee_owes_its_lists_by_the_end_of_march(city):
    rule = rulebook.get("responsibility.draw_up")
    duties.ready([rule], date(2021, 6, 30), date(2021, 1, 1))
    owed = Duty.objects.filter(rule=rule.id, period="2021").order_by("unit__path")
    assert list(owed.values_list("unit__code", "starts_on", "due_on", "met_on")) == [
        ("R", date(2021, 1, 1), date(2021, 3, 31), None),
        ("C", date(2021, 1, 1), date(2021, 3, 31), None),
        ("D", date(2021, 1, 1), date(2021, 3, 31), None),
    ]
    row = first(city)
    met = dict(owed.values_list("unit__code", "met_on"))
    assert met == {"R": None, "C": date(2021, 3, 1), "D": None}
    for each in DutyList.objects.all():
        go("recall_list", city.clerk, each, reason="发错了")
    assert dict(owed.values_list("unit__code", "met_on"))["C"] is None
    assert row.issuer == city.office


def test_lists_drawn_up_in_december_count_for_the_year_they_name(city):
    rule = rulebook.get("responsibility.draw_up")
    duties.ready([rule], date(2022, 6, 30), date(2021, 1, 1))
    templated(city, year=2022)
    actions.issue_lists(
        actor=city.clerk, at=at(2021, 12, 20), unit=city.office, year=2022,
        sign_by=date(2022, 1, 10),
    )  # fmt: skip
    owed = Duty.objects.filter(rule=rule.id, unit=city.office)
    assert dict(owed.values_list("period", "met_on")) | {"2020": None} == {
        "2020": None,
        "2021": None,
        "2022": date(2021, 12, 20),
    }


def test_signing_is_owed_by_its_day_and_met_when_signed(city):
    rule = rulebook.get("responsibility.sign")
    row = first(city)
    assert duty(rule, city.one, "2021-03", row.pk) == (date(2021, 3, 16), 1, 0, None, None)
    found = duties.duties(city.keeper, as_of=date(2021, 3, 12), rule=rule.id)
    lines = duties.lines(city.keeper, found, date(2021, 3, 12))
    told = [(line.what, line.mark) for line in lines if line.duty.subject == row.pk]
    assert told == [("2021 年书记第一责任清单", "soon")]
    row = go("enter_signature", city.keeper, row, signed_on=date(2021, 3, 10))
    assert duty(rule, city.one, "2021-03", row.pk)[3] == date(2021, 3, 10)
    go("recall_list", city.clerk, row, reason="发错了")
    assert duty(rule, city.one, "2021-03", row.pk) is None


def test_noting_is_owed_twice(city):
    half, whole = (rulebook.get(f"responsibility.{name}") for name in ("midyear", "yearend"))
    row = go("sign_list", city.holder, first(city))
    assert duty(half, city.one, "2021-07", row.pk) == (date(2021, 7, 31), 1, 0, None, None)
    assert duty(whole, city.one, "2022-01", row.pk) == (date(2022, 1, 31), 1, 0, None, None)
    row = go("note_midyear", city.holder, row, at=at(2021, 7, 20), said=said(row))
    assert duty(half, city.one, "2021-07", row.pk)[3] == date(2021, 7, 20)
    row = go("note_yearend", city.holder, row, at=at(2021, 12, 20), said=said(row))
    assert duty(whole, city.one, "2022-01", row.pk)[3] == date(2021, 12, 20)


def test_the_note_for_the_year_covers_a_half_that_was_missed(city):
    half = rulebook.get("responsibility.midyear")
    row = go("sign_list", city.holder, first(city))
    row = go("note_yearend", city.holder, row, at=at(2021, 12, 20), said=said(row))
    assert row.mid_on is None
    assert duty(half, city.one, "2021-07", row.pk)[3] == date(2021, 12, 20)


def test_who_left_owes_nothing_more_and_what_was_done_stays(city):
    sign, half = (rulebook.get(f"responsibility.{name}") for name in ("sign", "midyear"))
    old = go("enter_signature", city.keeper, first(city), signed_on=date(2021, 3, 10))
    assert duty(half, city.one, "2021-07", old.pk) is not None
    leaving = city.posts[0]
    leaving.until_on = date(2021, 6, 1)
    leaving.save(update_fields=["until_on"])
    post(city.next, city.one, "secretary", since=date(2021, 6, 1))
    new = go("hand_over", city.clerk, old, reason="任职变动", successor=city.next)
    assert duty(sign, city.one, "2021-03", old.pk)[3] == date(2021, 3, 10)
    assert duty(half, city.one, "2021-07", old.pk) is None
    assert duty(half, city.one, "2021-07", new.pk) == (date(2021, 7, 31), 1, 0, None, None)
    assert duty(sign, city.one, "2021-07", new.pk)[:2] == (date(2021, 7, 15), 1)


def values(viewer, path=""):
    wanted = [figures.get(f"duty_list.{name}") for name in NAMES]
    return [each.value for each in figures.compute_all(viewer, wanted, *YEAR, path)]


def test_figures_count_lists_and_nobodys_score(city):
    assert values(city.officer) == [0, 0, None, 0, 0]
    rows = issued(city, HAND, RULED)
    row = go("sign_list", city.holder, rows["first"])
    assert values(city.officer) == [4, 1, 25, 8, 0]
    assert values(city.officer, city.two.path) == [1, 0, 0, 2, 0]
    assert values(city.rival) == [0, 0, None, 0, 0]
    assert values(city.holder) == [0, 0, None, 0, 0]
    row = go("note_midyear", city.holder, row, at=at(2021, 7, 20), said=said(row))
    assert values(city.officer) == [4, 1, 25, 8, 1]
    go("recall_list", city.clerk, row, reason="发错了")
    assert values(city.officer) == [3, 0, 0, 6, 0]


def test_a_version_signed_again_is_the_same_list(city):
    row = go("sign_list", city.holder, first(city, HAND, RULED))
    row = go("amend_list", city.clerk, row, reason="分工变了", added=[HAND])
    row = go("sign_list", city.holder, row)
    issued_now, signed_now = values(city.keeper, city.one.path)[:2]
    assert (issued_now, signed_now) == (3, 1)


def test_a_version_signed_in_the_place_of_one_that_was_not_counts(city):
    row = go("amend_list", city.clerk, first(city), reason="分工变了", added=[HAND])
    assert values(city.keeper)[1] == 0
    go("sign_list", city.holder, row)
    assert values(city.keeper)[:2] == [3, 1]
    assert str(values(city.keeper)[2]) == "33.3"
