"""Decisions on standing and members entered by hand: what each leaves, what cannot be."""

from datetime import date

import pytest

from tests.members.build import member, post
from tests.units.build import NOW, officer, unit, viewer
from xianfeng.kernel import figures
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.members import rules
from xianfeng.members.actions import registering, standings, transfers
from xianfeng.members.actions.registering import Origin
from xianfeng.members.enums import Standing, StandingEvent
from xianfeng.members.models import Member, Membership, StandingChange
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db
NUMBER = "710000198602209658"
DAY = date(2021, 6, 10)


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a, b = unit("A", root), unit("B", root)
    one = member("张伟", a, id_number=NUMBER, born_on=date(1986, 2, 20))
    return {"R": root, "A": a, "B": b, "one": one, "boss": officer(root)}


def decide(city, kind, on=DAY, document="决定", actor=None, who=None):
    return standings.change_standing(
        actor=actor or city["boss"], at=NOW, member=who or city["one"], kind=kind,
        changed_on=on, document=document,
    )  # fmt: skip


def restore(city, on=date(2021, 6, 20), branch="A", actor=None):
    return standings.restore_standing(
        actor=actor or city["boss"], at=NOW, member=city["one"], branch=city[branch],
        changed_on=on, document="批复",
    )  # fmt: skip


def numbers(city, day):
    asked = ("org.members", "members.registered")
    return [figures.compute(city["boss"], figures.get(one), day, day).value for one in asked]


@pytest.mark.parametrize(
    "kind", [kind for kind in StandingEvent.values if kind in rules.standings.ENDS]
)
def test_the_outcome_table_covers_every_decision(kind):
    assert rules.standings.OUTCOME[kind] in Standing.values
    assert rules.standings.OUTCOME[kind] != "normal"


@pytest.mark.parametrize("kind", ["died", "expelled", "struck_off", "self_withdrawn", "withdrew"])
def test_who_leaves_is_off_the_roll_from_that_day_and_was_on_it_before(city, kind):
    post(city["one"], city["A"], "secretary")
    decide(city, kind)
    one = Member.objects.get()
    assert (one.standing, one.left_on) == (rules.standings.OUTCOME[kind], DAY)
    assert one.memberships.get().until_on == one.posts.get().until_on == DAY
    assert (numbers(city, date(2021, 6, 9)), numbers(city, DAY)) == ([1, 1], [0, 0])
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id) == ("members.change_standing", one.pk)


def test_a_suspension_is_a_gap_that_restoring_does_not_fill(city):
    decide(city, "suspended")
    restore(city, branch="B")
    days = [date(2021, 6, day) for day in (9, 10, 19, 20)]
    assert [numbers(city, day) for day in days] == [[1, 1], [0, 0], [0, 0], [1, 1]]
    one = Member.objects.get()
    assert (one.standing, one.left_on) == ("normal", None)
    assert one.memberships.get(until_on=None).unit == city["B"]


@pytest.mark.parametrize(
    ("standing", "kind", "fits"),
    [
        ("normal", "probation_cancelled", False),
        ("normal", "restored", False),
        ("suspended", "suspended", False),
        ("suspended", "self_withdrawn", True),
        ("left", "died", False),
        ("dead", "expelled", False),
        ("moved", "suspended", False),
    ],
)
def test_only_what_the_table_allows_may_be_decided(city, standing, kind, fits):
    left = None if standing == "normal" else date(2021, 5, 1)
    Member.objects.update(standing=standing, left_on=left)
    if left:
        Membership.objects.update(until_on=left)
    if fits:
        assert decide(city, kind).kind == kind
    else:
        with pytest.raises(Refused, match="不能作这项变动"):
            decide(city, kind)
        assert StandingChange.objects.count() == 0


def test_probation_can_be_cancelled_of_a_member_on_probation_only(city):
    young = member("新", city["A"], confirmed_on=None)
    assert decide(city, "probation_cancelled", who=young).kind == "probation_cancelled"
    assert Member.objects.get(pk=young.pk).standing == "left"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"on": date(2021, 7, 1)}, "日期不晚于今天"),
        ({"document": "  "}, "请写明依据"),
        ({"on": date(2012, 1, 1)}, "日期应晚于"),
    ],
)
def test_a_decision_needs_its_day_and_its_document(city, more, words):
    with pytest.raises(Refused, match=words):
        decide(city, "died", **more)


