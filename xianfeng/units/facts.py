"""Facts about units: in being from a day to a day, terms served and terms overrun."""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from xianfeng.kernel.facts import FactKind
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Term, Unit


def party_units() -> QuerySet[Unit]:
    """Return the party units; a group (党小组) is a part of its branch and not one of its own."""
    return Unit.objects.exclude(kind=UnitKind.GROUP)


def overruns() -> QuerySet[Term]:
    """Return the terms with ``relieved_on``: when the next term began or the unit was abolished.

    A term overruns from ``until_on`` to that day, and still does when there is none.
    """
    later = Term.objects.filter(unit_id=OuterRef("unit_id"), from_on__gt=OuterRef("from_on"))
    first_later = Subquery(later.order_by("from_on").values("from_on")[:1])
    return Term.objects.annotate(relieved_on=Coalesce(first_later, F("unit__abolished_on")))


def _kind(row: Any) -> str:
    return str(row.get_kind_display())


UNIT = FactKind(
    id="units.unit",
    title="党组织",
    rows=party_units,
    unit="pk",
    path="path",
    on="established_on",
    since="established_on",
    until="abolished_on",
    dims={"kind": "kind", "agency": "agency_id", "sector": "agency__sector"},
    columns=(
        ("组织编码", "code"),
        ("组织名称", "name"),
        ("组织类别", _kind),
        ("所属单位", "agency__name"),
        ("成立日期", "established_on"),
        ("撤销日期", "abolished_on"),
    ),
    page="units:detail",
    page_key="code",
    related=("agency",),
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

KINDS = (UNIT, TERM, OVERRUN)
