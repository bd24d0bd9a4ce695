"""The daily derivation, and the drawing of cards."""

from datetime import date

import pytest

from xianfeng.duties import queries, rulebook
from xianfeng.duties.models import DerivedYear, GivenCard
from xianfeng.duties.tasks import derive_recent

pytestmark = pytest.mark.django_db


def test_three_years_of_every_rule_stand_ready():
    derive_recent(date(2026, 3, 1))
    derive_recent(date(2026, 3, 2))
    expected = {(rule.id, year) for rule in rulebook.active() for year in (2025, 2026, 2027)}
    assert set(DerivedYear.objects.values_list("rule", "year")) == expected
    assert DerivedYear.objects.count() == len(expected)


def test_where_cards_are_looked_at_those_of_today_are_drawn(city, settings):
    settings.IN_USE_SINCE = date(2021, 2, 1)
    queries.cards_in_force(city.officer, date(2021, 3, 9))
    assert GivenCard.objects.count() == 0
    derive_recent(date(2021, 3, 10))
    given = GivenCard.objects.filter(rule="branch.theme_day").values_list("card", "given_on")
    assert list(given) == [("yellow", date(2021, 3, 10))] * 3
