"""States on a day, spans of each shape, calendar months with their ends."""

from dataclasses import replace
from datetime import date

import pytest

from tests.duties.build import day
from xianfeng.duties.enums import Shape, State
from xianfeng.duties.rules import (
    Dates,
    Match,
    Version,
    due_after,
    spans_due_in,
    state_on,
    years_begun,
)
from xianfeng.kernel.periods import Cycle, add_months

HELD = Match("life.held")
DUE = "2021-03-31"


@pytest.mark.parametrize(
    ("as_of", "met_on", "none_on", "state"),
    [
        ("2021-03-01", None, None, State.OPEN),
        ("2021-03-31", None, None, State.OPEN),
        ("2021-04-01", None, None, State.OVERDUE),
        ("2021-03-09", "2021-03-10", None, State.OPEN),
        ("2021-03-10", "2021-03-10", None, State.MET),
        ("2021-12-31", "2021-03-31", None, State.MET),
        ("2021-04-01", "2021-04-02", None, State.OVERDUE),
        ("2021-04-02", "2021-04-02", None, State.LATE),
        ("2021-03-14", None, "2021-03-15", State.OPEN),
        ("2021-03-15", None, "2021-03-15", State.NONE),
        ("2021-04-30", None, "2021-04-15", State.NONE),
        ("2021-04-10", None, "2021-04-15", State.OVERDUE),
        ("2021-03-20", "2021-03-20", "2021-03-15", State.MET),
        ("2021-03-19", "2021-03-20", "2021-03-15", State.NONE),
    ],
)
def test_states(as_of, met_on, none_on, state):
    met, none = met_on and day(met_on), none_on and day(none_on)
    assert state_on(Dates(day(DUE), met, none), day(as_of)) == state


@pytest.mark.parametrize(
    ("as_of", "dates", "state"),
    [
        ("2021-03-14", {}, State.OPEN),
        ("2021-03-15", {}, State.WAIVED),
        ("2021-04-30", {}, State.WAIVED),
        ("2021-04-30", {"until": "2021-04-30"}, State.OVERDUE),
        ("2021-04-29", {"until": "2021-04-30"}, State.WAIVED),
        ("2021-03-31", {"until": "2021-03-20"}, State.OPEN),
        ("2021-04-30", {"met": "2021-04-02"}, State.LATE),
        ("2021-04-01", {"met": "2021-04-02"}, State.WAIVED),
        ("2021-04-30", {"none": "2021-04-02"}, State.NONE),
    ],
)
def test_a_waiver_holds_from_its_day_to_the_day_it_is_revoked(as_of, dates, state):
    met, none, until = (dates.get(name) for name in ("met", "none", "until"))
    days = Dates(day(DUE), met and day(met), none and day(none), day("2021-03-15"))
    assert state_on(replace(days, waived_until=until and day(until)), day(as_of)) == state


def names(version, year, shape=Shape.PERIODIC):
    return [span.name for span in spans_due_in(shape, version, year)]


def test_a_rule_sets_only_the_periods_that_begin_under_it():
    month = Version(date(2018, 10, 28), HELD, cycle=Cycle.MONTH)
    assert names(month, 2018) == ["2018-11", "2018-12"]
    assert names(Version(date(2018, 10, 28), HELD, cycle=Cycle.QUARTER), 2018) == []
    quarters = names(Version(date(2018, 10, 28), HELD, cycle=Cycle.QUARTER), 2019)
    assert quarters == ["2019-Q1", "2019-Q2", "2019-Q3", "2019-Q4"]
    assert names(Version(date(2018, 10, 28), HELD, cycle=Cycle.YEAR), 2018) == []
    assert names(Version(date(2018, 10, 28), HELD, cycle=Cycle.YEAR), 2019) == ["2019"]
    ended = Version(date(2020, 1, 1), HELD, effective_until=date(2020, 3, 2), cycle=Cycle.MONTH)
    assert names(ended, 2020) == ["2020-01", "2020-02", "2020-03"]


def test_the_last_days_of_months_quarters_and_years():
    def ends(cycle, year):
        version = Version(date(2010, 1, 1), HELD, cycle=cycle)
        return [span.ends_on.isoformat() for span in spans_due_in(Shape.PERIODIC, version, year)]

    assert ends(Cycle.MONTH, 2020)[:4] == ["2020-01-31", "2020-02-29", "2020-03-31", "2020-04-30"]
    assert ends(Cycle.MONTH, 2021)[1] == "2021-02-28"
    assert ends(Cycle.QUARTER, 2021) == ["2021-03-31", "2021-06-30", "2021-09-30", "2021-12-31"]
    assert ends(Cycle.HALF, 2021) == ["2021-06-30", "2021-12-31"]
    assert ends(Cycle.YEAR, 2021) == ["2021-12-31"]


def test_a_later_due_day_may_lie_in_the_next_year():
    version = Version(date(2018, 1, 1), HELD, cycle=Cycle.QUARTER, due_days_after=10)
    found = [(span.name, span.due_on) for span in spans_due_in(Shape.PERIODIC, version, 2021)]
    assert found[0] == ("2020-Q4", date(2021, 1, 10))
    assert [name for name, _ in found] == ["2020-Q4", "2021-Q1", "2021-Q2", "2021-Q3"]


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2021-01-31", 1, "2021-02-28"),
        ("2020-01-31", 1, "2020-02-29"),
        ("2021-03-31", 1, "2021-04-30"),
        ("2021-11-30", 3, "2022-02-28"),
        ("2021-12-15", 12, "2022-12-15"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2021-05-05", 0, "2021-05-05"),
    ],
)
def test_calendar_months_end_with_the_month(start, months, end):
    assert add_months(day(start), months) == day(end)


def test_a_follow_up_counts_months_first_and_then_days():
    version = Version(date(2020, 1, 1), HELD, after=HELD, within_months=1, within_days=3)
    assert due_after(version, date(2021, 1, 31)) == date(2021, 3, 3)
    spans = spans_due_in(Shape.FOLLOW_UP, version, 2021)
    assert (spans[0].starts_on, spans[0].due_on) == (date(2020, 11, 29), date(2021, 1, 1))
    assert (spans[-1].starts_on, spans[-1].due_on) == (date(2021, 11, 28), date(2021, 12, 31))
    assert all(span.due_on.year == 2021 for span in spans)


def test_the_years_in_which_something_has_begun(settings):
    from xianfeng.duties import rulebook

    rule = rulebook.get("branch.theme_day")
    assert years_begun(rule, date(2018, 10, 31)) == []
    assert years_begun(rule, date(2018, 11, 1)) == [2018]
    assert years_begun(rule, date(2021, 1, 1)) == [2018, 2019, 2020, 2021]
    assert years_begun(rule, date(2021, 1, 1), date(2020, 12, 1)) == [2020, 2021]
