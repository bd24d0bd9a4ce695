"""Who is told, asked and answered: every viewer against every place, with data that could leak."""

from datetime import date

import pytest

from tests.members.build import member
from tests.units.build import DAY, unit, user, viewer
from tests.voice.build import consultation, item, notice, opinion, thread
from xianfeng.kernel.viewer import operator
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of
from xianfeng.voice import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    committee = unit("C", root, UnitKind.COMMITTEE)
    a, b = unit("A", committee), unit("B", committee)
    return {"root": root, "committee": committee, "a": a, "b": b,
            "group": unit("AG", a, UnitKind.GROUP)}  # fmt: skip


@pytest.fixture
def viewers(city):
    return {
        "operator": operator("命令行"),
        "officer": viewer((Role.COMMITTEE_OFFICER, city["root"])),
        "office": viewer((Role.OFFICE, city["committee"])),
        "secretary": viewer((Role.SECRETARY, city["a"])),
        "member": viewer((Role.MEMBER, city["a"])),
        "group": viewer((Role.SECRETARY, city["group"])),
        "sibling": viewer((Role.MEMBER, city["b"])),
        "outsider": viewer(),
        "system": viewer(office="system"),
    }


EVERYWHERE = ("a", "b", "committee", "group", "root")
SEEN_WITH_BELOW = {
    "operator": EVERYWHERE,
    "officer": EVERYWHERE,
    "office": EVERYWHERE,
    "secretary": ("a", "committee", "group", "root"),
    "member": ("a", "committee", "group", "root"),
    "group": ("a", "committee", "group", "root"),
    "sibling": ("b", "committee", "root"),
    "outsider": (),
    "system": (),
}
SEEN_WITHOUT = SEEN_WITH_BELOW | {
    "office": ("a", "b", "committee", "group"),
    "secretary": ("a", "group"),
    "member": ("a", "group"),
    "group": ("group",),
    "sibling": ("b",),
}


@pytest.mark.parametrize("below", [True, False])
@pytest.mark.parametrize("who", SEEN_WITH_BELOW)
def test_what_is_addressed_down_is_seen_below_and_nowhere_beside(city, viewers, who, below):
    for name, at in city.items():
        notice(at, name, below=below)
        item(at, name, below=below)
        consultation(at, name, below=below)
        thread(at, name, below=below)
    looking, expected = viewers[who], (SEEN_WITH_BELOW if below else SEEN_WITHOUT)[who]
    for found in (
        queries.notices(looking, DAY), queries.library(looking),
        queries.consultations(looking, DAY), queries.threads(looking),
    ):  # fmt: skip
        assert tuple(sorted(row.title for row in found)) == expected
    said = sorted(words.thread.title for words in queries.remarks(looking))
    assert tuple(said) == expected


@pytest.mark.parametrize(
    ("who", "sees"),
    [("operator", True), ("officer", True), ("office", True), ("secretary", True),
     ("member", False), ("group", False), ("sibling", False), ("outsider", False)],
)  # fmt: skip
def test_what_is_to_come_is_seen_by_who_writes(city, viewers, who, sees):
    notice(city["a"], from_on=date(2021, 7, 1))
    consultation(city["a"], asked_on=date(2021, 7, 1), due_on=date(2021, 7, 9))
    assert queries.notices(viewers[who], DAY).exists() is sees
    assert queries.consultations(viewers[who], DAY).exists() is sees


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("operator", ["a", "a answered", "b", "root answered"]),
        ("officer", ["a", "a answered", "b", "root answered"]),
        ("office", ["a", "a answered", "b", "root answered"]),
        ("secretary", ["a", "a answered", "root answered"]),
        ("member", ["a answered", "root answered"]),
        ("group", ["a answered", "root answered"]),
        ("sibling", ["root answered"]),
        ("outsider", []),
        ("system", []),
    ],
)
def test_an_opinion_is_the_office_s_until_it_is_answered(city, viewers, who, sees):
    opinion(city["a"], "a")
    opinion(city["a"], "a answered", answered_on=date(2021, 4, 2))
    opinion(city["b"], "b")
    opinion(city["root"], "root answered", answered_on=date(2021, 4, 2))
    assert sorted(row.text for row in queries.visible_to(viewers[who], DAY)) == sees


def test_answers_of_a_narrow_consultation_stay_with_those_who_were_asked(city, viewers):
    asked = consultation(city["root"], below=False)
    opinion(city["root"], "内部", of=asked, answered_on=date(2021, 4, 2))
    assert not queries.visible_to(viewers["member"], DAY).exists()
    assert queries.visible_to(viewers["officer"], DAY).exists()


def test_what_a_recorder_wrote_for_somebody_is_not_the_recorder_s_own(city):
    person = user("书记", (Role.SECRETARY, city["a"]))
    opinion(city["a"], "代录的", person, on_behalf=True)
    opinion(city["a"], "自己的", person)
    found = queries.own(viewer_of(person, DAY), DAY)
    assert [row.text for row in found] == ["自己的"]


def test_waiting_and_narrowed_lists(city, viewers):
    opinion(city["a"], "等着的")
    opinion(city["a"], "系统的", subject="system", answered_on=date(2021, 4, 2))
    looking = viewers["secretary"]
    assert queries.waiting(looking, city["a"], DAY) == 1

    def texts(**only):
        return [row.text for row in queries.listed(looking, DAY, **only)]

    assert texts(outcome="waiting") == ["等着的"]
    assert texts(outcome="taken") == ["系统的"]
    assert texts(subject="system") == ["系统的"]
    assert texts(unit=city["b"]) == []


@pytest.mark.parametrize(
    ("who", "named", "unnamed"),
    [("officer", ["R"], []), ("office", ["C"], ["R"]), ("member", ["A"], ["C"]),
     ("outsider", [], []), ("operator", [], [])],
)  # fmt: skip
def test_an_opinion_goes_to_one_s_own_office_or_the_one_above(viewers, who, named, unnamed):
    found = queries.destinations(viewers[who])
    assert [each.unit.code for each in found if each.named] == named
    assert [each.unit.code for each in found if not each.named] == unnamed


def test_how_many_are_asked_is_counted_for_who_writes(city, viewers):
    for place, name in (("a", "甲"), ("a", "乙"), ("b", "丙")):
        member(name, city[place])
    member("走了", city["a"], until=date(2021, 1, 1))
    assert queries.people_asked(viewers["secretary"], city["a"], True, DAY) == 2
    assert queries.people_asked(viewers["office"], city["committee"], True, DAY) == 3
    assert queries.people_asked(viewers["office"], city["committee"], False, DAY) == 0
    assert queries.people_asked(viewers["member"], city["a"], True, DAY) == 0


def test_writable_units_are_those_of_the_recorders(city, viewers):
    codes = {who: [u.code for u in queries.writable(each)] for who, each in viewers.items()}
    assert codes["secretary"] == ["A", "AG"]
    assert codes["member"] == codes["sibling"] == codes["outsider"] == codes["system"] == []
    assert codes["officer"] == ["R", "C", "A", "AG", "B"]
