"""Problems with the days on which they stood open, answered and closed, as rows to be stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xianfeng.demo.store import store
from xianfeng.kernel.calendar import add_working_days
from xianfeng.rectification.enums import ProblemState
from xianfeng.rectification.models import Answer, Problem, ProblemSpell

_VERIFY_WITHIN = 10


@dataclass(frozen=True)
class Course:
    """A problem as it was raised, the days of its answer and its close, and what was answered."""

    problem: Problem
    answered_on: date | None = None
    closed_on: date | None = None
    said: str = ""


def store_courses(courses: Iterable[Course]) -> list[Problem]:
    """Store the problems with their spells and answers; return them."""
    known = list(courses)
    for one in known:
        one.problem.answered_on, one.problem.closed_on = one.answered_on, one.closed_on
        one.problem.state = _state(one)
    made = store([one.problem for one in known])
    store([spell for one in known for spell in _spells(one)])
    store(
        [
            Answer(
                problem=one.problem,
                on=one.answered_on,
                given_on=one.answered_on,
                verify_by=add_working_days(one.answered_on, _VERIFY_WITHIN),
                text=one.said,
                accepted=True if one.closed_on else None,
                decided_on=one.closed_on,
            )
            for one in known
            if one.answered_on is not None
        ]
    )
    return made


def _state(one: Course) -> str:
    if one.closed_on is not None:
        return ProblemState.CLOSED.value
    return (ProblemState.OPEN if one.answered_on is None else ProblemState.ANSWERED).value


def _spells(one: Course) -> list[ProblemSpell]:
    turns: list[tuple[ProblemState, date | None]] = [
        (ProblemState.OPEN, one.problem.raised_on),
        (ProblemState.ANSWERED, one.answered_on),
        (ProblemState.CLOSED, one.closed_on),
    ]
    days = [(state.value, day) for state, day in turns if day is not None]
    ends = [day for _state, day in days[1:]] + [None]
    return [
        ProblemSpell(
            problem=one.problem, state=state, due_on=one.problem.due_on, from_on=day, until_on=end
        )
        for (state, day), end in zip(days, ends, strict=True)
        if end is None or day < end
    ]
