"""Pairing: with whom, by whom, once; ending; who sees a pair."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.partners.build import FIRST, NOW, ON, estate, go, named, pair, proposed, recorded
from tests.partners.build import with_second as paired
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.viewer import Denied
from xianfeng.partners import actions, queries
from xianfeng.partners.actions import Partner
from xianfeng.partners.models import Pair, PairYear


def test_a_place_is_known_with_its_community(city):
    made = pair(city, place=estate(city), aim="帮老旧小区")
    assert (made.community, made.other, made.named, made.aim) == (city.east, None, "", "帮老旧小区")
    assert made.other_side == "东街社区和家小区"
    assert pair(city).other_side == "东街社区第1网格"
    assert pair(city, place=city.west).other_side == "西街社区"
    assert paired(city).other_side == "第二支部"
    assert named(city).other_side == "东风物业公司"


@pytest.mark.parametrize(
    ("partner", "field"),
    [
        ({}, "place"),
        ({"named": "某公司", "named_kind": "other", "place": "grid"}, "place"),
        ({"place": "grid", "other": "two"}, "place"),
        ({"named": "某公司"}, "named_kind"),
        ({"other": "one"}, "other"),
    ],
)
def test_the_other_side_is_exactly_one(city, partner, field):
    of_city = {"grid": city.grid, "two": city.two, "one": city.one}
    chosen = Partner(**{name: of_city.get(value, value) for name, value in partner.items()})
    with pytest.raises(Refused) as refusal:
        actions.pair_up(actor=city.secretary, at=NOW, unit=city.one, partner=chosen, from_on=FIRST)
    assert refusal.value.field == field
    assert Pair.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"named": "某公司"},
        {"named_kind": "other"},
        {"place": "grid"},
        {"place": "grid", "community": "east", "other": "two"},
        {"place": "grid", "community": "east", "named": "某公司", "named_kind": "other"},
        {"other": "two", "named": "某公司", "named_kind": "other"},
        {"other": "two", "community": "east"},
        {"other": "one"},
        {"named": "某公司", "named_kind": "other", "until_on": FIRST},
    ],
)
def test_the_database_refuses_a_pair_without_exactly_one_side(city, wrong):
    of_city = {name: getattr(city, name) for name in ("grid", "east", "two", "one")}
    chosen = {name: of_city.get(value, value) for name, value in wrong.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Pair.objects.create(unit=city.one, from_on=FIRST, **chosen)


@pytest.mark.parametrize("name", ["leader", "first", "second", "rival", "worker", "neighbour"])
def test_only_who_keeps_the_records_pairs_and_ends(city, name):
    made = pair(city, place=city.west)
    with pytest.raises(Denied):
        pair(city, actor=getattr(city, name))
    with pytest.raises(Denied):
        actions.end_pair(actor=getattr(city, name), at=NOW, pair=made, version=1, until_on=ON)


def test_two_are_paired_once_whoever_enters_it(city):
    made = paired(city)
    for actor, unit, other in (
        (city.secretary, city.one, city.two), (city.second, city.two, city.one),
    ):  # fmt: skip
        with pytest.raises(Refused):
            pair(city, actor=actor, unit=unit, other=other)
    for unit, other in ((city.one, city.two), (city.two, city.one)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pair.objects.create(unit=unit, other=other, from_on=FIRST)
    actions.end_pair(actor=city.secretary, at=NOW, pair=made, version=1, until_on=ON)
    assert pair(city, actor=city.second, unit=city.two, other=city.one).pk != made.pk


def test_a_pair_ends_once_on_a_day_that_can_be(city):
    made = pair(city)
    recorded(city, made, done_on=date(2021, 6, 10))
    for day in (FIRST, date(2021, 7, 1), date(2021, 6, 9)):
        with pytest.raises(Refused):
            actions.end_pair(actor=city.secretary, at=NOW, pair=made, version=1, until_on=day)
    with pytest.raises(Conflict):
        actions.end_pair(actor=city.secretary, at=NOW, pair=made, version=9, until_on=ON)
    made = actions.end_pair(actor=city.secretary, at=NOW, pair=made, version=1, until_on=ON)
    with pytest.raises(Refused):
        actions.end_pair(actor=city.secretary, at=NOW, pair=made, version=2, until_on=ON)
    with pytest.raises(Refused):
        proposed(city, made)


def test_what_is_under_way_when_a_pair_ends_can_still_be_finished(city):
    made = pair(city)
    deed = go("agree_deed", city.worker, proposed(city, made))
    actions.end_pair(actor=city.secretary, at=NOW, pair=made, version=1, until_on=ON)
    assert go("finish_deed", city.secretary, deed, done_on=ON).state == "done"


def test_who_sees_a_pair(city):
    pair(city)
    paired(city)
    named(city)

    def sees(name):
        return sorted(row.other_side for row in queries.pairs_visible_to(getattr(city, name)))

    every = ["东街社区第1网格", "东风物业公司", "第二支部"]
    found = {name: sees(name) for name in city.users if sees(name)}
    assert {name: sorted(rows) for name, rows in found.items()} == {
        "officer": sorted(every),
        "clerk": sorted(every),
        "secretary": sorted(every),
        "leader": sorted(every),
        "second": ["第二支部"],
        "worker": ["东街社区第1网格"],
    }


def test_a_year_is_owed_when_the_pair_began_by_the_end_of_june(city):
    pair(city, from_on=date(2020, 3, 1))
    found = PairYear.objects.values_list("from_on", "until_on", "due_on")
    assert list(found) == [
        (date(2020, 1, 1), date(2021, 1, 1), date(2020, 12, 31)),
        (date(2021, 1, 1), date(2022, 1, 1), date(2021, 12, 31)),
    ]


def test_a_year_that_a_pair_does_not_last_through_owes_nothing(city):
    made = pair(city, from_on=date(2020, 3, 1))
    actions.end_pair(actor=city.secretary, at=NOW, pair=made, version=1, until_on=date(2020, 12, 1))
    found = PairYear.objects.values_list("from_on", "due_on")
    assert list(found) == [(date(2020, 1, 1), None)]
