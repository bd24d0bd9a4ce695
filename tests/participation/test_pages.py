"""The pages as people use them: one tick for a community, one button for a unit."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.members.build import member
from tests.participation.build import MARCH, said, signed
from tests.units.build import NOW, unit
from xianfeng.checkin import actions as checkin
from xianfeng.participation.models import Opinion, Report

HERE = "/participation/here/"
UNIT = "/participation/unit/?unit=B1&period=2021"


def sent(**more):
    return {"submission": str(uuid4()), "year": "2021"} | more


def items(answer):
    """Return {figure or title: value} of a report's page."""
    return {
        item.figure or item.title: item.value
        for _title, found in answer.context["sections"]
        for item, _href in found
    }


def lists(answer):
    return [
        what
        for _title, found in answer.context["sections"]
        for item, _href in found
        for _on, what in item.happened
    ]


def rows(answer):
    return [
        (row.about.name, row.community.name, row.opinion and row.opinion.verdict)
        for row in answer.context["rows"]
    ]


def test_a_worker_sees_who_was_there_and_nobody_else(city, enter):
    client = enter("worker")
    answer = client.get(HERE)
    assert rows(answer) == [("第一支部", "东街社区", None), ("第二支部", "东街社区", None)]
    people = client.get(HERE + "?sort=members")
    assert rows(people) == [("党员乙", "东街社区", None), ("党员甲", "东街社区", None)]
    page = answer.content.decode() + people.content.decode()
    assert [name for name in ("外局支部", "外局党员", "党员丙", "西街") if name in page] == []


def test_beside_each_stands_what_is_recorded_there(city, enter):
    city.served()
    client = enter("worker")
    found = {row.about.name: row.record for row in client.get(HERE).context["rows"]}
    assert found == {"第一支部": "接单 1 件，办结 1 件", "第二支部": ""}
    people = client.get(HERE + "?sort=members")
    found = {row.about.name: row.record for row in people.context["rows"]}
    assert found == {"党员甲": "参加服务 1 次，1 小时", "党员乙": ""}
    earlier = client.get(HERE + "?sort=members&year=2020")
    assert list(earlier.context["rows"]) == []


def test_ticks_say_that_it_is_so(city, enter):
    client = enter("worker")
    ticked = [f"{one.pk}-{city.east.pk}" for one in (city.one, city.two)]
    answer = client.post(HERE + "confirm/", sent(row=ticked, sort="units"))
    assert answer["Location"] == f"{HERE}?year=2021&sort=units"
    found = Opinion.objects.values_list("unit__name", "community__name", "verdict", "text")
    assert list(found) == [
        ("第一支部", "东街社区", "true", ""), ("第二支部", "东街社区", "true", ""),
    ]  # fmt: skip
    answer = client.get(answer["Location"])
    assert [str(one) for one in answer.context["messages"]] == ["已确认 2 条属实。"]
    assert rows(answer) == []
    assert rows(client.get(HERE + "?said=said")) == [
        ("第一支部", "东街社区", "true"), ("第二支部", "东街社区", "true"),
    ]  # fmt: skip


def test_ticks_of_members(city, enter):
    ticked = [f"{one.pk}-{city.east.pk}" for one in (*city.members, city.outsider)]
    ticked.append(f"{city.outsider.pk}-{city.west.pk}")
    enter("worker").post(HERE + "confirm/", sent(row=ticked, sort="members"))
    found = Opinion.objects.order_by("member__name").values_list("member__name", flat=True)
    assert list(found) == ["党员乙", "党员甲"]


@pytest.mark.parametrize("row", [[], ["x"], ["1"], ["²-1"], ["9" * 30 + "-1"], ["1-2-3"]])
def test_no_ticks_say_nothing(city, enter, row):
    answer = enter("worker").post(HERE + "confirm/", sent(row=row))
    assert (answer.status_code, answer["Location"]) == (302, f"{HERE}?year=2021&sort=units")
    assert Opinion.objects.count() == 0


