"""A median and a mean of a column, the same on both databases."""

from datetime import date
from decimal import Decimal

import pytest

from tests.units.build import officer, unit
from xianfeng.kernel import facts, figures
from xianfeng.kernel.figures import Figure, Take, compute, compute_all, split
from xianfeng.kernel.viewer import operator
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Term, Unit

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2021, 1, 1), date(2021, 12, 31)
KIND = facts.FactKind(
    "test.length",
    "任期年数",
    rows=Term.objects.all,
    on="from_on",
    amount="years",
    dims={"kind": "unit__kind"},
)
MEDIAN = Figure("test.median", "任期年数", "年", "test.length", Take.MEDIAN, "amount", by=("kind",))
MEAN = Figure("test.mean", "平均年数", "年", "test.length", Take.MEAN, "amount", by=("kind",))
COUNT = Figure("test.count", "任期", "个", "test.length")


@pytest.fixture(autouse=True)
def _known(monkeypatch):
    monkeypatch.setitem(facts._kinds, KIND.id, KIND)
    monkeypatch.setitem(figures._figures, MEDIAN.id, MEDIAN)


def city(*years):
    """Return a root's officer; a term of each length stands below it."""
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    for number, length in enumerate(years):
        below = unit(f"B{number}", root)
        Term.objects.create(
            unit=below, from_on=date(2021, 3, 1), until_on=date(2030, 1, 1), years=length
        )
    return officer(root)


@pytest.mark.parametrize(
    ("years", "value"),
    [
        ((), None),
        ((3,), 3),
        ((5, 1, 3), 3),
        ((1, 2, 5, 4), 3),
        ((2, 3), Decimal("2.5")),
        ((0, 0, 0, 9), 0),
    ],
)
def test_what_stands_in_the_middle(years, value):
    assert compute(city(*years), MEDIAN, FIRST, LAST).value == value


def test_it_stands_beside_a_count_and_is_limited_to_days_and_viewer():
    who = city(1, 2, 9)
    other = unit("S", kind=UnitKind.WORKING_COMMITTEE)
    Term.objects.create(unit=other, from_on="2021-03-01", until_on="2030-01-01", years=50)
    early = unit("E", Unit.objects.get(code="R"))
    Term.objects.create(unit=early, from_on="2019-03-01", until_on="2022-01-01", years=40)
    values = compute_all(who, [COUNT, MEDIAN], FIRST, LAST)
    assert [value.value for value in values] == [3, 2]
    assert len(figures.rows(who, MEDIAN, FIRST, LAST)) == 3
    assert len(figures.listed(who, MEDIAN, FIRST, LAST)) == 3


def test_it_is_split_into_medians():
    who = city(1, 2, 9)
    group = unit("G", unit("P", kind=UnitKind.WORKING_COMMITTEE), UnitKind.GROUP)
    Term.objects.create(unit=group, from_on="2021-03-01", until_on="2030-01-01", years=7)
    assert split(who, MEDIAN, "kind", FIRST, LAST) == [("branch", 2)]
    everybody = operator("命令行")
    assert split(everybody, MEDIAN, "kind", FIRST, LAST) == [("branch", 2), ("group", 7)]


@pytest.mark.parametrize(
    ("years", "value"),
    [((), None), ((3,), 3), ((5, 4), Decimal("4.5")), ((1, 2, 2), Decimal("1.7")), ((0, 0), 0)],
)
def test_a_mean_has_one_decimal_and_of_nothing_there_is_none(years, value):
    who = city(*years)
    assert compute(who, MEAN, FIRST, LAST).value == value
    assert split(who, MEAN, "kind", FIRST, LAST) == ([("branch", value)] if years else [])


def test_only_counts_and_sums_add_up():
    assert [figure.adds for figure in (COUNT, MEAN, MEDIAN)] == [True, False, False]
