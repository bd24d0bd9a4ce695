"""Recording, amending and discarding: who may, what is stored, what is told."""

from datetime import date

import pytest

from tests.life.conftest import AT, DAY, make_member, record
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.facts import Touched
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.life import actions, queries
from xianfeng.life.models import Absence, Meeting
from xianfeng.members.models import Post


def confirm(city, actor="secretary", unit="one", draft=None, **stated):
    return actions.confirm_meeting(
        actor=getattr(city, f"{actor}_viewer"), at=AT, unit=getattr(city, unit),
        record=record(**stated), draft=draft,
    )  # fmt: skip


def amend(city, meeting, version=1, reason="笔误", actor="secretary", **stated):
    return actions.amend_meeting(
        actor=getattr(city, f"{actor}_viewer"), at=AT, meeting=meeting, record=record(**stated),
        version=version, reason=reason,
    )  # fmt: skip


def stored(meeting):
    found = Meeting.objects.get(pk=meeting.pk)
    return found.state, found.expected, found.present, found.on_behalf, found.version


def test_all_are_present_unless_ticked_and_the_probationary_count(city):
    assert stored(confirm(city)) == ("confirmed", 4, 4, False, 1)
    assert Absence.objects.count() == 0


def test_absences_alone_are_rows_and_the_exempted_are_not_expected(city):
    meeting = confirm(
        city, absences={city.bo.pk: "sick", city.new.pk: "exempt"}, also=("theme_day",)
    )

    assert stored(meeting) == ("confirmed", 3, 2, False, 1)
    assert sorted(meeting.absences.values_list("member__name", "reason")) == [
        ("丁宁", "exempt"),
        ("薄冰", "sick"),
    ]
    assert sorted(meeting.marks.values_list("kind", flat=True)) == ["general_meeting", "theme_day"]


def test_stated_numbers_stand_above_the_list(city):
    assert stored(confirm(city, expected=12, present=11)) == ("confirmed", 12, 11, False, 1)


def test_who_comes_to_what(city):
    def names(unit, kind, on=DAY):
        found = queries.people(city.superior_viewer, unit, kind, on)
        return [(person.name, person.note) for person in found]

    everybody = [("安国", ""), ("薄冰", ""), ("陈晨", ""), ("丁宁", "预备")]
    assert names(city.one, "general_meeting") == everybody
    assert names(city.one, "general_meeting", date(2020, 12, 31)) == [*everybody, ("何去", "")]
    assert names(city.one, "lecture") == everybody
    assert names(city.one, "committee_meeting") == [("安国", "书记"), ("薄冰", "组织委员")]
    assert names(city.group, "group_meeting") == [("陈晨", ""), ("丁宁", "预备")]
    assert names(city.office, "general_meeting") == [*everybody, ("隔壁", "")]
    assert names(city.two, "committee_meeting") == []
    assert names(city.two, "group_meeting") == []


def test_a_list_too_long_to_tick_is_stated_as_numbers(city, monkeypatch):
    monkeypatch.setattr("xianfeng.life.queries.attendees.LONGEST_LIST", 4)

    assert len(queries.people(city.secretary_viewer, city.one, "lecture", DAY)) == 4
    make_member("又一人", city.one)
    assert queries.people(city.secretary_viewer, city.one, "lecture", DAY) == []


def test_a_committee_without_posts_states_its_numbers(city):
    Post.objects.filter(unit=city.one).delete()

    with pytest.raises(Refused) as refused:
        confirm(city, kind="committee_meeting")
    assert (refused.value.field, refused.value.message) == (
        "expected",
        "没有应到名单，请填写应到人数和实到人数",
    )
    assert stored(confirm(city, kind="committee_meeting", expected=3, present=2)) == (
        "confirmed", 3, 2, False, 1,
    )  # fmt: skip


@pytest.mark.parametrize("actor", ["member", "leader", "sibling", "outsider"])
def test_others_do_not_record(city, actor):
    with pytest.raises(Denied):
        confirm(city, actor)
    assert (Meeting.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_a_superior_records_on_behalf_and_is_marked(city):
    assert stored(confirm(city, "superior")) == ("confirmed", 4, 4, True, 1)


def test_the_branch_secretary_records_for_its_groups_in_their_own_right(city):
    meeting = confirm(city, unit="group", kind="group_meeting")

    assert stored(meeting) == ("confirmed", 2, 2, False, 1)


def test_one_audit_row_and_both_kinds_are_told(city, touched):
    meeting = confirm(city, made_up="2020-Q4")

    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.target, entry.unit_id, entry.actor_name) == (
        "life.confirm_meeting", f"life.meeting:{meeting.pk}", city.one.pk, "安国",
    )  # fmt: skip
    assert (entry.old, entry.new["expected"], entry.new["made_up"]) == ({}, 4, "2020-Q4")
    where = frozenset({city.one.pk}), frozenset({DAY}), frozenset({"2020-Q4"})
    assert touched == [Touched("life.meeting", *where), Touched("life.held", *where)]


