"""Days of answers, stages of consultations and what is kept of a page: pure tables."""

from datetime import date

import pytest

from xianfeng.voice import rules
from xianfeng.voice.enums import Stage

ASKED, CLOSES = date(2021, 3, 1), date(2021, 3, 31)


@pytest.mark.parametrize(
    ("received", "closes", "due"),
    [
        (date(2021, 3, 1), None, date(2021, 3, 16)),
        (date(2021, 3, 1), CLOSES, date(2021, 4, 15)),
        (date(2021, 12, 20), None, date(2022, 1, 4)),
    ],
)
def test_an_answer_is_due_fifteen_days_after_it_came_or_after_closing(received, closes, due):
    assert rules.answer_due(received, closes) == due


@pytest.mark.parametrize(
    ("decided", "withdrawn", "day", "stage"),
    [
        (None, None, date(2021, 2, 28), Stage.COMING),
        (None, None, ASKED, Stage.OPEN),
        (None, None, CLOSES, Stage.OPEN),
        (None, None, date(2021, 4, 1), Stage.CLOSED),
        (date(2021, 4, 5), None, date(2021, 4, 4), Stage.CLOSED),
        (date(2021, 4, 5), None, date(2021, 4, 5), Stage.DECIDED),
        (None, date(2021, 3, 9), date(2021, 3, 8), Stage.OPEN),
        (None, date(2021, 3, 9), date(2021, 3, 9), Stage.WITHDRAWN),
    ],
)
def test_a_consultation_s_stage_follows_from_its_days(decided, withdrawn, day, stage):
    assert rules.stage_of(ASKED, CLOSES, decided, withdrawn, day) == stage


def test_every_edge_and_no_other():
    found = {
        (verb, stage.value) for verb in rules.EDGES for stage in Stage if rules.may(verb, stage)
    }
    assert found == {
        ("give", "open"),
        ("answer", "open"),
        ("answer", "closed"),
        ("answer", "decided"),
        ("decide", "closed"),
        ("withdraw", "coming"),
        ("withdraw", "open"),
        ("withdraw", "closed"),
    }


@pytest.mark.parametrize(
    ("page", "anonymous", "kept"),
    [
        ("/members/77/", False, "/members/77/"),
        ("/members/77/?x=1", True, "/members/"),
        ("/", True, ""),
        ("", False, ""),
        ("https://evil.example/", False, ""),
        ("//evil.example/", False, ""),
        ("/" + "a" * 300, False, "/" + "a" * 199),
    ],
)
def test_of_an_anonymous_writer_s_page_only_the_section_is_kept(page, anonymous, kept):
    assert rules.page_kept(page, anonymous) == kept
