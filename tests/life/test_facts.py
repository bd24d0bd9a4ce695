"""The two fact kinds of organisational life, row by row."""

from datetime import UTC, date, datetime

import pytest

from xianfeng.kernel import consequences, facts, figures
from xianfeng.kernel.facts import Touched
from xianfeng.kernel.viewer import Grant, Viewer
from xianfeng.life.models import Meeting, MeetingMark
from xianfeng.units.models import Unit

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 4, 1, tzinfo=UTC)
MARCH = (date(2021, 3, 1), date(2021, 3, 31))


@pytest.fixture
def units():
    root = Unit.objects.create(
        code="G", name="市直机关工委", kind="working_committee", path="00001",
        established_on=date(2000, 1, 1),
    )  # fmt: skip
    return [
        Unit.objects.create(
            code=f"Z{n}", name=f"第{n}支部", kind="branch", parent=root, path=f"000010000{n}",
            established_on=date(2019, 1, 1),
        )
        for n in (1, 2)
    ]  # fmt: skip


def meeting(unit, kind, day, expected, present, *also, **rest):
    state = rest.pop("state", "confirmed")
    held = Meeting.objects.create(
        unit=unit, kind=kind, held_on=day, expected=expected, present=present, state=state,
        recorded_at=NOW, confirmed_at=NOW if state == "confirmed" else None, **rest,
    )  # fmt: skip
    MeetingMark.objects.bulk_create(
        [MeetingMark(meeting=held, kind=each) for each in (kind, *also)]
    )
    return held


def test_a_meeting_is_one_fact_and_each_of_its_marks_is_one(units):
    one, two = units
    meeting(one, "general_meeting", date(2021, 3, 5), 10, 8, "theme_day", made_up="2021-02")
    meeting(two, "committee_meeting", date(2021, 3, 6), 3, 3, minutes=60)
    meeting(one, "lecture", date(2021, 3, 7), 9, 9, state="draft")
    held, marks = facts.get("life.meeting"), facts.get("life.held")

    columns = [
        held.lookup(c) for c in ("unit", "on", "kind", "present", "expected", "made_up", "minutes")
    ]
    assert list(held.rows().order_by("held_on").values_list(*columns)) == [
        (one.pk, date(2021, 3, 5), "general_meeting", 8, 10, "2021-02", None),
        (two.pk, date(2021, 3, 6), "committee_meeting", 3, 3, "", 60),
    ]
    columns = [marks.lookup(c) for c in ("unit", "on", "kind", "present", "expected", "made_up")]
    assert list(marks.rows().order_by("meeting__held_on", "kind").values_list(*columns)) == [
        (one.pk, date(2021, 3, 5), "general_meeting", 8, 10, "2021-02"),
        (one.pk, date(2021, 3, 5), "theme_day", 8, 10, "2021-02"),
        (two.pk, date(2021, 3, 6), "committee_meeting", 3, 3, ""),
    ]
    assert (marks.page, marks.page_key) == ("life:detail", "meeting_id")


def test_list_cells_of_both_kinds(units):
    held = meeting(units[0], "general_meeting", date(2021, 3, 5), 10, 8, title="学习讨论")
    expected = ["第1支部", "党员大会", date(2021, 3, 5), "学习讨论", 10, 8]

    for kind, row in (("life.meeting", held), ("life.held", held.marks.get())):
        columns = facts.get(kind).columns
        assert [facts.cell(row, column) for _, column in columns] == expected


def test_figures_count_what_the_viewer_may_see(units):
    one, two = units
    meeting(one, "general_meeting", date(2021, 3, 5), 10, 8, "theme_day")
    meeting(one, "theme_day", date(2021, 3, 9), 10, 9)
    meeting(one, "lecture", date(2021, 3, 10), None, None)
    meeting(one, "lecture", date(2021, 4, 1), 10, 1)
    meeting(two, "general_meeting", date(2021, 3, 5), 10, 2)
    secretary = Viewer(1, "书记", (Grant("secretary", one.path, one.pk),))

    def value(figure):
        return figures.compute(secretary, figures.get(figure), *MARCH).value

    assert value("life.expected") == 20
    assert value("life.present") == 17
    assert value("life.attendance") == 85
    assert value("life.meetings") == 3
    assert value("life.held.theme_day") == 2
    assert value("life.held.general_meeting") == 1
    assert value("life.held.review") == 0


def test_without_meetings_there_is_no_attendance_rate(units):
    secretary = Viewer(1, "书记", (Grant("secretary", units[0].path, units[0].pk),))

    assert figures.compute(secretary, figures.get("life.attendance"), *MARCH).value is None


def test_consequences_come_from_every_provider_in_order(monkeypatch):
    monkeypatch.setattr(consequences, "_providers", [])
    touched = Touched("life.held", frozenset({1}), frozenset({date(2021, 3, 5)}))
    somebody = Viewer(1, "书记")

    def discharged(viewer, given):
        return [f"{viewer.name}:{given.kind}"]

    consequences.provide(discharged)
    consequences.provide(discharged)
    consequences.provide(lambda viewer, given: ["第一季度党员大会"])

    assert consequences.of(somebody, touched) == ["书记:life.held", "第一季度党员大会"]
