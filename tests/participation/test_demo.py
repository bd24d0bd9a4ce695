"""What the demonstration city says of its year: as the rules allow, and the same each time."""

from datetime import date
from random import Random

from xianfeng.demo.participation import make_participation
from xianfeng.participation.models import Opinion, Report


def made(seed=3):
    Opinion.objects.all().delete()
    Report.objects.all().delete()
    make_participation(Random(seed), 2021, date(2022, 2, 1))
    words = Opinion.objects.order_by("pk").values_list("unit", "member", "community", "said_on")
    reports = Report.objects.order_by("pk").values_list("unit", "signed_on")
    return list(words), list(reports)


def test_the_same_seed_says_the_same(city):
    assert made() == made()


def test_who_is_checked_in_is_spoken_of_where_they_are_and_signed_after_it(city):
    words, reports = made()
    first, second, outsider = city.members[0].pk, city.members[1].pk, city.outsider.pk
    east, west = city.east.pk, city.west.pk
    could = {
        (city.one.pk, None, east), (city.far.pk, None, west), (city.one.pk, first, east),
        (city.one.pk, second, east), (city.far.pk, outsider, west),
    }  # fmt: skip
    assert {word[:3] for word in words} <= could
    assert len(words) >= 3
    days = {word[0]: word[3] for word in words if word[1] is None}
    assert {date(2021, 12, 1) <= day <= date(2022, 1, 15) for day in days.values()} == {True}
    assert {signed >= days[unit] for unit, signed in reports} <= {True}


def test_before_december_nothing_is_said(city):
    make_participation(Random(3), 2021, date(2021, 11, 30))
    assert (Opinion.objects.count(), Report.objects.count()) == (0, 0)
