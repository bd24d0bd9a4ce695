"""The ledger of problems (整改台账): how it comes in, and how it goes out."""

from xianfeng.ledgers.registry import Kind
from xianfeng.rectification.ledger.reading import COLUMNS, check, plan
from xianfeng.rectification.ledger.writing import FACTS, apply, export, undo
from xianfeng.units.permissions import RECORDERS, STAFF

PROBLEMS = Kind(
    id="problems",
    title="整改台账",
    columns=COLUMNS,
    roles=frozenset(RECORDERS),
    readers=frozenset(STAFF),
    check=check,
    plan=plan,
    apply=apply,
    undo=undo,
    export=export,
    facts=FACTS,
)

KINDS: tuple[Kind, ...] = (PROBLEMS,)
