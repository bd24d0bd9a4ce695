"""The pages as people use them: few fields, several people at once, nothing twice."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.care.conftest import AT
from tests.members.build import member
from xianfeng.care.actions import talks as talk_actions
from xianfeng.care.actions.talks import Round
from xianfeng.care.models import Honour, Need, Talk, TalkNote, TalkYear, Visit
from xianfeng.kernel.viewer import operator


def visit(city, *who, **more):
    return {
        "submission": str(uuid4()), "unit": "A", "do": "save", "on": "2021-06-18",
        "occasion": "first_of_july", "amount": "500", "fund": "dues", "visitors": "安国",
        "note": "", "people": [one.pk for one in who],
    } | more  # fmt: skip


def test_a_visit_asks_for_five_fields_and_records_everybody_ticked(city, enter):
    client = enter(city.secretary_user)
    form = client.get("/care/record/").context["form"]
    folded = {"visitors", "note", "words"}
    assert set(form.fields) - folded == {"on", "occasion", "amount", "fund", "people"}
    assert [label for _key, label in form.fields["people"].choices] == [
        "丁宁", "安国（书记）", "薄冰（组织委员）", "陈晨",
    ]  # fmt: skip
    sent = visit(city, city.chenchen, city.dingning)
    for _twice in range(2):
        answer = client.post("/care/record/", sent)
        assert (answer.status_code, answer["Location"]) == (302, "/care/")
    assert set(Visit.objects.values_list("member__name", "amount")) == {
        ("陈晨", 500),
        ("丁宁", 500),
    }
    assert client.get("/care/").context["totals"] == {"times": 2, "people": 2, "amount": 1000}


def test_who_is_in_need_is_offered_first(city, enter):
    Need.objects.create(unit=city.a, member=city.chenchen, kind="illness", from_on=date(2021, 1, 1))
    form = enter(city.secretary_user).get("/care/record/").context["form"]
    assert form.fields["people"].choices[0] == (city.chenchen.pk, "陈晨（患病）")
    talks = enter(city.secretary_user).get("/care/talks/record/").context["form"]
    assert (city.chenchen.pk, "陈晨") in talks.fields["people"].choices


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"fund": "none"}, "fund"),
        ({"people": []}, "people"),
        ({"occasion": ""}, "occasion"),
        ({"on": "昨天"}, "on"),
        ({"on": "2021-06-21"}, "on"),
        ({"amount": "-5"}, "amount"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_input_is_kept(city, enter, changed, field):
    answer = enter(city.secretary_user).post("/care/record/", visit(city, city.chenchen) | changed)
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (200, [field])
    assert form["visitors"].value() == "安国"
    assert Visit.objects.count() == 0


def test_looking_for_a_name_keeps_what_was_entered(city, enter):
    for number in range(90):
        member(f"众人{number:03d}", city.b)
    client = enter(city.officer_user)
    sent = visit(city, city.chenchen) | {"unit": "R", "do": "find", "words": "众人001"}
    form = client.post("/care/record/", sent).context["form"]
    assert [label for _key, label in form.fields["people"].choices] == ["陈晨", "众人001"]
    assert (form["amount"].value(), form["people"].value()) == ("500", [str(city.chenchen.pk)])
    assert (form.is_bound, Visit.objects.count()) == (False, 0)


def test_a_round_of_talks_is_one_form(city, enter):
    client = enter(city.secretary_user)
    form = client.get("/care/talks/record/").context["form"]
    assert form.initial["lead"] == city.anguo.pk
    sent = {
        "unit": "A", "do": "save", "on": "2021-06-18", "lead": city.anguo.pk, "form": "in_person",
        "purpose": "routine", "people": [city.anguo.pk, city.chenchen.pk, city.dingning.pk],
    }  # fmt: skip
    assert client.post("/care/talks/record/", sent).status_code == 302
    assert client.post("/care/talks/record/", sent | {"lead": ""}).status_code == 200
    assert Talk.objects.count() == 2
    page = client.get("/care/talks/").content.decode()
    assert "2 / 5" in page
    missing = client.get(f"/care/talks/years/{TalkYear.objects.get().pk}/").content.decode()
    assert "任一党员" in missing


def test_an_honour_of_the_branch_names_nobody(city, enter):
    sent = {"unit": "A", "do": "save", "title": "红旗党支部", "level": "city",
            "awarded_on": "2021-06-18", "awarded_by": "", "document": ""}  # fmt: skip
    assert enter(city.secretary_user).post("/care/honours/record/", sent).status_code == 302
    assert Honour.objects.get().member is None


def test_a_record_is_withdrawn_with_its_reason(city, enter):
    client = enter(city.secretary_user)
    client.post("/care/record/", visit(city, city.chenchen))
    address = f"/care/{Visit.objects.get().pk}/withdraw/"
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "记错了日期"}).status_code == 302
    assert "记错了日期" in client.get("/care/").content.decode()
    assert enter(city.leader_user).get(address).status_code == 403
    assert enter(city.sibling_user).get(address).status_code == 404


def test_somebody_is_put_on_the_list_and_taken_off(city, enter):
    client = enter(city.secretary_user)
    sent = {"unit": "A", "member": city.chenchen.pk, "kind": "hardship", "from_on": "2021-06-01"}
    assert client.post("/care/needs/", sent).status_code == 302
    again = client.post("/care/needs/", sent)
    assert again.context["form"].non_field_errors() == ["这个人已按这一类别列入，不用再登记"]
    page = client.get("/care/year/").content.decode()
    assert "陈晨" in page
    address = f"/care/needs/{Need.objects.get().pk}/end/"
    assert client.post(address, {"until_on": "2021-06-20"}).status_code == 302
    assert Need.objects.get().until_on == date(2021, 6, 20)


def test_the_two_write_their_notes_on_the_talks_page(city, enter):
    chosen = Round(date(2021, 6, 1), [city.chenchen.pk], city.anguo.pk)
    (talk,) = talk_actions.record_talks(
        actor=city.secretary_viewer, at=AT, unit=city.a, talks=chosen
    )
    address = f"/care/talks/{talk.pk}/"
    assert enter(city.member_user).post(address, {"text": "想调岗"}).status_code == 302
    page = enter(city.secretary_user).get(address).content.decode()
    assert (
        "想调岗" in page,
        "no-store" in enter(city.member_user).get(address)["Cache-Control"],
    ) == (True, True)
    assert enter(city.officer_user).post(address, {"text": "上级写"}).status_code == 403
    assert TalkNote.objects.count() == 1


@pytest.mark.parametrize(
    "address",
    ["/care/", "/care/talks/", "/care/honours/", "/care/year/", "/care/fifty/", "/care/birthdays/"],
)
@pytest.mark.parametrize("asked", ["?unit=B", "?unit=%20nowhere", "?year=0&name=%27"])
def test_a_list_is_narrowed_to_what_one_may_see(city, enter, address, asked):
    answer = enter(city.secretary_user).get(address + asked)
    assert answer.status_code == (404 if "unit" in asked else 200)


@pytest.mark.parametrize(
    "address", ["/care/", "/care/honours/", "/care/birthdays/", "/care/talks/"]
)
def test_a_list_of_many_asks_as_few_questions_as_one_of_one(city, enter, address):
    client, actor = enter(city.officer_user), operator("装入")

    def asked():
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    def fill(who):
        client.post("/care/record/", visit(city, who))
        chosen = Round(date(2021, 6, 1), [who.pk], city.anguo.pk)
        talk_actions.record_talks(actor=actor, at=AT, unit=city.a, talks=chosen)
        Honour.objects.create(
            unit=city.a, member=who, title="先进", level="city", awarded_on=date(2021, 6, 1),
            recorded_at=AT,
        )  # fmt: skip

    fill(city.chenchen)
    one = asked()
    for number in range(4):
        fill(member(f"又一人{number}", city.a, joined_on=date(2001, 6, 2)))
    assert asked() == one
