"""The ledger of requests: what residents told a community, many at once."""

from xianfeng.ledgers.registry import Kind
from xianfeng.service.ledger import columns, reading, writing

REQUESTS = Kind(
    id="requests",
    title="服务单",
    columns=columns.COLUMNS,
    roles=frozenset(),
    places=True,
    check=reading.check,
    plan=reading.plan,
    apply=writing.apply,
    undo=writing.undo,
    export=writing.export,
    facts=writing.FACTS,
    notes=(
        "90 天内同一社区、同一电话、同一件事、同一天的，算同一张，不会重复点单",
        "只负责一个社区的，社区一列可以不填",
    ),
)

KINDS = (REQUESTS,)
