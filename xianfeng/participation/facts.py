"""What communities said, and which reports were signed, as facts."""

from typing import Any

from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Cast

from xianfeng.kernel.facts import FactKind
from xianfeng.participation.models import Opinion, Report
from xianfeng.units.permissions import STAFF


def of_units() -> QuerySet[Opinion]:
    """Return what communities said of units."""
    return Opinion.objects.filter(member=None)


def of_members() -> QuerySet[Opinion]:
    """Return what communities said of members."""
    return Opinion.objects.filter(member__isnull=False)


def signed() -> QuerySet[Any]:
    """Return the signed reports, each with the ``period`` it is for."""
    rows: QuerySet[Any] = Report.objects.filter(signed_on__isnull=False).annotate(
        period=Cast(F("year"), CharField())
    )
    return rows


def _verdict(row: Any) -> str:
    return str(row.get_verdict_display())


_DIMS = {"verdict": "verdict", "community": "community__name"}
_SAID = (
    ("社区", "community__name"),
    ("年度", "year"),
    ("社区意见", _verdict),
    ("说明", "text"),
    ("日期", "said_on"),
)

OPINION = FactKind(
    id="participation.opinion",
    title="社区对单位的意见",
    rows=of_units,
    on="said_on",
    dims=_DIMS,
    columns=(("党组织", "unit__name"), *_SAID),
    related=("unit", "community"),
    roles=STAFF,
)
MEMBER_OPINION = FactKind(
    id="participation.member_opinion",
    title="社区对党员的意见",
    rows=of_members,
    on="said_on",
    subject="member_id",
    dims=_DIMS,
    columns=(("党员", "member__name"), ("党组织", "unit__name"), *_SAID),
    related=("unit", "member", "community"),
    roles=STAFF,
)
REPORT = FactKind(
    id="participation.report",
    title="签署双报告",
    rows=signed,
    on="signed_on",
    made_up="period",
    columns=(("党组织", "unit__name"), ("年度", "year"), ("签署日期", "signed_on")),
    related=("unit",),
)
KINDS = (OPINION, MEMBER_OPINION, REPORT)
