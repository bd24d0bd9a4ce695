"""The ledger of changes of units: 组织变更."""

from xianfeng.ledgers.registry import Kind
from xianfeng.lifecycle.ledger import reading, writing
from xianfeng.units.permissions import MANAGERS, STAFF

CHANGES = Kind(
    id="unit-changes",
    title="组织变更",
    columns=reading.COLUMNS,
    roles=MANAGERS,
    readers=STAFF,
    check=reading.check,
    plan=writing.plan,
    apply=writing.apply,
    undo=writing.undo,
    export=writing.export,
    facts=("lifecycle.change",),
)

KINDS = (CHANGES,)
