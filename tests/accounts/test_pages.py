"""The administrators' pages: what each of the three sees, and that nobody else does."""

import pytest
from django.urls import reverse

from xianfeng.accounts.enums import Office
from xianfeng.accounts.models import User
from xianfeng.kernel.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def enter(client):
    """Sign in as the holder of an office (an example person, so that no second factor is due)."""

    def as_(office):
        user = User.objects.create(
            username=f"admin-{office}", name="某管理员", office=office, example="示例"
        )
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        return user

    return as_


PAGES = {
    "accounts:users": {Office.SYSTEM, Office.SECURITY},
    "accounts:create": {Office.SYSTEM},
    "accounts:audit": {Office.AUDIT},
}


@pytest.mark.parametrize("office", list(Office))
@pytest.mark.parametrize("page", list(PAGES))
def test_each_office_sees_its_own_pages_only(client, enter, office, page):
    enter(office)
    expected = 200 if office in PAGES[page] else 404
    assert client.get(reverse(page)).status_code == expected


def test_the_first_password_is_shown_once(client, enter):
    enter(Office.SYSTEM)
    form = {"username": "wang", "name": "王芳"}
    shown = client.post(reverse("accounts:create"), form, follow=True).content.decode()
    password = shown.split("请当面交给本人）：")[1].split("<")[0].strip()
    assert User.objects.get(username="wang").check_password(password)
    again = client.get(reverse("accounts:user", args=[User.objects.get(username="wang").pk]))
    assert password not in again.content.decode()


def test_a_taken_name_keeps_the_input(client, enter):
    enter(Office.SYSTEM)
    page = client.post(reverse("accounts:create"), {"username": "admin-system", "name": "王芳"})
    assert "用户名已有人使用，请换一个" in page.content.decode()
    assert 'value="王芳"' in page.content.decode()


def test_the_security_administrator_gives_an_office(client, enter):
    enter(Office.SECURITY)
    other = User.objects.create(username="zhao", name="赵")
    address = reverse("accounts:user", args=[other.pk])
    client.post(address, {"verb": "office", "office": "audit"})
    other.refresh_from_db()
    assert other.office == Office.AUDIT


def test_the_system_administrator_cannot_give_an_office_by_a_forged_form(client, enter):
    enter(Office.SYSTEM)
    other = User.objects.create(username="zhao", name="赵")
    address = reverse("accounts:user", args=[other.pk])
    assert client.post(address, {"verb": "office", "office": "audit"}).status_code == 403
    other.refresh_from_db()
    assert other.office == Office.NONE


def test_closing_an_account(client, enter):
    enter(Office.SYSTEM)
    other = User.objects.create(username="zhao", name="赵")
    client.post(reverse("accounts:user", args=[other.pk]), {"verb": "close"})
    other.refresh_from_db()
    assert other.is_active is False


def test_the_audit_page_lists_the_chain_newest_first(client, enter):
    enter(Office.SYSTEM)
    client.post(reverse("accounts:create"), {"username": "wang", "name": "王芳"})
    client.post(reverse("accounts:large_type"))
    client.logout()
    enter(Office.AUDIT)
    page = client.get(reverse("accounts:audit")).content.decode()
    verbs = list(AuditEntry.objects.order_by("-seq").values_list("verb", flat=True))
    assert verbs == ["accounts.set_large_type", "accounts.create_user"]
    assert page.index(verbs[0]) < page.index(verbs[1])
    filtered = client.get(reverse("accounts:audit"), {"verb": "accounts.create"}).content.decode()
    assert "accounts.set_large_type" not in filtered


def test_the_list_costs_the_same_for_one_and_three(client, enter, django_assert_num_queries):
    enter(Office.SYSTEM)
    with django_assert_num_queries(5):
        client.get(reverse("accounts:users"))
    for name in ("a1", "a2", "a3"):
        User.objects.create(username=name, name=name)
    with django_assert_num_queries(5):
        client.get(reverse("accounts:users"))


def test_an_example_person_is_told_that_there_is_no_password(client, enter):
    user = enter(Office.AUDIT)
    user.set_unusable_password()
    user.save()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("account_change_password")).status_code == 404
    page = client.get(reverse("mfa_index")).content.decode()
    assert "示例人员没有密码，在登录页上点名字就能进来。" in page
    assert reverse("account_change_password") not in page
