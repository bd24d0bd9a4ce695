"""The ledger of development (发展党员台账): one row a step, so that an office can start mid-way."""

from xianfeng.development.ledger import reading, writing
from xianfeng.development.ledger.columns import COLUMNS
from xianfeng.ledgers.registry import Kind
from xianfeng.units.permissions import MANAGERS, STAFF

DEVELOPMENT = Kind(
    id="development",
    title="发展党员台账",
    columns=COLUMNS,
    # A past holds decisions of superiors as well, so a superior takes it in.
    roles=frozenset(MANAGERS),
    readers=frozenset(STAFF),
    check=reading.check,
    plan=writing.plan,
    apply=writing.apply,
    undo=writing.undo,
    export=writing.export,
    facts=writing.FACTS,
    notes=(
        "一行一个步骤；在培养中的人把已经办过的步骤都填上，缺的以后补。",
        "已接收为预备党员的，先在花名册里导入。",
    ),
)
