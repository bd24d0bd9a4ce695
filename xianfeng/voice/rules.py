"""When an opinion is to be answered, and how a consultation goes on: pure."""

from datetime import date, timedelta

from xianfeng.voice.enums import Stage

ANSWER_DAYS = 15
"""Local: no regulation says within how many days an opinion is answered."""

SMALLEST_ANONYMOUS = 10
"""An anonymous consultation asks at least so many; among fewer, the words give the writer away."""

# verb -> the stages it starts from
EDGES = {
    "give": frozenset({Stage.OPEN}),
    "answer": frozenset({Stage.OPEN, Stage.CLOSED, Stage.DECIDED}),
    "decide": frozenset({Stage.CLOSED}),
    "withdraw": frozenset({Stage.COMING, Stage.OPEN, Stage.CLOSED}),
}


def answer_due(received_on: date, closes_on: date | None) -> date:
    """Return the day by which an opinion is answered.

    Local: fifteen days after it came in; after the last day of a consultation, for one given there.
    """
    return max(received_on, closes_on or received_on) + timedelta(days=ANSWER_DAYS)


def stage_of(
    asked_on: date, due_on: date, decided_on: date | None, withdrawn_on: date | None, day: date
) -> Stage:
    """Return how a consultation stands on a day; its last day is still open."""
    if withdrawn_on is not None and withdrawn_on <= day:
        return Stage.WITHDRAWN
    if decided_on is not None and decided_on <= day:
        return Stage.DECIDED
    if day < asked_on:
        return Stage.COMING
    return Stage.OPEN if day <= due_on else Stage.CLOSED


def may(verb: str, stage: Stage) -> bool:
    """True when the verb's edge starts from the stage."""
    return stage in EDGES[verb]


def page_kept(page: str, anonymous: bool) -> str:
    """Return what is kept of the page an opinion was given on.

    The address of one's own record would name an anonymous writer: only the section stays.
    """
    clean = page if page.startswith("/") and not page.startswith("//") else ""
    if not anonymous:
        return clean[:200]
    section = clean.partition("?")[0].split("/")[1:2]
    return f"/{section[0]}/"[:200] if section and section[0] else ""
