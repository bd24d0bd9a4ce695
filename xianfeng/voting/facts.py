"""Facts about polls: votes held, with nothing of what was voted."""

from typing import Any

from django.db.models import QuerySet

from xianfeng.kernel.facts import FactKind
from xianfeng.voting.enums import PollState
from xianfeng.voting.models import Poll


def held() -> QuerySet[Poll]:
    """Return the polls that were closed with totals."""
    return Poll.objects.filter(state=PollState.CLOSED)


def _purpose(row: Any) -> str:
    return str(row.get_purpose_display())


def _mode(row: Any) -> str:
    return str(row.get_mode_display())


HELD = FactKind(
    id="voting.held",
    title="投票表决",
    rows=held,
    on="held_on",
    dims={"purpose": "purpose", "mode": "mode", "kind": "unit__kind"},
    columns=(
        ("组织名称", "unit__name"),
        ("事项", "title"),
        ("用途", _purpose),
        ("方式", _mode),
        ("日期", "held_on"),
        ("应到人数", "expected"),
        ("收回票数", "collected"),
    ),
    page="voting:detail",
    related=("unit",),
)

KINDS = (HELD,)
