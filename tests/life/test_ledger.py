"""The ledger of meetings: what it takes in, what it refuses, how it is taken back and goes out."""

from datetime import date, datetime
from io import BytesIO

import pytest

from tests.life.conftest import AT, DAY, make_member, record
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.facts import Touched
from xianfeng.kernel.viewer import operator
from xianfeng.ledgers import actions as ledger_actions
from xianfeng.ledgers import readers, registry, sheets
from xianfeng.ledgers.models import Batch
from xianfeng.ledgers.sheets import Heading
from xianfeng.life import actions, queries
from xianfeng.life.ledger import HEADINGS, absentees, columns, rows
from xianfeng.life.models import Meeting, MeetingVersion
from xianfeng.members.models import Post
from xianfeng.rectification.actions import withdraw_problem

GOOD_ROW = {
    "组织编码": "G11",
    "会议类型": "党员大会",
    "召开日期": DAY,
    "主持人": "安国",
    "应到人数": 4,
    "实到人数": 3,
    "主题": "学习",
    "地点": "会议室",
    "记录人": "陈晨",
    "缺席人员": "薄冰（病假）",
    "主要内容": "议定",
    "补开期间": "",
    "讲课人": "",
}
TITLES, GOOD = list(GOOD_ROW), list(GOOD_ROW.values())


def workbook(*lines):
    target = BytesIO()
    sheets.write_xlsx(target, [Heading(title) for title in TITLES], lines, title="三会一课台账")
    return target.getvalue()


def row(**changed):
    return list((GOOD_ROW | changed).values())


def take_in(viewer, *lines):
    examined = ledger_actions.import_file(
        actor=viewer,
        at=AT,
        kind=registry.get("meetings"),
        name="台账.xlsx",
        content=workbook(*lines),
        valid_only=True,
    )
    return Batch.objects.latest("pk"), examined.outcome()


def counts(outcome):
    return tuple(outcome[name] for name in ("rows", "rejected", "new", "changed", "unchanged"))


def test_a_row_becomes_a_confirmed_meeting_with_its_absences(city, touched):
    batch, outcome = take_in(city.secretary_viewer, GOOD)

    meeting = Meeting.objects.get()
    assert (counts(outcome), outcome["warnings"]) == ((1, 0, 1, 0, 0), [])
    assert (meeting.state, meeting.held_on, meeting.expected, meeting.present) == (
        "confirmed", DAY, 4, 3,
    )  # fmt: skip
    assert (meeting.title, meeting.chair, meeting.recorder, meeting.on_behalf) == (
        "学习", "安国", "陈晨", False,
    )  # fmt: skip
    assert list(meeting.marks.values_list("kind", flat=True)) == ["general_meeting"]
    assert list(meeting.absences.values_list("member__name", "reason")) == [("薄冰", "sick")]
    assert [each.kind for each in touched] == ["life.meeting", "life.held"]
    assert touched[0] == Touched("life.meeting", frozenset({city.one.pk}), None)
    assert batch.state == "applied"


def test_taking_the_same_file_in_again_changes_nothing(city):
    lines = [GOOD, row(会议类型="支委会", 主题="", 缺席人员="")]
    take_in(city.secretary_viewer, *lines)
    _, outcome = take_in(city.secretary_viewer, *lines)

    assert (counts(outcome), Meeting.objects.count()) == ((2, 0, 0, 0, 2), 2)


def test_a_changed_row_amends_and_undoing_restores(city):
    take_in(city.secretary_viewer, GOOD)
    batch, outcome = take_in(city.secretary_viewer, row(实到人数=2, 缺席人员="陈晨", 地点=""))

    meeting = Meeting.objects.get()
    assert counts(outcome) == (1, 0, 0, 1, 0)
    assert (meeting.present, meeting.version, meeting.place) == (2, 2, "会议室")
    assert list(meeting.absences.values_list("member__name", "reason")) == [("陈晨", "unexcused")]
    ledger_actions.undo(
        actor=city.secretary_viewer, at=AT, batch_id=batch.pk, version=batch.version
    )
    meeting = Meeting.objects.get()
    assert (meeting.present, meeting.version, MeetingVersion.objects.count()) == (3, 1, 0)
    assert list(meeting.absences.values_list("member__name", "reason")) == [("薄冰", "sick")]


