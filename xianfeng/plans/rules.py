"""How a task stands on a day, and what may follow from what."""

from datetime import date

from xianfeng.plans.enums import TaskState

DONE_STATES = frozenset({TaskState.MET, TaskState.LATE})

# verb -> (the states it starts from, whether the row is done afterwards)
EDGES = {
    "complete": (frozenset({TaskState.OPEN, TaskState.OVERDUE}), True),
    "reopen": (DONE_STATES, False),
}


def state_of(due_on: date, done_on: date | None, day: date) -> TaskState:
    """Return how a task or node stands on a day; what was done later is not done yet."""
    if done_on is None or done_on > day:
        return TaskState.OVERDUE if day > due_on else TaskState.OPEN
    return TaskState.MET if done_on <= due_on else TaskState.LATE


def may(verb: str, due_on: date, done_on: date | None, day: date) -> bool:
    """True when the verb's edge starts from the state in which the row stands."""
    return state_of(due_on, done_on, day) in EDGES[verb][0]


def days_over(due_on: date, day: date) -> int:
    """Return how many days lie between the due day and a later day; 0 up to the due day."""
    return max(0, (day - due_on).days)
