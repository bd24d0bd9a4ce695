"""Pages as others leave them: hostile words, other people's rows, days looked back on."""

from datetime import date

import pytest
from django.urls import reverse

from tests.volunteering.build import LAST, NOW, event, fresh, place, planned, recorded, standing
from xianfeng.volunteering import actions

LIST = reverse("volunteering:list")
SCRIPT = "<script>alert(1)</script>"


def url(name, *keys):
    return reverse(f"volunteering:{name}", args=keys)


def test_what_is_typed_is_shown_as_it_is_typed_and_never_run(city, browse):
    made = event(city, title=SCRIPT, venue=SCRIPT)
    place(city, made, city.members[0])
    for name in ("first", "secretary"):
        for here in (LIST, url("event", made.pk)):
            said = browse(name).get(here).content.decode()
            assert (SCRIPT in said, "&lt;script&gt;" in said) == (False, True)


@pytest.mark.parametrize("name", ["rival", "second", "neighbour", "first", "leader"])
def test_pages_of_the_organiser_do_not_exist_for_others(city, browse, name):
    made, client = event(city), browse(name)
    for page in ("edit", "record", "people", "people_export"):
        assert client.get(url(page, made.pk)).status_code == 404, page
    assert client.post(url("several", made.pk), {"row": [1]}).status_code == 404
    taken = client.post(url("step", made.pk, "cancel_event"), {"version": 1, "because": "x"})
    assert taken.status_code in {403, 404}
    assert (fresh(made).state, standing(made)) == ("open", [])


@pytest.mark.parametrize("name", ["rival", "second", "neighbour", "fellow"])
def test_anothers_place_is_not_there_to_be_given_back(city, browse, name):
    made = event(city)
    row = place(city, made, city.members[0])
    answer = browse(name).post(url("withdraw", row.pk), {"version": 1})
    assert (answer.status_code, standing(made)) == (404, [("党员甲", "signed")])


def test_a_leader_sees_the_names_and_changes_nothing(city, browse):
    made = event(city)
    row = place(city, made, city.members[0])
    client = browse("leader")
    said = client.get(url("event", made.pk)).content.decode()
    assert [word for word in ("党员甲", "/withdraw/", "取消活动", "修改") if word in said] == [
        "党员甲"
    ]
    assert client.post(url("withdraw", row.pk), {"version": 1}).status_code == 403


def test_an_older_page_says_so_and_gives_nothing_back(city, browse):
    made = event(city, places=1)
    place(city, made, city.members[1])
    row = place(city, made, city.members[0])
    actions.amend_event(
        actor=city.secretary, at=NOW, event=made, version=1, planned=planned(places=2)
    )
    client = browse("first")
    answer = client.post(url("withdraw", row.pk), {"version": 1, "back": "list"}, follow=True)
    assert "别人刚刚办过这一步" in answer.content.decode()
    assert client.post(url("withdraw", row.pk), {}).status_code == 302
    assert standing(made) == [("党员乙", "signed"), ("党员甲", "signed")]


def test_the_same_tap_sent_twice_is_one_place(city, browse):
    made, client = event(city), browse("first")
    sent = {"back": "list", "submission": "8a0f3d0e-6a52-4b0f-9a3f-2f8f3a3d7c11"}
    for _time in range(2):
        assert client.post(url("sign_up", made.pk), sent).headers["Location"] == LIST
    assert standing(made) == [("党员甲", "signed")]


def test_an_unknown_step_is_no_address(city, browse):
    made, client = event(city), browse("secretary")
    for verb in ("record_event", "delete", "amend_event"):
        assert client.post(url("step", made.pk, verb), {"version": 1}).status_code == 404
    assert client.get(url("step", made.pk, "open_event")).status_code == 405


def test_a_step_without_its_reason_stands_open_with_what_is_missing(city, browse):
    made = event(city)
    answer = browse("secretary").post(url("step", made.pk, "cancel_event"), {"version": 1})
    assert (answer.status_code, fresh(made).state) == (422, "open")
    steps = {step.verb: step.opened for step in answer.context["steps"]}
    assert steps == {"record_event": False, "cancel_event": True}


def test_looking_back_shows_what_could_be_joined_then(city, browse):
    made = event(city, sign_up_by=date(2021, 6, 29))
    client = browse("first")
    assert client.get(LIST).context["offered"] == []
    then = client.get(LIST, {"as_of": "2021-06-29"}).context["offered"]
    assert [one for one, _clashes in then] == [made]


def test_an_event_that_was_tells_a_member_whether_they_came(city, browse):
    made = recorded(city, on=LAST)
    actions.record_event(
        actor=city.secretary, at=NOW, event=made, version=made.version, hours=2,
        absent={city.members[1].pk},
    )  # fmt: skip
    came = browse("first").get(url("event", made.pk)).context["mine"]
    missed = browse("fellow").get(url("event", made.pk)).context["mine"]
    assert (came.came, missed.came) == (True, False)
    assert browse("second").get(url("event", made.pk)).status_code == 404
