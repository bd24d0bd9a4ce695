"""Two browsers with one slip at the same moment, and a voice while the round is closed."""

import pytest

from tests.ratings.build import City, close, give, opened, rated
from tests.service.test_at_once import at_once
from xianfeng.ratings.models import Box, Slip, Voice

pytestmark = pytest.mark.django_db(transaction=True)
UNIT = "第一支部"


def test_of_two_with_one_slip_one_voice_counts():
    city = City()
    held, codes = opened(city, 12, 0, 0)
    for code in codes[UNIT][:9]:
        give(code)
    last = codes[UNIT][9]
    calls = [lambda stars=stars: give(last, stars=stars) for stars in (1, 5)]
    assert at_once(*calls) == ["done", "这张评议码已经用过。"]
    close(city, held)
    assert rated(held, city.one).votes == Voice.objects.count() == 10


def test_no_voice_is_lost_between_two_units_of_a_round():
    city = City()
    held, codes = opened(city, 12, 12, 0)
    for number in range(10):
        calls = [
            lambda code=codes[unit][number]: give(code, text="好") for unit in (UNIT, "第二支部")
        ]
        assert at_once(*calls) == ["done", "done"]
    close(city, held)
    assert [rated(held, unit).votes for unit in (city.one, city.two)] == [10, 10]


def test_a_voice_at_the_close_is_counted_or_told_that_it_is_over():
    city = City()
    held, codes = opened(city, 12, 0, 0)
    for code in codes[UNIT][:9]:
        give(code)
    told = at_once(lambda: give(codes[UNIT][9]), lambda: close(city, held))
    counted = rated(held, city.one).votes
    assert (told, counted) in [
        (["done", "done"], 10),
        (["done", "这次评议已经结束。"], None),
    ]
    assert (Box.objects.count(), Slip.objects.exclude(state="ended").count()) == (0, 0)
