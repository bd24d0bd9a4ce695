"""By when an order is received, and when its recipient is late."""

from datetime import date

from xianfeng.kernel.calendar import add_working_days
from xianfeng.rectification.enums import OrderState

RECEIVE_WITHIN = 3
"""Working days within which an order is received. Local: no regulation sets a number."""

SENT = frozenset(
    {OrderState.ISSUED, OrderState.RECEIVED, OrderState.REPLIED, OrderState.CLOSED}
)  # fmt: skip
"""The states of an order that has gone out and counts."""


def receive_by(issued_on: date) -> date:
    """Return the last day on which an order issued on a day is received in time."""
    return add_working_days(issued_on, RECEIVE_WITHIN)


def late(state: str, receive_on: date | None, due_on: date, as_of: date) -> bool:
    """True when the recipient is late: to receive it, or to reply to it."""
    if state == OrderState.ISSUED:
        return due_on < as_of or (receive_on is not None and receive_on < as_of)
    return state == OrderState.RECEIVED and due_on < as_of
