"""Facts about elections: those completed, and posts that were voted on."""

from typing import Any

from django.db.models import QuerySet

from xianfeng.elections.enums import ElectionState
from xianfeng.elections.models import Election
from xianfeng.kernel.facts import FactKind


def completed() -> QuerySet[Election]:
    """Return the elections whose result the superior confirmed."""
    return Election.objects.filter(state=ElectionState.CONFIRMED)


def _kind(row: Any) -> str:
    return str(row.get_kind_display())


ELECTION = FactKind(
    id="elections.election",
    title="换届与补选",
    rows=completed,
    on="met_on",
    dims={"kind": "kind", "unit_kind": "unit__kind"},
    columns=(
        ("组织名称", "unit__name"),
        ("类别", _kind),
        ("选举日期", "met_on"),
        ("应到会人数", lambda row: str(row.base)),
        ("实到会人数", "present"),
        ("批复日期", "confirmed_on"),
    ),
    page="elections:detail",
    related=("unit",),
)

KINDS = (ELECTION,)
