"""branch.talks and branch.political_birthday: who owes them, and what discharges them."""

from datetime import date

from tests.care.conftest import AT
from tests.duties.build import duty
from tests.members.build import member
from xianfeng.care.actions import greetings, talks
from xianfeng.care.actions.talks import Round
from xianfeng.duties import rulebook
from xianfeng.kernel import facts


def talked(city, *who, on):
    chosen = Round(on, [one.pk for one in who])
    talks.record_talks(actor=city.secretary_viewer, at=AT, unit=city.a, talks=chosen)


def test_branch_talks_is_met_on_the_day_of_the_last_talk_a_year_asks_for(city):
    rule = rulebook.get("branch.talks")
    assert (rule.article, rule.verification, rule.level, rule.blocks) == (
        "第十九条", "S", "national", False,
    )  # fmt: skip
    talked(city, city.anguo, city.bobing, on=date(2021, 2, 1))
    assert duty(rule, city.a, "2021") == (date(2021, 12, 31), 1, 0, None, None)
    talked(city, city.anguo, city.chenchen, city.dingning, on=date(2021, 3, 1))
    assert duty(rule, city.a, "2021") == (date(2021, 12, 31), 1, 1, date(2021, 3, 1), None)


def test_branch_talks_is_open_again_when_somebody_new_is_owed_one(city):
    rule = rulebook.get("branch.talks")
    talked(city, city.anguo, city.bobing, city.chenchen, city.dingning, on=date(2021, 3, 1))
    assert duty(rule, city.a, "2021")[2:4] == (1, date(2021, 3, 1))
    member("新来", city.a, since=date(2021, 6, 1))
    facts.recorded(facts.get("members.membership"), unit_ids={city.a.pk})
    assert duty(rule, city.a, "2021")[2:4] == (0, None)


def test_a_branch_of_one_full_member_owes_no_talks(city):
    assert duty(rulebook.get("branch.talks"), city.b, "2021") is None


def test_branch_political_birthday_is_local_and_met_by_a_greeting_in_the_quarter(city):
    rule = rulebook.get("branch.political_birthday")
    assert (rule.level, rule.article, rule.none_allowed, rule.blocks) == ("local", "", True, False)
    assert duty(rule, city.a, "2021-Q2") == (date(2021, 6, 30), 1, 0, None, None)
    greetings.record_greetings(
        actor=city.secretary_viewer, at=AT, unit=city.a, people=[city.anguo.pk],
        on=date(2021, 6, 5), form="card",
    )  # fmt: skip
    assert duty(rule, city.a, "2021-Q2")[2:4] == (1, date(2021, 6, 5))