def test_what_was_signed_meanwhile_is_left_and_the_rest_is_said(city, enter):
    said(city)
    signed(city)
    ticked = [f"{one.pk}-{city.east.pk}" for one in city.members[:2]]
    answer = enter("worker").post(HERE + "confirm/", sent(row=ticked, sort="members"), follow=True)
    told = [str(one) for one in answer.context["messages"]]
    assert told == ["党员甲：这一年的报告已经签署；要改，请先由党组织撤回签署。"]
    assert Opinion.objects.filter(member__isnull=False).count() == 0


@pytest.mark.parametrize("name", ["secretary", "officer", "first", "leader"])
def test_who_works_for_no_community_has_no_such_page(city, enter, name):
    client = enter(name)
    assert client.get(HERE).status_code == 404
    ticked = [f"{city.one.pk}-{city.east.pk}"]
    assert client.post(HERE + "confirm/", sent(row=ticked)).status_code == 404
    assert Opinion.objects.count() == 0


def test_what_differs_takes_two_fields_and_can_be_changed(city, enter):
    client, page = enter("worker"), f"{HERE}units/{city.east.pk}/{city.one.pk}/?year=2021"
    form = client.get(page).context["form"]
    assert list(form.fields) == ["verdict", "text", "version"]
    answer = client.post(page, sent(verdict="differs", text=""))
    assert answer.context["form"].errors == {"text": ["请写明哪里有出入。"]}
    client.post(page, sent(verdict="differs", text="5 月没有来"))
    row = Opinion.objects.get()
    assert (row.verdict, row.text, row.version) == ("differs", "5 月没有来", 1)
    client.post(page, sent(verdict="true", text="", version="1"))
    row.refresh_from_db()
    assert (row.verdict, row.text, row.version) == ("true", "", 2)
    late = client.post(page, sent(verdict="differs", text="再改", version="1"))
    assert late.context["form"].non_field_errors() == ["别人刚刚改过，请回到上一页看看最新情况再办"]


def test_another_community_s_worker_finds_nothing(city, enter):
    client = enter("neighbour")
    for page in (
        f"{HERE}units/{city.east.pk}/{city.one.pk}/?year=2021",
        f"{HERE}members/{city.east.pk}/{city.members[0].pk}/?year=2021",
        f"{HERE}units/{city.west.pk}/{city.one.pk}/?year=2021",
        f"{HERE}others/{city.west.pk}/{city.far.pk}/?year=2021",
        UNIT,
        f"/participation/member/{city.members[0].pk}/?period=2021",
        f"/participation/member/{city.members[0].pk}/word/?period=2021",
    ):
        assert client.get(page).status_code == 404, page
    ticked = [f"{city.one.pk}-{city.east.pk}"]
    client.post(HERE + "confirm/", sent(row=ticked, sort="units"))
    assert Opinion.objects.count() == 0


def test_before_december_a_worker_looks_and_says_nothing(city, enter, monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: date(2021, 11, 30))
    answer = enter("worker").get(HERE)
    assert answer.context["open"] is False
    assert 'type="checkbox"' not in answer.content.decode()
    assert len(answer.context["rows"]) == 2


def test_a_unit_s_report_writes_itself(city, enter):
    city.served()
    city.sent()
    answer = enter("secretary").get(UNIT)
    assert {name: items(answer)[name] for name in (
        "checkin.units", "checkin.members", "service.deployed", "service.done", "service.hours",
        "service.helpers",
    )} == {
        "checkin.units": 1, "checkin.members": 2, "service.deployed": 1, "service.done": 1,
        "service.hours": 1, "service.helpers": 1,
    }  # fmt: skip
    said_there = lists(answer)
    assert "东街社区，已报到，待社区确认" in said_there
    assert "便民维修，东街社区" in said_there
    assert "党员甲，便民维修，1 小时" in said_there
    page = answer.content.decode()
    assert "/reports/figures/service.done/?from=2021-01-01&amp;to=2021-12-20&amp;unit=B1" in page
    assert [word for word in ("水龙头", "住户", "13800000009", "1栋101") if word in page] == []
    half = enter("secretary").get("/participation/unit/?unit=B1&period=2021-H2")
    assert (half.context["sheet"].first, items(half)["service.done"]) == (date(2021, 7, 1), 0)


