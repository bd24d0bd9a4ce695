"""Exemptions, make-up lessons, guests, leaders as ordinary members, lecturers."""

from datetime import date

import pytest

from tests.life.conftest import AT, DAY, make_member, make_officer, record
from xianfeng.kernel import crypto, facts, figures
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.life import actions, queries
from xianfeng.life.models import Exemption, Guest, LeaderAttendance, MakeUp
from xianfeng.members.models import Post

YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def confirm(city, unit="one", **stated):
    return actions.confirm_meeting(
        actor=city.superior_viewer, at=AT, unit=getattr(city, unit), record=record(**stated)
    )


def exempt(city, member="bo", actor="secretary", **stated):
    known = {"ground": "age", "decided_on": date(2021, 1, 4), "from_on": date(2021, 1, 5)}
    return actions.exempt_member(
        actor=getattr(city, f"{actor}_viewer"), at=AT, unit=city.one,
        member=getattr(city, member), **{**known, **stated},
    )  # fmt: skip


def value(viewer, figure, span=YEAR):
    return figures.compute(viewer, figures.get(figure), *span).value


# ---- exemptions -----------------------------------------------------------------------------


def test_who_is_exempted_is_ticked_from_the_start_and_leaves_the_denominator(city):
    exempt(city)
    start = queries.blank_record(city.secretary_viewer, city.one, "theme_day", DAY)
    assert start.absences == {city.bo.pk: "exempt"}

    meeting = actions.confirm_meeting(
        actor=city.secretary_viewer, at=AT, unit=city.one, record=start
    )
    assert (meeting.expected, meeting.present) == (3, 3)
    assert value(city.superior_viewer, "life.attendance") == 100


def test_who_is_exempted_and_comes_counts_like_anybody(city):
    exempt(city)
    meeting = confirm(city)
    assert (meeting.expected, meeting.present) == (4, 4)


@pytest.mark.parametrize(
    ("on", "exempted"),
    [
        (date(2021, 1, 4), set()),
        (date(2021, 1, 5), {"薄冰"}),
        (date(2021, 2, 28), {"薄冰"}),
        (date(2021, 3, 1), set()),  # the last day is the one before
    ],
)
def test_an_exemption_holds_from_its_first_day_until_before_its_end(city, on, exempted):
    exempt(city, until_on=date(2021, 3, 1))
    listed = queries.people(city.secretary_viewer, city.one, "lecture", on)
    assert {person.name for person in listed if person.exempt} == exempted
    assert value(city.secretary_viewer, "life.exempted", (on, on)) == len(exempted)


@pytest.mark.parametrize(
    ("stated", "field"),
    [
        ({"member": "other"}, "member"),  # of another branch
        ({"member": "gone"}, "member"),  # no longer there
        ({"decided_on": date(2021, 3, 21)}, "decided_on"),
        ({"until_on": date(2021, 1, 5)}, "until_on"),
    ],
)
def test_who_cannot_be_exempted(city, stated, field):
    with pytest.raises(Refused) as refused:
        exempt(city, **stated)
    assert (refused.value.field, Exemption.objects.count()) == (field, 0)


def test_two_exemptions_never_overlap_and_one_may_follow_the_other(city):
    first = exempt(city)
    with pytest.raises(Refused) as refused:
        exempt(city, from_on=date(2021, 2, 1))
    assert refused.value.field == "from_on"
    actions.end_exemption(
        actor=city.secretary_viewer, at=AT, exemption=first, until_on=date(2021, 2, 1)
    )
    exempt(city, from_on=date(2021, 2, 1), ground="frail")
    assert list(Exemption.objects.order_by("pk").values_list("ground", "until_on")) == [
        ("age", date(2021, 2, 1)),
        ("frail", None),
    ]


@pytest.mark.parametrize("actor", ["member", "leader", "sibling", "outsider"])
def test_others_exempt_nobody_and_do_not_see_who_is(city, actor):
    with pytest.raises(Denied):
        exempt(city, actor=actor)
    exempt(city)
    seen = queries.exemptions_visible_to(getattr(city, f"{actor}_viewer")).count()
    assert seen == (1 if actor == "leader" else 0)


# ---- make-up lessons ------------------------------------------------------------------------


