"""What was given, as facts."""

from typing import Any

from xianfeng.hours.models import Stint
from xianfeng.kernel.facts import FactKind
from xianfeng.units.permissions import STAFF


def _source(row: Any) -> str:
    return str(row.get_source_display())


HOURS = FactKind(
    id="service.hours",
    title="志愿服务时长",
    rows=Stint.objects.all,
    on="on",
    subject="member_id",
    dims={"hours": "hours", "source": "source"},
    columns=(
        ("党员", "member__name"),
        ("党组织", "unit__name"),
        ("服务", "what"),
        ("来源", _source),
        ("日期", "on"),
        ("小时", "hours"),
    ),
    page="hours:stint",
    related=("member", "unit"),
    roles=STAFF,
)
KINDS = (HOURS,)
