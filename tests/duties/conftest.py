"""A small city for the tests of duties, and the rules of the tests in place of the local ones."""

import re
from types import SimpleNamespace

import pytest

from tests.duties.build import EXTRA
from tests.members import build as members
from tests.units import build as units
from xianfeng.duties import rulebook
from xianfeng.units.enums import Role

BOOK = {
    "branch_regulation": {
        "branch.general_meeting",
        "branch.committee_meeting",
        "branch.group_meeting",
        "branch.theme_day",
        "branch.life_meeting",
        "branch.review",
    },
    "local": {"branch.lecture"},
    "commitments": {"task.done", "task.node"},
}


@pytest.fixture(scope="session")
def small_book(tmp_path_factory):
    """Return a rule book of nine rules: whole lists of duties stay short and literal."""
    place = tmp_path_factory.mktemp("rulebook")
    for name, kept in BOOK.items():
        text = (rulebook.PLACE / f"{name}.toml").read_text(encoding="utf-8")
        head, *rules = re.split(r"^\[\[rule\]\]\n", text, flags=re.MULTILINE)
        chosen = [f"[[rule]]\n{rule}" for rule in rules if rule.split('"')[1] in kept]
        assert len(chosen) == len(kept)
        (place / f"{name}.toml").write_text(head + "".join(chosen), encoding="utf-8")
    return place


@pytest.fixture(autouse=True)
def _own_book(small_book, monkeypatch):
    """Read the rules from the small book; the rules of a context are that context's tests'."""
    monkeypatch.setattr(rulebook, "PLACE", small_book)


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
