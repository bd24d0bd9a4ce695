"""Lists, the desk, the board and exceptions: who sees what, in which order, in how many queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.duties.build import held
from tests.units import build as units
from xianfeng.duties import queries, rulebook
from xianfeng.units.enums import Role

AS_OF = date(2021, 3, 20)


def listed(viewer, **filters):
    found = queries.duties(viewer, as_of=filters.pop("as_of", AS_OF), **filters)
    return [(duty.rule, duty.unit.code, duty.period, duty.state) for duty in found]


def test_a_list_is_in_the_order_of_the_rule_book_the_tree_and_time(city):
    held(city.branch, "theme_day", date(2021, 1, 31))
    held(city.sibling, "theme_day", date(2021, 2, 1))
    held(city.sibling, "theme_day", date(2021, 3, 15), made_up="2021-01")
    assert listed(city.office, rule="branch.theme_day", year=2021) == [
        ("branch.theme_day", "HY00101", "2021-01", "met"),
        ("branch.theme_day", "HY00101", "2021-02", "overdue"),
        ("branch.theme_day", "HY00101", "2021-03", "open"),
        ("branch.theme_day", "HY00102", "2021-01", "late"),
        ("branch.theme_day", "HY00102", "2021-02", "met"),
        ("branch.theme_day", "HY00102", "2021-03", "open"),
    ]


def test_filters_narrow_a_list(city):
    held(city.branch, "theme_day", date(2021, 1, 31))
    assert listed(city.officer, unit=city.second, year=2021, state="open") == [
        ("branch.general_meeting", "HY00201", "2021-Q1", "open"),
        ("branch.theme_day", "HY00201", "2021-03", "open"),
        ("branch.life_meeting", "HY00201", "2021", "open"),
        ("branch.review", "HY00201", "2021", "open"),
        ("branch.lecture", "HY00201", "2021-Q1", "open"),
    ]
    assert listed(city.officer, rule="branch.theme_day", period="2021-01", state="met") == [
        ("branch.theme_day", "HY00101", "2021-01", "met")
    ]
    assert listed(city.officer, rule="branch.theme_day", unit=city.other, since=AS_OF) == [
        ("branch.theme_day", "HY00201", "2021-03", "open")
    ]


def test_duties_lie_in_the_viewers_part_of_the_tree(city):
    rule = "branch.theme_day"
    codes = {code for _, code, _, _ in listed(city.secretary, year=2021)}
    assert codes == {"HY00101", "HY0010101"}
    assert {code for _, code, _, _ in listed(city.office, rule=rule)} == {"HY00101", "HY00102"}
    assert listed(city.member) == []
    assert listed(units.viewer()) == []
    assert queries.unit_of(city.secretary, "HY00101") == city.branch
    assert queries.unit_of(city.secretary, "HY00102") is None


def test_a_day_in_the_past_knows_nothing_of_later(city):
    held(city.branch, "theme_day", date(2021, 2, 10))
    held(city.branch, "theme_day", date(2021, 2, 20))
    ask = {"rule": "branch.theme_day", "period": "2021-02", "unit": city.branch}
    answers = []
    for as_of in (date(2021, 1, 31), date(2021, 2, 9), date(2021, 2, 10), date(2021, 2, 28)):
        found = list(queries.duties(city.officer, as_of=as_of, **ask))
        done = queries.done_by(city.officer, found, as_of)
        answers.append([(duty.state, n) for duty, n in zip(found, done, strict=True)])
    assert answers == [[], [("open", 0)], [("met", 1)], [("met", 2)]]


def test_the_desk_parts_this_month_late_and_coming(city):
    held(city.branch, "theme_day", date(2021, 3, 5))
    held(city.branch, "general_meeting", date(2021, 3, 8))
    for month in range(1, 13):
        for kind in ("committee_meeting", "theme_day"):
            if (month, kind) != (11, "theme_day"):
                held(city.branch, kind, date(2020, month, 15))
    for month in (1, 2):
        held(city.branch, "theme_day", date(2021, month, 15))
        held(city.group, "group_meeting", date(2021, month, 15))
    owed = queries.owed_by(city.secretary, city.branch, AS_OF)
    assert [(line.what, line.duty.unit.code, line.mark) for line in owed.now] == [
        ("党员大会", "HY00101", "met"),
        ("支委会", "HY00101", "open"),
        ("党小组会", "HY0010101", "open"),
        ("主题党日", "HY00101", "met"),
        ("党课", "HY00101", "soon"),
    ]
    late = [(line.what, line.duty.period, line.days, line.card) for line in owed.late]
    assert [each for each in late if each[0] != "党小组会"] == [
        ("党员大会", "2020-Q1", 354, "red"),
        ("党课", "2020-Q1", 354, None),
        ("党员大会", "2020-Q2", 263, "red"),
        ("党课", "2020-Q2", 263, None),
        ("党员大会", "2020-Q3", 171, "red"),
        ("党课", "2020-Q3", 171, None),
        ("主题党日", "2020-11", 110, "red"),
        ("党员大会", "2020-Q4", 79, "red"),
        ("组织生活会", "2020", 79, "yellow"),
        ("民主评议党员", "2020", 79, "yellow"),
        ("党课", "2020-Q4", 79, None),
        ("支委会", "2021-01", 48, "red"),
        ("支委会", "2021-02", 20, "yellow"),
    ]
    assert owed.coming == []
    coming = queries.owed_by(city.secretary, city.branch, date(2021, 10, 2)).coming
    assert [(line.what, line.days) for line in coming] == [
        ("党员大会", 90),
        ("党课", 90),
    ]


def test_the_desk_takes_three_queries_once_derived(city, django_assert_num_queries):
    queries.owed_by(city.secretary, city.branch, AS_OF)
    with django_assert_num_queries(2):
        queries.owed_by(city.secretary, city.branch, AS_OF)


def test_exceptions_are_grouped_by_rule_in_the_order_of_units(city):
    for unit in (city.branch, city.other):
        held(unit, "theme_day", date(2021, 1, 5))
    held(city.sibling, "theme_day", date(2021, 2, 5))
    found = queries.exceptions(city.officer, as_of=AS_OF, months=2, limit=2)
    shown = {
        group.rule.id: (
            group.overdue,
            group.units,
            group.yellow,
            group.red,
            [(line.duty.unit.code, line.duty.period) for line in group.lines],
        )
        for group in found
    }
    assert shown == {
        "branch.committee_meeting": (2, 1, 1, 1, [("HY00101", "2021-01"), ("HY00101", "2021-02")]),
        "branch.group_meeting": (2, 1, 1, 1, [("HY0010101", "2021-01"), ("HY0010101", "2021-02")]),
        "branch.theme_day": (3, 3, 2, 1, [("HY00101", "2021-02"), ("HY00102", "2021-01")]),
    }
    under = queries.exceptions(city.officer, as_of=AS_OF, months=2, under=city.second)
    assert [(group.rule.id, group.overdue) for group in under] == [("branch.theme_day", 1)]
    assert queries.exceptions(city.member, as_of=AS_OF) == []


def cells(board):
    return {
        row.unit.code: [cell and (cell.done, cell.due, str(cell.worst)) for cell in row.cells][:4]
        for row in board.rows
    }


def test_the_board_counts_everything_below_each_child(city):
    rule = rulebook.get("branch.theme_day")
    held(city.branch, "theme_day", date(2021, 1, 5))
    held(city.sibling, "theme_day", date(2021, 2, 5))
    held(city.other, "theme_day", date(2021, 3, 15), made_up="2021-02")
    board = queries.board(city.officer, rule=rule, year=2021, as_of=AS_OF)
    assert [str(period) for period in board.periods][:2] == ["2021-01", "2021-02"]
    assert cells(board) == {
        "HY001": [(1, 2, "overdue"), (1, 2, "overdue"), (0, 2, "open"), None],
        "HY002": [(0, 1, "overdue"), (1, 1, "late"), (0, 1, "open"), None],
    }
    assert [row.opens for row in board.rows] == [True, True]
    below = queries.board(city.officer, rule=rule, year=2021, as_of=AS_OF, under=city.first)
    assert cells(below) == {
        "HY00101": [(1, 1, "met"), (0, 1, "overdue"), (0, 1, "open"), None],
        "HY00102": [(0, 1, "overdue"), (1, 1, "met"), (0, 1, "open"), None],
    }
    own = queries.board(city.secretary, rule=rule, year=2021, as_of=AS_OF)
    assert [(row.unit.code, row.own) for row in own.rows] == [
        ("HY00101", True),
        ("HY0010101", False),
    ]
    assert queries.board(city.member, rule=rule, year=2021, as_of=AS_OF) is None


def test_the_board_pages_the_rows(city):
    for number in range(3, 8):
        units.unit(f"HY00{number}", city.root)
    rule = rulebook.get("branch.theme_day")
    ask = {"rule": rule, "year": 2021, "as_of": AS_OF, "size": 3}
    pages = [queries.board(city.officer, page=page, **ask) for page in (1, 2, 3)]
    assert [[row.unit.code for row in board.rows] for board in pages] == [
        ["HY001", "HY002", "HY003"],
        ["HY004", "HY005", "HY006"],
        ["HY007"],
    ]
    assert cells(pages[2]) == {
        "HY007": [(0, 1, "overdue"), (0, 1, "overdue"), (0, 1, "open"), None]
    }


@pytest.mark.parametrize("more", [0, 30])
def test_the_board_takes_four_queries_at_any_size(city, more, django_assert_num_queries):
    for number in range(10, 10 + more):
        units.unit(f"HY001{number}", city.first)
    ask = {"rule": rulebook.get("branch.theme_day"), "year": 2021, "as_of": AS_OF}
    queries.board(city.officer, under=city.root, **ask)
    with django_assert_num_queries(4):
        queries.board(city.officer, under=city.root, **ask)


def test_a_recorded_meeting_says_what_it_fulfilled(city):
    from xianfeng.kernel import consequences
    from xianfeng.kernel.facts import Touched

    held(city.branch, "theme_day", date(2021, 2, 10), "general_meeting")
    units_ = frozenset({city.branch.pk})
    touched = Touched("life.held", units_, frozenset({date(2021, 2, 10)}))
    assert consequences.of(city.secretary, touched) == ["第一季度党员大会", "2月主题党日"]
    assert consequences.of(units.viewer((Role.SECRETARY, city.sibling)), touched) == []
    again = Touched("life.held", units_, frozenset({date(2021, 2, 20)}))
    held(city.branch, "theme_day", date(2021, 2, 20))
    assert consequences.of(city.secretary, again) == []


def test_one_meeting_costs_at_most_ten_statements(city):
    queries.duties(city.officer, as_of=AS_OF)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        held(city.branch, "theme_day", date(2021, 2, 10), "general_meeting", made_up="2021-01")
    bare = 2
    assert len(captured) - bare == (5 if connection.vendor == "postgresql" else 4)
