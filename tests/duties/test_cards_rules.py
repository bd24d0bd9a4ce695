"""From which day to which a duty holds a card, and why: by days, by misses in a row, after both."""

from dataclasses import replace
from datetime import date

import pytest

from tests.duties.build import day
from xianfeng.duties.enums import Card, Lifted
from xianfeng.duties.rules import Cards, Dates, Spell, card_on, miss, spells

YELLOW, RED = Card.YELLOW, Card.RED
BY_DAYS = Cards("地方", yellow_days=10, red_days=30)
BY_BOTH = Cards("地方", yellow_days=10, red_days=30, red_misses=3)
BY_MISSES = Cards("地方", yellow_misses=2, red_misses=4)
DUE = Dates(date(2021, 3, 31))


def told(found):
    return [
        (one.card, str(one.given_on), one.lifted_on and str(one.lifted_on), one.lifted_by, one.run)
        for one in found
    ]


def on(**days):
    return replace(DUE, **{name: day(text) for name, text in days.items()})


@pytest.mark.parametrize(
    ("as_of", "card"),
    [
        ("2021-04-09", None),
        ("2021-04-10", YELLOW),
        ("2021-04-29", YELLOW),
        ("2021-04-30", RED),
        ("2022-04-30", RED),
    ],
)
def test_a_card_follows_from_the_days_overdue(as_of, card):
    assert card_on(BY_DAYS, DUE, day(as_of)) == card
    assert card_on(None, DUE, day(as_of)) is None


def test_the_yellow_card_ends_on_the_day_of_the_red_one():
    assert told(spells(BY_DAYS, DUE)) == [
        (YELLOW, "2021-04-10", "2021-04-30", Lifted.RED, 0),
        (RED, "2021-04-30", None, None, 0),
    ]


@pytest.mark.parametrize(
    ("days", "lifted", "why"),
    [
        ({"met_on": "2021-04-20"}, "2021-04-20", Lifted.DONE),
        ({"none_on": "2021-04-20"}, "2021-04-20", Lifted.NONE),
        ({"waived_on": "2021-04-20"}, "2021-04-20", Lifted.WAIVED),
        ({"spared_on": "2021-04-20"}, "2021-04-20", Lifted.APPEAL),
        ({"met_on": "2021-04-25", "none_on": "2021-04-20"}, "2021-04-20", Lifted.NONE),
        ({"met_on": "2021-04-20", "spared_on": "2021-04-20"}, "2021-04-20", Lifted.DONE),
        ({"met_on": "2021-05-01"}, "2021-04-30", Lifted.RED),
    ],
)
def test_what_lifts_a_card_and_from_when(days, lifted, why):
    first = told(spells(BY_DAYS, on(**days)))[0]
    assert first == (YELLOW, "2021-04-10", lifted, why, 0)


@pytest.mark.parametrize("name", ["met_on", "none_on", "waived_on", "spared_on"])
def test_what_was_answered_by_the_day_of_the_card_gives_none(name):
    assert spells(BY_DAYS, on(**{name: "2021-04-10"})) == []
    assert len(spells(BY_DAYS, on(**{name: "2021-04-11"}))) == 1


def test_an_upheld_appeal_lifts_the_card_for_good():
    assert told(spells(BY_DAYS, on(spared_on="2021-04-12"))) == [
        (YELLOW, "2021-04-10", "2021-04-12", Lifted.APPEAL, 0)
    ]


def test_days_begin_again_where_a_waiver_was_revoked():
    dates = on(waived_on="2021-04-15", waived_until="2021-06-01")
    assert told(spells(BY_DAYS, dates)) == [
        (YELLOW, "2021-04-10", "2021-04-15", Lifted.WAIVED, 0),
        (YELLOW, "2021-06-10", "2021-06-30", Lifted.RED, 0),
        (RED, "2021-06-30", None, None, 0),
    ]
    early = on(waived_on="2021-02-15", waived_until="2021-03-01")
    assert spells(BY_DAYS, early) == spells(BY_DAYS, DUE)


@pytest.mark.parametrize(
    ("cards", "run", "expected"),
    [
        (BY_MISSES, 1, []),
        (BY_MISSES, 2, [(YELLOW, "2021-04-01", None, None, 2)]),
        (BY_MISSES, 3, [(YELLOW, "2021-04-01", None, None, 2)]),
        (BY_MISSES, 4, [(RED, "2021-04-01", None, None, 4)]),
        (BY_BOTH, 3, [(RED, "2021-04-01", None, None, 3)]),
        (
            replace(BY_BOTH, yellow_misses=2),
            2,
            [
                (YELLOW, "2021-04-01", "2021-04-30", Lifted.RED, 2),
                (RED, "2021-04-30", None, None, 0),
            ],
        ),
    ],
)
def test_misses_in_a_row_give_the_card_the_day_after_the_due_day(cards, run, expected):
    assert told(spells(cards, DUE, run)) == expected


def test_a_run_is_not_counted_again_after_a_revoked_waiver():
    dates = on(waived_on="2021-04-15", waived_until="2021-06-01")
    assert told(spells(BY_MISSES, dates, 2)) == [
        (YELLOW, "2021-04-01", "2021-04-15", Lifted.WAIVED, 2)
    ]


@pytest.mark.parametrize(
    ("days", "known", "missed"),
    [
        ({}, "2021-04-01", True),
        ({"met_on": "2021-03-31"}, "2021-04-01", False),
        ({"met_on": "2021-04-01"}, "2021-06-01", True),
        ({"none_on": "2021-05-20"}, "2021-05-19", True),
        ({"none_on": "2021-05-20"}, "2021-05-20", False),
        ({"waived_on": "2021-05-20"}, "2021-05-20", False),
        ({"waived_on": "2021-05-20", "waived_until": "2021-05-21"}, "2021-06-01", False),
    ],
)
def test_what_was_met_said_or_waived_breaks_a_run(days, known, missed):
    assert miss(on(**days), day(known)) is missed


def test_a_spell_covers_its_first_day_and_not_its_last():
    spell = Spell(YELLOW, date(2021, 4, 10), date(2021, 4, 30))
    covered = [spell.covers(date(2021, 4, number)) for number in (9, 10, 29, 30)]
    assert covered == [False, True, True, False]
