"""The table of a list's states, its days, and which post has which list: pure."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol

from xianfeng.kernel.states import Edge, Table
from xianfeng.members.enums import PostTitle
from xianfeng.responsibility.enums import Finding, Kind, ListState, Standing

ISSUER, HOLDER, KEEPER, NOTER = "issuer", "holder", "keeper", "noter"
SIGN_WITHIN = 15
NOTING_BEGINS = 30


def _of(*states: ListState) -> frozenset[str]:
    return frozenset(state.value for state in states)


_S = ListState
RUNNING = _of(_S.ISSUED, _S.SIGNED, _S.MID_NOTED)
STANDING = RUNNING | _of(_S.DRAFTED, _S.CLOSED)
IN_FORCE = RUNNING | _of(_S.CLOSED)

DUTY_LIST = Table(
    "duty_list",
    _of(_S.DRAFTED, _S.ISSUED),
    (
        Edge("tailor_list", _of(_S.DRAFTED), _S.DRAFTED.value, ISSUER),
        Edge("issue_list", _of(_S.DRAFTED), _S.ISSUED.value, ISSUER),
        Edge("sign_list", _of(_S.ISSUED), _S.SIGNED.value, HOLDER),
        Edge("enter_signature", _of(_S.ISSUED), _S.SIGNED.value, KEEPER),
        Edge("note_midyear", _of(_S.SIGNED, _S.MID_NOTED), _S.MID_NOTED.value, NOTER),
        Edge("note_yearend", _of(_S.SIGNED, _S.MID_NOTED, _S.CLOSED), _S.CLOSED.value, NOTER),
        Edge("amend_list", RUNNING, _S.SUPERSEDED.value, ISSUER),
        Edge("hand_over", RUNNING, _S.SUPERSEDED.value, ISSUER),
        Edge("recall_list", RUNNING | _of(_S.DRAFTED), _S.RECALLED.value, ISSUER),
    ),
)
"""A list is issued, signed by the holder, noted twice a year; new contents are a new list (R1).

Local: mid-year and year-end are the only two times at which anything is written by hand.
"""

KIND_OF = {
    PostTitle.SECRETARY.value: Kind.FIRST.value,
    PostTitle.DEPUTY_SECRETARY.value: Kind.DIRECT.value,
    PostTitle.FULL_TIME_DEPUTY.value: Kind.DIRECT.value,
    PostTitle.ORGANISATION.value: Kind.DUAL.value,
    PostTitle.PUBLICITY.value: Kind.DUAL.value,
    PostTitle.DISCIPLINE.value: Kind.DUAL.value,
    PostTitle.COMMITTEE_MEMBER.value: Kind.DUAL.value,
}
"""书记负第一责任，副书记负直接责任，班子成员一岗双责; a group's leader has no list."""


def sign_by(issued_on: date) -> date:
    """Return the day by which a list is to be signed. Local: fifteen days."""
    return issued_on + timedelta(days=SIGN_WITHIN)


def midyear_due(year: int, issued_on: date) -> date | None:
    """Return when the first half is to be noted; None for a list issued after that day.

    Local: 31 July.
    """
    due = date(year, 7, 31)
    return due if issued_on <= due else None


def yearend_due(year: int) -> date:
    """Return when the year is to be noted. Local: 31 January of the next."""
    return date(year + 1, 1, 31)


def midyear_open(year: int, day: date) -> bool:
    """True when the first half may be noted: from a month before it is due."""
    return date(year, 7, 31) - timedelta(days=NOTING_BEGINS) <= day


def yearend_open(year: int, day: date) -> bool:
    """True when the year may be noted: from the beginning of December."""
    return date(year, 12, 1) <= day


def in_time(verb: str, year: int, day: date) -> bool:
    """True unless a verb notes what it is too early to note."""
    if verb == "note_midyear":
        return midyear_open(year, day)
    return verb != "note_yearend" or yearend_open(year, day)


def in_year(day: date | None, year: int) -> date | None:
    """Return the same day of another year; 29 February becomes the 28th."""
    if day is None:
        return None
    short = day.month == 2 and day.day == 29
    return date(year, day.month, 28 if short else day.day)


def unsaid(asked: Iterable[int], said: Iterable[tuple[int, str, str]]) -> int:
    """Return how many items lack what is asked: a finding, with a word on what was done."""
    enough = {item for item, finding, words in said if finding != Finding.DONE or words.strip()}
    return len(set(asked) - enough)


class Dated(Protocol):
    """A list's state and days."""

    state: str
    sign_by: date
    signed_on: date | None
    mid_due_on: date | None
    mid_on: date | None
    year_due_on: date
    closed_on: date | None


def stand(duty_list: Dated, day: date) -> Standing:
    """Return how a list stands on a day; what was done later is not known yet."""
    if duty_list.state == ListState.DRAFTED:
        return Standing.DRAFTED
    if not _by(duty_list.signed_on, day):
        return Standing.OVERDUE if duty_list.sign_by < day else Standing.UNSIGNED
    if _by(duty_list.closed_on, day):
        return Standing.SIGNED
    half = duty_list.mid_due_on
    late = half is not None and half < day and not _by(duty_list.mid_on, day)
    return Standing.UNNOTED if late or duty_list.year_due_on < day else Standing.SIGNED


def _by(done: date | None, day: date) -> bool:
    return done is not None and done <= day


def mark(standing: str) -> str:
    """Return the mark of a post's standing, as everywhere: shape, word, colour."""
    return {
        Standing.SIGNED.value: "met",
        Standing.UNSIGNED.value: "open",
        Standing.DRAFTED.value: "open",
        Standing.OVERDUE.value: "overdue",
        Standing.UNNOTED.value: "overdue",
        Standing.CHANGED.value: "soon",
        Standing.MISSING.value: "soon",
    }.get(standing, "none")


EXCEPTIONS: Sequence[str] = (
    Standing.OVERDUE.value,
    Standing.UNNOTED.value,
    Standing.CHANGED.value,
    Standing.MISSING.value,
    Standing.VACANT.value,
)
