"""Correcting what is written of a unit."""

from datetime import date

import pytest

from tests.units.build import NOW, agency, officer, unit, viewer
from xianfeng.kernel import facts
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied, operator
from xianfeng.units.actions import states, tree
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.models import Unit, UnitState

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    """Return root with A (A1) and B."""
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a = unit("A", root, UnitKind.COMMITTEE)
    unit("A1", a)
    unit("B", root, UnitKind.COMMITTEE)
    return root


def get(code):
    return Unit.objects.get(code=code)


def amend(actor, code, **fields):
    said = {"version": 1, "name": "甲", "agency": None, "established_on": date(2010, 1, 1)}
    return tree.amend_unit(actor=actor, at=NOW, unit=get(code), **(said | fields))


def stretches(code):
    rows = UnitState.objects.filter(unit__code=code).order_by("from_on")
    return list(rows.values_list("from_on", "until_on", "name"))


def test_a_correction_holds_from_the_first_day_and_is_told_and_audited(city):
    heard = []
    facts.listen(heard.append)
    try:
        amended = amend(officer(city), "A", agency=agency(), established_on=date(2009, 5, 1))
    finally:
        facts._listeners.remove(heard.append)
    assert (amended.name, amended.version) == ("甲", 2)
    assert stretches("A") == [(date(2009, 5, 1), None, "甲")]
    assert [(told.kind, told.unit_ids) for told in heard] == [("units.unit", {amended.pk})]
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.old["name"], entry.new["name"]) == (
        "units.amend_unit",
        "A党组织",
        "甲",
    )


def test_a_correction_leaves_earlier_stretches_as_they_were(city):
    a = get("A")
    a.name = "新名"
    a.save()
    states.restate.__wrapped__({a.pk}, date(2020, 1, 1))
    amend(officer(city), "A", name="更正名")
    assert stretches("A") == [
        (date(2010, 1, 1), date(2020, 1, 1), "A党组织"),
        (date(2020, 1, 1), None, "更正名"),
    ]


def test_amending_what_somebody_else_amended_says_so(city):
    amend(officer(city), "A")
    with pytest.raises(Conflict) as found:
        amend(officer(city), "A", name="乙")
    assert found.value.current.name == "甲"


def test_a_unit_is_established_before_it_is_abolished(city):
    Unit.objects.filter(code="A1").update(abolished_on=date(2021, 1, 1))
    with pytest.raises(Refused) as found:
        amend(officer(city), "A1", established_on=date(2021, 1, 1))
    assert (found.value.message, found.value.field) == (
        "成立日期应早于撤销日期。",
        "established_on",
    )


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.LEADER, Role.MEMBER])
def test_who_does_not_manage_is_denied(city, role):
    with pytest.raises(Denied):
        amend(viewer((role, get("A"))), "A")


def test_who_manages_beside_is_denied_and_the_operator_is_not(city):
    with pytest.raises(Denied):
        amend(viewer((Role.OFFICE, get("B"))), "A")
    assert amend(operator("测试"), "A").name == "甲"
