"""What duty lists leave as facts: issued, to be signed, to be noted twice, and what was noted."""

from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Coalesce

from xianfeng.kernel.facts import FactKind
from xianfeng.responsibility.enums import ListState
from xianfeng.responsibility.models import DutyItem, DutyList, Note
from xianfeng.units.permissions import STAFF

_GONE = (ListState.DRAFTED.value, ListState.RECALLED.value)


def issued() -> QuerySet[Any]:
    """Return the lists that were issued and not recalled."""
    found: QuerySet[Any] = DutyList.objects.exclude(state__in=_GONE)
    return found


def first_issued() -> QuerySet[Any]:
    """Return each holder's list once, with whether any version of it was ``signed``."""
    once = issued().filter(edition=1)
    found: QuerySet[Any] = once.annotate(signed=Exists(_same().exclude(signed_on=None)))
    return found


def drawn_up() -> QuerySet[Any]:
    """Return issued lists as the deed of the unit that issues them, for the year they name."""
    found: QuerySet[Any] = first_issued().annotate(for_year=Cast("year", CharField()))
    return found


def to_sign() -> QuerySet[Any]:
    """Return what is or was to be signed; a list replaced before it was signed is not."""
    return issued().filter(~Q(state=ListState.SUPERSEDED) | Q(signed_on__isnull=False))


def signed() -> QuerySet[Any]:
    """Return the lists that were signed; a later version signed again is the same list."""
    earlier = _same().filter(edition__lt=OuterRef("edition"), signed_on__isnull=False)
    return issued().filter(~Exists(earlier), signed_on__isnull=False)


def _same() -> QuerySet[Any]:
    """Return the versions of the outer query's list."""
    names = ("unit", "member", "kind", "year")
    return issued().filter(**{name: OuterRef(name) for name in names})


def midyear() -> QuerySet[Any]:
    """Return the lists whose first half is to be noted; the note for the year covers it."""
    owed = _noted_or_running("mid_on").filter(mid_due_on__isnull=False)
    found: QuerySet[Any] = owed.annotate(half_on=Coalesce("mid_on", "closed_on"))
    return found


def yearend() -> QuerySet[Any]:
    """Return the lists whose year is to be noted."""
    return _noted_or_running("closed_on")


def _noted_or_running(day: str) -> QuerySet[Any]:
    kept = ~Q(state=ListState.SUPERSEDED) | Q(**{f"{day}__isnull": False})
    return issued().filter(kept)


def notes() -> QuerySet[Any]:
    """Return what was noted by hand on lists not recalled."""
    return Note.objects.exclude(item__duty_list__state__in=_GONE)


def items() -> QuerySet[Any]:
    """Return the items of lists in force, each as an answer somebody owes."""
    gone = (*_GONE, ListState.SUPERSEDED.value)
    return DutyItem.objects.exclude(duty_list__state__in=gone).annotate(
        issued_on=F("duty_list__issued_on")
    )


def _kind(row: Any) -> str:
    return str(row.get_kind_display())


def _title(row: Any) -> str:
    return str(row.get_title_display())


def _state(row: Any) -> str:
    return str(row.get_state_display())


def _list_kind(row: Any) -> str:
    return str(row.duty_list.get_kind_display())


def _finding(row: Any) -> str:
    return str(row.get_finding_display())


def _half(row: Any) -> str:
    return str(row.get_half_display())


_DIMS = {"list_kind": "kind", "title": "title", "year": "year", "kind": "unit__kind"}
_ABOUT = (
    ("党组织", "unit__name"),
    ("职务", _title),
    ("清单", _kind),
    ("责任人", "member__name"),
    ("年度", "year"),
)
_SHARED: dict[str, Any] = {
    "page": "responsibility:detail",
    "related": ("unit", "member"),
    "roles": STAFF,
}

LIST = FactKind(
    id="responsibility.list", title="责任清单签收", rows=to_sign, on="sign_by", due="sign_by",
    done="signed_on", dims=_DIMS,
    columns=(*_ABOUT, ("签收期限", "sign_by"), ("签收日期", "signed_on")), **_SHARED,
)  # fmt: skip
ISSUED = FactKind(
    id="responsibility.issued", title="已下发的责任清单", rows=first_issued, on="issued_on",
    dims={**_DIMS, "signed": "signed"},
    columns=(*_ABOUT, ("下发日期", "issued_on"), ("签收日期", "signed_on"), ("情况", _state)),
    **_SHARED,
)  # fmt: skip
SIGNED = FactKind(
    id="responsibility.signed", title="已签的责任清单", rows=signed, on="signed_on",
    dims=_DIMS,
    columns=(*_ABOUT, ("签收日期", "signed_on"), ("情况", _state)), **_SHARED,
)  # fmt: skip
MIDYEAR = FactKind(
    id="responsibility.midyear", title="责任清单半年登记", rows=midyear, on="mid_due_on",
    due="mid_due_on", done="half_on", dims=_DIMS,
    columns=(*_ABOUT, ("登记期限", "mid_due_on"), ("登记日期", "half_on")), **_SHARED,
)  # fmt: skip
YEAREND = FactKind(
    id="responsibility.yearend", title="责任清单全年登记", rows=yearend, on="year_due_on",
    due="year_due_on", done="closed_on", dims=_DIMS,
    columns=(*_ABOUT, ("登记期限", "year_due_on"), ("登记日期", "closed_on")), **_SHARED,
)  # fmt: skip
DRAWN_UP = FactKind(
    id="responsibility.drawn_up", title="制定责任清单", rows=drawn_up, unit="issuer_id",
    path="issuer__path", on="issued_on", made_up="for_year",
    dims={"list_kind": "kind", "year": "year", "kind": "issuer__kind"},
    columns=(("下发单位", "issuer__name"), *_ABOUT, ("下发日期", "issued_on")),
    **{**_SHARED, "related": ("unit", "issuer", "member")},
)  # fmt: skip
ITEM = FactKind(
    id="responsibility.item", title="责任清单事项", rows=items, unit="duty_list__unit_id",
    path="duty_list__unit__path", on="issued_on",
    dims={"list_kind": "duty_list__kind", "year": "duty_list__year"},
    columns=(
        ("党组织", "duty_list__unit__name"), ("清单", _list_kind), ("事项", "text"),
        ("目标", "target"), ("时限", "due_on"), ("下发日期", "issued_on"),
    ),
    page="responsibility:detail", page_key="duty_list_id", related=("duty_list__unit",),
    roles=STAFF,
)  # fmt: skip
NOTE = FactKind(
    id="responsibility.note", title="责任清单登记", rows=notes, unit="item__duty_list__unit_id",
    path="item__duty_list__unit__path", on="noted_on",
    dims={"half": "half", "list_kind": "item__duty_list__kind"},
    columns=(
        ("党组织", "item__duty_list__unit__name"), ("事项", "item__text"), ("哪一次", _half),
        ("登记", _finding), ("登记日期", "noted_on"),
    ),
    page="responsibility:detail", page_key="item__duty_list_id",
    related=("item__duty_list__unit",), roles=STAFF,
)  # fmt: skip

OF_UNIT = (LIST, ISSUED, SIGNED, MIDYEAR, YEAREND, ITEM)
KINDS = (*OF_UNIT, DRAWN_UP, NOTE)
