"""A part of an action writes only inside one whose permission was checked."""

import pytest

from tests.units.build import NOW, officer, unit
from xianfeng.kernel import audit
from xianfeng.kernel.actions import action, part
from xianfeng.kernel.viewer import require

pytestmark = pytest.mark.django_db


@part
def doubled(number):
    return number * 2


@action("test.checked")
def checked(*, actor, at, root):
    require(actor, {"committee_officer"}, root.path)
    audit.record(root, unit_id=root.pk)
    return doubled(4)


@action("test.unchecked")
def unchecked(*, actor, at, root):
    return doubled(4)


def test_inside_an_action():
    root = unit("R")
    assert checked(actor=officer(root), at=NOW, root=root) == 8


def test_outside_or_before_the_check():
    root = unit("R")
    with pytest.raises(RuntimeError, match="no action under way"):
        doubled(4)
    with pytest.raises(RuntimeError, match="none checked"):
        unchecked(actor=officer(root), at=NOW, root=root)
