"""What life leaves to be done: rules of leaders, resolutions, and taking back."""

from datetime import date

import pytest

from tests.life.conftest import AT, record
from xianfeng.duties import rulebook
from xianfeng.duties.engine import writing
from xianfeng.duties.models import Duty
from xianfeng.life import actions
from xianfeng.life.rules import Item
from xianfeng.members.models import Post


def duties(rule, unit):
    """Return (period, due, met_on) of what a unit owes in 2021 by a rule."""
    writing.ensure({(rule, 2021): rulebook.get(rule)})
    rows = Duty.objects.filter(rule=rule, unit=unit).order_by("due_on", "subject")
    return [row for row in rows.values_list("period", "due_on", "met_on") if row[1].year == 2021]


def confirm(city, unit="one", **stated):
    return actions.confirm_meeting(
        actor=city.superior_viewer, at=AT, unit=getattr(city, unit), record=record(**stated)
    )


@pytest.mark.parametrize(
    ("rule", "kind", "period", "due"),
    [
        ("life.study_group", "study_group", "2021-Q1", date(2021, 3, 31)),
        ("life.first_agenda", "first_agenda", "2021-03", date(2021, 3, 31)),
        ("life.cadre_meeting", "cadre_meeting", "2021", date(2021, 12, 31)),
        ("life.work_research", "work_research", "2021-H1", date(2021, 6, 30)),
    ],
)
def test_what_the_leadership_holds_is_owed_by_committees(city, rule, kind, period, due):
    confirm(city, "office", kind=kind, expected=5, present=5)
    found = {row[0]: row[1:] for row in duties(rule, city.office)}
    assert found[period] == (due, date(2021, 3, 5))
    assert [row for row in found.values() if row[1] is not None] == [found[period]]
    assert duties(rule, city.one) == []


def test_last_year_s_democratic_life_meeting_is_due_in_the_first_quarter(city):
    confirm(city, "office", kind="democratic_life", made_up="2020", expected=5, present=5)
    assert duties("life.democratic_life", city.office) == [
        ("2020", date(2021, 3, 31), date(2021, 3, 5))
    ]


def test_one_record_serves_several_rules(city):
    confirm(city, "office", kind="committee_meeting", also=("first_agenda", "work_research"),
            expected=5, present=5)  # fmt: skip
    met = [
        [row[0] for row in duties(rule, city.office) if row[2]]
        for rule in ("life.first_agenda", "life.work_research")
    ]
    assert met == [["2021-03"], ["2021-H1"]]


def test_the_secretary_of_a_committee_lectures_once_a_year(city):
    Post.objects.create(
        member=city.bo, unit=city.office, title="secretary", from_on=date(2019, 1, 1)
    )
    confirm(city, kind="lecture", lecturer="陈晨")
    assert duties("life.leader_lecture", city.office) == [("2021", date(2021, 12, 31), None)]
    confirm(city, kind="lecture", lecturer="薄冰", title="书记讲党课")
    assert duties("life.leader_lecture", city.office) == [
        ("2021", date(2021, 12, 31), date(2021, 3, 5))
    ]


def test_a_meeting_taken_back_opens_its_duty_again(city):
    meeting = confirm(city)
    quarter = ("2021-Q1", date(2021, 3, 31), date(2021, 3, 5))
    assert duties("branch.general_meeting", city.one)[0] == quarter
    actions.void_meeting(
        actor=city.secretary_viewer, at=AT, meeting=meeting, version=1, reason="记错"
    )
    assert duties("branch.general_meeting", city.one)[0] == (*quarter[:2], None)


def test_a_resolution_with_a_day_is_owed_until_carried_out(city):
    meeting = actions.set_agenda(
        actor=city.secretary_viewer, at=AT, meeting=confirm(city), version=1,
        items=[
            Item("甲", "同意", owner="安国", due_on=date(2021, 4, 1)),
            Item("乙", "同意"),
        ],
    )  # fmt: skip
    assert duties("life.resolution", city.one) == [("2021-04", date(2021, 4, 1), None)]
    done = date(2021, 3, 18)
    actions.finish_resolution(
        actor=city.secretary_viewer, at=AT, item=meeting.agenda.get(number=1), on=done, result="好"
    )
    assert duties("life.resolution", city.one) == [("2021-04", date(2021, 4, 1), done)]


@pytest.mark.parametrize(
    ("rule", "mark"),
    [
        ("life.study_group", "M"), ("life.democratic_life", "M"), ("life.cadre_meeting", "V"),
        ("life.work_research", "S"), ("life.leader_lecture", "S"),
    ],
)  # fmt: skip
def test_what_was_not_verified_says_so(rule, mark):
    assert rulebook.get(rule).verification == mark