def test_a_worker_reads_what_happened_in_the_community_and_no_more(city, enter):
    city.served()
    checkin.checkin_unit(
        actor=city.secretary, at=NOW, unit=city.one, community=city.west, from_on=MARCH
    )
    answer = enter("worker").get(UNIT)
    assert answer.context["sheet"].whole is False
    assert {name: items(answer)[name] for name in ("报到单位", "办结")} == {
        "报到单位": 1,
        "办结": 1,
    }
    page = answer.content.decode()
    assert [word for word in ("西街社区", "党员甲", "党员乙", "水龙头") if word in page] == []
    assert "unit/word/" not in page
    other = enter("neighbour").get(UNIT)
    assert {name: items(other)[name] for name in ("报到单位", "办结")} == {"报到单位": 1, "办结": 0}
    assert "东街" not in other.content.decode()


@pytest.mark.parametrize(
    ("name", "status"),
    [("secretary", 200), ("leader", 200), ("clerk", 200), ("officer", 200), ("worker", 200),
     ("neighbour", 404), ("second", 404), ("rival", 404), ("first", 404)],
)  # fmt: skip
def test_who_reads_a_unit_s_report(city, enter, name, status):
    assert enter(name).get(UNIT).status_code == status


def test_a_unit_signs_and_takes_it_back(city, enter):
    client = enter("secretary")
    assert "签署报告" not in client.get(UNIT).content.decode()
    said(city)
    page = client.get(UNIT)
    assert page.context["ready"] is True
    form = {"unit": "B1", "period": "2021"}
    answer = client.post("/participation/unit/sign/", sent(verb="sign_report", version=0, **form))
    assert answer["Location"] == UNIT
    assert Report.objects.get().signed_on == date(2021, 12, 20)
    page = client.get(UNIT).content.decode()
    assert " 由secretary签署" in page
    assert "撤回签署" in page
    again = sent(verb="reopen_report", version=1, **form)
    client.post("/participation/unit/sign/", again)
    assert Report.objects.get().signed_on is None
    for name, status in (("leader", 403), ("worker", 403), ("rival", 404), ("first", 404)):
        found = enter(name).post("/participation/unit/sign/", sent(verb="sign_report", **form))
        assert found.status_code == status, name
    assert Report.objects.get().signed_on is None


def test_a_signature_that_must_wait_says_for_whom(city, enter):
    answer = enter("secretary").post(
        "/participation/unit/sign/", sent(unit="B1", period="2021"), follow=True
    )
    told = [str(one) for one in answer.context["messages"]]
    assert told == ["东街社区还没有给出意见；2022年1月15日以后可以不等。"]


def test_a_member_reads_their_own_report(city, enter):
    city.served()
    city.sent()
    said(city, city.members[0])
    client = enter("first")
    assert client.get("/participation/")["Location"] == "/participation/mine/"
    answer = client.get("/participation/mine/")
    assert items(answer) == {
        "到社区报到": 1, "下沉一线、任小区第一书记": 1, "参加服务": 1, "参加服务（小时）": 1,
    }  # fmt: skip
    assert [
        (word.community.name, word.opinion.verdict) for word in answer.context["sheet"].words
    ] == [("东街社区", "true")]
    assert [word for word in ("水龙头", "住户", "1栋101") if word in answer.content.decode()] == []
    assert items(client.get("/participation/mine/?period=2020"))["参加服务"] == 0


@pytest.mark.parametrize(
    ("name", "status"),
    [("first", 200), ("secretary", 200), ("leader", 200), ("officer", 200), ("worker", 200),
     ("fellow", 404), ("neighbour", 404), ("second", 404), ("rival", 404)],
)  # fmt: skip
def test_who_reads_a_member_s_report(city, enter, name, status):
    client, page = enter(name), f"/participation/member/{city.members[0].pk}/"
    assert client.get(page + "?period=2021").status_code == status
    assert client.get(page + "word/?period=2021").status_code == status


