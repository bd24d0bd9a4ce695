"""By when each step of a request is owed; local choices, no regulation sets them."""

from datetime import date

from xianfeng.kernel.calendar import add_working_days

_PROMISED = {1: 7, 2: 3, 3: 1}


def promised(placed_on: date, urgency: int, on_date: date | None) -> date:
    """Return the day by which a request is to be done: 7, 3 or 1 working days, by urgency.

    The day that was asked for counts where it is later. Local: set by the city itself.
    """
    day = add_working_days(placed_on, _PROMISED[urgency])
    return max(day, on_date) if on_date else day


def check_by(placed_on: date) -> date:
    """Return the day by which the community checks: the next working day. Local."""
    return add_working_days(placed_on, 1)


def dispatch_by(sent_on: date, promised_on: date) -> date:
    """Return the day by which the branch asks people: 2 working days, never after the promise."""
    return max(sent_on, min(add_working_days(sent_on, 2), promised_on))


def accept_by(offered_on: date, promised_on: date) -> date:
    """Return the day by which enough people accept: the next working day, within the promise."""
    return max(offered_on, min(add_working_days(offered_on, 1), promised_on))


def asked_at_most(places: int) -> int:
    """Return how many may be asked at once: three for each place, so that a no costs no day."""
    return 3 * places
