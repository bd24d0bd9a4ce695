"""The ledger of check-ins: a row without a name is the unit's own."""

from xianfeng.checkin.ledger import columns, reading, writing
from xianfeng.ledgers.registry import Kind
from xianfeng.units.permissions import RECORDERS, STAFF

CHECKINS = Kind(
    id="checkins",
    title="双报到台账",
    columns=columns.COLUMNS,
    roles=frozenset(RECORDERS),
    readers=frozenset(STAFF),
    check=reading.check,
    plan=reading.plan,
    apply=writing.apply,
    undo=writing.undo,
    export=writing.export,
    facts=writing.FACTS,
    notes=("单位报到的行，姓名留空；同名的，填身份号码区分；搬家和结束报到在页面上办",),
)

KINDS = (CHECKINS,)
