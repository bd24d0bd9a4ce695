"""The pages, from a new plan to a confirmed visit, and what each person is offered."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from tests.supervision.build import NOW, ON, THREE, confirmed, drawn, go, in_state, planned, record
from xianfeng.rectification.actions import Contents, draft_order, issue_order
from xianfeng.rectification.models import Problem
from xianfeng.supervision.models import Plan, Round, Visit

FINDING = {"f0_category": "style", "f0_text": "会议记录不全", "f0_due_on": "2021-07-30"}
PAGE = {"held_on": "2021-06-29", "looked": "座谈", "rows": "1", "version": "1"}


def test_a_plan_is_filled_by_hand_and_by_lot(city, browse):
    answer = browse("officer", "/supervision/plans/new/R/", year=2021)
    plan = Plan.objects.get()
    assert answer.headers["Location"] == f"/supervision/plans/{plan.pk}/"
    line = {"quarter": 3, "kind": "unannounced", "theme": "节前纪律"}
    answer = browse("officer", f"/supervision/plans/{plan.pk}/add/", **line)
    made = Round.objects.get()
    assert answer.headers["Location"] == f"/supervision/rounds/{made.pk}/units/"
    form = browse("officer", f"/supervision/rounds/{made.pk}/units/").context["form"]
    assert [unit.code for unit in form.fields["units"].queryset] == ["C", "D", "F"]
    every = browse("officer", f"/supervision/rounds/{made.pk}/units/?all=1").context["form"]
    assert [unit.code for unit in every.fields["units"].queryset] == [
        "C", "B1", "B2", "D", "E1", "F", "H1",
    ]  # fmt: skip
    browse("officer", f"/supervision/rounds/{made.pk}/units/?all=1", units=[city.e1.pk])
    lots = {"kind": "next", "number": 2, "longest": "on", "seed": "7"}
    answer = browse("officer", f"/supervision/rounds/{made.pk}/draw/", **lots)
    draw = made.draws.get()
    assert answer.headers["Location"] == f"/supervision/draws/{draw.pk}/"
    shown = browse("officer", answer.headers["Location"]).content.decode()
    assert "结果与当时完全一致" in shown
    page = browse("officer", f"/supervision/plans/{plan.pk}/").content.decode()
    assert all(visit.unit.name in page for visit in made.visits.all())
    assert made.visits.count() == 3
    past = browse("officer", f"/supervision/plans/{plan.pk}/add/", **line | {"quarter": 1})
    assert "这个季度已经过去" in past.content.decode()


def test_a_visit_is_recorded_on_one_page_and_says_what_followed(city, browse):
    visit = planned(city)
    drawn(city, visit)
    page = f"/supervision/visits/{visit.pk}/record/"
    form = browse("officer", page).context["form"]
    assert (form["held_on"].value(), form["f0_due_on"].value()) == (ON, date(2021, 7, 30))
    key = str(uuid4())
    said = PAGE | FINDING | {"version": "2", "do": "confirm", "submission": key}
    answer = browse("officer", page, **said)
    assert answer.headers["Location"] == f"/supervision/visits/{visit.pk}/?taken={key}"
    told = browse("officer", answer.headers["Location"]).content.decode()
    assert "已确认。1 个问题已列入整改台账。" in told
    assert "会议记录不全" in told
    assert f"/rectification/problems/{Problem.objects.get().pk}/" in told


def test_an_order_is_drafted_from_the_visit_while_problems_lie_on_none(city, browse):
    visit = confirmed(city, None, *THREE)
    link = f"/rectification/orders/new/C/?issuer={city.root.pk}"
    page = f"/supervision/visits/{visit.pk}/"
    assert f'href="{link}"' in browse("officer", page).content.decode()
    offered = browse("officer", link).content.decode()
    assert all(each.text in offered for each in THREE)
    assert link not in browse("clerk", page).content.decode()
    assert browse("officer", page).context["orders"] == []
    said = Contents("交办单", "督查", date(2021, 12, 30), picked=list(Problem.objects.all()))
    about = {"actor": city.officer, "at": NOW}
    order = draft_order(**about, issuer=city.root, unit=visit.unit, contents=said)
    assert browse("officer", page).context["orders"] == []
    issue_order(**about, order=order, version=order.version)
    assert browse("officer", page).context["orders"] == [order]
    assert f'href="/rectification/orders/{order.pk}/"' in browse("officer", page).content.decode()
    Problem.objects.update(state="withdrawn", order=None)
    assert link not in browse("officer", page).content.decode()


def test_nothing_found_is_one_click(city, browse):
    visit = planned(city)
    drawn(city, visit)
    said = PAGE | {"version": "2", "do": "none", "looked": ""}
    browse("officer", f"/supervision/visits/{visit.pk}/record/", **said)
    visit.refresh_from_db()
    assert (visit.state, Problem.objects.count()) == ("confirmed", 0)
    page = browse("officer", f"/supervision/visits/{visit.pk}/").content.decode()
    assert "本次没有发现问题" in page


def test_without_a_script_a_draft_is_kept_and_rows_are_added(city, browse):
    visit = planned(city)
    page = f"/supervision/visits/{visit.pk}/record/"
    more = browse("officer", page, **PAGE, do="more", f0_text="第一个", team_names="张三")
    form = more.context["form"]
    assert [row["number"] for row in form.finding_rows()] == [1, 2]
    assert (form["f0_text"].value(), form["team_names"].value()) == ("第一个", "张三")
    assert form.errors == {}
    said = PAGE | {"rows": "2", "f0_text": "第一个", "f1_text": "第二个", "team_names": "张三"}
    browse("officer", page, **said, do="draft")
    again = browse("officer", page).context["form"]
    assert [row["text"].value() for row in again.finding_rows()] == ["第一个", "第二个"]
    assert (again["looked"].value(), again["team_names"].value()) == ("座谈", "张三")
    assert Visit.objects.get(pk=visit.pk).state == "draft"


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"f0_category": ""}, "f0_category", "请选类别"),
        ({"f0_text": " "}, "f0_text", "请写明问题；不是问题的，请清空这一条"),
        ({"f0_due_on": "2021-06-01"}, "f0_due_on", "整改时限在督导日期之前，请核对"),
        ({"held_on": "2021-07-01", "f0_due_on": "2021-07-30"}, "held_on",
         "督导日期在今天之后，请核对"),
        ({"team_names": ""}, "team_names", "没有抽取督导组，请写明去了哪些人"),
    ],
)  # fmt: skip
def test_what_is_still_to_be_mended_is_said_and_all_is_kept(city, browse, given, field, words):
    visit = planned(city)
    said = PAGE | FINDING | {"do": "confirm", "team_names": "张三"} | given
    answer = browse("officer", f"/supervision/visits/{visit.pk}/record/", **said)
    form = answer.context["form"]
    assert form.errors == {field: [words]}
    assert form["looked"].value() == "座谈"
    assert (Visit.objects.get(pk=visit.pk).state, Problem.objects.count()) == ("planned", 0)


def test_a_record_sent_twice_is_taken_once(city, browse):
    visit = planned(city)
    drawn(city, visit)
    key = str(uuid4())
    said = PAGE | FINDING | {"version": "2", "do": "confirm", "submission": key}
    page = f"/supervision/visits/{visit.pk}/record/"
    places = {browse("officer", page, **said).headers["Location"] for _time in range(3)}
    assert places == {f"/supervision/visits/{visit.pk}/?taken={key}"}
    assert Problem.objects.count() == 1
    other = browse("officer", page, **said | {"submission": str(uuid4()), "f0_text": "另一个"})
    assert other.headers["Location"] == f"/supervision/visits/{visit.pk}/"
    assert Problem.objects.count() == 1


def test_the_browser_learns_whether_its_words_arrived(city, browse):
    visit = planned(city)
    drawn(city, visit)
    key, other = str(uuid4()), str(uuid4())
    said = PAGE | FINDING | {"version": "2", "do": "draft", "submission": key}
    browse("officer", f"/supervision/visits/{visit.pk}/record/", **said)
    base = f"/supervision/visits/{visit.pk}/taken"
    assert browse("officer", f"{base}/{key}/").json() == {"taken": True, "state": "draft"}
    assert browse("officer", f"{base}/{other}/").json() == {"taken": False, "state": "draft"}
    assert browse("leader", f"{base}/{key}/").status_code == 403
    assert browse("clerk", f"{base}/{key}/").status_code == 404


def test_a_stale_record_is_told_so(city, browse):
    visit = planned(city)
    go("save_record", city.officer, visit, record=record(THREE[0]))
    said = PAGE | FINDING | {"version": "1", "do": "confirm", "team_names": "张三"}
    answer = browse("officer", f"/supervision/visits/{visit.pk}/record/", **said)
    assert "别人刚刚改过" in answer.content.decode()
    assert Visit.objects.get(pk=visit.pk).state == "draft"


OFFERED = {
    ("officer", "planned"): ["记录", "定日期", "重抽督导组", "通知被督导单位", "取消"],
    ("leader", "planned"): [],
    ("officer", "draft"): ["接着记录", "取消"],
    ("officer", "confirmed"): ["更正", "作废"],
    ("clerk", "confirmed"): [],
    ("officer", "voided"): [],
}


@pytest.mark.parametrize(("who", "state"), OFFERED)
def test_everybody_is_offered_the_steps_they_may_take(city, browse, who, state):
    visit = in_state(city, state)
    page = browse(who, f"/supervision/visits/{visit.pk}/").content.decode()
    words = ["记录", "接着记录", "定日期", "重抽督导组", "通知被督导单位", "取消", "更正", "作废"]
    assert [each for each in words if f">{each}</a>" in page] == [
        each for each in words if each in OFFERED[who, state]
    ]


def test_the_notice_is_a_word_document_for_the_unit_too(city, browse):
    visit = in_state(city, "planned")
    assert browse("officer", f"/supervision/visits/{visit.pk}/notice/").status_code == 404
    go("announce_visit", city.officer, visit)
    answer = browse("clerk", f"/supervision/visits/{visit.pk}/notice/")
    text = [part.text for part in Document(BytesIO(answer.content)).paragraphs if part.text]
    assert text[:3] == [
        "关于开展专题调研的通知",
        "甲局机关党委：",
        "根据年度督导计划，定于2021年6月30日到你单位开展专题调研。现将有关事项通知如下：",
    ]
    leader = visit.team.get(leader=True).member.name
    assert f"组长：{leader}" in text
    assert text[-2:] == ["市直工委", "2021年6月30日"]


def test_coverage_lists_units_in_the_fixed_order_as_of_a_day(city, browse):
    visit = planned(city, city.d)
    drawn(city, visit)
    confirmed(city, visit, held_on=date(2021, 6, 20))
    page = browse("officer", "/supervision/coverage/R/")
    rows = [(row.unit.code, len(row.visits)) for row in page.context["rows"]]
    assert rows == [("C", 0), ("D", 1), ("F", 0)]
    assert (page.context["found"].total, page.context["found"].visited) == (3, 1)
    before = browse("officer", "/supervision/coverage/R/?as_of=2021-06-19").context["found"]
    assert (before.total, before.visited) == (3, 0)
    left = browse("officer", "/supervision/coverage/R/?visited=no").context["rows"]
    assert [row.unit.code for row in left] == ["C", "F"]
    branches = browse("officer", "/supervision/coverage/R/?level=branches").context["rows"]
    assert [row.unit.code for row in branches] == ["B1", "B2", "E1", "H1"]
    sheet = browse("officer", "/supervision/coverage/R/excel/")
    book = load_workbook(BytesIO(b"".join(sheet.streaming_content))).active
    lines = [[cell.value for cell in row] for row in book.iter_rows(min_row=2)]
    assert [(line[0], line[2], line[4]) for line in lines] == [
        ("C", 0, None), ("D", 1, "专题调研"), ("F", 0, None),
    ]  # fmt: skip
    assert browse("clerk", "/supervision/coverage/R/").status_code == 404
    assert browse("member", "/supervision/coverage/B1/").status_code == 404


@pytest.mark.parametrize("address", ["/supervision/", "/supervision/coverage/R/"])
def test_a_list_takes_as_many_queries_for_three_as_for_one(city, client, address):
    client.force_login(city.users["officer"])

    def visit(unit):
        made = planned(city, unit)
        drawn(city, made, number=1, seed=unit.code)
        confirmed(city, made, THREE[0])

    def taken():
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(address)
        return len(seen)

    visit(city.c)
    one = taken()
    visit(city.d)
    visit(city.f)
    assert taken() == one


def test_the_list_narrows_by_year_kind_state_and_words(city, browse):
    confirmed(city, planned(city, city.c))
    planned(city, city.d, kind="unannounced")
    queries = ("", "kind=unannounced", "state=confirmed", "words=乙局", "year=2020", "year=x")
    found = {
        query: browse("officer", f"/supervision/?{query}").context["rows"] for query in queries
    }
    names = {query: [visit.unit.code for visit, _found in rows] for query, rows in found.items()}
    assert names == {
        "": ["D", "C"],
        "kind=unannounced": ["D"],
        "state=confirmed": ["C"],
        "words=乙局": ["D"],
        "year=2020": [],
        "year=x": ["D", "C"],
    }


def test_an_amendment_is_shown_with_what_was_said_before(city, browse):
    visit = confirmed(city, None, THREE[0])
    page = f"/supervision/visits/{visit.pk}/amend/"
    said = {"version": visit.version, "rows": 1, "held_on": "2021-06-28", "looked": "补充了公示栏"}
    missing = browse("officer", page, **said, do="amend")
    assert missing.context["form"].errors == {"reason": ["这个字段是必填项。"]}
    browse("officer", page, **said, do="amend", reason="日期写错")
    text = browse("clerk", f"/supervision/visits/{visit.pk}/").content.decode()
    assert "更正：日期写错。原记录：2021-06-29，查阅会议记录" in text
    assert "补充了公示栏" in text
