"""How a task stands on a day, what may follow from what, and what may be urged or tied."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from xianfeng.kernel.states import Edge, Table
from xianfeng.plans.enums import ChangeState, TaskState

DONE_STATES = frozenset({TaskState.MET, TaskState.LATE})
OPEN, DONE = frozenset({"open"}), frozenset({"done"})
ASKED = frozenset({ChangeState.ASKED.value})

TASK = Table(
    "task",
    OPEN,
    (
        Edge("complete_task", OPEN, "done", "lead"),
        Edge("reopen_task", DONE, "open", "lead"),
    ),
)
NODE = Table(
    "node",
    OPEN,
    (
        Edge("complete_node", OPEN, "done", "lead"),
        Edge("reopen_node", DONE, "open", "lead"),
    ),
)
CHANGE = Table(
    "change",
    ASKED | {ChangeState.APPROVED.value},
    (
        Edge("approve_change", ASKED, ChangeState.APPROVED.value, "issuer"),
        Edge("refuse_change", ASKED, ChangeState.REFUSED.value, "issuer"),
        Edge("withdraw_change", ASKED, ChangeState.WITHDRAWN.value, "lead"),
    ),
)

Earlier = Callable[[set[int]], Mapping[int, Iterable[int]]]
"""Returns what each of a set of keys waits for."""

SOON_DAYS = 30
RECENT_DAYS = 180

# Kinds of facts that may be tied to a key task: what a unit did, never what is about one person.
TIEABLE = (
    "life.meeting",
    "outreach.event",
    "outreach.visit",
    "outreach.solved",
    "award.unit",
    "voting.held",
    "elections.election",
    "rectification.problem",
    "rectification.closed",
    "service.order",
    "service.project",
)


def state_of(due_on: date, done_on: date | None, day: date) -> TaskState:
    """Return how a task or node stands on a day; what was done later is not done yet."""
    if done_on is None or done_on > day:
        return TaskState.OVERDUE if day > due_on else TaskState.OPEN
    return TaskState.MET if done_on <= due_on else TaskState.LATE


def standing(done_on: date | None) -> str:
    """Return the state of a task or node in its table, whatever the day."""
    return "open" if done_on is None else "done"


def days_over(due_on: date, day: date) -> int:
    """Return how many days lie between the due day and a later day; 0 up to the due day."""
    return max(0, (day - due_on).days)


def is_soon(due_on: date, done_on: date | None, day: date) -> bool:
    """True when a task or node is not done on a day and falls due within the next 30 days."""
    undone = done_on is None or done_on > day
    return undone and day <= due_on <= day + timedelta(days=SOON_DAYS)


def may_urge(due_on: date, done_on: date | None, day: date) -> bool:
    """True when a task may be urged: overdue, or due within 30 days.

    Local: the text speaks of 催办 without a number; 30 days is the reminder of the task's own rule.
    """
    overdue = state_of(due_on, done_on, day) == TaskState.OVERDUE
    return overdue or is_soon(due_on, done_on, day)


def due_then(due_on: date, moved: Iterable[tuple[date, date]], day: date) -> date:
    """Return the due day that stood on a day; ``moved`` are (day of approval, day before it).

    A change counts from the day of its approval on.
    """
    later = sorted(each for each in moved if each[0] > day)
    return later[0][1] if later else due_on


def leads_back(start: int, end: int, earlier_of: Earlier) -> bool:
    """True when ``end`` is reached from ``start`` by going from later to earlier ones."""
    seen: set[int] = set()
    front = {start}
    while front:
        if end in front:
            return True
        seen |= front
        front = {key for keys in earlier_of(front).values() for key in keys} - seen
    return False
