from datetime import date

import pytest

from tests.members.build import member, post
from tests.units.build import NOW, agency, officer, unit, viewer
from xianfeng.kernel import facts
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied, operator
from xianfeng.units.actions import tree
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    """Return root with A (A1 with a group, A2) and B."""
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a = unit("A", root, UnitKind.COMMITTEE)
    a1 = unit("A1", a)
    unit("A1G", a1, UnitKind.GROUP)
    unit("A2", a)
    unit("B", root, UnitKind.COMMITTEE)
    return root


def get(code):
    return Unit.objects.get(code=code)


def paths():
    return dict(Unit.objects.values_list("code", "path"))


def refused(act, **arguments):
    with pytest.raises(Refused) as found:
        act(at=NOW, **arguments)
    return found.value.message, found.value.field


def create(actor, parent, code="NEW", kind=UnitKind.BRANCH, **fields):
    chosen = {"name": "新支部", "established_on": date(2021, 6, 1)} | fields
    return tree.create_unit(actor=actor, at=NOW, parent=parent, code=code, kind=kind, **chosen)


def test_a_unit_is_set_up_as_the_last_child_and_told_and_audited(city):
    heard = []
    facts.listen(heard.append)
    try:
        made = create(officer(city), get("A"), agency=agency())
    finally:
        facts._listeners.remove(heard.append)
    assert made.path == get("A").path + "00003"
    assert [(t.kind, t.unit_ids) for t in heard] == [("units.unit", {made.pk})]
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.unit_id, entry.new["code"]) == ("units.create_unit", made.pk, "NEW")


def test_a_code_in_use_is_refused_beside_its_field(city):
    found = refused(
        tree.create_unit,
        actor=officer(city),
        parent=city,
        code="A1",
        name="x",
        kind=UnitKind.BRANCH,
        established_on=date(2021, 1, 1),
    )
    assert found == ("组织编码 A1 已在使用，请换一个编码。", "code")


def test_a_group_is_set_up_in_a_branch_only(city):
    with pytest.raises(Refused, match="党小组设在党支部之下"):
        create(officer(city), get("A"), kind=UnitKind.GROUP)
    assert create(officer(city), get("A2"), kind=UnitKind.GROUP).parent == get("A2")


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.LEADER, Role.MEMBER])
def test_only_managers_change_the_tree(city, role):
    actor = viewer((role, city))
    with pytest.raises(Denied):
        create(actor, get("A"))
    with pytest.raises(Denied):
        tree.move_unit(actor=actor, at=NOW, unit=get("A1"), parent=get("B"), version=1)
    assert (Unit.objects.count(), AuditEntry.objects.count()) == (6, 0)


def test_only_the_operator_makes_a_root(city):
    with pytest.raises(Denied):
        create(officer(city), None, kind=UnitKind.WORKING_COMMITTEE)
    assert create(operator("甲"), None, kind=UnitKind.WORKING_COMMITTEE).path == "00002"


def test_a_move_takes_everything_below_along(city):
    before = paths()
    moved = tree.move_unit(actor=officer(city), at=NOW, unit=get("A1"), parent=get("B"), version=1)
    after = before["B"] + "00001"
    assert paths() == before | {"A1": after, "A1G": after + "00001"}
    assert (moved.parent, moved.version) == (get("B"), 2)
    entry = AuditEntry.objects.get()
    assert entry.old == {"parent": get("A").pk, "path": before["A1"]}
    assert entry.new == {"parent": get("B").pk, "path": after}


def test_every_path_is_the_parents_path_and_a_step_after_many_moves(city):
    actor = officer(city)
    for code, parent in (("A", "B"), ("A1", "R"), ("B", "A1"), ("A2", "A1"), ("A", "R")):
        wanted = get(code)
        try:
            tree.move_unit(
                actor=actor, at=NOW, unit=wanted, parent=get(parent), version=wanted.version
            )
        except Refused:
            pass  # some of these would be cycles or change nothing
        for one in Unit.objects.exclude(parent=None).select_related("parent"):
            assert one.path[:-5] == one.parent.path
    assert Unit.objects.count() == 6


@pytest.mark.parametrize(
    ("code", "parent", "message"),
    [
        ("A", "A1", "「A1党组织」就在要移动的组织之内，请选它以外的上级组织。"),
        ("A", "A", "「A党组织」就在要移动的组织之内，请选它以外的上级组织。"),
        ("A1", "A", "它已经在「A党组织」之下。"),
        ("A2", "A1G", "请选存续的党组织作为上级。"),
        ("A1G", "B", "党小组设在党支部之下，请选一个党支部。"),
    ],
)
def test_moves_that_cannot_be_are_refused_and_change_nothing(city, code, parent, message):
    before = paths()
    found = refused(
        tree.move_unit, actor=officer(city), unit=get(code), parent=get(parent), version=1
    )
    assert found == (message, "parent")
    assert (paths(), AuditEntry.objects.count()) == (before, 0)


def test_a_move_needs_both_parents(city):
    actor = viewer((Role.OFFICE, get("A")))
    with pytest.raises(Denied):
        tree.move_unit(actor=actor, at=NOW, unit=get("A1"), parent=get("B"), version=1)
    with pytest.raises(Denied):
        tree.move_unit(actor=actor, at=NOW, unit=get("A"), parent=get("B"), version=1)


def test_a_stale_version_is_a_conflict_with_what_stands(city):
    actor = officer(city)
    fields = {"kind": UnitKind.COMMITTEE, "agency": None, "established_on": date(2010, 1, 1)}
    tree.amend_unit(actor=actor, at=NOW, unit=get("A"), version=1, name="甲", **fields)
    with pytest.raises(Conflict) as found:
        tree.amend_unit(actor=actor, at=NOW, unit=get("A"), version=1, name="乙", **fields)
    assert (found.value.current.name, get("A").name, get("A").version) == ("甲", "甲", 2)


def test_a_unit_with_sub_units_members_or_posts_is_not_abolished(city):
    end = {"abolished_on": date(2021, 7, 1), "version": 1}
    actor, a2 = officer(city), get("A2")
    found = refused(tree.abolish_unit, actor=actor, unit=get("A"), **end)
    assert found == ("仍有 2 个下级组织，请先移走或撤销。", "abolished_on")
    one = member("甲", a2)
    found = refused(tree.abolish_unit, actor=actor, unit=a2, **end)
    assert found == ("仍有 1 名党员的组织关系在此，请先转出。", "abolished_on")
    one.memberships.update(until_on=date(2021, 7, 1))
    post(one, a2, "secretary")
    found = refused(tree.abolish_unit, actor=actor, unit=a2, **end)
    assert found == ("仍有 1 项职务在任，请先免去。", "abolished_on")
    one.posts.update(until_on=date(2021, 6, 1))
    assert tree.abolish_unit(actor=actor, at=NOW, unit=a2, **end).abolished_on == date(2021, 7, 1)


def test_a_branch_is_not_abolished_by_its_own_office(city):
    with pytest.raises(Denied):
        tree.abolish_unit(
            actor=viewer((Role.OFFICE, get("A2"))),
            at=NOW,
            unit=get("A2"),
            abolished_on=date(2021, 7, 1),
            version=1,
        )