def test_a_letter_on_the_way_comes_first(city):
    transfers.issue_transfer(
        actor=city["boss"], at=NOW, member=city["one"], to_unit=city["B"], outside="",
        way="letter", issued_on=DAY,
    )  # fmt: skip
    with pytest.raises(Refused, match="介绍信在途"):
        decide(city, "died")


def test_others_decide_nothing_and_restore_into_no_other_branch(city):
    for who in (viewer((Role.LEADER, city["A"])), viewer((Role.SECRETARY, city["B"]))):
        with pytest.raises(Denied):
            decide(city, "died", actor=who)
    decide(city, "suspended")
    with pytest.raises(Denied):
        restore(city, branch="B", actor=viewer((Role.SECRETARY, city["A"])))
    with pytest.raises(Refused, match="日期应晚于"):
        restore(city, on=DAY)


RECORD = {"name": "李娜", "id_number": "710000197502152637", "ethnicity": "01",
          "joined_on": date(2005, 7, 1), "confirmed_on": date(2006, 7, 1)}  # fmt: skip
LETTER = Origin("某地党委", "letter", date(2021, 6, 20), date(2021, 6, 1), "号1", "2021年5月")


def enter(city, origin=None, branch="A", actor=None, **changes):
    return registering.register_member(
        actor=actor or city["boss"], at=NOW, branch=city[branch], record=RECORD | changes,
        origin=origin,
    )  # fmt: skip


def test_a_forgotten_member_counts_from_joining_or_the_branchs_beginning(city):
    made = enter(city)
    assert (made.sex, made.born_on) == ("1", date(1975, 2, 15))
    assert made.memberships.get().from_on == date(2010, 1, 1)
    assert "710000197502152637" not in str(AuditEntry.objects.get().new)
    late = enter(city, id_number="11010519491231002X", name="王", joined_on=date(2015, 7, 1),
                 confirmed_on=date(2016, 7, 1))  # fmt: skip
    assert late.memberships.get().from_on == date(2015, 7, 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id_number": ""}, "id_number"),
        ({"id_number": "71000019750215263X"}, "id_number"),
        ({"joined_on": date(1992, 7, 1)}, "joined_on"),
        ({"confirmed_on": date(2005, 6, 1)}, "confirmed_on"),
        ({"joined_on": date(2021, 7, 1), "confirmed_on": None}, "joined_on"),
        ({"id_number": NUMBER}, "id_number"),
    ],
)
def test_the_checks_of_an_import_hold_by_hand_too(city, changes, field):
    with pytest.raises(Refused) as found:
        enter(city, **changes)
    assert found.value.field == field
    assert Member.objects.count() == 1


def test_somebody_of_another_part_is_not_named_but_sent_to_a_transfer(city):
    with pytest.raises(Refused) as found:
        enter(city, branch="B", actor=viewer((Role.SECRETARY, city["B"])), id_number=NUMBER)
    assert found.value.message == "系统中已有此人，请先请原支部办理组织关系转接。"
    with pytest.raises(Denied):
        enter(city, actor=viewer((Role.SECRETARY, city["B"])))


def test_who_comes_back_from_outside_keeps_the_record_and_the_gap(city):
    letter = transfers.issue_transfer(
        actor=city["boss"], at=NOW, member=city["one"], to_unit=None, outside="某地党委",
        way="letter", issued_on=date(2021, 5, 1),
    )  # fmt: skip
    transfers.receive_transfer(
        actor=city["boss"], at=NOW, transfer=letter, received_on=date(2021, 5, 10)
    )
    again = enter(city, LETTER, "B", id_number=NUMBER, name="张伟")
    assert again.pk == city["one"].pk
    assert Member.objects.get().standing == "normal"
    days = [date(2021, 5, 9), date(2021, 5, 10), date(2021, 6, 19), date(2021, 6, 20)]
    assert [numbers(city, day) for day in days] == [[1, 1], [0, 0], [0, 0], [1, 1]]
