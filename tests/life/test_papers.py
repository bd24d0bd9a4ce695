"""What is filed on paper says what the record says, and hides what the reader may not know."""

from datetime import date, time
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.test import Client
from docx import Document

from tests.life.conftest import AT, record
from xianfeng.life import actions
from xianfeng.life.rules import Item

COME = "请准时参加；因故不能参加的，请提前向支部请假。"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: date(2021, 3, 20))
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: AT)


def opened(city, role, address):
    """Return the name of the file sent, its paragraphs and its tables."""
    client = Client()
    client.force_login(getattr(city, f"{role}_user"))
    answer = client.get(address)
    assert answer.status_code == 200
    name = unquote(answer.headers["Content-Disposition"].partition("utf-8''")[2])
    docx = Document(BytesIO(answer.content))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.tables]
    return name, [p.text for p in docx.paragraphs if p.text], tables


@pytest.fixture
def held(city):
    meeting = actions.confirm_meeting(
        actor=city.secretary_viewer, at=AT, unit=city.one,
        record=record(
            title="三月大会", place="三楼", chair="安国", recorder="陈晨", content="通过计划",
            absences={city.bo.pk: "sick"},
        ),
    )  # fmt: skip
    return actions.set_agenda(
        actor=city.secretary_viewer, at=AT, meeting=meeting, version=1,
        items=[Item("计划", "同意", 3, 2, 2, 0, 0, "安国", date(2021, 4, 1)), Item("其他")],
    )  # fmt: skip


def test_a_notice_says_when_where_and_what_about(city):
    plan = actions.plan_meeting(
        actor=city.secretary_viewer, at=AT, unit=city.one, starts_at=time(15, 0),
        record=record(held_on=date(2021, 3, 25), place="三楼"), agenda=["听取报告", "讨论计划"],
    )  # fmt: skip
    name, paragraphs, tables = opened(city, "member", f"/life/{plan.pk}/notice.docx")
    assert name == "关于召开党员大会的通知.docx"
    assert paragraphs == [
        "关于召开党员大会的通知",
        f"定于2021年3月25日 15:00 召开第一支部党员大会，{COME}",
        "一、议程",
        "1．听取报告",
        "2．讨论计划",
        "第一支部",
        "2021年3月20日",
    ]
    assert tables == [[["时间", "2021年3月25日 15:00"], ["地点", "三楼"]]]


def test_minutes_hold_the_form_the_decisions_and_lines_to_sign(city, held):
    name, paragraphs, tables = opened(city, "secretary", f"/life/{held.pk}/minutes.docx")
    assert name == "第一支部党员大会会议记录.docx"
    assert paragraphs == [
        "第一支部\n党员大会会议记录",
        "一、议定事项",
        "通过计划",
        "二、议程与决议",
        "主持人：＿＿＿＿＿＿＿＿",
        "记录人：＿＿＿＿＿＿＿＿",
    ]
    assert tables[0] == [
        ["时间", "2021年3月5日"],
        ["主题", "三月大会"],
        ["地点", "三楼"],
        ["主持人", "安国"],
        ["记录人", "陈晨"],
        ["应到人数", "4"],
        ["实到人数", "3"],
        ["缺席", "薄冰（病假）"],
    ]
    assert tables[1][1:] == [
        ["1", "计划", "同意", "应到3，实到2，赞成2，反对0，弃权0，通过", "安国", "2021年4月1日"],
        ["2", "其他", "—", "—", "—", "—"],
    ]


def test_a_colleague_does_not_read_sick_leave_in_the_minutes(city, held):
    _name, _paragraphs, tables = opened(city, "member", f"/life/{held.pk}/minutes.docx")
    assert tables[0][-1] == ["缺席", "无"]


def test_the_attendance_sheet_is_for_staff(city, held):
    name, _paragraphs, tables = opened(city, "secretary", f"/life/{held.pk}/attendance.docx")
    assert name == "第一支部党员大会签到表.docx"
    assert [row[:4] for row in tables[1]] == [
        ["序号", "姓名", "备注", "到会"],
        ["1", "安国", "—", "到会"],
        ["2", "薄冰", "—", "病假"],
        ["3", "陈晨", "—", "到会"],
        ["4", "丁宁", "预备", "到会"],
    ]
    client = Client()
    client.force_login(city.member_user)
    assert client.get(f"/life/{held.pk}/attendance.docx").status_code == 404
    assert client.get("/life/ledger.docx").status_code == 404


def test_the_year_s_ledger_has_a_table_for_each_kind_held(city, held):
    actions.confirm_meeting(
        actor=city.secretary_viewer, at=AT, unit=city.one,
        record=record("theme_day", date(2021, 3, 9), also=("lecture",), title="党日"),
    )  # fmt: skip
    actions.confirm_meeting(
        actor=city.secretary_viewer, at=AT, unit=city.one,
        record=record("lecture", date(2020, 3, 9), title="去年"),
    )  # fmt: skip
    name, paragraphs, tables = opened(city, "superior", "/life/ledger.docx?unit=G11&year=2021")
    assert name == "第一支部2021年组织生活台账.docx"
    assert paragraphs[1:] == ["一、党员大会（1次）", "二、党课（1次）", "三、主题党日（1次）"]
    assert tables[0][1] == ["2021-03-05", "三月大会", "安国", "4", "3", "薄冰（病假）"]
    assert [table[1][1] for table in tables] == ["三月大会", "党日", "党日"]
    assert opened(city, "superior", "/life/ledger.docx?unit=G11&year=2019")[2] == []
