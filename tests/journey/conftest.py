"""The day the journeys take place on, and the office once its workbooks are in."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from tests.journey import office
from tests.ledgers.books import take_in, units

TODAY = date(2021, 11, 21)
NOW = datetime(2021, 11, 21, 9, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def november(monkeypatch):
    """Make it 21 November 2021."""
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: TODAY)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def bare(november, live_server, tmp_path):
    """Only the topmost organisation stands, and its officer has an account."""
    assert take_in(tmp_path, "units", office.ROOT)[0] == 0
    office.account("gongwei", "何干事", "committee_officer", "GW")
    return tmp_path


@pytest.fixture
def ready(bare):
    """The office's workbooks are in, and two secretaries have accounts."""
    for kind, content in (
        ("units", units()),
        ("communities", office.COMMUNITIES),
        ("members", office.members()),
        ("tasks", office.TASKS),
    ):
        status, document, told = take_in(bare, kind, content)
        assert status == 0, (document, told)
    office.account("zhaoping", "赵平", "secretary", "GW101")
    office.account("fengyuan", "冯远", "secretary", "GW102")
    return bare
