"""What orders leave as facts: each with its receipt, its problems, and its close."""

from typing import Any

from django.db.models import QuerySet

from xianfeng.kernel.facts import FactKind
from xianfeng.rectification.models import Order, Problem
from xianfeng.units.permissions import STAFF


def issued() -> QuerySet[Order]:
    """Return the orders that were issued and not recalled."""
    return Order.objects.filter(issued_on__isnull=False).exclude(state="recalled")


def closed() -> QuerySet[Order]:
    """Return the orders that are closed."""
    return Order.objects.filter(state="closed")


def ordered() -> QuerySet[Problem]:
    """Return the problems on orders that were issued and not recalled."""
    standing = Problem.objects.exclude(state="withdrawn").exclude(order__state="recalled")
    return standing.filter(order__issued_on__isnull=False)


def _state(row: Any) -> str:
    return str(row.get_state_display())


def _category(row: Any) -> str:
    return str(row.get_category_display())


def _number(row: Any) -> str:
    return str(row.number)


def _number_of(row: Any) -> str:
    return str(row.order.number)


COLUMNS = (
    ("编号", _number),
    ("交办单", "title"),
    ("发出单位", "issuer__name"),
    ("承办单位", "unit__name"),
    ("发出日期", "issued_on"),
    ("办结时限", "due_on"),
    ("状态", _state),
)

ORDER = FactKind(
    id="rectification.order",
    title="交办单",
    rows=issued,
    on="issued_on",
    dims={"issuer": "issuer__name"},
    columns=COLUMNS,
    page="rectification:order",
    related=("unit", "issuer"),
    roles=STAFF,
)

RECEIPT = FactKind(
    id="rectification.receipt",
    title="交办单签收",
    rows=issued,
    on="issued_on",
    due="receive_by",
    done="received_on",
    columns=(
        *COLUMNS[:5],
        ("应签收日期", "receive_by"),
        ("签收日期", "received_on"),
    ),
    page="rectification:order",
    related=("unit", "issuer"),
    roles=STAFF,
)

ORDERED = FactKind(
    id="rectification.ordered_problem",
    title="交办问题",
    rows=ordered,
    on="order__issued_on",
    dims={"issuer": "order__issuer__name", "category": "category"},
    columns=(
        ("编号", _number_of),
        ("发出单位", "order__issuer__name"),
        ("责任单位", "unit__name"),
        ("问题", "text"),
        ("类别", _category),
        ("整改时限", "due_on"),
        ("状态", _state),
    ),
    page="rectification:order",
    page_key="order_id",
    related=("unit", "order__issuer"),
    roles=STAFF,
)

ORDER_CLOSED = FactKind(
    id="rectification.order_closed",
    title="办结的交办单",
    rows=closed,
    on="closed_on",
    dims={"issuer": "issuer__name"},
    columns=(*COLUMNS[:6], ("办结日期", "closed_on")),
    page="rectification:order",
    related=("unit", "issuer"),
    roles=STAFF,
)

KINDS: tuple[FactKind, ...] = (ORDER, RECEIPT, ORDERED, ORDER_CLOSED)
