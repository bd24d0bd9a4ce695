"""The helpers between a request and an answer."""

from datetime import date
from uuid import uuid4

import pytest

from tests.ui import urls
from tests.ui.html import Reader
from xianfeng.kernel import clock
from xianfeng.kernel.models import Submission
from xianfeng.ui import http


@pytest.fixture(autouse=True)
def _nothing_taken():
    urls.TAKEN.clear()


def send(client, **data):
    return client.post("/notes/", {"text": "甲"} | data)


def test_a_form_sent_twice_is_taken_once(signed_in, user):
    key = str(uuid4())
    first, second = send(signed_in, submission=key), send(signed_in, submission=key)
    assert (first.status_code, first.url) == (302, "/notes/1/")
    assert (second.status_code, second.url) == (302, "/notes/1/")
    assert urls.TAKEN == ["甲"]
    assert list(Submission.objects.values_list("user_id", "location")) == [(user.pk, "/notes/1/")]


@pytest.mark.parametrize("data", [{}, {"submission": ""}, {"submission": "no-uuid"}])
def test_a_missing_or_garbled_key_is_a_new_submission(signed_in, data):
    assert [send(signed_in, **data).url, send(signed_in, **data).url] == ["/notes/1/", "/notes/2/"]


def test_two_keys_are_two_submissions(signed_in):
    for _ in range(2):
        send(signed_in, submission=str(uuid4()))
    assert urls.TAKEN == ["甲", "甲"]


def test_what_raises_leaves_the_key_free(signed_in, rf, user):
    request = rf.post("/", {"submission": str(uuid4())})
    request.user = user

    def fail():
        raise RuntimeError("no room")

    with pytest.raises(RuntimeError):
        http.post_once(request, fail)
    assert http.post_once(request, lambda: "/done/").url == "/done/"


def test_a_conflict_shows_both_and_keeps_the_input(signed_in):
    response = signed_in.post("/rival/", {"text": "我的", "version": "3"})
    assert response.status_code == 409
    reader = Reader(response.content.decode())
    assert reader.texts("h1") == ["这条记录刚刚被别人改过"]
    assert reader.texts("th", scope="row") == ["内容 不同", "地点"]
    assert reader.texts("td") == ["别人的<b>", "我的", "—", "—"]
    assert [text for _, text in reader.all("tr", class_="differs")] == ["内容 不同别人的<b>我的"]
    assert [attrs["value"] for attrs, _ in reader.all("input", name="text")] == ["我的"]
    # Sending again is a decision made knowing what stands now.
    assert [attrs["value"] for attrs, _ in reader.all("input", name="version")] == ["7"]


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("?as_of=2020-06-30", date(2020, 6, 30)),
        ("?as_of=2020-02-29", date(2020, 2, 29)),
    ],
)
def test_as_of_is_the_day_asked_for(rf, query, day):
    assert http.as_of(rf.get("/" + query)) == day


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?as_of=",
        "?as_of=2021-02-29",
        "?as_of=20200630",
        "?as_of=2020-W01-1",
        "?as_of=x",
        "?as_of=9999-12-31",
    ],
)
def test_as_of_is_today_otherwise(rf, query):
    assert http.as_of(rf.get("/" + query)) == clock.today()


@pytest.mark.parametrize(
    ("query", "number"), [("", 1), ("?page=2", 2), ("?page=99", 3), ("?page=x", 1), ("?page=-1", 3)]
)
def test_the_page_asked_for_or_the_nearest(rf, query, number):
    page = http.page_of(rf.get("/" + query), range(101))
    assert (page.number, page.paginator.num_pages) == (number, 3)


def test_the_size_of_a_page(rf):
    assert list(http.page_of(rf.get("/?page=2"), range(5), size=2)) == [2, 3]
