"""What the meter leaves as facts: months of units, collection tasks, work groups."""

from typing import Any

from django.db.models import QuerySet

from xianfeng.burden import metering
from xianfeng.burden.models import BurdenMonth, Reply, WorkGroup
from xianfeng.kernel.facts import FactKind
from xianfeng.units.permissions import STAFF


def owed() -> QuerySet[Reply]:
    """Return the answers that were given or are still owed: of tasks that stand, or answered."""
    standing = Reply.objects.filter(collection__issued_on__isnull=False)
    return standing.filter(collection__state="issued") | standing.filter(state="answered")


def asked() -> QuerySet[Reply]:
    """Return every time a unit was asked, also by a task that has ended since."""
    return Reply.objects.filter(collection__issued_on__isnull=False)


def _closed() -> QuerySet[WorkGroup]:
    return WorkGroup.objects.filter(closed_on__isnull=False)


def _month(row: Any) -> str:
    return f"{row.month:%Y-%m}"


def _state(row: Any) -> str:
    return str(row.get_state_display())


MONTH = FactKind(
    id="burden.month",
    title="每月填报",
    rows=BurdenMonth.objects.all,
    on="ends_on",
    amount="fields",
    minutes="minutes",
    dims={"kind": "unit__kind", "whole": "whole", "notices": "notices"},
    columns=(
        ("党组织", "unit__name"),
        ("月份", _month),
        ("填写项数", "fields"),
        ("填报分钟（估算）", "minutes"),
        ("收到通知", "notices"),
    ),
    related=("unit",),
    roles=STAFF,
    prepare=metering.ensure,
)

_COLLECTED = (
    ("党组织", "unit__name"),
    ("征集任务", "collection__title"),
    ("发起单位", "collection__unit__name"),
    ("发出日期", "collection__issued_on"),
    ("答复期限", "collection__due_on"),
    ("答复日期", "answered_on"),
    ("状态", _state),
)

REPLY = FactKind(
    id="burden.reply",
    title="数据征集的答复",
    rows=owed,
    on="collection__due_on",
    due="collection__due_on",
    done="answered_on",
    dims={"kind": "unit__kind"},
    columns=_COLLECTED,
    page="burden:reply",
    related=("unit", "collection__unit"),
    roles=STAFF,
)

ASKED = FactKind(
    id="burden.asked",
    title="收到的数据征集",
    rows=asked,
    on="collection__issued_on",
    dims={"kind": "unit__kind", "superior": "collection__unit_id"},
    columns=_COLLECTED,
    page="burden:reply",
    related=("unit", "collection__unit"),
    roles=STAFF,
)

_GROUP = (
    ("党组织", "unit__name"),
    ("工作群", "name"),
    ("平台", "platform"),
    ("人数", "people"),
    ("用途", "purpose"),
    ("状态", _state),
    ("清理日期", "closed_on"),
)

GROUP = FactKind(
    id="burden.group",
    title="工作群",
    rows=WorkGroup.objects.all,
    since="from_on",
    until="closed_on",
    dims={"kind": "unit__kind"},
    columns=_GROUP,
    page="burden:group",
    related=("unit",),
    roles=STAFF,
)

GROUP_CLOSED = FactKind(
    id="burden.group_closed",
    title="清理的工作群",
    rows=_closed,
    on="closed_on",
    dims={"kind": "unit__kind"},
    columns=_GROUP,
    page="burden:group",
    related=("unit",),
    roles=STAFF,
)

KINDS = (MONTH, REPLY, ASKED, GROUP, GROUP_CLOSED)
