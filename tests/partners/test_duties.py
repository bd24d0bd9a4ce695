"""partners.deeds and partners.deed: who owes them, what discharges them; the figures."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from tests.duties.build import duty
from tests.partners.build import (
    NOW,
    ON,
    RECEIVED,
    checked_in,
    go,
    named,
    pair,
    proposed,
    recorded,
    with_second,
)
from xianfeng.duties import rulebook
from xianfeng.duties.models import Duty
from xianfeng.kernel import figures
from xianfeng.kernel.viewer import Denied
from xianfeng.partners import actions, rules, tasks
from xianfeng.partners.models import PairYear

DUE = date(2021, 12, 31)
DAYS = (date(2021, 3, 1), date(2021, 4, 1), date(2021, 5, 1))


def value(viewer, name, first=date(2021, 1, 1), last=ON, path=""):
    return figures.compute(viewer, figures.get(name), first, last, path).value


def of_pair(city, made, period="2021-12", unit=None):
    row = made.years.get(from_on=date(int(period[:4]), 1, 1))
    return duty(rulebook.get("partners.deeds"), unit or city.one, period, row.pk)


@pytest.mark.parametrize("name", ["partners.deeds", "partners.deed"])
def test_both_are_local_choices_that_block_nothing(name):
    rule = rulebook.get(name)
    assert (rule.level, rule.article, rule.blocks, rule.verification) == ("local", "", False, "S")


def test_partners_deeds_is_met_on_the_day_of_the_third_deed_of_either_side(city):
    made = pair(city)
    assert of_pair(city, made) == (DUE, 1, 0, None, None)
    third = [recorded(city, made, way, day) for way, day in
             zip(("given", "received", "given"), DAYS, strict=True)][2]  # fmt: skip
    assert of_pair(city, made) == (DUE, 1, 1, DAYS[2], None)
    recorded(city, made, done_on=date(2021, 4, 20))
    assert of_pair(city, made) == (DUE, 1, 1, date(2021, 4, 20), None)
    assert third.state == "done"


def test_deeds_of_another_year_or_another_pair_do_not_count(city):
    made, other = pair(city, from_on=date(2020, 3, 1)), with_second(city)
    for day in (date(2020, 11, 1), DAYS[0], DAYS[1]):
        recorded(city, made, done_on=day)
    recorded(city, other, done_on=DAYS[2])
    recorded(city, checked_in(city), done_on=DAYS[2])
    proposed(city, made)
    assert of_pair(city, made) == (DUE, 1, 0, None, None)
    assert of_pair(city, made, "2020-12") == (date(2020, 12, 31), 1, 0, None, None)


def test_a_pair_that_began_late_or_ended_owes_nothing(city):
    late = pair(city)
    PairYear.objects.filter(pair=late).update(due_on=rules.owed_by(date(2021, 7, 1), None, 2021))
    assert of_pair(city, late) is None
    made = with_second(city)
    assert of_pair(city, made) == (DUE, 1, 0, None, None)
    actions.end_pair(actor=city.secretary, at=NOW, pair=made, version=1, until_on=ON)
    assert of_pair(city, made) is None


@pytest.mark.parametrize(
    ("from_on", "until_on", "due"),
    [
        (date(2021, 1, 1), None, DUE),
        (date(2021, 6, 30), None, DUE),
        (date(2021, 7, 1), None, None),
        (date(2020, 9, 1), None, DUE),
        (date(2021, 1, 1), date(2021, 12, 31), None),
        (date(2021, 1, 1), date(2022, 1, 1), DUE),
    ],
)
def test_which_years_owe(from_on, until_on, due):
    assert rules.owed_by(from_on, until_on, 2021) == due


def test_the_new_year_is_opened_once_by_the_daily_round(city):
    made = pair(city)
    ended = with_second(city)
    actions.end_pair(actor=city.secretary, at=NOW, pair=ended, version=1, until_on=ON)
    assert of_pair(city, made) == (DUE, 1, 0, None, None)
    for _each in range(2):
        tasks.open_years(date(2022, 1, 1))
    assert list(PairYear.objects.values_list("pair", "due_on").order_by("pk")) == [
        (made.pk, DUE), (ended.pk, None), (made.pk, date(2022, 12, 31)),
    ]  # fmt: skip
    assert of_pair(city, made, "2022-12") == (date(2022, 12, 31), 1, 0, None, None)


def test_only_the_round_opens_years(city):
    at = datetime(2022, 1, 1, tzinfo=timezone.get_default_timezone())
    with pytest.raises(Denied):
        actions.open_years(actor=city.officer, at=at)


def test_partners_deed_is_owed_by_the_unit_that_does_it_once_agreed(city):
    rule, due = rulebook.get("partners.deed"), date(2021, 7, 31)
    given = proposed(city, with_second(city), due_on=due)
    assert duty(rule, city.one, "2021-07", given.pk) is None
    given = go("agree_deed", city.second, given)
    assert duty(rule, city.one, "2021-07", given.pk) == (due, 1, 0, None, None)
    taken = proposed(city, given.pair, RECEIVED, due_on=due)
    taken = go("agree_deed", city.second, taken)
    assert duty(rule, city.two, "2021-07", taken.pk) == (due, 1, 0, None, None)
    go("finish_deed", city.second, taken, done_on=ON)
    assert duty(rule, city.two, "2021-07", taken.pk) == (due, 1, 1, ON, None)
    go("drop_deed", city.secretary, given, because="不用办了")
    assert duty(rule, city.one, "2021-07", given.pk) is None


def test_a_day_that_moves_takes_the_duty_along(city):
    rule = rulebook.get("partners.deed")
    deed = proposed(city, pair(city), due_on=date(2021, 7, 31))
    assert duty(rule, city.one, "2021-08", deed.pk) is None
    go("agree_deed", city.worker, deed, due_on=date(2021, 8, 31))
    assert duty(rule, city.one, "2021-08", deed.pk) == (date(2021, 8, 31), 1, 0, None, None)
    assert duty(rule, city.one, "2021-07", deed.pk) is None


def test_what_a_community_or_somebody_named_owes_stands_in_no_tree(city):
    rule = rulebook.get("partners.deed")
    for relation in (checked_in(city), named(city)):
        deed = proposed(city, relation, RECEIVED, due_on=date(2021, 7, 31))
        if deed.state == "proposed":
            go("agree_deed", city.worker, deed)
    duty(rule, city.one, "2021-07")
    assert Duty.objects.filter(rule=rule.id).count() == 0


def test_the_figures(city):
    made, second, outside = pair(city), with_second(city), named(city)
    for day in DAYS:
        recorded(city, made, done_on=day)
    recorded(city, second, done_on=DAYS[0])
    recorded(city, outside, RECEIVED, done_on=date(2021, 2, 5))
    proposed(city, made)
    relation = checked_in(city)
    for way in ("given", "given", "received"):
        recorded(city, relation, way)
    names = ("pairs", "pairs_three", "deeds", "given", "received")
    assert [value(city.officer, f"service.{name}") for name in names] == [3, 1, 5, 2, 1]
    assert [value(city.rival, f"service.{name}") for name in names] == [0, 0, 0, 0, 0]
    assert value(city.officer, "service.pairs", last=date(2021, 1, 31)) == 0
    assert value(city.officer, "service.pairs_three", last=date(2021, 4, 30)) == 0
    assert value(city.officer, "service.pairs_three", last=date(2022, 1, 1)) == 0
    assert value(city.officer, "service.deeds", date(2021, 3, 1), date(2021, 3, 31)) == 2


def test_the_list_behind_a_number_says_with_whom(city):
    for relation in (pair(city), named(city)):
        recorded(city, relation, done_on=DAYS[0])
    figure = figures.get("service.deeds")
    kind = figures.facts.get(figure.fact)
    rows = figures.rows(city.secretary, figure, date(2021, 1, 1), ON).order_by("pk")
    cells = [[figures.facts.cell(row, column) for _title, column in kind.columns] for row in rows]
    ways = "党组织为对方办的"
    assert cells == [
        ["第一支部", "东街社区第1网格", ways, "修路灯", DAYS[0], "已办，待确认"],
        ["第一支部", "东风物业公司", ways, "修路灯", DAYS[0], "已办，待确认"],
    ]