def test_undoing_takes_away_what_was_made_and_nothing_else(city):
    actions.confirm_meeting(
        actor=city.secretary_viewer, at=AT, unit=city.one, record=record("lecture")
    )
    batch, _ = take_in(city.secretary_viewer, GOOD, row(主题="另一次"))
    ledger_actions.undo(
        actor=city.secretary_viewer, at=AT, batch_id=batch.pk, version=batch.version
    )

    assert list(Meeting.objects.values_list("kind", flat=True)) == ["lecture"]


def test_a_meeting_that_raised_a_problem_is_not_taken_back(city):
    batch, _ = take_in(city.secretary_viewer, row(会议类型="组织生活会"))
    problem = actions.add_rectification(
        actor=city.secretary_viewer, at=AT, meeting=Meeting.objects.get(), category="style",
        problem="走访少", measure="每季走访", owner="安国", due_on=date(2021, 6, 1),
    )  # fmt: skip
    undo = {
        "actor": city.secretary_viewer, "at": AT, "batch_id": batch.pk, "version": batch.version
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        ledger_actions.undo(**undo)
    assert "请先请上级撤回这些问题" in refused.value.message
    withdraw_problem(actor=city.superior_viewer, at=AT, problem=problem, version=1, reason="记错")
    ledger_actions.undo(**undo)
    assert not Meeting.objects.exists()


def test_what_was_amended_since_is_not_taken_back(city):
    batch, _ = take_in(city.secretary_viewer, GOOD)
    actions.amend_meeting(
        actor=city.secretary_viewer, at=AT, meeting=Meeting.objects.get(),
        record=record(title="改过"), version=1, reason="笔误",
    )  # fmt: skip

    with pytest.raises(Refused):
        ledger_actions.undo(
            actor=city.secretary_viewer, at=AT, batch_id=batch.pk, version=batch.version
        )
    assert Meeting.objects.get().title == "改过"


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"组织编码": "没有"}, [("组织编码", "unit_not_found")]),
        ({"组织编码": "G12"}, [("组织编码", "unit_not_found")]),
        ({"组织编码": ""}, [("组织编码", "required")]),
        ({"会议类型": "茶话会"}, [("会议类型", "choice_unknown")]),
        ({"组织编码": "G111"}, [("会议类型", "choice_unknown")]),
        ({"召开日期": "三月"}, [("召开日期", "date_invalid")]),
        ({"召开日期": date(2021, 3, 21)}, [("召开日期", "date_in_future")]),
        ({"召开日期": date(2018, 12, 31)}, [("召开日期", "date_invalid")]),
        ({"实到人数": 5}, [("实到人数", "number_invalid")]),
        ({"应到人数": "若干"}, [("应到人数", "number_invalid")]),
        ({"应到人数": "99999999999"}, [("应到人数", "number_invalid")]),
        ({"补开期间": "2021-Q1"}, [("补开期间", "date_invalid")]),
        ({"补开期间": "去年"}, [("补开期间", "date_invalid")]),
        (
            {"组织编码": "没有", "召开日期": "", "实到人数": "x"},
            [
                ("召开日期", "required"),
                ("实到人数", "number_invalid"),
                ("组织编码", "unit_not_found"),
            ],
        ),
    ],
)
def test_what_is_wrong_is_said_of_every_cell(city, changed, found):
    _, outcome = take_in(city.secretary_viewer, row(**changed))

    errors = [(error["column"], error["code"]) for error in outcome["errors"]]
    assert (sorted(errors), Meeting.objects.count()) == (sorted(found), 0)
    assert {error["row"] for error in outcome["errors"]} == {3}


