"""Two editions of one rule side by side: the day of the opening fact chooses."""

from datetime import date

import pytest

from tests.duties.build import derive, duty
from tests.members import build as members
from xianfeng.duties import rulebook
from xianfeng.duties.models import Duty

pytestmark = pytest.mark.usefixtures("extra_rules")


@pytest.mark.parametrize(
    ("begun", "due"),
    [
        (date(2020, 12, 31), date(2021, 1, 31)),
        (date(2021, 1, 17), date(2021, 2, 17)),
        (date(2021, 1, 18), date(2021, 1, 25)),
        (date(2021, 1, 29), date(2021, 2, 5)),
    ],
)
def test_the_edition_in_force_on_the_opening_day_rules(city, begun, due):
    rule = rulebook.get("test.editions")
    person = city.people[0]
    members.post(person, city.branch, "secretary", since=begun)
    derive(rule, 2020, 2021)
    owed = Duty.objects.filter(rule=rule.id).values_list("subject", "starts_on", "due_on")
    assert list(owed) == [(person.pk, begun, due)]


def test_what_began_under_the_old_edition_is_not_begun_again_that_month(city):
    rule, person = rulebook.get("test.editions"), city.people[0]
    members.post(person, city.branch, "secretary", since=date(2021, 1, 5))
    members.post(person, city.branch, "organisation", since=date(2021, 1, 20))
    other = city.people[1]
    members.post(other, city.branch, "secretary", since=date(2021, 1, 20))
    derive(rule, 2021)
    owed = Duty.objects.filter(rule=rule.id).values_list("subject", "due_on").order_by("subject")
    assert list(owed) == [(person.pk, date(2021, 2, 5)), (other.pk, date(2021, 1, 27))]


def test_a_month_that_two_years_share_opens_once(city):
    """One month later, 30 November falls due in the same year, 1 December in the next."""
    rule, person = rulebook.get("test.editions"), city.people[0]
    members.post(person, city.branch, "secretary", since=date(2020, 12, 1))
    members.post(person, city.branch, "organisation", since=date(2020, 12, 2))
    derive(rule, 2021)
    derive(rule, 2020)
    owed = Duty.objects.filter(rule=rule.id).values_list("period", "due_on")
    assert list(owed) == [("2020-12", date(2021, 1, 1))]
    assert duty(rule, city.branch, "2020-12", person.pk)[0] == date(2021, 1, 1)
