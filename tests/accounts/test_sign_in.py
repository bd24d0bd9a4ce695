"""Signing in: password, second factor, lock-out, example people on loopback only."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from xianfeng.accounts.enums import Office
from xianfeng.accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


def person(username="li", *, office=Office.NONE, example="", must_change=False):
    user = User(
        username=username,
        name="李明",
        office=office,
        example=example,
        must_change_password=must_change,
    )
    user.set_password(PASSWORD)
    user.save()
    return user


def enter(client, username="li", password=PASSWORD, **extra):
    form = {"login": username, "password": password}
    return client.post(reverse("account_login"), form, **extra)


def code_now(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_right_password_opens_the_desk(client):
    person()
    response = enter(client)
    assert (response.status_code, response["Location"]) == (302, "/")


def test_wrong_password_says_what_to_check_and_keeps_the_name(client):
    person()
    response = enter(client, password="something else")
    assert response.status_code == 200
    assert 'value="li"' in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_eight_wrong_passwords_lock_the_name_from_that_address(client):
    person()
    for _ in range(8):
        enter(client, password="something else")
    response = enter(client)
    assert response.status_code != 302
    assert "_auth_user_id" not in client.session


def test_second_factor_is_asked_for_and_its_secret_is_sealed(client):
    user = person()
    secret = "JBSWY3DPEHPK3PXP"
    totp = TOTP.activate(user, secret)
    stored = Authenticator.objects.get(pk=totp.instance.pk).data["secret"]
    assert secret not in stored
    response = enter(client)
    assert response["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    response = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert response.status_code == 200
    response = client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_first_password_is_changed_before_anything_else(client):
    user = person(must_change=True)
    enter(client)
    response = client.get("/")
    assert response["Location"] == reverse("account_change_password")
    new = {
        "oldpassword": PASSWORD,
        "password1": "another horse 88",
        "password2": "another horse 88",
    }
    client.post(reverse("account_change_password"), new)
    user.refresh_from_db()
    assert (user.must_change_password, user.check_password("another horse 88")) == (False, True)
    assert client.get(reverse("mfa_index")).status_code == 200


def test_administrators_set_up_the_second_factor_before_anything_else(client):
    person(office=Office.SYSTEM)
    enter(client)
    assert client.get(reverse("accounts:users"))["Location"] == reverse("mfa_activate_totp")


def test_activating_the_second_factor(client):
    user = person()
    enter(client)
    asked = client.get(reverse("mfa_activate_totp"))["Location"]
    assert asked.startswith(reverse("account_reauthenticate"))
    client.post(asked, {"password": PASSWORD, "next": reverse("mfa_activate_totp")})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = page.split("<code>")[1].split("</code>")[0]
    client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    kinds = sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    assert kinds == ["recovery_codes", "totp"]
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200


def test_example_people_are_offered_by_role_and_sign_in_without_password(client):
    user = person("example-secretary", example="支部书记")
    page = client.get(reverse("account_login")).content.decode()
    assert "支部书记 · 李明" in page
    response = client.post(reverse("accounts:example"), {"username": "example-secretary"})
    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize(
    "where",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"},
    ],
)
def test_example_people_do_not_exist_from_elsewhere(client, where):
    person("example-secretary", example="支部书记")
    assert "支部书记" not in client.get(reverse("account_login"), **where).content.decode()
    response = client.post(reverse("accounts:example"), {"username": "example-secretary"}, **where)
    assert response.status_code == 404


def test_example_people_do_not_exist_on_a_public_host(client, settings):
    settings.ON_LOOPBACK = False
    person("example-secretary", example="支部书记")
    response = client.post(reverse("accounts:example"), {"username": "example-secretary"})
    assert response.status_code == 404


def test_an_ordinary_account_is_no_example(client):
    person()
    assert client.post(reverse("accounts:example"), {"username": "li"}).status_code == 404


def test_a_closed_account_cannot_enter(client):
    user = person()
    user.is_active = False
    user.save()
    enter(client)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "address", ["/accounts/signup/", "/accounts/email/", "/accounts/password/reset/"]
)
def test_doors_that_the_product_does_not_have(client, address):
    person()
    enter(client)
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_residents_find_their_way_from_the_sign_in_page(client):
    page = client.get(reverse("account_login")).content.decode()
    assert f'<a href="{reverse("ask:what")}">居民点单</a>' in page
    assert f'<a href="{reverse("ask:status")}">用编号查点单</a>' in page
