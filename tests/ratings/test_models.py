"""The database refuses rows that cannot be."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.ratings.build import ON, UNTIL, City, opened, prepared, rated
from tests.units.build import NOW
from xianfeng.ratings import boxes, rules
from xianfeng.ratings.models import Box, Rated, Remark, Round, Slip, Voice

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return City()


def refused(act):
    """True when the database does not take what is written."""
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


def a_round(city, **more):
    said = {"unit": city.office, "title": "评议", "from_on": ON, "until_on": UNTIL} | more
    return Round.objects.create(**said)


@pytest.mark.parametrize(
    "said",
    [
        {"until_on": date(2021, 6, 29)},
        {"state": "counting"},
        {"state": "open"},
        {"state": "closed", "opened_at": NOW},
        {"state": "closed", "closed_on": ON},
        {"state": "open", "opened_at": NOW, "closed_on": ON},
        {"closed_on": ON},
        {"state": "cancelled", "closed_on": ON},
    ],
)
def test_a_round_that_cannot_be(city, said):
    assert refused(lambda: a_round(city, **said))


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"until_on": ON},
        {"state": "open", "opened_at": NOW},
        {"state": "closed", "opened_at": NOW, "closed_on": ON},
        {"state": "cancelled"},
    ],
)
def test_a_round_that_can_be(city, said):
    assert a_round(city, **said).pk


@pytest.mark.parametrize(("votes", "told"), [(None, False), (10, False), (9, True), (0, True)])
def test_fewer_than_ten_voices_of_a_unit_cannot_be_kept(city, votes, told):
    held = a_round(city)
    assert refused(lambda: Rated.objects.create(round=held, unit=city.one, votes=votes)) is told


def test_a_unit_is_rated_once_in_a_round_and_again_in_the_next(city):
    held = prepared(city)
    assert refused(lambda: Rated.objects.create(round=held, unit=city.one))
    assert not refused(lambda: Rated.objects.create(round=a_round(city), unit=city.one))


@pytest.mark.parametrize("stars", [0, 6])
def test_a_voice_gives_one_to_five(city, stars):
    one = rated(prepared(city), city.one)
    assert refused(lambda: Voice.objects.create(rated=one, stars=stars))
    assert not refused(lambda: Voice.objects.create(rated=one, stars=1))


def test_no_empty_words_and_no_unknown_state_of_a_slip(city):
    one = rated(prepared(city), city.one)
    assert refused(lambda: Remark.objects.create(rated=one, text=""))
    assert refused(lambda: Slip.objects.create(id=uuid4(), rated=one, state="lent"))


def test_a_unit_has_one_box_and_a_code_one_slip(city):
    held, codes = opened(city, 1, 0, 0)
    one = rated(held, city.one)
    assert refused(lambda: Box.objects.create(rated=one, sealed=b"x"))
    again = boxes.digest(codes["第一支部"][0])
    assert refused(lambda: Slip.objects.create(id=again, rated=rated(held, city.two)))


def test_a_digest_is_of_the_installation_s_key(settings, monkeypatch):
    code = rules.new_code()
    mine = boxes.digest(code)
    assert boxes.digest(code) == mine
    monkeypatch.setattr("xianfeng.kernel.crypto.key", lambda purpose: b"another".ljust(32))
    assert boxes.digest(code) != mine
