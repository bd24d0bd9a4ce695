"""The ledger of meetings (会议台账): how it comes in, and how it goes out."""

from xianfeng.life.ledger.meetings import MEETINGS
from xianfeng.life.ledger.rows import HEADINGS, rows

__all__ = ["HEADINGS", "MEETINGS", "rows"]
