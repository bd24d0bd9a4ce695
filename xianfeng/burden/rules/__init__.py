"""What entries cost, which fields are asked twice, and the tables of states: pure."""

from xianfeng.burden.rules.costs import Asked, Cost, asked_of, cost_of, digest, entry_costs
from xianfeng.burden.rules.matching import Earlier, Known, again, core, held
from xianfeng.burden.rules.states import COLLECTION, GROUP, ISSUER, OWNER, REPLY, UNIT
from xianfeng.burden.rules.terms import DEFAULT_DAYS, LOOK_DAYS, expiry_refused, latest_expiry

__all__ = [
    "COLLECTION",
    "DEFAULT_DAYS",
    "GROUP",
    "ISSUER",
    "LOOK_DAYS",
    "OWNER",
    "REPLY",
    "UNIT",
    "Asked",
    "Cost",
    "Earlier",
    "Known",
    "again",
    "asked_of",
    "core",
    "cost_of",
    "digest",
    "entry_costs",
    "expiry_refused",
    "held",
    "latest_expiry",
]
