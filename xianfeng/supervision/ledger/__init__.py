"""The ledger of supervision (督导台账): how it comes in, and how it goes out."""

from xianfeng.ledgers.registry import Kind
from xianfeng.supervision.ledger.columns import COLUMNS
from xianfeng.supervision.ledger.reading import check
from xianfeng.supervision.ledger.writing import FACTS, apply, export, plan, undo
from xianfeng.units.permissions import RECORDERS, STAFF

KINDS: tuple[Kind, ...] = (
    Kind(
        id="inspections",
        title="督导台账",
        columns=COLUMNS,
        roles=frozenset(RECORDERS),
        readers=frozenset(STAFF),
        check=check,
        plan=plan,
        apply=apply,
        undo=undo,
        export=export,
        facts=FACTS,
        notes=(
            "只登记已经开展的督导。在系统里安排和记录的督导不用再填。",
            "发现的问题请用“整改台账”导入；这里只写个数，没有问题写 0。",
        ),
    ),
)
