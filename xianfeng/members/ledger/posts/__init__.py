"""The ledger of posts (任职台账): how it comes in, and how it goes out."""

from xianfeng.ledgers.registry import Kind
from xianfeng.members.ledger.posts import reading, writing
from xianfeng.members.ledger.posts.columns import COLUMNS
from xianfeng.units.permissions import RECORDERS, STAFF

POSTS = Kind(
    id="posts",
    title="任职台账",
    columns=COLUMNS,
    roles=frozenset(RECORDERS),
    readers=frozenset(STAFF),
    check=reading.check,
    plan=reading.plan,
    apply=writing.apply,
    undo=writing.undo,
    export=writing.export,
    facts=writing.FACTS,
    notes=("同名的，填身份号码或手机尾号区分；在任的不填离任日期",),
)
