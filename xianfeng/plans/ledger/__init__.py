"""The ledger of tasks: 任务分解表."""

from xianfeng.ledgers.registry import Kind
from xianfeng.plans.ledger import reading, writing
from xianfeng.units.permissions import MANAGERS, STAFF

TASKS = Kind(
    id="tasks",
    title="任务分解表",
    columns=reading.COLUMNS,
    roles=MANAGERS,
    readers=STAFF,
    check=reading.check,
    plan=writing.plan,
    apply=writing.apply,
    undo=writing.undo,
    export=writing.export,
    facts=writing.FACTS,
)

KINDS = (TASKS,)
