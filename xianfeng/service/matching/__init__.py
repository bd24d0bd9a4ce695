"""Which hand for which need: an exact assignment by minimum-cost flow."""

from xianfeng.service.matching.costs import FLEXIBLE, Costs
from xianfeng.service.matching.flow import match
from xianfeng.service.matching.kinds import Hand, Matched, Need, Pair, Reason, Why

__all__ = ["FLEXIBLE", "Costs", "Hand", "Matched", "Need", "Pair", "Reason", "Why", "match"]
