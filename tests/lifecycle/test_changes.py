"""Planning, applying and cancelling: who may, when, and what stands in the way."""

from datetime import date, timedelta

import pytest

from tests.lifecycle.build import TODAY, City, at, moment
from tests.units.build import viewer
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied, operator
from xianfeng.lifecycle import queries, rules, tasks
from xianfeng.lifecycle.actions import changes
from xianfeng.lifecycle.enums import ChangeKind, ChangeState
from xianfeng.lifecycle.models import UnitChange
from xianfeng.units.enums import Role
from xianfeng.units.models import Unit

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=10)


@pytest.fixture
def city():
    return City()


def refused(city, *words, **said):
    with pytest.raises(Refused) as found:
        city.do(*words, **said)
    return found.value.message, found.value.field


def finish(act, city, change, day=TODAY, **said):
    said = {"actor": city.officer, "version": change.version} | said
    return act(at=moment(day), change=change, **said)


def test_a_change_of_a_later_day_is_planned_and_nothing_else(city):
    change = city.do("rename", "A1", day=LATER, name="新名")
    assert (change.state, at("A1").name) == ("planned", "A1党组织")
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.unit_id, entry.new["name"]) == (
        "lifecycle.plan_change",
        city.a1.pk,
        "新名",
    )


def test_it_takes_effect_on_its_day_and_not_before(city):
    change = city.do("rename", "A1", day=LATER, name="新名")
    with pytest.raises(Refused, match="到 2021-07-10 才生效。"):
        finish(changes.apply_change, city, change, LATER - timedelta(days=1))
    done = finish(changes.apply_change, city, change, LATER)
    assert (done.state, at("A1").name) == ("done", "新名")


def test_the_daily_job_applies_what_is_due_once_and_in_order(city):
    city.do("rename", "A1", day=LATER, name="后名")
    city.do("rename", "A1", day=LATER - timedelta(days=1), name="先名")
    tasks.apply_due(LATER)
    assert at("A1").name == "后名"
    assert set(UnitChange.objects.values_list("state", flat=True)) == {"done"}
    tasks.apply_due(LATER)
    assert AuditEntry.objects.count() == 4


def test_what_cannot_be_by_its_day_stays_planned_and_keeps_no_other(city):
    stuck = city.do("merge", "A1", day=LATER, target="A2")
    named = city.do("rename", "B", day=LATER, name="新名")
    city.do("abolish", "A2", target="A1")
    told = list(tasks.finish_due(operator("测试"), LATER, moment(LATER)))
    assert [(change.pk, why) for change, why in told] == [
        (stuck.pk, "「A2党组织」已于 2021-06-30 撤销，请选存续的组织。"),
        (named.pk, ""),
    ]
    assert UnitChange.objects.get(pk=stuck.pk).state == "planned"


def test_it_can_be_cancelled_until_its_day(city):
    change = city.do("merge", "A1", day=LATER, target="A2")
    done = finish(changes.cancel_change, city, change)
    assert done.state == "cancelled"
    tasks.apply_due(LATER)
    assert at("A1").abolished_on is None
    with pytest.raises(Refused, match="它已经已取消。"):
        finish(changes.cancel_change, city, done)


def test_two_who_finish_at_once_meet(city):
    change = city.do("rename", "A1", day=LATER, name="新名")
    finish(changes.cancel_change, city, change)
    with pytest.raises(Conflict):
        finish(changes.apply_change, city, change, LATER)


@pytest.mark.parametrize(
    ("role", "code"), [(Role.SECRETARY, "A1"), (Role.OFFICE, "A1"), (Role.OFFICE, "B")]
)
def test_only_who_manages_above_may(city, role, code):
    city.officer = viewer((role, at(code)))
    with pytest.raises(Denied):
        city.do("rename", "A1", name="新名")
    assert UnitChange.objects.count() == 0


def test_both_sides_must_be_managed(city):
    city.officer = viewer((Role.OFFICE, at("A")))
    city.do("rename", "A1", name="新名")
    with pytest.raises(Denied):
        city.do("transfer", "A1", target="B")


def test_who_sees_no_part_of_it_finds_nothing(city):
    change = city.do("rename", "A1", day=LATER, name="新名")
    seen = [viewer((Role.SECRETARY, at(code))) for code in ("A1", "A2", "B1")]
    assert [list(queries.visible_to(one)) for one in seen] == [[change], [], []]
    assert list(queries.visible_to(viewer((Role.MEMBER, at("A1"))))) == []


