"""The figures of participation, and which communities speak because of a pair."""

from datetime import date

import pytest

from tests.participation.build import AT, ON, said, signed
from xianfeng.kernel import figures
from xianfeng.participation import actions, rules
from xianfeng.participation.models import Opinion
from xianfeng.participation.queries import sheets, standing
from xianfeng.partners.models import Pair

YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def values(city, name, path=""):
    wanted = [figures.get(f"participation.{one}") for one in ("opinions", "members", "reports")]
    found = figures.compute_all(getattr(city, name), wanted, *YEAR, path)
    return [value.value for value in found]


def test_words_and_signatures_are_counted(city):
    said(city)
    said(city, city.two)
    for person in city.members[:2]:
        said(city, person)
    signed(city)
    assert values(city, "officer") == [2, 2, 1]
    assert values(city, "officer", city.two.path) == [1, 0, 0]
    assert values(city, "secretary") == [1, 2, 1]
    assert values(city, "rival") == [0, 0, 0]
    # A list of people is for staff; a worker stands outside the tree.
    assert values(city, "first") == [0, 0, 1]
    assert values(city, "worker") == [0, 0, 0]


def test_a_report_opened_again_counts_no_more(city):
    said(city)
    row = signed(city)
    actions.reopen_report(actor=city.secretary, at=AT, row=row, version=1)
    assert values(city, "officer") == [1, 0, 0]


@pytest.mark.parametrize(
    ("from_on", "until_on", "there"),
    [
        (date(2021, 3, 1), None, True),
        (date(2020, 3, 1), date(2021, 1, 1), False),
        (date(2020, 3, 1), date(2021, 1, 2), True),
        (date(2022, 1, 1), None, False),
    ],
)
def test_a_pair_makes_a_community_one_that_speaks(city, from_on, until_on, there):
    Pair.objects.create(
        unit=city.one, place=city.west, community=city.west, from_on=from_on, until_on=until_on
    )
    words = sheets.words_of_unit(city.secretary, city.one, 2021)
    assert ("西街社区" in [word.community.name for word in words]) is there
    assert standing.stayed(city.neighbour, city.one, city.west, 2021) is there
    assert standing.stayed(city.worker, city.one, city.west, 2021) is False


def test_a_community_reads_of_other_communities_nothing(city):
    Pair.objects.create(
        unit=city.one, place=city.west, community=city.west, from_on=date(2021, 3, 1)
    )
    said(city)
    said(city, actor="neighbour", where=city.west)
    own = sheets.words_of_unit(city.worker, city.one, 2021)
    assert [(word.community.name, word.opinion.verdict) for word in own] == [("东街社区", "true")]
    both = sheets.words_of_unit(city.secretary, city.one, 2021)
    assert [word.community.name for word in both] == ["东街社区", "西街社区"]


def test_who_may_not_read_gets_an_empty_report(city):
    city.served()
    period = rules.year_of(2021)
    sheet = sheets.of_member(city.fellow, city.members[0], period, ON)
    assert [item.value for item in sheet.sections[0][1]] == [0, 0, 0, 0]
    assert (sheet.words, Opinion.objects.count()) == ([], 0)
    own = sheets.of_member(city.first, city.members[0], period, ON)
    assert [item.value for item in own.sections[0][1]] == [1, 0, 1, 1]
