"""What each kind of change does to units, people, posts, tasks and roles."""

from datetime import date

import pytest

from tests.lifecycle.build import TODAY, City, at
from tests.units.build import agency
from xianfeng.kernel import facts
from xianfeng.members.models import GroupMembership, Membership, Post
from xianfeng.plans.models import Task, TaskAssistant
from xianfeng.units.models import Term, Unit, UnitRole, UnitState

pytestmark = pytest.mark.django_db
BEGUN = date(2010, 1, 1)


@pytest.fixture
def city():
    return City()


def spells(model=Membership):
    rows = model.objects.order_by("member__name", "from_on")
    return list(rows.values_list("member__name", "unit__code", "until_on"))


def stretches(code):
    rows = UnitState.objects.filter(unit__code=code).order_by("from_on")
    return list(rows.values_list("from_on", "until_on", "name", "kind"))


def test_a_new_unit_begins_on_its_day_in_the_agency_of_its_parent(city):
    made = city.do("establish", "A", code="A3", name="第三支部", unit_kind="branch").unit
    assert (made.parent_id, made.agency.name, made.established_on) == (city.a.pk, "甲局", TODAY)
    assert made.path == city.a.path + "00003"
    assert stretches("A3") == [(TODAY, None, "第三支部", "branch")]


def test_a_new_name_holds_from_its_day(city):
    city.do("rename", "A1", name="机关一支部")
    assert at("A1").name == "机关一支部"
    assert stretches("A1") == [
        (BEGUN, TODAY, "A1党组织", "branch"),
        (TODAY, None, "机关一支部", "branch"),
    ]


def test_a_committee_becomes_a_general_branch_and_keeps_its_posts(city):
    city.do("upgrade", "A", unit_kind="general_branch", name="甲局党总支")
    assert stretches("A") == [
        (BEGUN, TODAY, "A党组织", "committee"),
        (TODAY, None, "甲局党总支", "general_branch"),
    ]
    assert Post.objects.get().until_on is None


def test_the_members_of_a_merged_branch_belong_to_the_other_from_the_day_on(city):
    TaskAssistant.objects.create(task=city.open, unit=city.a2)
    Term.objects.create(unit=city.a1, from_on=BEGUN, until_on=date(2022, 1, 1), years=3)
    city.do("merge", "A1", target="A2")
    assert spells() == [
        ("张一", "A1", TODAY),
        ("张一", "A2", None),
        ("李二", "A1", TODAY),
        ("李二", "A2", None),
        ("王三", "A2", None),
        ("赵四", "B1", None),
    ]
    assert spells(GroupMembership) == [("李二", "G", TODAY)]
    assert (at("A1").abolished_on, at("G").abolished_on) == (TODAY, TODAY)
    assert Post.objects.get().until_on == TODAY
    assert Term.objects.get().ended_on == TODAY
    assert stretches("A1") == [(BEGUN, TODAY, "A1党组织", "branch")]


def test_roles_end_with_a_merged_branch_and_members_follow(city):
    city.do("merge", "A1", target="A2")
    held = UnitRole.objects.order_by("user__name", "from_on")
    assert list(held.values_list("user__name", "unit__code", "role", "until_on")) == [
        ("书记张", "A1", "secretary", TODAY),
        ("党员李", "A1", "member", TODAY),
        ("党员李", "A2", "member", None),
    ]


def test_open_tasks_of_a_merged_branch_go_along_and_overdue_ones_stay(city):
    TaskAssistant.objects.create(task=city.open, unit=city.a2)
    city.do("merge", "A1", target="A2")
    led = dict(Task.objects.values_list("pk", "lead__code"))
    assert led == {city.late.pk: "A1", city.open.pk: "A2"}
    assisted = TaskAssistant.objects.values_list("unit__code", flat=True)
    assert list(assisted) == ["A2"]


def test_what_begins_on_the_day_begins_in_the_other_branch(city):
    Membership.objects.filter(member=city.li).update(from_on=date(2021, 7, 15))
    city.do("merge", "A1", target="A2", day=TODAY)
    rows = Membership.objects.filter(member=city.li).values_list("unit__code", "from_on")
    assert list(rows) == [("A2", date(2021, 7, 15))]


def test_a_committee_merges_with_the_branches_below_it(city):
    city.do("merge", "A", target="B")
    assert Unit.objects.filter(parent__code="B").count() == 3
    assert at("A1").path.startswith(at("B").path)
    assert at("G").path.startswith(at("A1").path)
    assert at("A").abolished_on == TODAY
    assert spells()[0] == ("张一", "A1", None)


def test_chosen_members_make_a_branch_of_their_own(city):
    change = city.do(
        "split", "A1", code="A9", name="第九支部", unit_kind="branch", members=[city.li]
    )
    assert change.target.code == "A9"
    assert [row for row in spells() if row[0] == "李二"] == [
        ("李二", "A1", TODAY),
        ("李二", "A9", None),
    ]
    assert spells(GroupMembership) == [("李二", "G", TODAY)]
    assert (at("A9").parent.code, at("A9").agency.name) == ("A", "甲局")
    assert Post.objects.get().until_on is None


def test_a_moved_branch_keeps_its_people_and_its_steps(city):
    other = city.do("establish", "A", code="A5", name="总支", unit_kind="general_branch").unit
    Unit.objects.filter(pk=other.pk).update(established_on=BEGUN)
    city.do("move", "A1", target="A5")
    assert at("A1").path == at("A5").path + "00001"
    assert at("G").path == at("A1").path + "00001"
    assert stretches("G")[0][:2] == (BEGUN, TODAY)
    assert spells()[0] == ("张一", "A1", None)


def test_a_transferred_committee_takes_all_below_it_into_the_other_agency(city):
    heard = []
    facts.listen(heard.append)
    try:
        city.do("transfer", "A", target="B")
    finally:
        facts._listeners.remove(heard.append)
    below = Unit.objects.filter(path__startswith=at("B").path + "00002").order_by("path")
    assert [(one.code, one.agency.name) for one in below] == [
        ("A", "乙局"),
        ("A1", "乙局"),
        ("G", "乙局"),
        ("A2", "乙局"),
    ]
    touched = {one.pk for one in below}
    assert [(told.kind, told.unit_ids) for told in heard] == [
        ("units.unit", touched),
        ("members.membership", touched),
        ("members.group_spell", touched),
        ("members.post", touched),
        ("plans.task", touched),
        ("lifecycle.change", touched),
    ]


def test_a_transfer_to_the_root_keeps_the_agency_unless_one_is_named(city):
    city.do("transfer", "A1", target="R", agency=agency("丙局"))
    assert (at("A1").parent.code, at("A1").agency.name, at("A2").agency.name) == (
        "R",
        "丙局",
        "甲局",
    )


def test_an_empty_branch_is_abolished_without_a_destination(city):
    city.do("merge", "A1", target="A2")
    made = city.do("establish", "A", code="A7", name="空支部", unit_kind="branch").unit
    Unit.objects.filter(pk=made.pk).update(established_on=BEGUN)
    UnitState.objects.filter(unit=made).update(from_on=BEGUN)
    city.do("abolish", "A7")
    assert at("A7").abolished_on == TODAY


def test_a_place_once_used_is_used_no_more(city):
    city.do("transfer", "A2", target="B")
    made = city.do("establish", "A", code="A4", name="四支部", unit_kind="branch").unit
    assert made.path == city.a.path + "00003"
