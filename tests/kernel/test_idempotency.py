"""A form sent twice is taken once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection

from xianfeng.kernel.idempotency import once, taken
from xianfeng.kernel.models import Submission

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.mark.django_db
def test_the_second_time_leads_to_the_same_place():
    key, runs = uuid4(), []
    for _ in range(2):
        assert once(key, 7, AT, lambda: runs.append(1) or "/there/") == "/there/"
    assert runs == [1]


@pytest.mark.django_db
def test_what_went_wrong_may_be_tried_again():
    key = uuid4()

    def refuse():
        raise ValueError

    with pytest.raises(ValueError):
        once(key, 7, AT, refuse)
    assert once(key, 7, AT, lambda: "/there/") == "/there/"


@pytest.mark.django_db
def test_a_key_is_one_users():
    key, runs = uuid4(), []
    for user_id in (7, 8):
        once(key, user_id, AT, lambda: runs.append(1) or "/there/")
    assert runs == [1, 1]
    assert [taken(key, user_id) for user_id in (7, 8, 9)] == [True, True, False]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_act_once():
    key, runs = uuid4(), []

    def send(_):
        try:
            return once(key, 7, AT, lambda: runs.append(1) or "/there/")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send, range(4))) == ["/there/"] * 4
    assert runs == [1]
    assert Submission.objects.count() == 1