@pytest.mark.parametrize(
    ("words", "said", "message", "field"),
    [
        (("rename", "A1"), {"day": date(2021, 6, 29), "name": "新"},
         "生效日期应为今天或以后；过去各日的组织情况不再改动。批复日期可以早于今天。",
         "effective_on"),
        (("rename", "A1"), {"decided_on": LATER, "name": "新"},
         "批复日期不晚于生效日期。", "decided_on"),
        (("rename", "A1"), {}, "请填写这一项。", "name"),
        (("establish", "A"), {"code": "B1", "name": "新", "unit_kind": "branch"},
         "组织编码 B1 已在使用，请换一个编码。", "code"),
        (("establish", "A"), {"code": "N", "name": "新", "unit_kind": "group"},
         "党小组设在党支部之下，请选一个党支部。", "target"),
        (("establish", "A1"), {"code": "N", "name": "新", "unit_kind": "branch"},
         "党支部之下只设党小组，请选党委、党总支或工委。", "target"),
        (("move", "A"), {"target": "A1"},
         "「A1党组织」就在要移动的组织之内，请选它以外的上级组织。", "target"),
        (("move", "A1"), {"target": "A"}, "它已经在「A党组织」之下。", "target"),
        (("move", "A1"), {"target": "B"}, "两个组织不属同一单位，请办理整建制转隶。", "target"),
        (("merge", "A1"), {"target": "B"},
         "党支部并入党支部，党委、党总支并入党委、党总支，请另选。", "target"),
        (("merge", "A"), {"target": "A1"},
         "「A1党组织」就在要合并或撤销的组织之内，请选它以外的组织。", "target"),
        (("abolish", "A1"), {}, "仍有 2 名党员在此，请写明他们转到哪个组织。", "target"),
        (("abolish", "A"), {}, "仍有 2 个下级组织，请写明它们转到哪个组织之下。", "target"),
        (("abolish", "R"), {}, "最上级的组织不能合并或撤销。", ""),
        (("upgrade", "A"), {"unit_kind": "committee"},
         "它现在就是这个类别，请选新的类别。", "unit_kind"),
        (("upgrade", "A1"), {"unit_kind": "general_branch"},
         "党员编在党支部。请先分设或并入支部，再改设。", "unit_kind"),
        (("upgrade", "A"), {"unit_kind": "branch"},
         "它还有下级党组织，请先移走或合并，再改设为党支部。", "unit_kind"),
        (("upgrade", "A1"), {"unit_kind": "group"},
         "党小组与党组织不能互改，请另设一个。", "unit_kind"),
        (("split", "A"), {"code": "N", "name": "新", "unit_kind": "branch"},
         "分设的是党支部。其他组织请用新设和调整上级。", ""),
        (("split", "A1"), {"code": "N", "name": "新", "unit_kind": "committee"},
         "由党支部分设出来的仍是党支部。", "unit_kind"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field(city, words, said, message, field):
    assert refused(city, *words, **said) == (message, field)
    assert UnitChange.objects.count() == 0


def test_only_members_of_the_branch_leave_it(city):
    said = {"code": "N", "name": "新", "unit_kind": "branch", "members": [city.zhao]}
    assert refused(city, "split", "A1", **said) == ("有人已不在这个支部，请重新勾选。", "members")


def test_every_state_and_verb_is_in_the_table():
    assert {state for state, _ in rules.EDGES} == {ChangeState.PLANNED}
    assert set(rules.EDGES.values()) == {ChangeState.DONE, ChangeState.CANCELLED}
    assert set(rules.NEEDS) == set(ChangeKind)


def test_the_preview_says_what_is_touched_and_where_it_is_listed(city):
    change = UnitChange(kind="merge", unit=at("A1"), target=at("A2"), effective_on=TODAY)
    found = queries.preview(city.officer, change, [], TODAY)
    assert [(one.title, one.count) for one in found][:6] == [
        ("党员", 2),
        ("在任职务", 1),
        ("党小组", 1),
        ("下级组织", 0),
        ("系统角色", 2),
        ("未完成的任务", 2),
    ]
    assert found[0].href == "/members/?unit=A1"
    assert Unit.objects.filter(abolished_on=None).count() == 7


def test_the_preview_of_a_split_counts_the_chosen(city):
    change = UnitChange(kind="split", unit=at("A1"), effective_on=TODAY)
    found = queries.preview(city.officer, change, [city.zhang], TODAY)
    assert [(one.title, one.count) for one in found] == [
        ("转入新支部的党员", 1),
        ("在任职务", 1),
        ("党小组成员", 0),
    ]
