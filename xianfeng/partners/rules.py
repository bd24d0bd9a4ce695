"""How a deed goes from state to state, who speaks for whom, and which years of a pair owe."""

from collections.abc import Collection
from datetime import date

from xianfeng.kernel.states import Edge, Table
from xianfeng.partners.enums import Direction, Side

PROPOSER, ANSWERER, DOER, RECEIVER = "proposer", "answerer", "doer", "receiver"
EITHER = "either"
NEEDED = 3
COUNTED = ("done", "confirmed")


def _of(*states: str) -> frozenset[str]:
    return frozenset(states)


DEED = Table(
    "deed",
    _of("proposed", "agreed", "done", "confirmed"),
    (
        Edge("agree_deed", _of("proposed"), "agreed", ANSWERER),
        Edge("refuse_deed", _of("proposed"), "refused", ANSWERER),
        Edge("withdraw_deed", _of("proposed"), "dropped", PROPOSER),
        Edge("finish_deed", _of("agreed"), "done", DOER),
        Edge("confirm_deed", _of("done"), "confirmed", RECEIVER),
        Edge("drop_deed", _of("agreed"), "dropped", EITHER),
    ),
)


def doer(direction: str) -> Side:
    """Return the side that does the deed."""
    return Side.UNIT if direction == Direction.GIVEN else Side.OTHER


def receiver(direction: str) -> Side:
    """Return the side for which the deed is done: its word is the confirmation."""
    return opposite(doer(direction))


def opposite(side: str) -> Side:
    """Return the other of the two sides."""
    return Side.OTHER if side == Side.UNIT else Side.UNIT


def roles(
    speaks: Collection[str], *, voiced: bool, direction: str, proposed_by: str
) -> frozenset[str]:
    """Return the sides of the table for who speaks for ``speaks`` ("unit", "other").

    Where nobody has an account on the other side (``voiced`` False), the unit also writes down what
    that side said on paper (代录), its confirmation among it.
    """
    if not speaks:
        return frozenset()
    paper = not voiced and Side.UNIT in speaks
    heard = {*speaks, Side.OTHER} if paper else {*speaks}
    of = {
        PROPOSER: proposed_by,
        ANSWERER: opposite(proposed_by),
        DOER: doer(direction),
        RECEIVER: receiver(direction),
    }
    return frozenset({EITHER, *(name for name, side in of.items() if side in heard)})


def owed_by(from_on: date, until_on: date | None, year: int) -> date | None:
    """Return the day by which a pair owes the deeds of a year, or None where it owes none.

    A pair owes the years through whose end it lasts; the first one when it began by 30 June.
    Local: both days are set by the city itself.
    """
    last = date(year, 12, 31)
    if from_on > date(year, 6, 30) or (until_on is not None and until_on <= last):
        return None
    return last
