"""The ledgers of units: 党组织 and 社区网格."""

from xianfeng.units.ledger.communities import COMMUNITIES
from xianfeng.units.ledger.units import UNITS

KINDS = (UNITS, COMMUNITIES)
