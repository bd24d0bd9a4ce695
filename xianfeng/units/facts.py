"""Facts about units: what each was from a day to a day, terms served and terms overrun."""

from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from xianfeng.kernel.facts import FactKind
from xianfeng.kernel.places import Past
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Term, UnitState


def past() -> list[Past]:
    """Return the stretches in which units stood elsewhere, or were something else, than today."""
    unlike = ~Q(path=F("unit__path")) | ~Q(kind=F("unit__kind")) | ~Q(agency=F("unit__agency"))
    columns = ("kind", "agency_id", "agency__sector")
    closed = UnitState.objects.filter(unlike, until_on__isnull=False).order_by()
    rows = closed.values_list(
        "unit_id", "unit__path", "unit__established_on", "from_on", "until_on", "path",
        *(name for column in columns for name in (column, f"unit__{column}")),
    )  # fmt: skip
    found = (_past(row, columns) for row in rows)
    return [one for one in found if one.values or one.path != one.now]


def _past(row: tuple[Any, ...], columns: tuple[str, ...]) -> Past:
    unit_id, now, first, from_on, until_on, path, *pairs = row
    both = zip(columns, pairs[::2], pairs[1::2], strict=True)
    values = {column: then for column, then, today in both if then != today}
    since = date.min if from_on <= first else from_on
    return Past(unit_id, now, since, until_on, path, values)


def party_units() -> QuerySet[UnitState]:
    """Return what party units were; a group (党小组) is a part of its branch, none of its own."""
    return UnitState.objects.exclude(kind=UnitKind.GROUP)


def foundations() -> QuerySet[UnitState]:
    """Return what each party unit was when it was established."""
    return party_units().filter(from_on=F("unit__established_on"))


def overruns() -> QuerySet[Term]:
    """Return the terms with ``relieved_on``: when the next term began or the unit was abolished.

    A term overruns from ``until_on`` to that day, and still does when there is none.
    """
    later = Term.objects.filter(unit_id=OuterRef("unit_id"), from_on__gt=OuterRef("from_on"))
    first_later = Subquery(later.order_by("from_on").values("from_on")[:1])
    return Term.objects.annotate(relieved_on=Coalesce(first_later, F("unit__abolished_on")))


def _kind(row: Any) -> str:
    return str(row.get_kind_display())


_SHOWN = (
    ("组织编码", "unit__code"),
    ("组织名称", "name"),
    ("组织类别", _kind),
    ("所属单位", "agency__name"),
    ("成立日期", "unit__established_on"),
    ("撤销日期", "unit__abolished_on"),
)
_DIMS = {"kind": "kind", "agency": "agency_id", "sector": "agency__sector"}

# The groups among them: the map of a day shows them, the figures do not count them.
STATE = FactKind(
    id="units.state",
    title="组织沿革",
    rows=UnitState.objects.all,
    since="from_on",
    until="until_on",
    dims=_DIMS,
    columns=_SHOWN,
    page="units:detail",
    page_key="unit__code",
    related=("unit", "agency"),
)

UNIT = FactKind(
    id="units.unit",
    title="党组织",
    rows=party_units,
    since="from_on",
    until="until_on",
    dims={**_DIMS, "parent_kind": "unit__parent__kind"},
    columns=_SHOWN,
    page="units:detail",
    page_key="unit__code",
    related=("unit", "agency"),
)

ESTABLISHED = FactKind(
    id="units.established",
    title="新成立党组织",
    rows=foundations,
    on="from_on",
    dims=_DIMS,
    columns=_SHOWN,
    page="units:detail",
    page_key="unit__code",
    related=("unit", "agency"),
)

TERM = FactKind(
    id="units.term",
    title="届期",
    rows=Term.objects.all,
    on="from_on",
    since="from_on",
    until="until_on",
    dims={"kind": "unit__kind", "years": "years"},
    columns=(
        ("组织名称", "unit__name"),
        ("本届起始日期", "from_on"),
        ("届满日期", "until_on"),
        ("任期年限", "years"),
    ),
    page="units:detail",
    page_key="unit__code",
    related=("unit",),
)

OVERRUN = FactKind(
    id="units.overrun",
    title="届满未换届",
    rows=overruns,
    since="until_on",
    until="relieved_on",
    dims={"kind": "unit__kind", "years": "years"},
    columns=(
        ("组织名称", "unit__name"),
        ("本届起始日期", "from_on"),
        ("届满日期", "until_on"),
        ("任期年限", "years"),
    ),
    page="units:detail",
    page_key="unit__code",
    related=("unit",),
)

TERM_DUE = FactKind(
    id="units.term_due",
    title="任期届满应换届",
    rows=overruns,
    on="until_on",
    due="until_on",
    done="relieved_on",
    dims={"kind": "unit__kind", "years": "years"},
    columns=(
        ("组织名称", "unit__name"),
        ("本届起始日期", "from_on"),
        ("届满日期", "until_on"),
        ("任期年限", "years"),
    ),
    page="units:detail",
    page_key="unit__code",
    related=("unit",),
)

KINDS = (UNIT, ESTABLISHED, TERM, OVERRUN, TERM_DUE)
