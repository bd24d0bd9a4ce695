"""Lots that anybody can draw again, conflicts, and the table of states."""

from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianfeng.supervision import rules
from xianfeng.supervision.rules import Candidate

KEYS = st.lists(st.integers(1, 9999).map(str), unique=True, max_size=30)


def test_a_lot_is_the_digest_that_any_tool_gives():
    # printf '%s' '20210601:17' | sha256sum
    assert rules.lot("20210601", "17") == sha256(b"20210601:17").hexdigest()
    assert rules.lot("种子", "A") == sha256("种子:A".encode()).hexdigest()


def test_a_known_seed_draws_these_and_no_others():
    candidates = [Candidate(str(key)) for key in range(1, 9)]
    lots = sorted((sha256(f"7:{key}".encode()).hexdigest(), str(key)) for key in range(1, 9))
    assert rules.in_order("7", candidates) == [key for _lot, key in lots]
    assert rules.draw("7", candidates, 3) == [key for _lot, key in lots[:3]]
    assert rules.draw("7", candidates, 3) == ["4", "7", "3"]


@given(seed=st.text(min_size=1, max_size=20), keys=KEYS, number=st.integers(0, 12))
def test_a_draw_does_not_depend_on_the_order_of_candidates(seed, keys, number):
    candidates = [Candidate(key) for key in keys]
    picked = rules.draw(seed, candidates, number)
    assert picked == rules.draw(seed, candidates[::-1], number)
    assert len(picked) == min(number, len(keys)) == len(set(picked))


@given(seed=st.text(min_size=1, max_size=20), keys=KEYS, excluded=st.sets(st.integers(0, 29)))
def test_who_may_not_be_drawn_never_is_and_moves_nobody(seed, keys, excluded):
    some = [Candidate(key, "own" if at in excluded else "") for at, key in enumerate(keys)]
    free = [each.key for each in some if not each.why]
    whole = rules.in_order(seed, [Candidate(key) for key in keys])
    assert rules.in_order(seed, some) == [key for key in whole if key in free]


def test_every_candidate_is_drawn_about_as_often_as_another():
    candidates = [Candidate(str(key)) for key in range(6)]
    times = Counter(rules.draw(f"s{seed}", candidates, 1)[0] for seed in range(3000))
    assert len(times) == 6
    assert all(400 < number < 600 for number in times.values())


def test_the_rank_goes_before_the_lot():
    some = [
        Candidate("A", "", "2021-03-01"),
        Candidate("B", "", ""),
        Candidate("C", "", "2020-05-01"),
    ]
    assert rules.in_order("x", some) == ["B", "C", "A"]


@pytest.mark.parametrize(
    ("places", "last", "why"),
    [
        ({"0000100002"}, False, "own"),
        ({"0000100002", "0000100003"}, False, "own"),
        ({"000010000200001"}, False, "inferior"),
        ({"00001"}, False, "superior"),
        ({"0000100003", "000010000300001"}, False, ""),
        ({"0000100003"}, True, "last_team"),
        ({"0000100002"}, True, "own"),
        (set(), False, ""),
    ],
)
def test_nobody_visits_their_own_a_superior_or_an_inferior_unit(places, last, why):
    assert rules.conflict("0000100002", places, last) == why


def test_the_next_of_the_order_stands_in():
    assert rules.successor(["4", "8", "3"], ["4", "8"]) == "3"
    assert rules.successor(["4", "8"], ["8", "4"]) is None


def test_the_table_of_steps_is_this_and_no_other():
    table = {(edge.verb, start): edge.to for edge in rules.VISIT.edges for start in edge.starts}
    assert table == {
        ("schedule_visit", "planned"): "planned",
        ("draw_team", "planned"): "planned",
        ("replace_member", "planned"): "planned",
        ("choose_leader", "planned"): "planned",
        ("announce_visit", "planned"): "planned",
        ("save_record", "planned"): "draft",
        ("save_record", "draft"): "draft",
        ("confirm_visit", "planned"): "confirmed",
        ("confirm_visit", "draft"): "confirmed",
        ("cancel_visit", "planned"): "cancelled",
        ("cancel_visit", "draft"): "cancelled",
        ("amend_visit", "confirmed"): "confirmed",
        ("void_visit", "confirmed"): "voided",
    }


def test_a_quarter_ends_on_its_last_day():
    ends = [rules.quarter(2021, number).end.isoformat() for number in (1, 2, 3, 4)]
    assert ends == ["2021-03-31", "2021-06-30", "2021-09-30", "2021-12-31"]
