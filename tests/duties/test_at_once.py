"""Two people at the same waiver at the same moment."""

from datetime import date

import pytest

from tests.duties import states
from tests.rectification.test_order_at_once import at_once
from tests.units.build import DAY, NOW
from xianfeng.duties import actions
from xianfeng.duties.models import Waiver
from xianfeng.kernel.models import AuditEntry
from xianfeng.units.queries import viewer_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_waiver_is_not_granted_and_taken_back_at_once(settings):
    settings.IN_USE_SINCE = date(2021, 1, 1)
    people = states.DRIVERS[0].build()
    made = states.DRIVERS[0].make("asked")
    office, secretary = (viewer_of(people[name], DAY) for name in ("office", "secretary"))
    before = AuditEntry.objects.count()

    def grant():
        actions.grant_waiver(actor=office, at=NOW, waiver=made, version=made.version, word="同意")

    def take_back():
        actions.take_waiver_back(actor=secretary, at=NOW, waiver=made, version=made.version)

    assert at_once(grant, take_back) == ["Conflict", "done"]
    row = Waiver.objects.get(pk=made.pk)
    assert (row.state, row.decided_on) in [("granted", DAY), ("taken_back", None)]
    assert AuditEntry.objects.count() == before + 1
