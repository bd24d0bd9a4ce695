"""Cards in force and lifted: for whom, in which order, in words that name units and no person."""

from datetime import date

import pytest

from tests.duties.build import held
from tests.duties.test_cards_flow import CARDS
from tests.members import build as members
from tests.plans import build as plans
from tests.units import build as units
from xianfeng.duties import queries, rulebook
from xianfeng.duties.models import GivenCard, NoneDeclared
from xianfeng.kernel import clock, facts, figures
from xianfeng.units.enums import Role

pytestmark = pytest.mark.usefixtures("in_use")
DAY = date(2021, 3, 20)


def listed(viewer, as_of=DAY, under=None, rule="branch.theme_day", since="2021"):
    found = queries.cards_in_force(viewer, as_of, under).filter(rule=rule)
    return [(one.unit.code, one.period, one.card) for one in found if one.period.startswith(since)]


def test_cards_in_force_stand_in_the_order_of_the_tree(city):
    held(city.sibling, "theme_day", date(2021, 1, 9))
    assert listed(city.officer) == [
        ("HY00101", "2021-01", "red"),
        ("HY00101", "2021-02", "yellow"),
        ("HY00102", "2021-02", "yellow"),
        ("HY00201", "2021-01", "red"),
        ("HY00201", "2021-02", "yellow"),
    ]
    assert listed(city.officer, under=city.second) == [
        ("HY00201", "2021-01", "red"),
        ("HY00201", "2021-02", "yellow"),
    ]


def test_a_unit_and_its_superiors_see_them_and_nobody_else(city):
    codes = {code for code, _, _ in listed(city.office)}
    assert codes == {"HY00101", "HY00102"}
    assert {code for code, _, _ in listed(city.secretary)} == {"HY00101"}
    assert listed(units.viewer((Role.LEADER, city.branch))) == listed(city.secretary)
    assert listed(city.member) == []
    assert listed(city.office, under=city.second) == []


def test_a_later_meeting_does_not_change_a_day_gone_by(city):
    before = listed(city.officer)
    held(city.other, "theme_day", date(2021, 3, 21), made_up="2021-02")
    assert listed(city.officer) == before
    after = listed(city.officer, date(2021, 3, 21))
    assert [one for one in before if one not in after] == [("HY00201", "2021-02", "yellow")]


def test_cards_of_before_the_use_here_are_none(city, settings):
    settings.IN_USE_SINCE = date(2021, 2, 1)
    assert {period for _, period, _ in listed(city.officer, since="20")} == {"2021-02"}
    duties = queries.duties(city.officer, as_of=DAY, rule="branch.theme_day", unit=city.sibling)
    duties = list(duties.filter(due_on__gte=date(2020, 12, 1)))
    shown = [str(card) for card in queries.cards_of(city.officer, duties, DAY)]
    assert shown == ["red", "red", "yellow", "None"]
    assert GivenCard.objects.filter(starts_on__lt=date(2021, 2, 1)).count() == 0
    settings.IN_USE_SINCE = date(2020, 11, 1)
    assert min(period for _, period, _ in listed(city.officer, since="20")) == "2020-11"


def test_where_nobody_said_the_place_is_watched_since_its_first_record(city, settings):
    settings.IN_USE_SINCE = None
    assert listed(city.officer, since="20") == []
    plans.task(plans.plan(city.root), city.branch, 1, date(2020, 9, 10))
    assert min(period for _, period, _ in listed(city.officer, since="20")) == "2020-09"
    held(city.second, "cadre_meeting", date(2021, 1, 20))
    assert min(period for _, period, _ in listed(city.officer, since="20")) == "2021-01"
    held(city.second, "cadre_meeting", date(2020, 11, 20))
    assert min(period for _, period, _ in listed(city.officer, since="20")) == "2020-11"


def test_a_run_of_misses_is_counted_since_the_use_here(city, settings):
    settings.LOCAL_RULES = CARDS
    settings.IN_USE_SINCE = date(2021, 2, 1)
    held(city.branch, "theme_day", date(2021, 1, 9))
    cards = listed(city.office, date(2021, 4, 1), city.sibling, "test.run")
    assert cards == [("HY00102", "2021-02", "yellow"), ("HY00102", "2021-03", "yellow")]
    settings.IN_USE_SINCE = date(2020, 12, 1)
    cards = listed(city.office, date(2021, 4, 1), city.sibling, "test.run")
    assert cards[-1] == ("HY00102", "2021-03", "red")


def test_said_none_and_waived_break_a_run(city, settings):
    settings.LOCAL_RULES = CARDS
    NoneDeclared.objects.create(
        rule="test.run", unit=city.sibling, period="2021-02", declared_on=date(2021, 3, 31)
    )
    cards = listed(city.office, date(2021, 4, 1), city.sibling, "test.run")
    assert ("HY00102", "2021-03", "red") not in cards
    assert ("HY00102", "2021-03", "yellow") not in cards


