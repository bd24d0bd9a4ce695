"""What went wrong is said in the users' words."""

from django.template.loader import get_template
from django.test import Client

from tests.ui.html import Reader


def heading(response):
    return Reader(response.content.decode()).texts("h1")


def test_denied_is_a_page(signed_in):
    response = signed_in.get("/denied/")
    assert response.status_code == 403
    assert heading(response) == ["这一步需要别的权限"]


def test_a_busy_database_says_when_to_try_again(signed_in):
    response = signed_in.get("/busy/")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert heading(response) == ["系统正忙"]


def test_who_gives_way_to_another_writer_is_told_to_try_again(signed_in):
    response = signed_in.get("/ring/")
    assert (response.status_code, response["Retry-After"]) == (503, "30")


def test_not_found_is_a_page(signed_in):
    response = signed_in.get("/nowhere/")
    assert response.status_code == 404
    assert heading(response) == ["没有找到这个页面"]


def test_the_address_asked_for_is_not_repeated(signed_in):
    assert "nowhere" not in signed_in.get("/nowhere/").content.decode()


def test_an_error_is_a_page_and_nothing_of_it_leaks(signed_in):
    signed_in.raise_request_exception = False
    response = signed_in.get("/broken/")
    assert response.status_code == 500
    assert heading(response) == ["系统这边出了点问题"]
    assert "broken" not in response.content.decode()


def test_the_error_page_leans_on_nothing(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    reader = Reader(get_template("500.html").render())
    assert [attrs["href"] for attrs, _ in reader.all("link")] == [
        "/static/vendor/tabler/tabler.min.css",
        "/static/ui/xianfeng.css",
    ]


def test_a_form_without_its_token_says_what_to_do(user, pages):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    response = client.post("/notes/", {"text": "甲"})
    assert response.status_code == 403
    assert heading(response) == ["这张表单放得太久了"]