def test_the_same_meeting_twice_in_one_file_is_taken_once(city):
    _, outcome = take_in(city.secretary_viewer, GOOD, GOOD, row(主题="另一个主题"))

    assert counts(outcome) == (3, 1, 2, 0, 0)
    assert [(e["row"], e["code"]) for e in outcome["errors"]] == [(4, "duplicate_in_file")]


def test_a_meeting_and_the_one_made_up_on_the_same_day_are_two(city):
    lines = [row(), row(补开期间="2020-Q4", 主持人="陈晨")]
    _, first = take_in(city.secretary_viewer, *lines)
    _, again = take_in(city.secretary_viewer, *lines)

    assert (counts(first), counts(again)) == ((2, 0, 2, 0, 0), (2, 0, 0, 0, 2))


def test_a_made_up_period_filled_in_later_amends(city):
    take_in(city.secretary_viewer, GOOD)
    _, outcome = take_in(city.secretary_viewer, row(补开期间="2020-Q4"))

    assert counts(outcome) == (1, 0, 0, 1, 0)
    assert list(Meeting.objects.values_list("made_up", "version")) == [("2020-Q4", 2)]


def test_absentees_nobody_knows_stay_as_text_with_a_warning(city):
    make_member("薄冰", city.one)
    lines = row(缺席人员="薄冰、陈晨(公出)、隔壁、何去")
    _, outcome = take_in(city.secretary_viewer, lines)

    meeting = Meeting.objects.get()
    assert list(meeting.absences.values_list("member__name", "reason")) == [("陈晨", "duty")]
    assert meeting.absentees == "薄冰、隔壁、何去"
    assert [(w["column"], w["message"]) for w in outcome["warnings"]] == [
        ("缺席人员", f"当天名单里没有找到{name}，已按文字保留") for name in ("薄冰", "隔壁", "何去")
    ]


def test_several_kinds_numbers_left_out_and_a_made_up_period(city):
    lines = row(
        会议类型="支部党员大会、主题党日", 应到人数="", 实到人数="", 补开期间="2020年第四季度"
    )
    take_in(city.secretary_viewer, lines)

    meeting = Meeting.objects.get()
    assert (meeting.expected, meeting.present, meeting.made_up) == (None, None, "2020-Q4")
    assert sorted(meeting.marks.values_list("kind", flat=True)) == ["general_meeting", "theme_day"]


def test_superiors_and_the_operator_record_on_behalf(city):
    take_in(city.superior_viewer, GOOD)
    take_in(operator("值班员"), row(组织编码="G12", 缺席人员="隔壁"))

    assert list(Meeting.objects.order_by("pk").values_list("unit__code", "on_behalf")) == [
        ("G11", True),
        ("G12", True),
    ]


def test_a_draft_of_the_same_meeting_is_left_alone(city):
    actions.save_draft(
        actor=city.secretary_viewer, at=AT, unit=city.one, record=record(title="学习")
    )
    _, outcome = take_in(city.secretary_viewer, GOOD)

    assert counts(outcome) == (1, 0, 1, 0, 0)
    assert sorted(Meeting.objects.values_list("state", flat=True)) == ["confirmed", "draft"]


def test_what_goes_out_comes_in_again_unchanged(city):
    take_in(city.secretary_viewer, GOOD, row(会议类型="党课", 缺席人员="隔壁、陈晨（事假）"))
    kind = registry.get("meetings")
    lines = list(kind.export(city.secretary_viewer, "", False))
    assert [line[:7] for line in lines] == [
        ("G11", "党员大会", DAY, "安国", 4, 3, "学习"),
        ("G11", "党课", DAY, "安国", 4, 3, "学习"),
    ]
    assert [line[9] for line in lines] == ["薄冰（病假）", "陈晨（事假）、隔壁"]

    _, outcome = take_in(city.secretary_viewer, *lines)
    assert counts(outcome) == (2, 0, 0, 0, 2)
    assert list(kind.export(city.sibling_viewer, "", False)) == []


