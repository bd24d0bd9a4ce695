"""The ledger of meetings (会议台账): how it comes in, and how it goes out."""

from xianfeng.ledgers.registry import Kind
from xianfeng.life.ledger import reading, writing
from xianfeng.life.ledger.columns import COLUMNS
from xianfeng.life.ledger.rows import HEADINGS, rows
from xianfeng.units.permissions import RECORDERS, STAFF

MEETINGS = Kind(
    id="meetings",
    title="会议台账",
    columns=COLUMNS,
    roles=frozenset(RECORDERS),
    readers=frozenset(STAFF),
    check=reading.check,
    plan=reading.plan,
    apply=writing.apply,
    undo=writing.undo,
    export=writing.export,
    facts=writing.FACTS,
)

__all__ = ["HEADINGS", "MEETINGS", "rows"]
