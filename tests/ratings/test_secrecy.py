"""Who holds the whole database after the close knows what was counted, and nothing more."""

from random import Random

import pytest
from django.db import connection, transaction

from tests.ratings.build import City, close, give, opened, rated
from tests.voting import dump
from xianfeng.ratings.models import Box, Slip

pytestmark = pytest.mark.django_db
UNIT = "第一支部"
SAID = [
    (5, ""),
    (5, "很好"),
    (4, ""),
    (4, "慢"),
    (3, ""),
    (3, ""),
    (2, "没人"),
    (1, ""),
    (1, "差"),
    (5, ""),
]


class Undo(Exception):
    """Leaves a transaction without a trace."""


def restart(*tables):
    """Let keys begin where they stood: PostgreSQL's sequences do not roll back."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"
                    f" (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
                )


def left_behind(city, held, given, ended=True):
    """Return everything the database holds after these voices [(code, stars, words)], undone."""
    restart("ratings_voice", "ratings_remark")
    try:
        with transaction.atomic():
            for code, stars, text in given:
                give(code, stars, text)
            if ended:
                close(city, held)
            told = dump.full()
            if connection.vendor == "sqlite":
                told["as text"] = dump.text() if ended else []
            else:  # the runs undone before left holes that later rows fill in any order
                told = {table: sorted(rows, key=repr) for table, rows in told.items()}
            raise Undo
    except Undo:
        return told


def test_which_slip_said_what_and_when_makes_no_difference_to_a_single_byte():
    city = City()
    held, codes = opened(city, 12, 0, 0)
    random, seen = Random(20211121), []
    for _ in range(12):
        used = random.sample(codes[UNIT], 10)
        said = random.sample(SAID, 10)
        given = [(code, *one) for code, one in zip(used, said, strict=True)]
        seen.append(left_behind(city, held, given))
    assert [len(seen[0][f"ratings_{name}"]) for name in ("voice", "remark", "box", "slip")] == [
        10, 4, 0, 12,
    ]  # fmt: skip
    for other in seen[1:]:
        assert other == seen[0]


def test_other_voices_do_make_a_difference():
    city = City()
    held, codes = opened(city, 12, 0, 0)
    one = left_behind(city, held, [(code, 5, "") for code in codes[UNIT][:10]])
    other = left_behind(city, held, [(code, 4, "好") for code in codes[UNIT][:10]])
    differing = {table for table in one if one[table] != other[table]}
    assert differing - {"as text"} == {"ratings_voice", "ratings_remark"}


def test_while_a_round_is_open_only_the_sealed_box_differs_and_its_length_does_not():
    city = City()
    held, codes = opened(city, 12, 0, 0)
    first, second = codes[UNIT][:2]
    told = [
        left_behind(city, held, [(first, stars, text), (second, 5, "")], ended=False)
        for stars, text in ((5, ""), (1, "很长的话" * 50), (3, '"\\😀'))
    ]
    boxes = [one.pop("ratings_box") for one in told]
    assert told[0] == told[1] == told[2]
    lengths = {len(bytes(row[1])) for rows in boxes for row in rows if row[2] == boxes[0][0][2]}
    assert lengths == {len(bytes(Box.objects.get(rated=rated(held, city.one)).sealed))}


def test_words_are_apart_from_stars_and_in_the_order_of_the_alphabet():
    city = City()
    held, codes = opened(city, 12, 0, 0)
    for code, (stars, text) in zip(codes[UNIT], SAID, strict=False):
        give(code, stars, text)
    close(city, held)
    one = rated(held, city.one)
    assert list(one.voices.order_by("pk").values_list("stars", flat=True)) == sorted(
        stars for stars, _text in SAID
    )
    assert list(one.remarks.order_by("pk").values_list("text", flat=True)) == [
        "差", "很好", "慢", "没人",
    ]  # fmt: skip


def test_a_slip_has_no_number_no_time_and_a_key_that_says_nothing_of_its_sheet():
    city = City()
    held, _codes = opened(city, 12, 0, 0)
    assert {field.name for field in Slip._meta.concrete_fields} == {"id", "rated", "state"}
    close(city, held)
    rows = dump.rows("ratings_slip")
    keys = [str(row[0]) for row in rows]
    assert keys == sorted(keys)
    assert {row[1] for row in rows} == {"ended"}
