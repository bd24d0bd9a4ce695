"""Planning ahead, recording from the plan, agenda and decisions, taking a record back."""

from datetime import date, time, timedelta

import pytest

from tests.life.conftest import AT, DAY, record
from xianfeng.kernel import facts
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.life import actions, queries
from xianfeng.life.models import AgendaItem, Meeting, MeetingVersion
from xianfeng.life.rules import Item

TODAY = date(2021, 3, 20)
SOON = date(2021, 3, 25)


def plan(city, actor="secretary", plan=None, agenda=("听取报告", "讨论计划"), **stated):
    return actions.plan_meeting(
        actor=getattr(city, f"{actor}_viewer"), at=AT, unit=city.one,
        record=record(**{"held_on": SOON, **stated}), starts_at=time(15, 0), agenda=agenda,
        plan=plan,
    )  # fmt: skip


def confirm(city, **stated):
    return actions.confirm_meeting(
        actor=city.secretary_viewer, at=AT, unit=city.one, record=record(**stated)
    )


def set_agenda(city, meeting, *items, reason="", actor="secretary", version=None):
    return actions.set_agenda(
        actor=getattr(city, f"{actor}_viewer"), at=AT, meeting=meeting, items=items,
        version=meeting.version if version is None else version, reason=reason,
    )  # fmt: skip


def void(city, meeting, actor="secretary", version=1, reason="记错了支部"):
    return actions.void_meeting(
        actor=getattr(city, f"{actor}_viewer"), at=AT, meeting=meeting, version=version,
        reason=reason,
    )  # fmt: skip


def agenda_of(meeting):
    return list(meeting.agenda.values_list("number", "title", "decision"))


def test_a_plan_is_no_fact_and_every_member_of_the_branch_sees_it(city, touched):
    meeting = plan(city, title="三月大会", place="三楼")

    assert (meeting.state, meeting.starts_at, agenda_of(meeting)) == (
        "planned", time(15, 0), [(1, "听取报告", ""), (2, "讨论计划", "")],
    )  # fmt: skip
    assert touched == []
    seen = {
        name: [one.pk for one in queries.planned(getattr(city, f"{name}_viewer"), city.one, TODAY)]
        for name in ("member", "secretary", "superior", "sibling", "outsider")
    }
    assert seen == {
        "member": [meeting.pk], "secretary": [meeting.pk], "superior": [meeting.pk],
        "sibling": [], "outsider": [],
    }  # fmt: skip
    assert AuditEntry.objects.get().verb == "life.plan_meeting"


def test_a_plan_is_changed_and_keeps_its_key(city):
    meeting = plan(city)
    changed = plan(city, plan=meeting, held_on=SOON + timedelta(days=1), agenda=["只一项", " "])

    assert (changed.pk, changed.held_on, agenda_of(changed)) == (
        meeting.pk, date(2021, 3, 26), [(1, "只一项", "")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "field"),
    [({"held_on": date(2021, 3, 19)}, "held_on"), ({"kind": "study_group"}, "kind")],
)
def test_what_cannot_be_planned(city, stated, field):
    with pytest.raises(Refused) as refused:
        plan(city, **stated)
    assert (refused.value.field, Meeting.objects.count()) == (field, 0)


@pytest.mark.parametrize("actor", ["member", "leader", "sibling", "outsider"])
def test_others_do_not_plan_nor_void(city, actor):
    with pytest.raises(Denied):
        plan(city, actor)
    meeting = confirm(city)
    with pytest.raises(Denied):
        void(city, meeting, actor)
    with pytest.raises(Denied):
        set_agenda(city, meeting, Item("议题"), actor=actor)
    assert list(Meeting.objects.values_list("state", flat=True)) == ["confirmed"]


def test_the_plan_of_the_day_is_used_up_by_recording_it_and_its_agenda_stays(city):
    planned = plan(city, held_on=TODAY, title="三月大会", place="三楼")
    found = queries.to_record(city.secretary_viewer, city.one, TODAY)
    assert [one.pk for one in found] == [planned.pk]

    start = queries.start_of(city.secretary_viewer, planned, TODAY)
    assert (start.title, start.place, start.chair) == ("三月大会", "三楼", "安国")
    held = actions.confirm_meeting(
        actor=city.secretary_viewer, at=AT, unit=city.one, record=start, draft=planned
    )
    assert (held.pk, held.state, held.expected, held.present) == (planned.pk, "confirmed", 4, 4)
    assert agenda_of(held) == [(1, "听取报告", ""), (2, "讨论计划", "")]
    assert queries.planned(city.secretary_viewer, city.one, TODAY) == []


def test_a_form_sent_without_the_plan_still_finds_it(city):
    planned = plan(city, held_on=TODAY)
    held = confirm(city, held_on=TODAY)
    assert (held.pk, Meeting.objects.count()) == (planned.pk, 1)


def test_a_plan_held_early_starts_from_today(city):
    start = queries.start_of(city.secretary_viewer, plan(city), TODAY)
    assert start.held_on == TODAY


def test_a_cancelled_plan_is_gone(city):
    actions.discard_draft(actor=city.secretary_viewer, at=AT, draft=plan(city))
    assert (Meeting.objects.count(), AgendaItem.objects.count()) == (0, 0)


