"""The ledgers of check-ins (a row without a name is the unit's own) and of deployments."""

from xianfeng.checkin.ledger import columns, reading, writing
from xianfeng.checkin.ledger.deployments import columns as front_columns
from xianfeng.checkin.ledger.deployments import reading as front_reading
from xianfeng.checkin.ledger.deployments import writing as front_writing
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

DEPLOYMENTS = Kind(
    id="deployments",
    title="下沉党员和第一书记台账",
    columns=front_columns.COLUMNS,
    roles=frozenset(RECORDERS),
    readers=frozenset(STAFF),
    check=front_reading.check,
    plan=front_reading.plan,
    apply=front_writing.apply,
    undo=front_writing.undo,
    export=front_writing.export,
    facts=front_writing.FACTS,
    notes=("接任的，前任的行写结束日期、后任的行写同一天开始；同名的，填证件号码区分",),
)

KINDS = (CHECKINS, DEPLOYMENTS)
