"""Opening, closing and furnishing accounts: who may, and what is written."""

from datetime import UTC, datetime

import pytest

from xianfeng.accounts import actions
from xianfeng.accounts.enums import Office
from xianfeng.accounts.models import User
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied, Grant, Viewer, operator

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
SYSTEM = Viewer(901, "系统管理员", office=Office.SYSTEM)
SECURITY = Viewer(902, "安全管理员", office=Office.SECURITY)
AUDITOR = Viewer(903, "审计管理员", office=Office.AUDIT)
OFFICER = Viewer(904, "工委干部", (Grant("committee_officer", "00001", 1),))


def opened(actor=SYSTEM, **changes):
    given = {"username": "li", "name": "李明", "password": "correct horse battery"} | changes
    return actions.create_user(actor=actor, at=AT, **given)


def test_opening_an_account_writes_one_row_without_the_password():
    user = opened()
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.target) == ("accounts.create_user", f"accounts.user:{user.pk}")
    assert entry.new == {"username": "li", "name": "李明", "office": ""}
    assert (user.must_change_password, user.check_password("correct horse battery")) == (True, True)


@pytest.mark.parametrize("actor", [SECURITY, AUDITOR, OFFICER])
def test_only_the_system_administrator_opens_accounts(actor):
    with pytest.raises(Denied):
        opened(actor)
    assert User.objects.count() == 0


def test_the_system_administrator_gives_no_office_away():
    with pytest.raises(Denied):
        opened(office=Office.SECURITY)
    assert opened(operator("命令行"), office=Office.SECURITY).office == Office.SECURITY


@pytest.mark.parametrize("password", ["short", "1234567890123", "password123"])
def test_a_weak_password_is_refused(password):
    with pytest.raises(Refused) as refused:
        opened(password=password)
    assert refused.value.field == "password"
    assert User.objects.count() == 0


def test_a_taken_name_is_refused_whatever_its_case():
    opened()
    with pytest.raises(Refused) as refused:
        opened(username="LI")
    assert refused.value.message == "用户名已有人使用，请换一个"


def test_offices_are_given_by_the_security_administrator_never_to_oneself():
    user = opened()
    actions.set_office(actor=SECURITY, at=AT, user=user, office=Office.AUDIT)
    user.refresh_from_db()
    assert user.office == Office.AUDIT
    with pytest.raises(Denied):
        actions.set_office(actor=SYSTEM, at=AT, user=user, office=Office.NONE)
    oneself = Viewer(user.pk, user.name, office=Office.SECURITY)
    with pytest.raises(Refused):
        actions.set_office(actor=oneself, at=AT, user=user, office=Office.SYSTEM)


def test_who_holds_a_role_on_a_unit_gets_no_office(django_user_model):
    from tests.units.build import unit
    from xianfeng.units.models import UnitRole

    user = opened()
    UnitRole.objects.create(user=user, unit=unit("A"), role="secretary", from_on=AT.date())
    with pytest.raises(Refused) as refused:
        actions.set_office(actor=SECURITY, at=AT, user=user, office=Office.SYSTEM)
    assert refused.value.field == "office"


def test_closing_and_opening_again_but_not_oneself():
    user = opened()
    actions.set_active(actor=SYSTEM, at=AT, user=user, active=False)
    user.refresh_from_db()
    assert user.is_active is False
    with pytest.raises(Refused):
        actions.set_active(
            actor=Viewer(user.pk, "", office=Office.SYSTEM), at=AT, user=user, active=False
        )


def test_large_type_is_ones_own_affair():
    user = opened()
    actions.set_large_type(actor=Viewer(user.pk, ""), at=AT, user=user, large=True)
    user.refresh_from_db()
    assert user.large_type is True
    with pytest.raises(Refused):
        actions.set_large_type(actor=Viewer(999, ""), at=AT, user=user, large=False)
