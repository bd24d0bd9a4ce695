"""The same paper asked for twice at the same moment is one paper."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.hours.build import NOW, YEAR, City, gave
from tests.members.build import member
from xianfeng.hours.actions import issue_certificate
from xianfeng.hours.models import Certificate

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 10


def test_two_hands_get_one_paper():
    city = City()
    secretary, clerk = city.secretary, city.clerk
    for number in range(ROUNDS):
        one = member(f"党员{number}", city.one)
        gave(one, city.one, number)
        start = Barrier(2)

        def ask(actor, one=one, start=start):
            try:
                start.wait()
                made = issue_certificate(actor=actor, at=NOW, member=one, **YEAR)
                return made.number
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            numbers = set(pool.map(ask, (secretary, clerk)))
        assert list(
            Certificate.objects.filter(member=one).values_list("number", flat=True)
        ) == list(numbers)
