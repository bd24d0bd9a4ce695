"""What a history makes due: one row for every limit that a step opened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from xianfeng.development.rules import history, limits, steps
from xianfeng.development.rules.history import Entry, Walk
from xianfeng.kernel.periods import add_months


@dataclass(frozen=True)
class Deadline:
    """A limit opened on ``since_on``, its last day, and the day it was met; ``by`` owes it."""

    limit: str
    since_on: date
    due_on: date
    done_on: date | None
    by: str


def deadlines(entries: Iterable[Entry], ended_on: date | None = None) -> list[Deadline]:
    """Return every limit that the history opened, by due day.

    The edition is that of the day which opens a limit. What was still open when the development
    ended is owed no more.
    """
    taken = history.ordered(entries)
    stands = history.walk(taken)
    found = [*_plain(taken), *_inspections(taken, stands), *_approvals(taken), *_probation(taken)]
    over = ended_on or stands.cancelled_on
    live = {(one.limit, one.since_on): one for one in found if one.done_on or over is None}
    return sorted(live.values(), key=lambda one: (one.due_on, one.limit))


def _plain(taken: list[Entry]) -> Iterator[Deadline]:
    """Talk, congress and oath: from the last time one step was done to the first time of another.

    Source: 发展党员工作细则 7, 19 (2026), 29 (2026, 一般).
    """
    for name in ("talk", "congress", "oath"):
        span = limits.BY_ID[name]
        for opening in _rounds(taken, span.since, span.until):
            answer = _first(taken, span.until, opening.on, any_outcome=name == "congress")
            yield from _deadline(span, opening.on, span.due(opening.on), answer)


def _rounds(taken: list[Entry], since: int, until: int) -> Iterator[Entry]:
    """Yield the openings that count: each one not followed by another before its answer."""
    openings = [entry for entry in taken if entry.step == since and entry.outcome == history.DONE]
    for opening, following in zip_longest(openings, openings[1:]):
        answer = _first(taken, until, opening.on, any_outcome=True)
        if following is None or (answer is not None and answer <= following.on):
            yield opening


def _inspections(taken: list[Entry], stands: Walk) -> Iterator[Deadline]:
    """Half a year after an activist was named, and after each inspection, until chosen a target.

    Source: 发展党员工作细则 11.
    """
    named = stands.done.get(steps.ACTIVIST)
    if named is None:
        return
    span = limits.BY_ID["inspection"]
    chosen = stands.done.get(steps.TARGET)
    days = [entry.on for entry in stands.inspections if chosen is None or entry.on <= chosen.on]
    openings = [named.on, *days]
    answers = [*days, chosen.on if chosen else None]
    for since, answer in zip(openings, answers, strict=True):
        yield from _deadline(span, since, span.due(since), answer)


def _approvals(taken: list[Entry]) -> Iterator[Deadline]:
    """Three months from the meeting; six from it where the approval was postponed.

    Reading: the months run from the meeting whose resolution is put forward.
    Source: 发展党员工作细则 25, 33.
    """
    first, second = limits.BY_ID["approval"], limits.BY_ID["confirm_approval"]
    for span, passed in (
        (first, {history.DONE}),
        (second, {history.DONE, history.EXTEND, history.CANCEL}),
    ):
        openings = [one for one in taken if one.step == span.since and one.outcome in passed]
        for opening, following in zip_longest(openings, openings[1:]):
            until = following.on if following else None
            answer = _first(taken, span.until, opening.on, any_outcome=True, before=until)
            if answer is None and following is not None:
                continue
            yield from _deadline(span, opening.on, _approval_due(taken, span, opening), answer)


def _approval_due(taken: list[Entry], span: limits.Span, opening: Entry) -> date:
    postponed = any(
        one.step == span.until and one.outcome == history.POSTPONED and one.on >= opening.on
        for one in taken
    )
    months = limits.APPROVAL_MONTHS_AT_MOST if postponed else span.months
    return add_months(opening.on, months)


def _probation(taken: list[Entry]) -> Iterator[Deadline]:
    """Application by the last day of probation; the meeting within a month after it, locally.

    Source: 发展党员工作细则 31, 32. Local: the text says 及时 of the meeting, and no number.
    """
    application, meeting = limits.BY_ID["application"], limits.BY_ID["confirmation"]
    for start, end, until in _terms(taken):
        for span, due in ((application, end), (meeting, add_months(end, 1))):
            answer = _first(taken, span.until, start, before=until)
            if answer is None and until is not None:
                continue
            yield from _deadline(span, start, due, answer)


def _terms(taken: list[Entry]) -> Iterator[tuple[date, date, date | None]]:
    """Yield (start, last day, start of the next) of probation and of its extension."""
    for number, entry in enumerate(taken):
        stands = history.walk(taken[: number + 1])
        if entry.step == steps.APPROVAL and stands.probation_ends and stands.accepted_on:
            whole = history.walk(taken)
            yield stands.accepted_on, stands.probation_ends, whole.extended_on
            if whole.extended_on and whole.probation_ends:
                yield whole.extended_on, whole.probation_ends, None
            return


def _first(
    taken: list[Entry],
    step: int,
    since: date,
    any_outcome: bool = False,
    before: date | None = None,
) -> date | None:
    """Return the day of the first entry of a step that answers, from a day on."""
    for entry in taken:
        answers = entry.outcome != history.POSTPONED and (
            any_outcome or entry.outcome != history.RETURNED
        )
        if entry.step == step and entry.on >= since and answers:
            return entry.on if before is None or entry.on <= before else None
    return None


def _deadline(span: limits.Span, since: date, due: date, answer: date | None) -> Iterator[Deadline]:
    if span.mark(since):
        yield Deadline(span.id, since, due, answer, span.by)