def make_up(city, meeting, member="bo", actor="secretary", on=date(2021, 3, 10), way="visit"):
    return actions.record_make_up(
        actor=getattr(city, f"{actor}_viewer"), at=AT, meeting=meeting,
        member=getattr(city, member), on=on, way=way,
    )  # fmt: skip


def lacking(viewer, unit):
    return [one.member.name for one in queries.lacking(viewer, unit, *YEAR)]


def test_a_make_up_lesson_leaves_the_numbers_and_the_list_of_who_lacks_it(city):
    away = {city.bo.pk: "sick", city.chen.pk: "duty", city.new.pk: "exempt"}
    meeting = confirm(city, kind="lecture", absences=away)
    assert lacking(city.secretary_viewer, city.one) == ["薄冰", "陈晨"]

    make_up(city, meeting)
    meeting.refresh_from_db()
    assert (meeting.expected, meeting.present, meeting.version) == (3, 1, 1)
    assert lacking(city.secretary_viewer, city.one) == ["陈晨"]
    missed = queries.missed_at(city.secretary_viewer, meeting)
    assert [(m.absence.member.name, m.made_up and m.made_up.way) for m in missed] == [
        ("薄冰", "visit"), ("陈晨", None),
    ]  # fmt: skip
    assert value(city.secretary_viewer, "life.make_ups") == 1
    assert AuditEntry.objects.latest("seq").subject_id == city.bo.pk


def test_who_lacks_what_is_for_staff(city):
    meeting = confirm(city, kind="lecture", absences={city.bo.pk: "sick"})
    for role in ("member", "sibling", "outsider"):
        viewer = getattr(city, f"{role}_viewer")
        assert (lacking(viewer, city.one), queries.missed_at(viewer, meeting)) == ([], [])


def test_saying_it_again_corrects_the_lesson(city):
    meeting = confirm(city, kind="lecture", absences={city.bo.pk: "sick"})
    make_up(city, meeting)
    make_up(city, meeting, way="alone")
    assert list(MakeUp.objects.values_list("way", flat=True)) == ["alone"]


@pytest.mark.parametrize(
    ("stated", "field"),
    [
        ({"member": "anna"}, "member"),  # was there
        ({"on": date(2021, 3, 4)}, "on"),
        ({"on": date(2021, 3, 21)}, "on"),
    ],
)
def test_what_is_no_make_up_lesson(city, stated, field):
    meeting = confirm(city, kind="lecture", absences={city.bo.pk: "sick"})
    with pytest.raises(Refused) as refused:
        make_up(city, meeting, **stated)
    assert (refused.value.field, MakeUp.objects.count()) == (field, 0)


# ---- guests ---------------------------------------------------------------------------------


def welcome(city, meeting, name="隔壁", phone="13900000001", actor="secretary"):
    return actions.add_guest(
        actor=getattr(city, f"{actor}_viewer"), at=AT, meeting=meeting, name=name, phone=phone
    )


@pytest.fixture
def visitor(city):
    city.other.phone_index = crypto.blind("phone", "13900000001")
    city.other.save()
    return city.other


def test_a_guest_counts_at_home_and_not_among_those_expected(city, visitor):
    meeting = confirm(city)
    guest = welcome(city, meeting)
    meeting.refresh_from_db()

    assert (guest.member, guest.home, meeting.expected) == (visitor, city.two, 4)
    visits = queries.visits(city.sibling_viewer, city.two, *YEAR)
    assert [(one.member.name, one.meeting.unit.name) for one in visits] == [("隔壁", "第一支部")]
    assert value(city.sibling_viewer, "life.visits") == 1
    assert value(city.secretary_viewer, "life.visits") == 0
    assert queries.guests_visible_to(city.member_viewer).count() == 0
    assert queries.guests_received(city.sibling_viewer).count() == 0
    actions.drop_guest(actor=city.secretary_viewer, at=AT, guest=guest)
    assert Guest.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "phone"),
    [("隔壁", "13900000002"), ("别名", "13900000001"), ("隔壁", ""), ("安国", "13900000001")],
)
def test_who_is_not_found_gets_one_answer(city, visitor, name, phone):
    with pytest.raises(Refused) as refused:
        welcome(city, confirm(city), name, phone)
    assert refused.value.message == "没有找到这位党员，请核对姓名和手机号"


