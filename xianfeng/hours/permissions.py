"""Who reads hours: staff of a unit, and each member their own."""

from xianfeng.kernel.viewer import OPERATOR_ROLE
from xianfeng.units.permissions import STAFF

READERS = frozenset({*STAFF, OPERATOR_ROLE})
