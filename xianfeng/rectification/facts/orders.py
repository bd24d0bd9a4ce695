"""What orders leave as facts."""

from typing import Any

from django.db.models import QuerySet

from xianfeng.kernel.facts import FactKind
from xianfeng.rectification.models import Order
from xianfeng.units.permissions import STAFF


def issued() -> QuerySet[Order]:
    """Return the orders that were issued and not recalled."""
    return Order.objects.filter(issued_on__isnull=False).exclude(state="recalled")


def _state(row: Any) -> str:
    return str(row.get_state_display())


ORDER = FactKind(
    id="rectification.order",
    title="交办单",
    rows=issued,
    on="issued_on",
    dims={"issuer": "issuer__name"},
    columns=(
        ("交办单", "title"),
        ("发出单位", "issuer__name"),
        ("承办单位", "unit__name"),
        ("发出日期", "issued_on"),
        ("办结时限", "due_on"),
        ("状态", _state),
    ),
    related=("unit", "issuer"),
    roles=STAFF,
)

KINDS: tuple[FactKind, ...] = (ORDER,)