def test_own_members_are_no_guests_and_nobody_comes_twice(city, visitor):
    meeting = confirm(city)
    welcome(city, meeting)
    with pytest.raises(Refused):
        welcome(city, meeting)
    with pytest.raises(Refused):
        welcome(city, confirm(city, unit="two"), actor="superior")
    with pytest.raises(Denied):
        welcome(city, meeting, actor="member")
    assert Guest.objects.count() == 1


# ---- leaders --------------------------------------------------------------------------------


@pytest.fixture
def leader(city):
    """Return a member of the first branch who leads the committee since January."""
    Post.objects.create(
        member=city.bo, unit=city.office, title="deputy_secretary", from_on=date(2021, 1, 1)
    )
    return city.bo


def kept(meeting):
    return list(meeting.leaders.values_list("member__name", "came"))


def test_a_leader_counts_apart_as_an_ordinary_member(city, leader):
    came = confirm(city)
    missed = confirm(city, kind="theme_day", absences={leader.pk: "duty"})
    confirm(city, kind="committee_meeting")
    before = confirm(city, kind="lecture", held_on=date(2020, 12, 31))

    assert [kept(each) for each in (came, missed, before)] == [
        [("薄冰", True)], [("薄冰", False)], [],
    ]  # fmt: skip
    assert value(city.superior_viewer, "life.leaders_expected") == 2
    assert value(city.superior_viewer, "life.leaders_attendance") == 50
    shown = queries.double_attendance(city.superior_viewer, city.office.path, *YEAR)
    assert [(one.name, one.expected, one.came) for one in shown] == [("薄冰", 2, 1)]
    for role in ("member", "sibling", "outsider"):
        viewer = getattr(city, f"{role}_viewer")
        assert queries.double_attendance(viewer, "", *YEAR) == []
        assert queries.leader_name(viewer, leader.pk) == ""


def test_an_exempted_leader_is_not_expected_and_an_amendment_counts_again(city, leader):
    meeting = confirm(city, absences={leader.pk: "exempt"})
    assert kept(meeting) == []
    actions.amend_meeting(
        actor=city.secretary_viewer, at=AT, meeting=meeting, record=record(), version=1,
        reason="来了",
    )  # fmt: skip
    assert kept(meeting) == [("薄冰", True)]


def test_numbers_without_names_say_nothing_of_a_leader(city, leader):
    assert kept(confirm(city, expected=4, present=3)) == []
    assert LeaderAttendance.objects.count() == 0


def test_who_is_entered_as_leadership_leads_too(city):
    user, _viewer = make_officer("chenld", "陈晨", "leader", city.office)
    city.chen.user = user
    city.chen.save()
    assert kept(confirm(city)) == [("陈晨", True)]


def test_a_voided_meeting_says_nothing_of_a_leader(city, leader):
    meeting = confirm(city)
    actions.void_meeting(
        actor=city.secretary_viewer, at=AT, meeting=meeting, version=1, reason="记错"
    )
    assert not facts.get("life.leader_attendance").rows().exists()


# ---- lectures -------------------------------------------------------------------------------


def test_a_lecture_by_a_leader_is_found_by_name_in_the_branch_and_above(city, leader):
    own = confirm(city, kind="lecture", lecturer="薄冰")
    boss = make_member("上级书记", city.two)
    Post.objects.create(member=boss, unit=city.office, title="secretary", from_on=date(2019, 1, 1))
    above = confirm(city, kind="theme_day", also=("lecture",), lecturer="上级书记")
    plain = confirm(city, kind="lecture", lecturer="陈晨", title="三")
    outside = confirm(city, kind="lecture", lecturer="隔壁", title="四")

    found = [each.lectured_by_id for each in (own, above, plain, outside)]
    assert found == [leader.pk, boss.pk, city.chen.pk, None]
    assert value(city.secretary_viewer, "life.leader_lectures") == 2
    rows = facts.get("life.leader_lecture").visible_to(city.sibling_viewer)
    assert rows.count() == 0


def test_two_of_the_same_name_are_nobody(city):
    make_member("薄冰", city.one)
    meeting = confirm(city, kind="lecture", lecturer="薄冰")
    assert (meeting.lecturer, meeting.lectured_by_id) == ("薄冰", None)
