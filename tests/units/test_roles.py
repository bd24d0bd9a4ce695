from datetime import date

import pytest

from tests.units.build import NOW, unit, user, viewer
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.units import queries
from xianfeng.units.actions import roles
from xianfeng.units.enums import Role
from xianfeng.units.models import UnitRole

pytestmark = pytest.mark.django_db
SECURITY = viewer(office="security")


def grant(actor, **fields):
    chosen = {"role": Role.SECRETARY, "from_on": date(2021, 1, 1)} | fields
    return roles.grant_role(actor=actor, at=NOW, **chosen)


def held():
    return list(
        UnitRole.objects.order_by("pk").values_list("user__username", "from_on", "until_on")
    )


def test_the_security_administrator_gives_a_role_with_dates():
    root, person = unit("R"), user("甲")
    made = grant(SECURITY, user=person, unit=root, until_on=date(2022, 1, 1))
    days = (date(2020, 12, 31), date(2021, 1, 1), date(2021, 12, 31), date(2022, 1, 1))
    seen = [len(queries.viewer_of(person, day).grants) for day in days]
    assert seen == [0, 1, 1, 0]
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.unit_id, entry.target) == (
        "units.grant_role",
        root.pk,
        f"units.unitrole:{made.pk}",
    )


@pytest.mark.parametrize("office", ["", "system", "audit"])
def test_nobody_else_gives_roles(office):
    root, person = unit("R"), user("甲")
    actor = viewer((Role.COMMITTEE_OFFICER, root), office=office)
    with pytest.raises(Denied):
        grant(actor, user=person, unit=root)
    assert held() == []


def test_an_administrator_takes_no_role_and_one_held_before_opens_nothing():
    root = unit("R")
    person = user("甲", (Role.COMMITTEE_OFFICER, root), office="system")
    with pytest.raises(Refused, match="三员不兼任业务角色"):
        grant(SECURITY, user=person, unit=root)
    assert queries.viewer_of(person, date(2021, 6, 30)).grants == ()


def test_overlapping_spans_of_one_role_are_refused_and_following_ones_are_not():
    root, person = unit("R"), user("甲")
    grant(SECURITY, user=person, unit=root, until_on=date(2021, 7, 1))
    with pytest.raises(Refused, match="此人在这段时间已有该角色"):
        grant(SECURITY, user=person, unit=root, from_on=date(2021, 6, 30))
    grant(SECURITY, user=person, unit=root, from_on=date(2021, 7, 1))
    assert held() == [
        ("甲", date(2021, 1, 1), date(2021, 7, 1)),
        ("甲", date(2021, 7, 1), None),
    ]


def test_a_role_given_today_in_error_is_gone_at_once():
    root, person = unit("R"), user("甲")
    made = grant(SECURITY, user=person, unit=root, from_on=date(2021, 6, 30))
    roles.end_role(actor=SECURITY, at=NOW, role=made, until_on=date(2021, 6, 30))
    assert held() == []
    assert AuditEntry.objects.order_by("seq").last().old["user"] == person.pk


def test_ending_twice_is_refused():
    root, person = unit("R"), user("甲")
    made = grant(SECURITY, user=person, unit=root)
    roles.end_role(actor=SECURITY, at=NOW, role=made, until_on=date(2021, 3, 1))
    with pytest.raises(Refused, match="已经结束"):
        roles.end_role(actor=SECURITY, at=NOW, role=made, until_on=date(2021, 3, 1))
    assert held() == [("甲", date(2021, 1, 1), date(2021, 3, 1))]
