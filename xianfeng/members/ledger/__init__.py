"""The ledgers of members: 党员花名册, in the city's and in the national form; 任职台账."""

from xianfeng.ledgers.registry import Kind
from xianfeng.members.ledger import checking, comparing, exporting, undoing, writing
from xianfeng.members.ledger.columns import COLUMNS
from xianfeng.members.ledger.posts import POSTS
from xianfeng.units.permissions import MANAGERS, STAFF

MEMBERS = Kind(
    id="members",
    title="党员花名册",
    columns=COLUMNS,
    roles=MANAGERS,
    readers=STAFF,
    check=checking.check,
    plan=comparing.plan,
    apply=writing.apply,
    undo=undoing.undo,
    export=exporting.export,
    either=(("unit_code", "unit_name"),),
    facts=writing.FACTS,
    notes=("组织关系从入党日期和党支部成立日期中较晚的一天算起；空着的格子不改动已有内容",),
)

KINDS = (MEMBERS, POSTS)
