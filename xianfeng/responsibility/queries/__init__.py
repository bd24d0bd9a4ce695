"""Reading templates, lists with what facts and notes say, and which posts have their list."""

from xianfeng.responsibility.queries.coverage import Slot, coverage, successors
from xianfeng.responsibility.queries.lists import (
    chain,
    mine,
    rows_of,
    to_note,
    to_sign,
    visible_to,
)
from xianfeng.responsibility.queries.sheets import Told, sheet, sheets
from xianfeng.responsibility.queries.templates import applicable, in_use, templates_to

__all__ = [
    "Slot",
    "Told",
    "applicable",
    "chain",
    "coverage",
    "in_use",
    "mine",
    "rows_of",
    "sheet",
    "sheets",
    "successors",
    "templates_to",
    "to_note",
    "to_sign",
    "visible_to",
]