def test_a_draft_is_no_fact_and_is_used_up_by_confirming(city, touched):
    draft = actions.save_draft(
        actor=city.secretary_viewer, at=AT, unit=city.one, record=record(title="学"),
    )  # fmt: skip
    again = actions.save_draft(
        actor=city.secretary_viewer, at=AT, unit=city.one, record=record(title="学习"), draft=draft
    )
    assert (stored(again), touched) == (("draft", None, None, False, 2), [])

    meeting = confirm(city, title="学习讨论", draft=draft)
    assert (meeting.pk, Meeting.objects.count()) == (draft.pk, 1)
    assert (meeting.title, meeting.state, len(touched)) == ("学习讨论", "confirmed", 2)
    with pytest.raises(Refused):
        confirm(city, draft=draft)


def test_a_draft_left_behind_by_an_autosave_is_not_recorded_twice(city):
    actions.save_draft(actor=city.secretary_viewer, at=AT, unit=city.one, record=record())
    actions.save_draft(actor=city.superior_viewer, at=AT, unit=city.one, record=record())
    confirm(city)

    assert sorted(Meeting.objects.values_list("state", "on_behalf")) == [
        ("confirmed", False),
        ("draft", True),
    ]


def test_a_draft_may_be_unfinished_but_not_of_a_kind_the_unit_cannot_hold(city):
    with pytest.raises(Refused) as refused:
        actions.save_draft(
            actor=city.secretary_viewer, at=AT, unit=city.group, record=record("review")
        )
    assert (refused.value.field, Meeting.objects.count()) == ("kind", 0)


def test_discarding_takes_a_draft_away_and_never_a_confirmed_meeting(city):
    draft = actions.save_draft(actor=city.secretary_viewer, at=AT, unit=city.one, record=record())
    actions.discard_draft(actor=city.secretary_viewer, at=AT, draft=draft)
    assert Meeting.objects.count() == 0

    meeting = confirm(city)
    with pytest.raises(Refused):
        actions.discard_draft(actor=city.secretary_viewer, at=AT, draft=meeting)
    assert stored(meeting) == ("confirmed", 4, 4, False, 1)


def test_an_amendment_keeps_every_version_and_tells_of_both_days(city, touched):
    meeting = confirm(city, title="原题", absences={city.bo.pk: "sick"}, made_up="2020-Q4")
    touched.clear()
    amend(city, meeting, title="二题", held_on=date(2021, 3, 8))
    amend(city, meeting, version=2, title="三题", held_on=date(2021, 3, 8), reason="再改")

    assert stored(meeting) == ("confirmed", 4, 4, False, 3)
    found = queries.complete(city.secretary_viewer).get()
    shown = [
        (v.number, v.cells["title"], v.cells["held_on"], v.cells["absent"], v.reason)
        for v in queries.versions(city.secretary_viewer, found).versions
    ]
    assert shown == [
        (3, "三题", "2021-03-08", "", ""),
        (2, "二题", "2021-03-08", "", "再改"),
        (1, "原题", "2021-03-05", "薄冰（病假）", "笔误"),
    ]
    assert touched[1] == Touched(
        "life.held",
        frozenset({city.one.pk}),
        frozenset({DAY, date(2021, 3, 8)}),
        frozenset({"2020-Q4"}),
    )
    entry = AuditEntry.objects.get(seq=2)
    assert (entry.old["title"], entry.new["title"], entry.new["reason"]) == ("原题", "二题", "笔误")


def test_an_amendment_needs_a_reason_and_the_version_that_stands(city):
    meeting = confirm(city)

    with pytest.raises(Refused) as refused:
        amend(city, meeting, reason="  ")
    assert refused.value.field == "reason"
    amend(city, meeting, title="先到", actor="superior")
    with pytest.raises(Conflict) as conflict:
        amend(city, meeting, title="后到")
    assert (conflict.value.current.title, conflict.value.current.version) == ("先到", 2)
    with pytest.raises(Denied):
        amend(city, meeting, version=2, actor="member")
    assert stored(meeting) == ("confirmed", 4, 4, False, 2)


@pytest.mark.parametrize(
    ("stated", "field"),
    [
        ({"held_on": date(2021, 3, 21)}, "held_on"),
        ({"held_on": date(2018, 12, 31)}, "held_on"),
        ({"also": ("committee_meeting",)}, "also"),
        ({"made_up": "2021-Q1"}, "made_up"),
    ],
)
def test_what_cannot_be_leaves_nothing_behind(city, touched, stated, field):
    with pytest.raises(Refused) as refused:
        confirm(city, **stated)
    assert (refused.value.field, Meeting.objects.count(), touched) == (field, 0, [])
    assert AuditEntry.objects.count() == 0


def test_somebody_of_another_branch_is_not_marked_absent(city):
    with pytest.raises(Refused) as refused:
        confirm(city, absences={city.other.pk: "sick"})
    assert refused.value.field == "absent"
