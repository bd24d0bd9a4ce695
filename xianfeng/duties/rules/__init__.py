"""What a rule is, what a duty's state and cards are on a day, and what is asked about them."""

from xianfeng.duties.rules.book import (
    FOREVER,
    Cards,
    Match,
    Owes,
    Rule,
    Span,
    Version,
    due_after,
    same_cycle,
    span_named,
    spans_due_in,
    years_begun,
)
from xianfeng.duties.rules.pleas import CARD, SUPERIOR, UNIT, WAIVER
from xianfeng.duties.rules.standing import Dates, Spell, card_on, miss, spells, state_on

__all__ = [
    "CARD",
    "FOREVER",
    "SUPERIOR",
    "UNIT",
    "WAIVER",
    "Cards",
    "Dates",
    "Match",
    "Owes",
    "Rule",
    "Span",
    "Spell",
    "Version",
    "card_on",
    "due_after",
    "miss",
    "same_cycle",
    "span_named",
    "spans_due_in",
    "spells",
    "state_on",
    "years_begun",
]
