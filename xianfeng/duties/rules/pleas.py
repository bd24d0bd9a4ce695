"""The tables of states of what a unit asks about its duties: a waiver, and an appeal of a card."""

from xianfeng.kernel.states import Edge, Table

UNIT, SUPERIOR = "unit", "superior"


def _of(*states: str) -> frozenset[str]:
    return frozenset(states)


WAIVER = Table(
    "waiver",
    _of("asked"),
    (
        Edge("take_waiver_back", _of("asked"), "taken_back", UNIT),
        Edge("grant_waiver", _of("asked"), "granted", SUPERIOR),
        Edge("refuse_waiver", _of("asked"), "refused", SUPERIOR),
        Edge("revoke_waiver", _of("granted"), "revoked", SUPERIOR),
    ),
)
"""A unit asks, who manages a unit above it decides; a duty is waived once at most (R8)."""

CARD = Table(
    "card",
    _of("given"),
    (
        Edge("appeal_card", _of("given"), "appealed", UNIT),
        Edge("take_appeal_back", _of("appealed"), "given", UNIT),
        Edge("uphold_appeal", _of("appealed"), "lifted", SUPERIOR),
        Edge("dismiss_appeal", _of("appealed"), "given", SUPERIOR),
    ),
)
"""A card also lifts by itself on the day its duty is met, said to be none, or waived (R8)."""
