"""The demonstration city's check-ins: who lives where, as the roster says."""

import pytest
from django.db.models import F

from tests.demo.test_city import TODAY, made
from xianfeng.accounts.models import User
from xianfeng.checkin.models import Assignment, Deployment, MemberCheckin, UnitCheckin
from xianfeng.members.models import Member
from xianfeng.units.queries import viewer_of

pytestmark = pytest.mark.django_db


def test_most_members_check_in_at_their_own_home():
    made()
    rows = MemberCheckin.objects.filter(community=F("member__community"))
    assert rows.count() == MemberCheckin.objects.count()
    assert 0.6 * Member.objects.count() < rows.count() < Member.objects.count()
    assert rows.filter(grid__isnull=False).exclude(grid__parent=F("community")).count() == 0
    assert {row.state for row in rows} == {"reported", "confirmed"}
    assert UnitCheckin.objects.exists()
    assert Assignment.objects.exists()
    assert Deployment.objects.exclude(member__memberships__unit=F("unit")).count() == 0


def test_a_community_worker_serves_one_community_and_no_unit():
    made()
    viewer = viewer_of(User.objects.get(username="example-worker"), TODAY)
    assert (viewer.grants, len(viewer.places)) == ((), 1)
