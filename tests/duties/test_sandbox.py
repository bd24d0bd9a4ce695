"""Trying a threshold out on a year: what is, what would be, and nothing kept."""

from dataclasses import replace
from datetime import date

import pytest

from tests.duties.build import held
from tests.members import build as members
from tests.plans.build import sign_in
from xianfeng.duties import queries, rulebook
from xianfeng.duties.enums import State
from xianfeng.duties.models import DerivedYear, Duty
from xianfeng.units.enums import Role

AS_OF = date(2022, 3, 1)


def tried(viewer, rule, year=2021, as_of=AS_OF, bounds=None, **more):
    rule = rulebook.get(rule)
    now = rule.versions[-1]
    then = replace(now, owes=replace(now.owes, **(bounds or {})), **more)
    found = queries.compare(viewer, rule, now, then, year, as_of)
    return {s.value: (b, a) for s, b, a in found.counts if b or a}, found


def test_a_longer_limit_turns_late_into_timely(city):
    held(city.sibling, "general_meeting", date(2021, 4, 5), made_up="2021-Q1")
    counts, found = tried(city.office, "branch.general_meeting", due_days_after=10)
    assert counts == {"late": (1, 0), "met": (0, 1), "overdue": (7, 7)}
    told = [(each.code, each.period, each.before, each.after) for each in found.first]
    assert told == [("HY00102", "2021-Q1", "late", "met")]
    assert found.differing == 1


def test_who_would_owe_more_or_no_longer(city):
    for number in range(3):
        members.member(f"新{number}", city.sibling)
    counts, found = tried(city.office, "branch.committee_meeting", bounds={"min_full_members": 3})
    assert counts == {"overdue": (12, 24)}
    assert {(each.code, each.before, each.after) for each in found.first} == {
        ("HY00102", "", "overdue")
    }
    counts, found = tried(city.office, "branch.committee_meeting", bounds={"min_full_members": 8})
    assert counts == {"overdue": (12, 0)}
    assert found.differing == 12


@pytest.mark.parametrize("rule", ["branch.theme_day", "branch.committee_meeting"])
def test_what_is_agrees_with_the_duties_themselves(city, rule):
    for month in (1, 2, 5):
        held(city.branch, "theme_day", date(2021, month, 9), "committee_meeting")
    held(city.other, "theme_day", date(2021, 4, 2), made_up="2021-03")
    counts, found = tried(city.officer, rule)
    owed = list(queries.duties(city.officer, as_of=AS_OF, rule=rule, year=2021))
    assert counts == {
        state.value: (number, number)
        for state in State
        if (number := sum(duty.state == state for duty in owed))
    }
    assert found.first == []


def test_nothing_of_others_is_counted_and_nothing_is_kept(city):
    held(city.other, "theme_day", date(2021, 1, 9))
    assert tried(city.secretary, "branch.theme_day", need=2)[0] == {"overdue": (12, 12)}
    assert tried(city.member, "branch.theme_day", need=2)[0] == {}
    assert (Duty.objects.count(), DerivedYear.objects.count()) == (0, 0)


def test_the_page_tries_what_is_written(city, client):
    held(city.branch, "theme_day", date(2021, 1, 9))
    page = "/duties/rules/branch.theme_day/sandbox"
    assert client.get(page).status_code == 302
    sign_in(client, Role.SECRETARY, city.branch)
    before = client.get(page, {"as_of": "2022-03-01"})
    assert "outcome" not in before.context
    names = [bound.name for bound in before.context["form"]]
    assert names == ["year", "need", "due_days_after"]
    said = {"as_of": "2022-03-01", "year": "2021", "need": "2", "due_days_after": "0"}
    answer = client.get(page, said)
    assert [(e.period, e.before, e.after) for e in answer.context["outcome"].first] == [
        ("2021-01", "met", "overdue")
    ]
    wrong = client.get(page, said | {"need": "0"})
    assert "outcome" not in wrong.context
    assert 'value="0"' in wrong.content.decode()
    assert client.get("/duties/rules/task.done/sandbox").status_code == 404
    sign_in(client, Role.MEMBER, city.branch)
    assert client.get(page).status_code == 404


@pytest.mark.usefixtures("extra_rules")
def test_a_follow_up_may_be_tried_with_another_limit(city):
    members.post(city.people[0], city.branch, "secretary", since=date(2021, 3, 1))
    members.post(city.people[0], city.branch, "discipline", since=date(2021, 3, 20))
    counts, found = tried(city.office, "test.editions", within_working_days=20)
    assert counts == {"late": (1, 0), "met": (0, 1)}
    assert [each.period for each in found.first] == ["2021-03"]
