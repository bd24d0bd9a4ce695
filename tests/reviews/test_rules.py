"""The third that may be 优秀, the leading grades, and every edge of the table."""

from datetime import date

import pytest

from xianfeng.reviews import rules
from xianfeng.reviews.enums import Step


@pytest.mark.parametrize(
    ("members", "most"),
    [(0, 0), (1, 0), (2, 0), (3, 1), (4, 1), (5, 1), (6, 2), (7, 2), (8, 2), (9, 3), (50, 16)],
)
def test_a_third_rounded_down_is_excellent_at_most(members, most):
    assert rules.most_excellent(members) == most


@pytest.mark.parametrize(
    ("excellent", "members", "over"), [(0, 0, 0), (2, 6, 0), (3, 6, 1), (3, 8, 1), (6, 6, 4)]
)
def test_more_than_a_third_is_said(excellent, members, over):
    assert rules.excess(excellent, members) == over


@pytest.mark.parametrize(
    ("votes", "leading"),
    [
        ({}, set()),
        ({"excellent": 0, "qualified": 0}, set()),
        ({"excellent": 3, "qualified": 2}, {"excellent"}),
        ({"excellent": 3, "qualified": 3, "basic": 1}, {"excellent", "qualified"}),
    ],
)
def test_the_grades_with_the_most_votes_lead(votes, leading):
    assert rules.leaders(votes) == leading
    for grade in ("excellent", "qualified", "basic", "unqualified"):
        assert rules.needs_reason(grade, votes) == (grade not in leading)


def test_every_edge_and_no_other():
    found = {(verb, str(step)) for verb in rules.EDGES for step in Step if rules.may(verb, step)}
    assert found == {
        ("start", "prepared"),
        ("assess", "self"),
        ("vote", "mutual"),
        ("vote_again", "vote"),
        ("count", "vote"),
        ("inform", "opinion"),
        ("close", "informed"),
        ("cancel", "prepared"),
        ("cancel", "self"),
        ("cancel", "mutual"),
    }
    assert {verb: str(edge[1]) for verb, edge in rules.EDGES.items()} == {
        "start": "self",
        "assess": "mutual",
        "vote": "vote",
        "vote_again": "mutual",
        "count": "opinion",
        "inform": "informed",
        "close": "closed",
        "cancel": "cancelled",
    }


@pytest.mark.parametrize(
    ("given", "last"),
    [
        (date(2021, 12, 20), date(2022, 12, 20)),
        (date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
def test_a_correction_takes_a_year_at_most(given, last):
    assert rules.latest_correction(given) == last


@pytest.mark.parametrize(
    ("probationary", "grade", "may"),
    [(True, "", True), (True, "qualified", False), (False, "qualified", True),
     (False, "", False), (False, "great", False)],
)  # fmt: skip
def test_who_is_on_probation_gets_no_grade(probationary, grade, may):
    assert rules.may_be_graded(probationary, grade) is may
