"""The daily derivation."""

from datetime import date

import pytest

from xianfeng.duties import rulebook
from xianfeng.duties.models import DerivedYear
from xianfeng.duties.tasks import derive_recent

pytestmark = pytest.mark.django_db


def test_three_years_of_every_rule_stand_ready():
    derive_recent(date(2026, 3, 1))
    derive_recent(date(2026, 3, 2))
    expected = {(rule.id, year) for rule in rulebook.active() for year in (2025, 2026, 2027)}
    assert set(DerivedYear.objects.values_list("rule", "year")) == expected
    assert DerivedYear.objects.count() == len(expected)
