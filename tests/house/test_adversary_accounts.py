"""What an administrator, a proxy or a guesser may not do with somebody's account."""

from datetime import timedelta

import pytest

from tests.units.build import unit, user
from xianfeng.accounts import actions
from xianfeng.accounts.enums import Office
from xianfeng.accounts.models import User
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.units.enums import Role
from xianfeng.units.models import UnitRole
from xianfeng.units.queries import viewer_of

pytestmark = pytest.mark.django_db


def acting(person):
    return {"actor": viewer_of(person, clock.today()), "at": clock.now()}


@pytest.mark.parametrize("office", [Office.SECURITY, Office.AUDIT])
def test_the_system_administrator_does_not_become_another(office):
    system, other = user("xt", office=Office.SYSTEM), user("qt", office=office)
    with pytest.raises(Refused):
        actions.reset_password(**acting(system), user=other, password="juede-hen-chang-9")
    other.refresh_from_db()
    assert not other.check_password("juede-hen-chang-9")
    plain = user("yw")
    actions.reset_password(**acting(system), user=plain, password="juede-hen-chang-9")
    assert User.objects.get(pk=plain.pk).check_password("juede-hen-chang-9")


def test_no_office_beside_a_role_that_still_runs():
    security, person = user("aq", office=Office.SECURITY), user("yw", (Role.SECRETARY, unit("A")))
    held = UnitRole.objects.filter(user=person)
    held.update(until_on=clock.today() + timedelta(days=30))
    with pytest.raises(Refused):
        actions.set_office(**acting(security), user=person, office=Office.AUDIT)
    held.update(until_on=clock.today())
    actions.set_office(**acting(security), user=person, office=Office.AUDIT)
    assert User.objects.get(pk=person.pk).office == Office.AUDIT


@pytest.mark.parametrize("days", [(-9, 0), (1, None)])
def test_a_role_that_ended_or_has_not_begun_opens_nothing(client, days):
    person = user("yw")
    branch = unit("A", name="专属支部")
    first, last = (clock.today() + timedelta(days=n) if n is not None else None for n in days)
    UnitRole.objects.create(
        user=person, unit=branch, role=Role.SECRETARY, from_on=first, until_on=last
    )
    client.force_login(person)
    for address in ("/", "/units/", "/life/", "/search/?q=专属", "/duties/", "/plans/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "专属支部" not in answer.content.decode()
    for address in ("/units/unit/A/", "/board/?unit=A", "/members/", "/ledgers/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via"]
)
def test_nobody_is_an_example_person_through_a_proxy(client, header):
    user("ex", office=Office.AUDIT)
    assert client.post("/accounts/example/", {"username": "ex"}).status_code == 302
    client.logout()
    through = {"username": "ex"}
    assert client.post("/accounts/example/", through, headers={header: "x"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_guessing_is_stopped_and_no_guess_is_kept(client, caplog):
    person = user("yw")
    person.set_password("juede-hen-chang-9")
    person.save()
    wrong = {"login": "yw", "password": "caocao-9-caocao"}
    for _ in range(8):
        client.post("/accounts/login/", wrong)
    answer = client.post("/accounts/login/", wrong | {"password": "juede-hen-chang-9"})
    assert "_auth_user_id" not in client.session
    assert answer.status_code in {200, 403, 429}
    assert "caocao" not in caplog.text
    assert "juede" not in caplog.text