def test_a_run_explains_how_it_was_counted(city, settings):
    settings.LOCAL_RULES = CARDS
    held(city.sibling, "theme_day", date(2020, 12, 9))
    day = date(2021, 4, 1)
    (told,) = queries.explain(city.office, "test.run", "HY00102", "2021-03", day)
    said = "2021年1月、2021年2月、2021年3月连续 3 期未按期完成，2021-04-01 起红牌"
    assert (told.card, told.card_reason) == ("red", said)
    page = queries.card_page(city.office, "test.run/HY00102/2021-02/0", day)
    assert [(given.card, lit, why) for given, lit, why in page.told] == [
        ("yellow", True, "2021年1月、2021年2月连续 2 期未按期完成，2021-03-01 起黄牌")
    ]
    (told,) = queries.explain(city.office, "branch.theme_day", "HY00102", "2021-02", DAY)
    assert told.card_reason == "截止日 2021-02-28，逾期满 10 天，2021-03-10 起黄牌"


def test_the_local_rule_gives_its_card_for_months_in_a_row(city, monkeypatch):
    from tests.duties.book import WHOLE

    monkeypatch.setattr(rulebook, "PLACE", WHOLE)
    version = rulebook.get("life.first_agenda").versions[0]
    assert (version.cards.yellow_misses, version.cards.red_misses) == (2, 4)
    assert version.cards.source.startswith("地方加码")
    held(city.first, "first_agenda", date(2021, 1, 11))
    own = listed(city.officer, date(2021, 4, 1), city.first, "life.first_agenda")
    assert own == [("HY001", "2021-03", "yellow")]


def test_a_duty_of_a_person_gives_the_card_to_the_unit(city, settings):
    settings.LOCAL_RULES = CARDS
    members.post(city.people[0], city.branch, "secretary", since=date(2021, 2, 1))
    facts.recorded(facts.get("members.post"), unit_ids=[city.branch.pk], days=[date(2021, 2, 1)])
    found = queries.cards_in_force(city.officer, date(2021, 3, 10)).filter(rule="test.follow_up")
    (line,) = queries.card_lines(city.officer, found, date(2021, 3, 10))
    assert (line.given.unit, line.what, line.lit) == (city.branch, "后续", True)
    page = queries.card_page(city.officer, line.given.key, date(2021, 3, 10))
    assert (page.what, page.card) == ("后续", "red")


def test_a_task_is_named(city):
    plans.task(plans.plan(city.root), city.branch, 1, date(2021, 3, 1), title="完成装修")
    found = queries.cards_in_force(city.officer, DAY).filter(rule="task.done")
    lines = queries.card_lines(city.officer, found, DAY)
    assert [(line.what, line.given.card) for line in lines] == [("完成装修", "yellow")]


def test_a_list_costs_the_same_with_one_card_and_with_many(
    city, settings, django_assert_num_queries
):
    settings.IN_USE_SINCE = date(2021, 1, 1)
    queries.cards_in_force(city.officer, DAY)
    for found in (listed_rows(city).filter(unit=city.other)[:1], listed_rows(city)):
        with django_assert_num_queries(1):
            queries.card_lines(city.officer, found, DAY)


def listed_rows(city):
    return queries.cards_in_force(city.officer, DAY).filter(rule="branch.theme_day")


@pytest.mark.parametrize(
    "key",
    [
        "branch.theme_day/HY00101/2021-02",
        "branch.theme_day/HY00101/2021-02/x",
        "branch.theme_day/HY00101/2021-02/7",
        "branch.theme_day/HY00101/2021-04/0",
        "branch.theme_day/HY00201/2021-02/0",
        "no.such/HY00101/2021-02/0",
        "branch.theme_day/HY00101/9999/0",
        "branch.theme_day",
    ],
)
def test_a_card_that_is_not_there(city, key):
    assert queries.card_page(city.office, key, DAY) is None


def test_what_will_be_given_is_no_fact_yet(city, monkeypatch):
    queries.cards_in_force(city.officer, date(2021, 12, 31))
    monkeypatch.setattr(clock, "today", lambda: DAY)
    first, last = date(2021, 1, 1), date(2021, 12, 31)
    given = figures.rows(city.officer, figures.get("card.yellow"), first, last)
    assert max(row.given_on for row in given) <= DAY
    lifted = figures.rows(city.officer, figures.get("card.lifted"), first, last)
    assert max(row.lifted_on for row in lifted) <= DAY


def test_a_person_never_holds_a_card():
    names = {field.name for field in GivenCard._meta.fields if field.is_relation}
    assert names == {"unit"}
