"""States of an event and of a place in it, and the days and hours that follow from it: pure."""

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from xianfeng.kernel.states import Edge, Table

ORGANISER, COMMUNITY, MEMBER = "organiser", "community", "member"
RECORD_DAYS = 7
MOST_PLACES = 500
LONGEST = Decimal(24)

EVENT = Table(
    "event",
    frozenset({"draft", "proposed", "open"}),
    (
        Edge("open_event", frozenset({"draft", "proposed"}), "open", ORGANISER),
        Edge("record_event", frozenset({"open", "held"}), "held", ORGANISER),
        Edge("cancel_event", frozenset({"draft", "proposed", "open"}), "cancelled", ORGANISER),
        Edge("take_event_back", frozenset({"proposed"}), "cancelled", COMMUNITY),
    ),
)
"""草稿 → 报名中 → 已举办. A community proposes, the unit opens it or says why not.

Recording again corrects who came and how long.
"""

SIGNUP = Table(
    "signup",
    frozenset({"signed", "waiting"}),
    (Edge("withdraw_signup", frozenset({"signed", "waiting"}), "withdrawn", MEMBER),),
)
"""Whoever waits longest moves up by the same action that gives a place back."""


def hours(starts_at: time, ends_at: time) -> Decimal:
    """Return how long an event of one day lasts, in hours with two decimals."""
    minutes = (ends_at.hour - starts_at.hour) * 60 + ends_at.minute - starts_at.minute
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"), ROUND_HALF_UP)


def sign_up_by(on: date, chosen: date | None) -> date:
    """Return the last day to sign up: the day before, where the organiser chose none."""
    return chosen or on - timedelta(1)


def record_by(on: date) -> date:
    """Return the day by which it is entered who came: seven days after the event.

    Source: local rule volunteering.record. Local: no regulation sets a day.
    """
    return on + timedelta(RECORD_DAYS)


def started(on: date, starts_at: time, now: datetime) -> bool:
    """True when an event has begun; ``now`` is local time."""
    return (now.date(), now.time()) >= (on, starts_at)


def takes_names(last_day: date, on: date, starts_at: time, now: datetime) -> bool:
    """True while people may sign up, and withdraw without saying why."""
    return now.date() <= last_day and not started(on, starts_at, now)


def clash(one: tuple[date, time, time], other: tuple[date, time, time]) -> bool:
    """True when two events, each (day, start, end), are at the same time for a while."""
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]
