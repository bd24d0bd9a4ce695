"""Cards on any day of any history: by SQL, by rule and by hand; given less lifted is the change."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.duties.card_oracle import cards_on
from tests.duties.histories import DAYS, TURN, City
from xianfeng.duties import queries
from xianfeng.duties.models import DerivedCards, DerivedYear, Duty, GivenCard
from xianfeng.kernel import figures
from xianfeng.kernel.viewer import operator

CARDS = str(Path(__file__).with_name("cards.toml"))
WHO = operator("测试")
LAST = date(2021, 12, 31)
FIGURES = ("card.yellow", "card.red", "card.lifted", "card.in_force")


def in_force(as_of):
    found = list(queries.cards_in_force(WHO, as_of))
    keys = {(one.rule, one.unit_id, one.subject, one.period): one.card for one in found}
    assert len(keys) == len(found), "two cards of one duty on one day"
    return keys


def shown(as_of):
    """Return the cards that the lines of duties show on a day."""
    duties = list(Duty.objects.select_related("unit").filter(due_on__lt=as_of))
    held = queries.cards_of(WHO, duties, as_of)
    return {
        (one.rule, one.unit_id, one.subject, one.period): card.value
        for one, card in zip(duties, held, strict=True)
        if card
    }


def numbers(first, last):
    wanted = [figures.get(name) for name in FIGURES]
    values = [one.value for one in figures.compute_all(WHO, wanted, first, last)]
    lists = [figures.listed(WHO, figure, first, last).count() for figure in wanted]
    assert values == lists
    return dict(zip(FIGURES, values, strict=True))


def rows():
    return sorted(GivenCard.objects.values_list(*[f.name for f in GivenCard._meta.fields[1:]]))


@pytest.mark.django_db
@given(
    steps=st.lists(TURN, min_size=4, max_size=24),
    days=st.lists(DAYS, min_size=2, max_size=5),
    since=st.sampled_from([date(2020, 1, 1), date(2020, 11, 1)]),
)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_history(settings, steps, days, since):
    settings.LOCAL_RULES, settings.IN_USE_SINCE = CARDS, since
    with transaction.atomic():
        city = City()
        queries.cards_in_force(WHO, LAST)
        for step in steps:
            city.take(step)
        in_force(LAST)
        narrow = rows()
        DerivedCards.objects.all().delete()
        DerivedYear.objects.all().delete()
        in_force(LAST)
        full = rows()
        slow = {day: cards_on(day, since) for day in days}
        found = {day: in_force(day) for day in days}
        lines, whole = {day: shown(day) for day in days}, {day: cards_on(day) for day in days}
        first, last = min(days), max(days)
        told, before = numbers(first, last), numbers(first, first - timedelta(days=1))
        transaction.set_rollback(True)
    assert narrow == full
    assert found == slow
    assert lines == whole  # the full list knows nothing of the use here
    given = told["card.yellow"] + told["card.red"]
    assert given - told["card.lifted"] == told["card.in_force"] - before["card.in_force"]
