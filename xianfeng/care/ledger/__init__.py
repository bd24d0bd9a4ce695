"""The ledgers of visits, talks and honours: how they come in, and how they go out."""

from xianfeng.care.ledger import awards, talks, visits
from xianfeng.care.ledger.flat import kind_of
from xianfeng.ledgers.registry import Kind
from xianfeng.units.permissions import RECORDERS

KINDS: tuple[Kind, ...] = (
    kind_of(visits.VISITS, "care", "慰问台账", visits.COLUMNS),
    kind_of(talks.TALKS, "talks", "谈心谈话台账", talks.COLUMNS, RECORDERS),
    kind_of(awards.AWARDS, "awards", "荣誉台账", awards.COLUMNS),
)
