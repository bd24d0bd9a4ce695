"""Script, formulas and far too much, in every field that anybody may write, on every page."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.service import build
from tests.service.resident import CONTACT, WHAT, order, where
from tests.units.build import NOW
from xianfeng.kernel import crypto
from xianfeng.service.models import Rating, Request

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
IMAGE = "\"'><img src=x onerror=alert(2)>"
RAW = ("<script>alert(1)", "<img src=x", "<b>王")
FORMULA = "=HYPERLINK(1)"


@pytest.fixture(autouse=True)
def june(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: build.ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city():
    return build.City()


@pytest.fixture
def people(city):
    """Return a browser for each who may see a request, and one that holds its number."""
    found = {name: Client() for name in ("worker", "secretary", "officer", "first")}
    for name, client in found.items():
        client.force_login(city.users[name])
    return found | {"resident": Client()}


def step(person, request, verb, **said):
    """Take a step as people do; return the request as it stands then."""
    request.refresh_from_db()
    address = reverse("service:step", args=[request.pk, verb])
    answer = person.post(address, {"version": request.version} | said)
    assert answer.status_code == 302, answer.content.decode()
    request.refresh_from_db()
    return request


def pages(people, request):
    """Yield every page of every person on which a word of the request may stand."""
    own = reverse("service:request", args=[request.pk])
    for name in ("worker", "secretary", "first"):
        for address in ("/", "/service/?box=every", "/service/mine/", own):
            yield people[name].get(address)
    for address in ("/ask/check/", "/ask/done/", "/ask/status/", "/ask/"):
        yield people["resident"].get(address)


def elsewhere(people):
    """Yield the pages of other parts of the house that name requests."""
    for name in ("worker", "secretary", "officer"):
        for address in ("/duties/", "/search/?q=script", "/service/proposals/", "/service/needs/"):
            yield people[name].get(address)


def held(people, request):
    """Hold every page to the rule: words stay words."""
    shown = 0
    for answer in pages(people, request):
        said = answer.content.decode()
        assert [raw for raw in RAW if raw in said] == [], answer.request["PATH_INFO"]
        shown += said.count("&lt;script&gt;alert(1)")
    return shown


def asked(city, people):
    return order(
        people["resident"], city.grid, what=WHAT | {"text": SCRIPT},
        contact=CONTACT | {"contact": "<b>王</b>"}, address=f"{IMAGE}{SCRIPT}",
    )  # fmt: skip


def test_scripts_of_everybody_are_words_on_every_page_of_everybody(city, people):
    request = asked(city, people)
    worker, secretary, first = (people[name] for name in ("worker", "secretary", "first"))
    seen = [held(people, request)]
    step(worker, request, "check_request", places=1, urgency=1)
    step(worker, request, "send_request", named=city.one.code)
    step(secretary, request, "return_request", because=f"不行{SCRIPT}")
    step(worker, request, "send_request", named=city.one.code)
    step(worker, request, "call_request_back", because=f"另派{SCRIPT}")
    step(worker, request, "give_request_up", because=f"没人{SCRIPT}{IMAGE}")
    seen.append(held(people, request))
    step(worker, request, "take_request_up")
    step(worker, request, "send_request", named=city.one.code)
    step(secretary, request, "dispatch_request", members=[city.members[0].pk])
    seen.append(held(people, request))
    for answer in elsewhere(people):
        assert [raw for raw in RAW if raw in answer.content.decode()] == []
    mine = build.part_of(request, city.members[0])
    first.post(reverse("service:part", args=[mine.pk, "accept_place"]), {"version": 1})
    seen.append(held(people, request))
    step(first, request, "finish_request", done_on=build.ON, minutes=30, result=f"好{SCRIPT}")
    people["resident"].post("/ask/status/", {"number": request.number})
    seen.append(held(people, request))
    people["resident"].post("/ask/status/rate/", {"stars": "5", "words": f"谢{SCRIPT}{IMAGE}"})
    seen.append(held(people, request))
    assert Rating.objects.get().text == f"谢{SCRIPT}{IMAGE}"
    assert Request.objects.get().result == f"好{SCRIPT}"
    assert min(seen) >= 5, seen  # it stood on several pages each time, as words


def test_what_a_worker_takes_down_and_what_is_refused_are_words_too(city, people):
    worker = people["worker"]
    said = {
        "category": "repair", "text": SCRIPT, "community": city.east.pk, "phone": "13800000009",
        "contact": f"王{SCRIPT}", "address": IMAGE, "places": 1, "urgency": 1,
    }  # fmt: skip
    again = worker.post(reverse("service:request_new"), said | {"phone": SCRIPT}).content.decode()
    assert [raw for raw in RAW if raw in again] == []
    worker.post(reverse("service:request_new"), said)
    request = Request.objects.get()
    assert crypto.unseal(request.contact_sealed) == f"王{SCRIPT}"
    assert held(people, request) >= 2
    wrong = worker.post(reverse("service:step", args=[request.pk, "send_request"]),
                        {"version": request.version, "named": IMAGE})  # fmt: skip
    assert wrong.status_code == 422
    assert [raw for raw in RAW if raw in wrong.content.decode()] == []
    for words in (SCRIPT, IMAGE):
        said = worker.get("/service/", {"words": words, "box": words}).content.decode()
        assert [raw for raw in RAW if raw in said] == []


def test_the_workbook_holds_formulas_as_words(city, people):
    request = order(people["resident"], city.grid, what=WHAT | {"text": FORMULA})
    answer = people["worker"].get(reverse("service:desk_export"))
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    kinds = {(cell.value, cell.data_type) for cell in sheet["C"]}
    assert kinds == {("要办的事", "s"), (FORMULA, "s")}
    assert request.text == FORMULA


@pytest.mark.parametrize(
    ("route", "field", "longest"),
    [("", "text", 100), ("where/", "address", 80), ("contact/", "contact", 20),
     ("contact/", "phone", 30), ("status/rate/", "words", 200)],
)  # fmt: skip
def test_one_sign_too_many_is_said_beside_its_field_and_kept(city, route, field, longest):
    client, request = Client(), build.done(city)
    client.post("/ask/status/", {"number": request.number})
    whole = {"": WHAT, "where/": where(city.east), "contact/": CONTACT, "status/rate/": {}}
    typed = "长" * (longest + 1)
    answer = client.post(f"/ask/{route}", whole[route] | {"stars": "5", field: typed})
    assert answer.status_code == 422
    assert typed in answer.content.decode()
    assert Rating.objects.count() == 0
    for flood in ("长" * 30_000, "a" * 100_000):
        refused = client.post(f"/ask/{route}", whole[route] | {field: flood})
        assert (refused.status_code, flood in refused.content.decode()) == (413, False)


@pytest.mark.parametrize("verb", ["refuse_request", "give_request_up", "return_request",
                                  "finish_request", "confirm_request"])  # fmt: skip
def test_staff_are_told_when_it_is_too_long(city, people, verb):
    made = {"refuse_request": build.placed, "give_request_up": build.checked,
            "return_request": build.sent, "finish_request": build.accepted,
            "confirm_request": build.done}  # fmt: skip
    request = made[verb](city)
    before = request.state
    name = "secretary" if verb in {"return_request", "finish_request"} else "worker"
    said = {"version": request.version, "because": "长" * 201, "result": "长" * 301,
            "done_on": build.ON, "minutes": 30}  # fmt: skip
    answer = people[name].post(reverse("service:step", args=[request.pk, verb]), said)
    assert answer.status_code == 422
    request.refresh_from_db()
    assert request.state == before
