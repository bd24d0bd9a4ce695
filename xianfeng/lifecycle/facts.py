"""Changes of units that took effect."""

from typing import Any

from django.db.models import QuerySet

from xianfeng.kernel.facts import FactKind
from xianfeng.lifecycle.enums import ChangeState
from xianfeng.lifecycle.models import UnitChange


def done() -> QuerySet[UnitChange]:
    """Return the changes that took effect; what is planned or cancelled has not happened."""
    return UnitChange.objects.filter(state=ChangeState.DONE)


def _kind(row: Any) -> str:
    return str(row.get_kind_display())


CHANGE = FactKind(
    id="lifecycle.change",
    title="组织变动",
    rows=done,
    on="effective_on",
    dims={"kind": "kind", "agency": "unit__agency_id", "sector": "unit__agency__sector"},
    columns=(
        ("生效日期", "effective_on"),
        ("变动", _kind),
        ("组织名称", "unit__name"),
        ("批复文号", "document_number"),
    ),
    page="lifecycle:detail",
    related=("unit",),
)

KINDS = (CHANGE,)
