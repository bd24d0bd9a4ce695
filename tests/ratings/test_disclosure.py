"""Nothing that anybody can read depends on what fewer than ten said."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import transaction

from tests.ratings.build import ON, City, at, close, give, now, opened, prepared, slips
from xianfeng.kernel import figures
from xianfeng.kernel.viewer import operator
from xianfeng.ratings import actions, queries

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2021, 1, 1), date(2021, 12, 31)
BOTH = ("ratings.votes", "ratings.mean")


@pytest.fixture
def city():
    return City()


def value(viewer, name, first=FIRST, last=LAST, path=""):
    return figures.compute(viewer, figures.get(name), first, last, path).value


def say(codes, unit, *stars, text=""):
    """Give these stars for a unit, one slip each."""
    for code, number in zip(codes[unit], stars, strict=False):
        give(code, stars=number, text=text)


def everything(city, held):
    """Return all that pages, figures and lists say of a round to anybody."""
    told = []
    for name in ("officer", "clerk", "secretary", "second", "fellow", "operator"):
        viewer = operator("x") if name == "operator" else getattr(city, name)
        seen = queries.visible_to(viewer).filter(pk=held.pk).exists()
        lines = queries.lines(viewer, held) if seen else []
        total = queries.total(viewer, lines)
        told += [(one.rated.unit.name, one.rated.votes, one.counts, one.mean, one.remarks)
                 for one in lines]  # fmt: skip
        told.append(total and (total.rated.votes, total.counts, total.mean))
        for unit in (city.root, city.office, city.two):
            for first, last in ((FIRST, LAST), (ON, ON)):
                told += [value(viewer, figure, first, last, unit.path) for figure in BOTH]
                for figure in map(figures.get, BOTH):
                    told.append(figures.split(viewer, figure, "stars", first, last, unit.path))
                    told.append(figures.listed(viewer, figure, first, last, unit.path).count())
    return told


def test_what_fewer_than_ten_said_changes_nothing_that_anybody_reads(city):
    held, codes = opened(city, 12, 12, 12)
    say(codes, "第一支部", *[5] * 6, *[2] * 6, text="很好")
    say(codes, "第三支部", *[4] * 10)
    random, seen = Random(10), []
    for _ in range(5):
        said = [random.randint(1, 5) for _ in range(random.randint(0, 9))]
        with transaction.atomic():
            say(codes, "第二支部", *said, text=random.choice(["", "专属的话"]))
            seen.append(everything(city, close(city, held)))
            transaction.set_rollback(True)
    for other in seen[1:]:
        assert other == seen[0]
    say(codes, "第二支部", *[1] * 10)
    assert everything(city, close(city, held)) != seen[0]


def test_one_hidden_unit_is_in_no_total(city):
    held, codes = opened(city, 12, 12, 12)
    say(codes, "第一支部", *[5] * 10)
    say(codes, "第二支部", *[1] * 9)
    say(codes, "第三支部", *[3] * 10)
    lines = queries.lines(city.officer, close(city, held))
    total = queries.total(city.officer, lines)
    assert (total.rated.votes, total.mean, total.counts) == (20, Decimal("4.0"), (10, 0, 10, 0, 0))
    assert [value(city.officer, name) for name in BOTH] == [20, Decimal("4.0")]


def test_before_the_close_nobody_reads_anything(city):
    held, codes = opened(city, 12, 12, 12)
    say(codes, "第一支部", *[5] * 12, text="很好")
    for viewer in (city.officer, city.clerk, city.secretary, operator("x")):
        lines = queries.lines(viewer, held)
        told = {(one.is_shown, one.counts, one.mean, one.remarks) for one in lines}
        assert told == {(False, (0,) * 5, None, ())}
        assert [value(viewer, name) for name in BOTH] == [0, None]
    # How many slips came back is known to who handed them out, and not to the rated unit.
    counted = [[(one.used, one.unused) for one in queries.lines(viewer, held)]
               for viewer in (city.officer, city.clerk, city.secretary)]  # fmt: skip
    assert counted == [[(12, 0), (0, 12), (0, 12)]] * 2 + [[(0, 0)]]


def test_who_reads_which_results(city):
    held, codes = opened(city, 12, 12, 12)
    for name in ("第一支部", "第二支部", "第三支部"):
        say(codes, name, *[4] * 10, text=f"关于{name}")
    closed = close(city, held)

    def read(viewer):
        if not queries.visible_to(viewer).filter(pk=held.pk).exists():
            return None
        return [one.remarks[0] for one in queries.lines(viewer, closed)]

    every = ["关于第一支部", "关于第二支部", "关于第三支部"]
    assert {name: read(getattr(city, name)) for name in city.users} == {
        "officer": every, "clerk": every, "rival": None, "secretary": every[:1],
        "second": every[1:2], "leader": every[:1], "fellow": None, "stranger": None,
    }  # fmt: skip
    assert value(city.secretary, "ratings.votes") == 10
    assert value(city.fellow, "ratings.votes") == 0
    assert queries.total(city.secretary, queries.lines(city.secretary, closed)) is None


def test_a_draft_is_for_its_organiser_alone(city):
    held = prepared(city)
    sees = {name for name in city.users
            if queries.visible_to(getattr(city, name)).filter(pk=held.pk).exists()}  # fmt: skip
    assert sees == {"officer", "clerk"}


def test_units_stand_in_their_fixed_order_whatever_their_result(city):
    held, codes = opened(city, 12, 12, 12)
    say(codes, "第一支部", *[1] * 10)
    say(codes, "第二支部", *[5] * 10)
    say(codes, "第三支部", *[3] * 10)
    closed = close(city, held)
    assert [one.rated.unit.name for one in queries.lines(city.officer, closed)] == [
        "第一支部", "第二支部", "第三支部",
    ]  # fmt: skip


def test_a_round_is_one_fact_of_its_closing_day(city):
    held, codes = opened(city, 12, 0, 0)
    say(codes, "第一支部", *[5] * 5, *[4] * 5)
    close(city, held)
    days = [ON + timedelta(days=number) for number in (-1, 0, 1)]
    assert [value(city.officer, "ratings.votes", day, day) for day in days] == [0, 10, 0]
    split = figures.split(city.officer, figures.get("ratings.votes"), "stars", FIRST, LAST)
    assert split == [(4, 5), (5, 5)]


def test_two_rounds_add_up_and_each_stands_alone(city):
    for stars in (5, 2):
        held, codes = opened(city, 12, 0, 0, title=f"第{stars}次")
        say(codes, "第一支部", *[stars] * 10)
        close(city, held)
    assert [value(city.officer, name) for name in BOTH] == [20, Decimal("3.5")]
    assert [queries.lines(city.officer, one)[0].mean for one in queries.listed(city.officer)] == [
        Decimal("2.0"), Decimal("5.0"),
    ]  # fmt: skip


def test_a_second_round_of_the_same_people_shows_no_single_voice(city):
    """Ten spoke, then the same nine and nobody else: the second round says nothing at all."""
    held, codes = opened(city, 12, 0, 0)
    say(codes, "第一支部", *[5] * 9, 1)
    close(city, held)
    again = prepared(city)
    codes = slips(city, again, 12, 0, 0)
    actions.open_round(actor=city.officer, at=at(ON), held=again, version=1)
    say(codes, "第一支部", *[5] * 9)
    assert queries.lines(city.officer, close(city, again))[0].is_shown is False
    assert now(again).closed_on == ON
    assert value(city.officer, "ratings.votes") == 10
