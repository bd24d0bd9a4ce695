"""A small city for the tests of duties, and the rules of the tests in place of the local ones."""

from datetime import date
from types import SimpleNamespace

import pytest

from tests.duties import book
from tests.duties.build import EXTRA
from tests.members import build as members
from tests.units import build as units
from xianfeng.duties import rulebook
from xianfeng.units.enums import Role


@pytest.fixture(autouse=True)
def _small_book(monkeypatch):
    """Read few rules: those of a context are that context's tests' matter."""
    monkeypatch.setattr(rulebook, "PLACE", book.place())


@pytest.fixture
def city(db):
    """Return two agencies' committees with branches; the first branch has a group and 7 members."""
    root = units.unit("HY", kind="working_committee", name="市直机关工委")
    first = units.unit("HY001", root, kind="committee", name="发改委机关党委")
    second = units.unit("HY002", root, kind="committee", name="财政局机关党委")
    branch = units.unit("HY00101", first, name="发改委第一支部")
    sibling = units.unit("HY00102", first, name="发改委第二支部")
    other = units.unit("HY00201", second, name="财政局第一支部")
    group = units.unit("HY0010101", branch, kind="group", name="第一党小组")
    people = [members.member(f"党员{n}", branch) for n in range(7)]
    return SimpleNamespace(
        root=root,
        first=first,
        second=second,
        branch=branch,
        sibling=sibling,
        other=other,
        group=group,
        people=people,
        officer=units.viewer((Role.COMMITTEE_OFFICER, root)),
        office=units.viewer((Role.OFFICE, first)),
        secretary=units.viewer((Role.SECRETARY, branch)),
        member=units.viewer((Role.MEMBER, branch)),
    )


@pytest.fixture
def extra_rules(settings):
    """Put the rules of the tests in place of the local ones."""
    settings.LOCAL_RULES = EXTRA


@pytest.fixture
def in_use(settings):
    """Have the place watched since December 2020, whatever is on record."""
    settings.IN_USE_SINCE = date(2020, 12, 1)
