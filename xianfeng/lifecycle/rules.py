"""States of a change, and what each kind of change needs to be told."""

from datetime import date

from xianfeng.lifecycle.enums import ChangeKind, ChangeState

EDGES: dict[tuple[str, str], str] = {
    (ChangeState.PLANNED, "apply"): ChangeState.DONE,
    (ChangeState.PLANNED, "cancel"): ChangeState.CANCELLED,
}
"""(state, verb) → next state. What took effect is not undone: another change corrects it."""

NEEDS: dict[str, tuple[str, ...]] = {
    ChangeKind.ESTABLISH: ("target", "code", "name", "unit_kind"),
    ChangeKind.RENAME: ("unit", "name"),
    ChangeKind.UPGRADE: ("unit", "unit_kind"),
    ChangeKind.MERGE: ("unit", "target"),
    ChangeKind.SPLIT: ("unit", "code", "name", "unit_kind"),
    ChangeKind.MOVE: ("unit", "target"),
    ChangeKind.TRANSFER: ("unit", "target"),
    ChangeKind.ABOLISH: ("unit",),
}
"""What must be said of each kind; ``target`` is the parent of a new, moved or transferred unit, and
the destination of the members of a merged or abolished one."""

MAY_SAY: dict[str, tuple[str, ...]] = {
    ChangeKind.ESTABLISH: ("agency",),
    ChangeKind.UPGRADE: ("name",),
    ChangeKind.SPLIT: ("members",),
    ChangeKind.TRANSFER: ("agency",),
    ChangeKind.ABOLISH: ("target",),
}
"""What may be said besides."""

ENDING = frozenset({ChangeKind.MERGE, ChangeKind.ABOLISH})
"""Kinds after which the unit is no more."""


def may(verb: str, state: str) -> bool:
    """True when a change in that state has an edge of that verb."""
    return (state, verb) in EDGES


def asked(kind: str) -> tuple[str, ...]:
    """Return what a form asks of a kind, the unit itself left out."""
    return tuple(name for name in (*NEEDS[kind], *MAY_SAY.get(kind, ())) if name != "unit")


def is_due(state: str, effective_on: date, today: date) -> bool:
    """True when a planned change is to take effect: its day has come."""
    return state == ChangeState.PLANNED and effective_on <= today