# ---- decisions ------------------------------------------------------------------------------

VOTED = Item("发展计划", "同意", 3, 3, 2, 0, 1, "组织委员", date(2021, 4, 1))


def test_decisions_are_added_without_a_reason_and_the_earlier_agenda_stays(city):
    meeting = set_agenda(city, confirm(city), Item("发展计划"))
    meeting = set_agenda(city, meeting, VOTED)

    assert (meeting.version, MeetingVersion.objects.count()) == (3, 2)
    history = queries.versions(city.secretary_viewer, queries.complete(city.secretary_viewer).get())
    assert [version.cells["agenda"] for version in history.versions] == [
        "1. 发展计划：同意（赞成2，反对0，弃权1）（组织委员，2021-04-01）",
        "1. 发展计划",
        "",
    ]
    row = facts.get("life.resolution").rows().get()
    assert (row.passed, row.due_on, row.done_on) == (True, date(2021, 4, 1), None)


def test_changing_what_was_decided_needs_a_reason(city):
    meeting = set_agenda(city, confirm(city), VOTED)
    changed = Item("发展计划", "不同意", 3, 3, 1, 2, 0)
    with pytest.raises(Refused) as refused:
        set_agenda(city, meeting, changed)
    assert refused.value.field == "reason"
    with pytest.raises(Refused):
        set_agenda(city, meeting)  # taking it away is a change too
    meeting = set_agenda(city, meeting, changed, reason="计票有误")
    assert meeting.versions.first().reason == "计票有误"
    assert meeting.agenda.get().passed is False


def test_somebody_was_faster(city):
    meeting = confirm(city)
    set_agenda(city, meeting, Item("先到"))
    with pytest.raises(Conflict):
        set_agenda(city, meeting, Item("后到"), version=1)
    assert agenda_of(meeting) == [(1, "先到", "")]


def test_a_resolution_is_carried_out_and_stays_so_when_the_agenda_grows(city, touched):
    meeting = set_agenda(city, confirm(city), VOTED)
    touched.clear()
    item = meeting.agenda.get()
    actions.finish_resolution(
        actor=city.secretary_viewer, at=AT, item=item, on=date(2021, 3, 18), result="已落实"
    )
    assert [(each.kind, each.days) for each in touched] == [
        ("life.resolution", frozenset({date(2021, 4, 1)}))
    ]
    meeting = set_agenda(city, meeting, VOTED, Item("新议题"))
    assert list(meeting.agenda.values_list("done_on", "result")) == [
        (date(2021, 3, 18), "已落实"), (None, ""),
    ]  # fmt: skip


@pytest.mark.parametrize("on", [DAY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_resolution_is_carried_out_between_the_meeting_and_today(city, on):
    item = set_agenda(city, confirm(city), VOTED).agenda.get()
    with pytest.raises(Refused) as refused:
        actions.finish_resolution(
            actor=city.secretary_viewer, at=AT, item=item, on=on, result="已落实"
        )
    assert refused.value.field == "on"


def test_who_may_vote_is_counted_by_full_members_and_who_of_them_came(city):
    meeting = confirm(city, absences={city.bo.pk: "sick", city.new.pk: "leave"})
    assert queries.voters(city.secretary_viewer, meeting) == (3, 2)


# ---- taking back ----------------------------------------------------------------------------


def test_a_voided_meeting_counts_for_nothing_and_stays_to_be_read(city, touched):
    meeting = confirm(city, title="错记", made_up="2020-Q4")
    touched.clear()
    voided = void(city, meeting)

    assert (voided.state, voided.version) == ("voided", 2)
    assert not facts.get("life.meeting").rows().exists()
    assert not facts.get("life.held").rows().exists()
    assert [(each.kind, each.days, each.periods) for each in touched] == [
        ("life.meeting", frozenset({DAY}), frozenset({"2020-Q4"})),
        ("life.held", frozenset({DAY}), frozenset({"2020-Q4"})),
    ]
    found = queries.complete(city.superior_viewer).get()
    history = queries.versions(city.superior_viewer, found)
    assert [(v.number, v.cells["title"], v.reason) for v in history.versions] == [
        (2, "错记", ""), (1, "错记", "记错了支部"),
    ]  # fmt: skip
    assert not queries.visible_to(city.member_viewer).exists()
    assert AuditEntry.objects.latest("seq").new["reason"] == "记错了支部"


def test_voiding_needs_a_reason_the_version_and_a_meeting_that_stands(city):
    meeting = confirm(city)
    with pytest.raises(Refused) as refused:
        void(city, meeting, reason=" ")
    assert refused.value.field == "reason"
    with pytest.raises(Conflict):
        void(city, meeting, version=7)
    void(city, meeting)
    with pytest.raises(Refused):
        void(city, meeting, version=2)
    with pytest.raises(Refused):
        actions.amend_meeting(
            actor=city.secretary_viewer, at=AT, meeting=meeting, record=record(), version=2,
            reason="改",
        )  # fmt: skip
    with pytest.raises(Refused):
        set_agenda(city, meeting, Item("议题"), version=2)


def test_a_voided_meeting_may_be_recorded_again(city):
    void(city, confirm(city))
    confirm(city)
    assert sorted(Meeting.objects.values_list("state", flat=True)) == ["confirmed", "voided"]
