"""Figures for a unit and a span: each equals its list, and none reaches beyond the viewer."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import mean, median

import pytest

from tests.reports.build import FIRST, LAST, city
from tests.reports.expected import queries_of_all_figures
from tests.units.build import officer, unit, viewer
from xianfeng.kernel import facts, figures
from xianfeng.kernel.figures import Take
from xianfeng.kernel.viewer import Viewer, operator
from xianfeng.reports.queries import lists, values
from xianfeng.reports.queries.values import Scope
from xianfeng.reports.rules import Span
from xianfeng.units.enums import Role

pytestmark = pytest.mark.django_db
HALF = Span(FIRST, LAST)


@pytest.fixture
def units():
    return city()


def numbers(who, at, *ids):
    return [entry.value for entry in values.entries(who, at, HALF, ids)]


@pytest.mark.parametrize("place", [0, 1, 2, 4])
def test_every_list_comes_to_its_figure(units, place):
    who, at = officer(units[0]), values.scope(officer(units[0]), units[place].code)
    for figure in figures.every():
        (entry,) = values.entries(who, at, HALF, [figure.id])
        listed = list(lists.behind(who, figure, at, HALF))
        total = lists.total(who, figure, at, HALF)
        assert total.facts == len(listed), figure.id
        taken = taken_of(figure, listed)
        assert total.taken == taken, figure.id
        if not figure.over:
            assert (entry.value or 0) == taken, figure.id
            for split in lists.splits(who, figure, at, HALF):
                if figure.take in {Take.COUNT, Take.SUM}:
                    assert sum(number for _, number in split.rows) == taken, figure.id


def taken_of(figure, listed):
    """Return what a figure takes of its list, worked out row by row."""
    if figure.take is Take.COUNT:
        return len(listed)
    lookup = facts.get(figure.fact).lookup(figure.of)
    cells = [facts.cell(row, lookup) for row in listed]
    if figure.take is Take.DISTINCT:
        return len(set(cells))
    known = [cell for cell in cells if cell is not None]
    work = {Take.SUM: sum, Take.MAX: max, Take.MEDIAN: median, Take.MEAN: in_tenths}[figure.take]
    return work(known) if known else 0


def in_tenths(cells):
    """Return the mean of whole numbers with one decimal."""
    return Decimal(mean(cells)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_every_registered_figure_counts_something_here(units):
    who = officer(units[0])
    empty = [
        entry.id
        for entry in values.entries(who, values.scope(who), HALF)
        if entry.recorded and not entry.value
    ]
    assert empty == []


def test_values_by_hand(units):
    who = officer(units[0])
    at = values.scope(who)
    assert numbers(who, at, "org.members", "dev.accepted", "dev.confirmed") == [4, 2, 1]
    assert numbers(who, at, "org.units", "org.established.branch") == [5, 1]
    assert numbers(who, at, "org.terms_overdue", "task.done", "task.overdue") == [2, 3, 1]
    assert numbers(who, at, "life.attendance") == [Decimal("76.2")]


def test_a_blank_that_nobody_records_has_no_value(units):
    who = officer(units[0])
    (entry,) = values.entries(who, values.scope(who), HALF, ["fund.refund_amount"])
    assert (entry.value, entry.recorded, entry.measure) == (None, False, "元")
    with pytest.raises(KeyError):
        values.entries(who, values.scope(who), HALF, ["care.invented"])


def test_a_siblings_numbers_are_not_ours(units):
    _, committee, first, _, beside = units
    office, neighbour = viewer((Role.OFFICE, committee)), viewer((Role.SECRETARY, beside))
    ids = ("org.members", "task.done", "dev.accepted", "life.meetings")
    assert numbers(office, values.scope(office), *ids) == [3, 2, 1, 7]
    assert numbers(neighbour, values.scope(neighbour), *ids) == [1, 1, 1, 1]
    # Even a scope that was not asked for opens nothing that lies outside the grant.
    whole = Scope("", "", "")
    assert numbers(neighbour, whole, *ids) == [1, 1, 1, 1]
    figure = figures.get("org.members")
    assert [row.member.name for row in lists.behind(neighbour, figure, whole, HALF)] == ["赵四"]
    secretary = viewer((Role.SECRETARY, first))
    assert numbers(secretary, values.scope(secretary), *ids) == [2, 0, 1, 7]


def test_scope(units):
    root, committee, first, _, beside = units
    office = viewer((Role.OFFICE, committee))
    assert values.scope(office).code == "A"
    assert values.scope(office, "A1").path == first.path
    assert values.scope(office, "B") is None
    assert values.scope(office, "R") is None
    assert values.scope(office, "none") is None
    assert values.scope(viewer((Role.MEMBER, first))) is None
    assert values.scope(viewer((Role.MEMBER, first), (Role.OFFICE, beside)), "A1") is None
    assert values.scope(Viewer(None, "")) is None
    assert values.scope(operator("命令行")).code == root.code
    unit("S")
    assert values.scope(operator("命令行")) == Scope("", "", "")


def test_choices_lead_up_and_one_level_down(units):
    root, committee, *_ = units
    boss = officer(root)
    assert [code for code, _ in values.choices(boss, values.scope(boss), LAST)] == ["R", "A", "B"]
    inside = values.choices(boss, values.scope(boss, "A"), LAST)
    assert [code for code, _ in inside] == ["R", "A", "A1", "A2"]
    office = viewer((Role.OFFICE, committee))
    mine = [code for code, _ in values.choices(office, values.scope(office), LAST)]
    assert mine == ["A", "A1", "A2"]


def test_splits_are_in_words(units):
    who = officer(units[0])
    at = values.scope(who)

    def rows(figure_id, title):
        found = lists.splits(who, figures.get(figure_id), at, HALF)
        return next(split.rows for split in found if split.title == title)

    assert rows("org.members", "性别") == [("男", 3), ("女", 1)]
    assert rows("org.units", "类别") == [("党支部", 3), ("党委", 1), ("工委", 1)]
    assert rows("task.done", "完成情况") == [("逾期完成", 1), ("按时完成", 2)]
    assert rows("dev.accepted", "性别") == [("男", 1), ("女", 1)]


def test_all_figures_take_one_query_for_each_kind_of_fact(units, django_assert_num_queries):
    who = officer(units[0])
    at = values.scope(who)
    values.entries(who, at, HALF)
    # Besides the figures' own: once it is read where units stood before.
    with django_assert_num_queries(queries_of_all_figures(HALF) + 1):
        values.entries(who, at, HALF)


def test_as_of_figures_use_the_last_day(units):
    who = officer(units[0])
    at = values.scope(who)
    early = Span(date(2020, 1, 1), date(2021, 2, 28))
    (entry,) = values.entries(who, at, early, ["org.members"])
    assert entry.value == 3