def test_colleagues_do_not_take_sick_leave_home_in_a_workbook(city):
    take_in(city.secretary_viewer, GOOD)
    found = queries.listed(city.member_viewer)

    assert [line[9] for line in rows(city.member_viewer, found)] == [""]
    assert [heading.text for heading in HEADINGS] == TITLES


def test_the_list_is_sent_as_a_workbook(city, client):
    take_in(city.secretary_viewer, GOOD)
    client.force_login(city.secretary_user)
    answer = client.get("/life/export/?kind=general_meeting")

    sheet = readers.read(answer.content).sheets[0]
    assert sheet.rows[0] == TITLES
    assert sheet.rows[1][:7] == ["G11", "党员大会", DAY, "安国", 4, 3, "学习"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2021-03", "2021-03"),
        ("2021-Q1", "2021-Q1"),
        ("2021-q1", "2021-Q1"),
        ("2021年3月", "2021-03"),
        ("2021.3", "2021-03"),
        ("2021年第一季度", "2021-Q1"),
        ("2021年", "2021"),
        (datetime(2021, 3, 1), "2021-03"),
        ("无", None),
        ("", None),
    ],
)
def test_spellings_of_a_period(written, read):
    assert columns.period(written) == (read, None)


@pytest.mark.parametrize("written", ["2021-13", "2021年第五季度", "三月", "2021-03-05"])
def test_what_is_no_period(written):
    assert columns.period(written) == (None, "date_invalid")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (None, []),
        ("无", []),
        ("张三", [("张三", "unexcused")]),
        ("张三（病假）、李四(出差)", [("张三", "sick"), ("李四", "duty")]),
        (
            "张三 请假，李四：",
            [("张三", "leave"), ("李四", "unexcused")],
        ),
        ("王五(免于参加);赵六（家中有事）", [("王五", "exempt"), ("赵六", "leave")]),
    ],
)
def test_spellings_of_absentees(cell, found):
    assert absentees.entries(cell) == found


def test_the_kinds_of_the_leadership_come_in_by_any_of_their_names(city):
    office = {"组织编码": "G1", "应到人数": 5, "实到人数": 5, "缺席人员": ""}
    names = ("中心组学习", "党委理论学习中心组学习", "第一议题", "专题民主生活会", "党员干部大会",
             "专题研究党建")  # fmt: skip
    lines = [
        row(**office, 会议类型=name, 主题=f"第{number}次") for number, name in enumerate(names)
    ]
    _, outcome = take_in(city.superior_viewer, *lines, row(会议类型="中心组学习"))

    assert counts(outcome) == (7, 1, 6, 0, 0)
    assert [(e["column"], e["code"]) for e in outcome["errors"]] == [("会议类型", "choice_unknown")]
    assert list(Meeting.objects.order_by("title").values_list("kind", flat=True)) == [
        "study_group", "study_group", "first_agenda", "democratic_life", "cadre_meeting",
        "work_research",
    ]  # fmt: skip


def test_a_lecturer_and_a_leader_are_known_from_a_ledger(city):
    Post.objects.create(
        member=city.bo, unit=city.office, title="deputy_secretary", from_on=date(2021, 1, 1)
    )
    lecture = row(会议类型="党课", 讲课人="薄冰", 缺席人员="", 实到人数=4)
    unnamed = row(会议类型="党课", 主题="少一人没写名字", 缺席人员="")
    batch, _ = take_in(city.secretary_viewer, lecture, row(), unnamed)

    kept = Meeting.objects.order_by("pk").values_list(
        "lectured_by__name", "leaders__member__name", "leaders__came"
    )
    assert list(kept) == [("薄冰", "薄冰", True), (None, "薄冰", False), (None, None, None)]
    shown = [
        line[-1] for line in rows(city.secretary_viewer, queries.listed(city.secretary_viewer))
    ]
    assert sorted(shown) == ["", "", "薄冰"]
    ledger_actions.undo(
        actor=city.secretary_viewer, at=AT, batch_id=batch.pk, version=batch.version
    )
    assert Meeting.objects.count() == 0
