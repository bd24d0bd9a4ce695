"""The pages as people use them: who sees what, nothing lost, nothing twice."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from tests.life.conftest import AT, DAY, record
from xianfeng.kernel.models import AuditEntry
from xianfeng.life import actions
from xianfeng.life.models import Meeting

CHOICES = {"place": "", "chair": "", "minutes": "", "expected": "", "present": ""}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: date(2021, 3, 20))
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: AT)


@pytest.fixture
def enter(city):
    def signed_in(role):
        client = Client()
        client.force_login(getattr(city, f"{role}_user"))
        return client

    return signed_in


def confirmed(city, **stated):
    return actions.confirm_meeting(
        actor=city.secretary_viewer, at=AT, unit=city.one, record=record(**stated)
    )


def posted(city, do="confirm", listed=("anna", "bo", "chen", "new"), **changed):
    keys = ",".join(str(getattr(city, name).pk) for name in listed)
    return {
        **CHOICES,
        "do": do,
        "submission": str(uuid4()),
        "unit": "G11",
        "kind": "general_meeting",
        "held_on": "2021-03-05",
        "title": "学习讨论",
        "content": "",
        "listed": keys,
        **changed,
    }


def test_the_secretary_records_and_sees_it(city, enter):
    client = enter("secretary")
    page = client.get("/life/record/")
    assert page.status_code == 200
    assert [person.name for person in page.context["form"].people] == [
        "安国",
        "薄冰",
        "陈晨",
        "丁宁",
    ]

    form = posted(city, absent=[city.bo.pk], **{f"reason_{city.bo.pk}": "sick"}, also=["theme_day"])
    answer = client.post("/life/record/", form)
    meeting = Meeting.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/life/{meeting.pk}/")
    assert (meeting.expected, meeting.present, meeting.title, meeting.recorder) == (
        4, 3, "学习讨论", "安国",
    )  # fmt: skip
    shown = dict(client.get(answer.url).context["pairs"])
    assert (shown["缺席"], shown["同时算作"], shown["应到人数"]) == (
        "薄冰（病假）",
        "主题党日",
        "4",
    )


def test_a_form_sent_twice_is_recorded_once(city, enter):
    client = enter("secretary")
    form = posted(city)

    first, second = client.post("/life/record/", form), client.post("/life/record/", form)
    assert (first.url, Meeting.objects.count()) == (second.url, 1)
    assert AuditEntry.objects.filter(verb="life.confirm_meeting").count() == 1


def test_an_error_keeps_all_input_and_names_its_field(city, enter):
    form = posted(
        city, held_on="2021-03-21", content="议定三项", absent=[city.bo.pk],
        **{f"reason_{city.bo.pk}": "duty"},
    )  # fmt: skip
    page = enter("secretary").post("/life/record/", form)

    shown = page.context["form"]
    assert shown.errors == {"held_on": ["日期在今天之后，请等会议开过再记录，或改成实际日期"]}
    assert (shown["title"].value(), shown["content"].value()) == ("学习讨论", "议定三项")
    assert [(r["person"].name, r["absent"], r["reason"].value()) for r in shown.rows][1] == (
        "薄冰", True, "duty",
    )  # fmt: skip
    assert Meeting.objects.count() == 0


def test_a_list_that_moved_is_shown_again_before_confirming(city, enter):
    client = enter("secretary")
    page = client.post("/life/record/", posted(city, kind="committee_meeting"))

    assert page.context["form"].errors == {
        "absent": ["应到名单已按会议类型和日期更新，请核对缺席人员后再确认"]
    }
    moved = f'name="listed" value="{city.anna.pk},{city.bo.pk}"'
    assert page.content.decode().count(moved) == 1
    again = posted(city, kind="committee_meeting", listed=("anna", "bo"))
    assert client.post("/life/record/", again).status_code == 302
    assert Meeting.objects.get().expected == 2


def test_without_a_script_the_list_follows_kind_and_day_by_a_button(city, enter):
    page = enter("secretary").post(
        "/life/record/", posted(city, do="people", kind="committee_meeting", title="没写完")
    )

    form = page.context["form"]
    assert [person.name for person in form.people] == ["安国", "薄冰"]
    assert (form["title"].value(), Meeting.objects.count()) == ("没写完", 0)


def test_the_part_that_depends_on_kind_and_day_alone(city, enter):
    page = enter("secretary").post("/life/record/people/", posted(city, held_on="2020-12-31"))

    assert [person.name for person in page.context["form"].people] == [
        "安国", "薄冰", "陈晨", "丁宁", "何去",
    ]  # fmt: skip


def test_periods_to_make_up_are_offered_where_nothing_was_held(city, enter):
    def offered(query):
        form = enter("secretary").get(f"/life/record/?unit=G11&{query}").context["form"]
        return [value for value, _ in form.fields["made_up"].choices]

    assert offered("kind=theme_day") == ["", "2021-02", "2021-01", "2020-12"]
    confirmed(city, held_on=date(2021, 2, 3), kind="theme_day")
    confirmed(city, held_on=date(2021, 3, 4), kind="theme_day", made_up="2020-12")
    assert offered("kind=theme_day") == ["", "2021-01"]


def test_a_draft_survives_and_is_taken_up_where_it_was_left(city, enter):
    client = enter("secretary")
    form = posted(city, title="写到一半", absent=[city.bo.pk], minutes="abc")
    assert client.post("/life/record/autosave/", form).status_code == 204
    assert client.post("/life/record/autosave/", {**form, "title": "写了一半"}).status_code == 204

    draft = Meeting.objects.get()
    assert (draft.state, draft.title) == ("draft", "写了一半")
    another = enter("secretary")
    assert another.get("/life/record/").context["left"] == draft
    page = another.get(f"/life/{draft.pk}/draft/").context["form"]
    assert (page["title"].value(), page["absent"].value()) == ("写了一半", [str(city.bo.pk)])
    another.post(f"/life/{draft.pk}/draft/", posted(city, title="写完了"))
    assert list(Meeting.objects.values_list("pk", "state", "title")) == [
        (draft.pk, "confirmed", "写完了")
    ]


def test_the_form_that_saved_itself_confirms_its_own_draft(city, enter):
    client = enter("secretary")
    form = posted(city, held_on="2021-03-04")
    client.post("/life/record/autosave/", form)
    client.post("/life/record/", {**form, "held_on": "2021-03-05"})
    client.post("/life/record/autosave/", {**form, "title": "迟到的自动保存"})

    assert list(Meeting.objects.values_list("state", "title", "held_on")) == [
        ("confirmed", "学习讨论", DAY)
    ]


def test_a_draft_confirmed_twice_is_recorded_once(city, enter):
    client = enter("secretary")
    client.post("/life/record/", posted(city, do="draft"))
    pk = Meeting.objects.get().pk
    form = posted(city)
    answers = [client.post(f"/life/{pk}/draft/", form).url for _ in range(2)]

    assert (answers, Meeting.objects.count()) == ([f"/life/{pk}/"] * 2, 1)
    told = client.get(f"/life/{pk}/").context["messages"]
    assert [str(message) for message in told] == [
        "草稿已保存，可随时接着填。",
        "已确认，这次会议已记入台账。",
    ]
    assert client.get(f"/life/{pk}/draft/").url == f"/life/{pk}/"
    told = client.get(f"/life/{pk}/").context["messages"]
    assert [str(message) for message in told] == ["这份草稿已经确认；如有出入，请在这里更正。"]


def test_saving_a_draft_by_button_and_discarding_it(city, enter):
    client = enter("secretary")
    answer = client.post("/life/record/", posted(city, do="draft", held_on="2021-03-30"))
    draft = Meeting.objects.get()
    assert (answer.url, draft.state) == (f"/life/{draft.pk}/draft/", "draft")

    assert client.post(f"/life/{draft.pk}/discard/").url == "/life/"
    assert Meeting.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        ("secretary", (200, 200, 200, 200)),
        ("superior", (200, 200, 200, 200)),
        ("member", (200, 200, 403, 404)),
        ("leader", (200, 200, 403, 404)),
        ("sibling", (404, 404, 404, 404)),
        ("outsider", (404, 404, 404, 403)),
    ],
)
def test_who_may_open_what(city, enter, role, statuses):
    meeting = confirmed(city, absences={city.bo.pk: "sick"})
    client = enter(role)

    found = [client.get(f"/life/{meeting.pk}/{part}").status_code for part in ("", "minutes/")]
    found.append(client.get(f"/life/{meeting.pk}/amend/").status_code)
    found.append(client.get("/life/record/?unit=G11").status_code)
    if role in {"member", "leader"}:
        assert found == [*statuses[:3], 403]
    else:
        assert tuple(found) == statuses


def test_drafts_are_for_recorders_and_sick_leave_is_not_for_colleagues(city, enter):
    confirmed(city, absences={city.bo.pk: "sick"}, title="有人病了")
    actions.save_draft(
        actor=city.secretary_viewer, at=AT, unit=city.one, record=record(title="未完")
    )

    def titles(role):
        return [meeting.title for meeting in enter(role).get("/life/").context["page"]]

    assert titles("secretary") == ["未完", "有人病了"]
    assert titles("superior") == ["未完", "有人病了"]
    assert titles("member") == titles("leader") == ["有人病了"]
    assert titles("sibling") == titles("outsider") == []
    meeting = Meeting.objects.get(title="有人病了")
    seen = {
        role: "薄冰" in enter(role).get(f"/life/{meeting.pk}/").content.decode()
        for role in ("secretary", "leader", "member")
    }
    assert seen == {"secretary": True, "leader": True, "member": False}


def test_the_list_is_narrowed_by_kind_month_unit_and_state(city, enter):
    confirmed(city, title="甲", also=("theme_day",))
    confirmed(city, title="乙", kind="lecture", held_on=date(2021, 2, 3))
    confirmed(city, title="丙", kind="lecture", held_on=date(2020, 2, 3))

    def titles(query):
        page = enter("leader").get(f"/life/?{query}").context["page"]
        return [meeting.title for meeting in page]

    assert titles("") == ["甲", "乙", "丙"]
    assert titles("kind=theme_day") == ["甲"]
    assert titles("kind=lecture&month=2021") == ["乙"]
    assert titles("month=2021-03") == ["甲"]
    assert titles("month=%E4%B8%89%E6%9C%88") == ["甲", "乙", "丙"]
    assert titles("unit=G12") == []
    assert titles("unit=G1") == titles("unit=%E7%AC%AC%E4%B8%80") == ["甲", "乙", "丙"]
    assert titles("state=draft") == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_the_same_few_times(
    city, enter, django_assert_num_queries, count
):
    for number in range(count):
        confirmed(city, title=str(number), also=("theme_day",))
    client = enter("secretary")
    client.get("/life/")

    with django_assert_num_queries(7):  # session, user, roles, member, count, meetings, marks
        client.get("/life/")


def test_amending_shows_both_versions_side_by_side(city, enter):
    meeting = confirmed(city, title="原题")
    client = enter("secretary")
    form = posted(city, title="新题", reason="写错了", version="1", do="amend")
    assert client.post(f"/life/{meeting.pk}/amend/", form).url == f"/life/{meeting.pk}/"

    history = client.get(f"/life/{meeting.pk}/").context["history"]
    assert [(str(label), texts) for label, texts in history.comparison] == [
        ("主题", [("新题", True), ("原题", False)])
    ]
    assert [(v.number, v.by, v.reason) for v in history.replaced] == [(1, "安国", "写错了")]


def test_whoever_comes_second_decides_knowing_both(city, enter):
    meeting = confirmed(city, title="原题")
    mine = posted(city, title="我的", reason="改", version="1", do="amend")
    enter("superior").post(
        f"/life/{meeting.pk}/amend/", {**mine, "title": "上级的", "submission": ""}
    )
    client = enter("secretary")
    page = client.post(f"/life/{meeting.pk}/amend/", mine)

    assert page.status_code == 409
    assert [(str(label), theirs, yours) for label, theirs, yours in page.context["rows"]] == [
        ("主题", "上级的", "我的")
    ]
    assert page.context["form"]["version"].value() == "2"
    again = {**mine, "version": "2", "submission": str(uuid4())}
    assert client.post(f"/life/{meeting.pk}/amend/", again).status_code == 302
    assert Meeting.objects.get().title == "我的"


def test_an_amendment_without_a_reason_is_asked_for_it(city, enter):
    meeting = confirmed(city)
    page = enter("secretary").post(
        f"/life/{meeting.pk}/amend/", posted(city, reason="", version="1", do="amend")
    )

    assert list(page.context["form"].errors) == ["reason"]
    assert Meeting.objects.get().version == 1


def test_a_superior_chooses_a_unit_and_is_marked(city, enter):
    client = enter("superior")
    assert [u.code for u in client.get("/life/record/?q=第").context["units"]] == [
        "G11", "G111", "G12",
    ]  # fmt: skip
    client.post("/life/record/", posted(city))

    assert Meeting.objects.get().on_behalf is True
