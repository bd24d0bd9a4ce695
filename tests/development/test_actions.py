"""Steps as actions: who may, what follows, what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.development.build import APPLIED, BORN, at, develop, past, record, walked
from tests.members.build import member
from xianfeng.development.actions import people, steps
from xianfeng.development.models import Candidate, Deadline, StepRecord, StepVersion
from xianfeng.development.rules.history import Entry
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.members.models import Member, StandingChange

NUMBER = "710000199503080013"


def step(city, number, **changed):
    return replace(next(one for one in past(city) if one.step == number), **changed)


def test_a_person_goes_from_application_to_full_membership(city):
    candidate = develop(city)
    one = candidate.member
    assert (one.name, one.joined_on, one.confirmed_on) == (
        "陈新", date(2023, 6, 24), date(2024, 6, 24),
    )  # fmt: skip
    assert [(s.unit_id, s.from_on) for s in one.memberships.all()] == [(city.a.pk, one.joined_on)]
    assert walked(candidate).stage() == "filed"
    assert Deadline.objects.filter(done_on=None).count() == 0
    assert AuditEntry.objects.filter(verb="development.record_step").count() == 25


def test_a_step_leaves_one_audit_row_and_says_who_recorded_for_whom(city):
    candidate = develop(city, 1)
    record(city, candidate, Entry(2, date(2022, 3, 20), by="赵一"), by="office")
    made = StepRecord.objects.get(step=2)
    assert (made.recorded_by, made.on_behalf) == ("党办", True)
    entry = AuditEntry.objects.get(verb="development.record_step")
    assert entry.new == {
        "step": 2, "on": "2022-03-20", "outcome": "done", "by": "赵一",
        "candidate": candidate.pk, "on_behalf": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("number", "who", "may"),
    [
        (2, "secretary", True),
        (2, "office", True),
        (2, "officer", True),
        (2, "other", False),
        (13, "secretary", False),
        (13, "office", True),
        (17, "secretary", False),
        (17, "officer", True),
        (24, "secretary", False),
    ],
)
def test_the_branch_records_its_steps_and_the_superior_its_decisions(city, number, who, may):
    candidate = develop(city, number - 1)
    entry = step(city, number)
    if may:
        assert record(city, candidate, entry, by=who).step == number
    else:
        with pytest.raises(Denied):
            record(city, candidate, entry, by=who)
        assert not StepRecord.objects.filter(step=number).exists()


def test_without_a_committee_only_the_working_committee_approves(city):
    people_of_b = [member(f"乙{n}", city.b) for n in range(7)]
    city.members = people_of_b
    candidate = develop(city, 16, unit=city.b)
    with pytest.raises(Denied):
        record(city, candidate, step(city, 17), by="other_office")
    without = step(city, 17, party_group_on=None)
    with pytest.raises(Refused, match="党组审核再报机关工委"):
        record(city, candidate, without, by="officer")
    record(city, candidate, step(city, 17), by="officer")
    assert Member.objects.filter(name="陈新").count() == 1


def test_nobody_skips(city):
    candidate = develop(city, 2)
    with pytest.raises(Refused, match="推荐和确定入党积极分子"):
        record(city, candidate, step(city, 5))


def test_a_day_to_come_is_refused(city):
    candidate = develop(city, 1)
    entry = Entry(2, date(2022, 3, 20), by="赵一")
    with pytest.raises(Refused, match="今天之后"):
        steps.record_step(
            actor=city.viewer("secretary"), at=at(date(2022, 3, 19)), candidate=candidate,
            entry=entry,
        )  # fmt: skip


def test_contacts_are_full_members_of_the_branch(city):
    candidate = develop(city, 4)
    stranger = member("外人", city.b)
    probationary = member("预备", city.a, joined_on=date(2021, 9, 1), confirmed_on=None)
    for one in (stranger, probationary):
        with pytest.raises(Refused, match="不是本支部的正式党员"):
            record(city, candidate, step(city, 5, contacts=(one.pk,)))


def test_a_vote_that_fails_stands_as_returned_and_another_may_follow(city):
    candidate = develop(city, 14)
    failed = record(city, candidate, step(city, 15, in_favour=3, against=3))
    assert failed.outcome == "returned"
    assert walked(candidate).missing(16) == [15]
    again = step(city, 15)
    record(city, candidate, replace(again, on=again.on + timedelta(days=20)))
    assert walked(candidate).missing(16) == []


def test_an_approval_returned_leads_to_another_meeting(city):
    candidate = develop(city, 16)
    entry = step(city, 17, outcome="returned")
    with pytest.raises(Refused, match="请写明原因"):
        record(city, candidate, entry)
    record(city, candidate, replace(entry, reason="材料不全"))
    assert Member.objects.filter(name="陈新").count() == 0
    assert walked(candidate).waited_for() == 15


def test_an_approval_after_six_months_wants_the_meeting_again(city):
    candidate = develop(city, 16)
    late = step(city, 15).on + timedelta(days=200)
    with pytest.raises(Refused, match="支部大会复议"):
        record(city, candidate, step(city, 17, on=late, party_group_on=late))
    record(city, candidate, step(city, 15, on=late))
    record(city, candidate, step(city, 16, on=late))
    record(city, candidate, step(city, 17, on=late, party_group_on=late))
    assert Candidate.objects.get().member.joined_on == late


def test_an_approval_after_three_months_says_why(city):
    candidate = develop(city, 16)
    late = step(city, 15).on + timedelta(days=100)
    entry = step(city, 17, on=late, party_group_on=late)
    with pytest.raises(Refused, match="写明延长审批的原因"):
        record(city, candidate, entry)
    record(city, candidate, replace(entry, reason="干部外出培训"))
    assert Deadline.objects.get(limit="approval").done_on == late


def test_a_postponed_approval_is_due_after_six_months(city):
    candidate = develop(city, 16)
    congress = step(city, 15).on
    record(
        city, candidate,
        Entry(17, congress + timedelta(days=60), outcome="postponed", reason="需补充函调",
              party_group_on=None),
    )  # fmt: skip
    assert Deadline.objects.get(limit="approval").due_on == date(2023, 12, 24)
    assert congress == date(2023, 6, 24)


def test_cancelling_ends_the_membership(city):
    candidate = develop(city, 22)
    record(city, candidate, step(city, 23, outcome="cancel"))
    approved = step(city, 24)
    record(city, candidate, approved)
    one = Member.objects.get(name="陈新")
    assert (one.standing, one.left_on, one.confirmed_on) == ("left", approved.on, None)
    assert one.memberships.get().until_on == approved.on
    assert StandingChange.objects.get().kind == "probation_cancelled"
    ended = Candidate.objects.get()
    assert (ended.ending, ended.ended_on) == ("cancelled", approved.on)
    with pytest.raises(Refused, match="终止"):
        record(city, candidate, step(city, 25))


def test_an_extension_moves_the_end_of_probation_once(city):
    candidate = develop(city, 22)
    record(city, candidate, step(city, 23, outcome="extend", months=6))
    record(city, candidate, step(city, 24))
    assert walked(candidate).probation_ends == date(2024, 12, 24)
    assert walked(candidate).missing(23) == [22]
    later = date(2024, 12, 24)
    record(city, candidate, Entry(22, later))
    again = step(city, 23, on=later, outcome="extend", months=6)
    with pytest.raises(Refused, match="不能再次延长"):
        record(city, candidate, again)
    record(city, candidate, step(city, 23, on=later))
    record(city, candidate, step(city, 24, on=later, party_group_on=later))
    assert Member.objects.get(name="陈新").confirmed_on == later


def test_amending_keeps_what_was_said_and_moves_what_follows(city):
    develop(city, 17)
    congress = StepRecord.objects.get(step=15)
    entry = replace(congress.entry(), on=congress.on + timedelta(days=1))
    said = {"actor": city.viewer("secretary"), "at": at(date(2023, 8, 1)), "record": congress}
    with pytest.raises(Refused, match="更正原因"):
        steps.amend_step(**said, entry=entry, version=1, reason=" ")
    steps.amend_step(**said, entry=entry, version=1, reason="日期抄错")
    with pytest.raises(Conflict):
        steps.amend_step(**said, entry=entry, version=1, reason="再来")
    one = Member.objects.get(name="陈新")
    assert one.joined_on == entry.on == one.memberships.get().from_on
    old = StepVersion.objects.get()
    assert (old.reason, old.content["on"]) == ("日期抄错", "2023-06-24")


def test_amending_may_not_break_what_came_after(city):
    candidate = develop(city, 3)
    talk = StepRecord.objects.get(step=2)
    late = replace(talk.entry(), on=date(2022, 5, 1))
    with pytest.raises(Refused, match="还缺前面的步骤"):
        steps.amend_step(
            actor=city.viewer("secretary"), at=at(date(2022, 6, 1)), record=talk, entry=late,
            version=1, reason="改晚",
        )  # fmt: skip
    assert candidate.records.get(step=2).on == date(2022, 3, 11)


def test_ending_lets_go_of_what_was_due(city):
    candidate = develop(city, 1)
    assert Deadline.objects.count() == 1
    said = {"actor": city.viewer("secretary"), "at": at(date(2022, 4, 10)), "candidate": candidate}
    with pytest.raises(Refused, match="原因"):
        people.end(**said, ended_on=date(2022, 4, 5), ending="withdrawn", reason="")
    people.end(**said, ended_on=date(2022, 4, 5), ending="withdrawn", reason="本人书面撤回")
    assert Deadline.objects.count() == 0
    with pytest.raises(Refused, match="终止"):
        record(city, candidate, Entry(2, date(2022, 4, 6)))


def application(city, **changed):
    given = {
        "actor": city.viewer("secretary"), "at": at(date(2022, 3, 2)), "unit": city.a,
        "record": {"name": "陈新", "sex": "1", "born_on": BORN}, "applied_on": APPLIED,
    }  # fmt: skip
    return people.apply(**given | changed)


def test_a_number_is_sealed_agrees_and_stands_once(city):
    made = application(city, id_number=NUMBER)
    assert (made.id_number, NUMBER.encode() in bytes(made.id_number_sealed)) == (NUMBER, False)
    with pytest.raises(Refused, match="已在发展党员名单里"):
        application(city, id_number=NUMBER)
    with pytest.raises(Refused, match="不一致"):
        application(city, record={"name": "甲", "sex": "2", "born_on": BORN}, id_number=NUMBER)
    with pytest.raises(Refused, match="校验位"):
        application(city, id_number="710000199503080010")


def test_who_is_a_member_already_does_not_apply(city):
    member("陈新", city.a, id_number=NUMBER, born_on=BORN)
    with pytest.raises(Refused, match="已在党员花名册里"):
        application(city, id_number=NUMBER)


def test_application_goes_to_a_branch_by_who_keeps_it(city):
    with pytest.raises(Denied):
        application(city, actor=city.viewer("other"))
    with pytest.raises(Refused, match="请选一个党支部"):
        application(city, actor=city.viewer("officer"), unit=city.committee)
    with pytest.raises(Refused, match="年满十八岁"):
        application(city, record={"name": "幼", "sex": "1", "born_on": date(2004, 3, 2)})


def test_a_roster_that_already_holds_the_person_is_linked_and_not_doubled(city):
    candidate = application(city, id_number=NUMBER)
    for entry in past(city, 16)[1:]:
        record(city, candidate, entry)
    joined = step(city, 15).on
    held = member(
        "陈新", city.a, since=joined, id_number=NUMBER, born_on=BORN, joined_on=joined,
        confirmed_on=None,
    )  # fmt: skip
    record(city, candidate, step(city, 17))
    assert Candidate.objects.get().member_id == held.pk
    assert Member.objects.filter(name="陈新").count() == 1
