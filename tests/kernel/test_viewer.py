"""The viewer's part of the tree."""

import pytest

from tests.units.build import unit
from xianfeng.kernel.viewer import Denied, Grant, Viewer, operator, require, require_office
from xianfeng.units.models import Unit


def codes(viewer, roles=None):
    return sorted(Unit.objects.filter(viewer.within("path", roles)).values_list("code", flat=True))


@pytest.fixture
def tree(db):
    root = unit("R")
    first, second = unit("A", root), unit("B", root)
    unit("A1", first)
    unit("B1", second)
    return {found.code: found for found in Unit.objects.all()}


def test_a_grant_reaches_its_unit_and_everything_below(tree):
    assert codes(Viewer(1, "", (Grant("office", tree["A"].path),))) == ["A", "A1"]
    assert codes(Viewer(1, "", (Grant("office", tree["R"].path),))) == ["A", "A1", "B", "B1", "R"]


def test_no_grant_reaches_nothing(tree):
    assert codes(Viewer(1, "")) == []
    assert codes(Viewer(1, "", (Grant("member", tree["A"].path),)), {"office"}) == []


def test_the_operator_reaches_everything(tree):
    assert codes(operator("命令行")) == ["A", "A1", "B", "B1", "R"]


def test_two_grants_add_up(tree):
    grants = (Grant("secretary", tree["A1"].path), Grant("member", tree["B"].path))
    assert codes(Viewer(1, "", grants)) == ["A1", "B", "B1"]


def test_the_last_child_that_fits_stays_inside(tree):
    last = Unit.objects.create(
        code="R99999",
        name="R99999",
        kind="branch",
        parent=tree["A"],
        path=tree["A"].path + "99999",
        established_on=tree["A"].established_on,
    )
    assert codes(Viewer(1, "", (Grant("office", tree["A"].path),))) == ["A", "A1", "R99999"]
    assert codes(Viewer(1, "", (Grant("office", last.path),))) == ["R99999"]


def test_require_looks_at_role_and_place(tree):
    secretary = Viewer(1, "", (Grant("secretary", tree["A"].path),))
    require(secretary, {"secretary"}, tree["A1"].path)
    for roles, path in (({"office"}, tree["A1"].path), ({"secretary"}, tree["B"].path)):
        with pytest.raises(Denied):
            require(secretary, roles, path)


def test_require_office():
    require_office(Viewer(1, "", office="audit"), "audit")
    with pytest.raises(Denied):
        require_office(Viewer(1, "", office="system"), "audit")