def test_staff_see_every_unit_with_its_words(city, enter):
    said(city)
    said(city, city.two, verdict="differs", text="网格没有来过")
    signed(city)
    answer = enter("clerk").get("/participation/")
    found = [
        (row.unit.code, row.communities, row.said, row.differs, row.report and row.report.signed_on)
        for row in answer.context["rows"]
    ]
    assert found == [("B1", 1, 1, 0, date(2021, 12, 20)), ("B2", 1, 1, 1, None)]
    narrowed = enter("officer").get("/participation/?unit=D")
    assert [row.unit.code for row in narrowed.context["rows"]] == ["E1"]
    assert enter("clerk").get("/participation/?unit=D").status_code == 404
    assert enter("worker").get("/participation/")["Location"] == HERE
    book = load_workbook(BytesIO(enter("clerk").get("/participation/export/").getvalue()))
    cells = [list(row) for row in book.active.iter_rows(min_row=3, values_only=True)]
    assert [row[:5] for row in cells] == [
        ["B1", "第一支部", 1, 1, 0], ["B2", "第二支部", 1, 1, 1],
    ]  # fmt: skip


def test_the_word_document_says_what_the_page_says(city, enter):
    city.served()
    said(city, verdict="differs", text="少来一次")
    answer = enter("secretary").get("/participation/unit/word/?unit=B1&period=2021")
    document = Document(BytesIO(answer.content))
    text = "\n".join(one.text for one in document.paragraphs)
    assert "第一支部2021年参与社区服务情况报告" in text
    assert "按2021年1月1日至2021年12月20日的登记汇总" in text
    assert "接单 1 件；办结 1 件。" in text
    cells = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    assert cells == [
        ["社区", "意见", "说明", "日期"], ["东街社区", "有出入", "少来一次", "2021年12月20日"],
    ]  # fmt: skip


def test_the_workbook_says_it_too(city, enter):
    city.served()
    said(city)
    answer = enter("secretary").get("/participation/unit/excel/?unit=B1&period=2021")
    page = load_workbook(BytesIO(answer.getvalue())).active
    found = [row[:4] for row in page.iter_rows(min_row=3, values_only=True)]
    assert ("服务单", "办结", 1, "件") in found
    last = list(page.iter_rows(values_only=True))[-1]
    assert (last[0], last[1], last[5]) == ("社区意见", "东街社区", "属实")


def test_a_branch_sees_each_member_s_record_and_word(city, enter):
    city.served()
    said(city, city.members[0])
    answer = enter("secretary").get("/participation/members/?unit=B1&year=2021")
    found = [
        (row.spell.member.name, row.record, [word.verdict for word in row.words])
        for row in answer.context["rows"]
    ]
    assert found == [
        ("党员丙", "", []), ("党员乙", "", []), ("党员甲", "参加服务 1 次，1 小时", ["true"]),
    ]  # fmt: skip
    every = enter("officer").get("/participation/members/?year=2021")
    assert len(every.context["rows"]) == 4
    for name, status in (("worker", 404), ("first", 404), ("rival", 404), ("second", 404)):
        assert enter(name).get("/participation/members/?unit=B1").status_code == status, name
    other = enter("rival").get("/participation/members/")
    assert [row.spell.member.name for row in other.context["rows"]] == ["外局党员"]


def test_a_worker_speaks_from_the_report_itself(city, enter):
    there = f"{HERE}units/{city.east.pk}/{city.one.pk}/?year=2021"
    assert there in enter("worker").get(UNIT).content.decode()
    assert there not in enter("secretary").get(UNIT).content.decode()
    half = enter("worker").get("/participation/unit/?unit=B1&period=2021-H1")
    assert there not in half.content.decode()


def _more(city, number):
    for each in range(number):
        branch = unit(f"M{each}", city.office, name=f"新支部{each}")
        person = member(f"新党员{each}", branch)
        checkin.checkin_unit(
            actor=city.clerk, at=NOW, unit=branch, community=city.east, from_on=MARCH
        )
        checkin.checkin_member(
            actor=city.clerk, at=NOW, member=person, community=city.east, from_on=MARCH
        )
        said(city, branch)
        said(city, person)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("name", "page", "most"),
    [("clerk", "/participation/", 11), ("clerk", "/participation/members/", 8),
     ("worker", HERE + "?said=all", 15),
     ("worker", HERE + "?said=all&sort=members", 8), ("clerk", "/participation/unit/?unit=C", 23)],
)  # fmt: skip
def test_pages_ask_as_much_for_three_as_for_one(
    city, enter, django_assert_num_queries, number, name, page, most
):
    _more(city, number)
    client = enter(name)
    client.get(page)
    with django_assert_num_queries(most):
        assert client.get(page).status_code == 200
