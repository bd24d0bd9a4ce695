"""What is overdue, by the columns and by the index: the same as the states say, on any day."""

from datetime import date

import pytest

from tests.duties.build import held
from tests.units import build as units
from xianfeng.duties import queries, rulebook
from xianfeng.duties.models import NoneDeclared
from xianfeng.units.enums import Role

RULES = ("branch.theme_day", "branch.group_meeting")
SINCE = date(2020, 6, 1)


@pytest.fixture
def answered(city):
    """Have some of the duties answered on time, late, ahead by declaration, and not at all."""
    held(city.branch, "theme_day", date(2021, 1, 9))
    held(city.sibling, "theme_day", date(2021, 4, 2), made_up="2021-02")
    held(city.other, "theme_day", date(2021, 2, 27))
    for period, on in (("2021-01", date(2021, 2, 20)), ("2021-02", date(2021, 2, 28))):
        NoneDeclared.objects.create(
            rule="branch.group_meeting", unit=city.group, period=period, declared_on=on
        )
    return city


def late(viewer, as_of, under=None):
    rules = [rulebook.get(rule) for rule in RULES]
    found = queries.overdue(viewer, as_of=as_of, since=SINCE, rules=rules, under=under)
    return sorted((duty.rule, duty.unit.code, duty.period) for duty in found)


def stated(viewer, as_of, under=None):
    return sorted(
        (duty.rule, duty.unit.code, duty.period)
        for rule in RULES
        for duty in queries.duties(
            viewer, as_of=as_of, since=SINCE, rule=rule, unit=under, state="overdue"
        )
    )


@pytest.mark.parametrize(
    "as_of",
    [
        date(2021, 1, 31),
        date(2021, 2, 1),
        date(2021, 2, 20),
        date(2021, 2, 27),
        date(2021, 3, 1),
        date(2021, 4, 1),
        date(2021, 4, 2),
        date(2021, 6, 30),
    ],
)
def test_it_is_what_the_states_say_on_any_day(answered, as_of):
    expected = stated(answered.officer, as_of)
    assert len(expected) > 0
    assert late(answered.officer, as_of) == expected


def test_it_lies_in_the_viewers_part_and_below_the_unit(answered):
    for as_of in (date(2021, 3, 1), date(2021, 6, 30)):
        codes = {code for _, code, _ in late(answered.office, as_of)}
        assert codes == {"HY00101", "HY0010101", "HY00102"}
        assert {c for _, c, _ in late(answered.officer, as_of, answered.second)} == {"HY00201"}
        assert late(answered.office, as_of, answered.second) == []
        assert late(answered.member, as_of) == []
        both = units.viewer((Role.SECRETARY, answered.branch), (Role.SECRETARY, answered.other))
        assert {c for _, c, _ in late(both, as_of, answered.other)} == {"HY00201"}


def test_before_the_system_was_in_use_nothing_shows_as_overdue(answered, settings):
    as_of, rule = date(2021, 4, 20), "branch.theme_day"
    full = stated(answered.officer, as_of)
    settings.IN_USE_SINCE = date(2021, 2, 1)
    shown = late(answered.officer, as_of)
    assert shown == [each for each in full if each[2] >= "2021-02"]
    assert len(shown) < len(full)
    of = {one.rule.id: one for one in queries.exceptions(answered.officer, as_of=as_of)}
    assert sorted(line.duty.period for line in of[rule].lines) == [
        "2021-02",
        "2021-03",
        "2021-03",
        "2021-03",
    ]
    assert (of[rule].overdue, of[rule].units) == (4, 3)
    owed = queries.owed_by(answered.secretary, answered.branch, as_of)
    assert sorted((line.rule.id, line.duty.period) for line in owed.late) == [
        ("branch.committee_meeting", "2021-02"),
        ("branch.committee_meeting", "2021-03"),
        ("branch.group_meeting", "2021-03"),
        ("branch.theme_day", "2021-02"),
        ("branch.theme_day", "2021-03"),
    ]


def test_what_is_derived_and_explained_knows_nothing_of_it(answered, settings):
    as_of = date(2021, 4, 20)
    rule, code = "branch.theme_day", answered.sibling.code
    before = stated(answered.officer, as_of)
    settings.IN_USE_SINCE = date(2021, 4, 1)
    assert stated(answered.officer, as_of) == before
    assert late(answered.officer, as_of) == []
    assert queries.exceptions(answered.officer, as_of=as_of) == []
    assert queries.explain(answered.officer, rule, code, "2021-01", as_of)[0].state == "overdue"
