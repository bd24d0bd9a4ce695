"""Facts about comings and goings: letters of transfer at both ends, and decisions on standing."""

from django.db.models import QuerySet

from xianfeng.kernel.facts import FactKind
from xianfeng.members.models import StandingChange, Transfer
from xianfeng.units.permissions import STAFF


def letters_out() -> QuerySet[Transfer]:
    """Return the transfers as their sender has them."""
    return Transfer.objects.filter(from_unit__isnull=False)


def letters_in() -> QuerySet[Transfer]:
    """Return the transfers as their receiver has them."""
    return Transfer.objects.filter(to_unit__isnull=False)


def _way(row: Transfer) -> str:
    return str(row.get_way_display())


def _state(row: Transfer) -> str:
    return str(row.get_state_display())


def _to(row: Transfer) -> str:
    return row.to_unit.name if row.to_unit else row.outside


def _from(row: Transfer) -> str:
    return row.from_unit.name if row.from_unit else row.outside


def _decision(row: StandingChange) -> str:
    return str(row.get_kind_display())


_DIMS = {"kind": "kind", "way": "way", "state": "state"}
_DATES = (("开出日期", "issued_on"), ("有效至", "runs_out_on"), ("办结日期", "closed_on"))

TRANSFER_OUT = FactKind(
    id="members.transfer_out",
    title="组织关系转出",
    rows=letters_out,
    unit="from_unit_id",
    path="from_unit__path",
    on="closed_on",
    subject="member_id",
    due="runs_out_on",
    done="closed_on",
    dims=_DIMS,
    columns=(("姓名", "member__name"), ("转往", _to), ("方式", _way), *_DATES, ("状态", _state)),
    page="members:transfer",
    related=("member", "from_unit", "to_unit"),
    roles=STAFF,
)

TRANSFER_IN = FactKind(
    id="members.transfer_in",
    title="组织关系转入",
    rows=letters_in,
    unit="to_unit_id",
    path="to_unit__path",
    on="closed_on",
    subject="member_id",
    due="runs_out_on",
    done="closed_on",
    dims=_DIMS,
    columns=(("姓名", "member__name"), ("转自", _from), ("方式", _way), *_DATES, ("状态", _state)),
    page="members:transfer",
    related=("member", "from_unit", "to_unit"),
    roles=STAFF,
)

STANDING = FactKind(
    id="members.standing",
    title="党籍变动",
    rows=StandingChange.objects.all,
    on="changed_on",
    subject="member_id",
    dims={"kind": "kind"},
    columns=(
        ("姓名", "member__name"),
        ("变动", _decision),
        ("日期", "changed_on"),
        ("依据", "document"),
        ("所在党组织", "unit__name"),
    ),
    page="members:detail",
    page_key="member_id",
    related=("member", "unit"),
    roles=STAFF,
)
