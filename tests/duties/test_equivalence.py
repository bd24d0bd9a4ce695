"""Full derivation, narrow updates and a loop over objects agree on any small city."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.duties.build import EXTRA
from tests.duties.histories import STEP, YEARS, City, ensure_all, tables
from tests.duties.oracle import expected
from xianfeng.duties import rulebook
from xianfeng.duties.models import DerivedYear


@pytest.mark.django_db
@given(steps=st.lists(STEP, min_size=1, max_size=10))
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_three_ways_give_the_same_duties(settings, steps):
    settings.LOCAL_RULES = EXTRA
    with transaction.atomic():
        city = City()
        ensure_all()
        for step in steps:
            city.take(step)
        ensure_all()
        narrow = tables()
        DerivedYear.objects.all().delete()
        ensure_all()
        full = tables()
        slow = {(r.id, year): expected(r, year) for r in rulebook.active() for year in YEARS}
        transaction.set_rollback(True)
    assert full == slow
    assert narrow == slow
