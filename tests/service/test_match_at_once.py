"""The match of everything and a step of one request at the same moment: both are done."""

import pytest

from tests.service.build import NOW, City, checked, later
from tests.service.test_at_once import at_once
from tests.service.test_proposing import check_in
from xianfeng.service import actions
from xianfeng.service.models import Proposal

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


def test_a_request_goes_its_way_while_everything_is_matched(live_server):
    city = City()
    check_in(city, city.members[0], limit=31)
    officer, worker = city.officer, city.worker
    for number in range(ROUNDS):
        request = checked(city, phone=f"1380000010{number}")
        Proposal.objects.all().delete()
        calls = [
            lambda: actions.keep_proposals(actor=officer, at=NOW, unit=city.root),
            lambda: actions.keep_proposals(actor=officer, at=later(0), unit=city.root),
            lambda request=request: actions.send_request(
                actor=worker, at=NOW, request=request, version=request.version, unit=city.one
            ),
        ]
        assert at_once(*calls) == ["done", "done", "done"]
        assert Proposal.objects.filter(request=request).count() == 1
