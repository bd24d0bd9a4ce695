"""What care records: visits, greetings, talks, the talks a year asks for, and honours."""

from typing import Any

from django.db.models import QuerySet

from xianfeng.care import coverage
from xianfeng.care.models import Greeting, Honour, Talk, TalkPair, TalkYear, Visit
from xianfeng.kernel.facts import FactKind
from xianfeng.units.permissions import STAFF


def visits() -> QuerySet[Visit]:
    """Return the visits that stand."""
    return Visit.objects.filter(withdrawn="")


def greetings() -> QuerySet[Greeting]:
    """Return the greetings that stand."""
    return Greeting.objects.filter(withdrawn="")


def talks() -> QuerySet[Talk]:
    """Return the talks that stand."""
    return Talk.objects.filter(withdrawn="")


def done_years() -> QuerySet[TalkYear]:
    """Return the branches' years in which every required talk was held."""
    return TalkYear.objects.filter(done_on__isnull=False)


def honours_of_members() -> QuerySet[Honour]:
    """Return the honours of members that were not revoked."""
    return Honour.objects.filter(withdrawn="", member__isnull=False)


def honours_of_units() -> QuerySet[Honour]:
    """Return the honours of units that were not revoked."""
    return Honour.objects.filter(withdrawn="", member=None)


def _shown(field: str) -> Any:
    return lambda row: str(getattr(row, f"get_{field}_display")())


def _other(pair: TalkPair) -> str:
    sides = {"with_committee": "任一委员", "with_member": "任一党员"}
    return pair.second.name if pair.second else sides[pair.kind]


def _met(pair: TalkPair) -> str:
    return pair.met_on.isoformat() if pair.met_on else "还没有谈"


VISIT = FactKind(
    id="care.visit",
    title="慰问",
    rows=visits,
    on="on",
    subject="member_id",
    amount="amount",
    dims={"occasion": "occasion", "fund": "fund"},
    columns=(
        ("党组织", "unit__name"),
        ("姓名", "member__name"),
        ("慰问日期", "on"),
        ("缘由", _shown("occasion")),
        ("慰问金（元）", "amount"),
        ("经费来源", _shown("fund")),
        ("慰问人", "visitors"),
    ),
    page="care:person",
    page_key="member_id",
    related=("unit", "member"),
    roles=STAFF,
)

GREETING = FactKind(
    id="care.greeting",
    title="政治生日",
    rows=greetings,
    on="on",
    subject="member_id",
    dims={"form": "form"},
    columns=(
        ("党组织", "unit__name"),
        ("姓名", "member__name"),
        ("日期", "on"),
        ("方式", _shown("form")),
        ("活动", "activity"),
    ),
    page="care:person",
    page_key="member_id",
    related=("unit", "member"),
    roles=STAFF,
)

TALK = FactKind(
    id="care.talk",
    title="谈心谈话",
    rows=talks,
    on="on",
    dims={"kind": "kind", "form": "form"},
    columns=(
        ("党组织", "unit__name"),
        ("日期", "on"),
        ("一方", "first__name"),
        ("另一方", "second__name"),
        ("类别", _shown("kind")),
        ("方式", _shown("form")),
    ),
    page="care:talk",
    related=("unit", "first", "second"),
    roles=STAFF,
)

PAIR = FactKind(
    id="care.pair",
    title="应谈对子",
    rows=TalkPair.objects.all,
    unit="whole__unit_id",
    path="whole__unit__path",
    on="whole__starts_on",
    subject="first_id",
    dims={"kind": "kind", "met": "met_on"},
    columns=(
        ("党组织", "whole__unit__name"),
        ("年度", "whole__year"),
        ("类别", _shown("kind")),
        ("一方", "first__name"),
        ("另一方", _other),
        ("首次谈话日期", _met),
    ),
    page="care:coverage",
    page_key="whole_id",
    related=("whole", "whole__unit", "first", "second"),
    roles=STAFF,
    prepare=coverage.ensure,
)

TALKED = FactKind(
    id=coverage.TALKED,
    title="年度谈心谈话全部谈到",
    rows=done_years,
    on="done_on",
    columns=(
        ("党组织", "unit__name"),
        ("年度", "year"),
        ("应谈对数", "required"),
        ("谈完日期", "done_on"),
    ),
    page="care:coverage",
    related=("unit",),
    roles=STAFF,
)

AWARDED_MEMBER = FactKind(
    id="award.member",
    title="党员荣誉",
    rows=honours_of_members,
    on="awarded_on",
    subject="member_id",
    dims={"title": "title", "level": "level"},
    columns=(
        ("党组织", "unit__name"),
        ("姓名", "member__name"),
        ("荣誉", "title"),
        ("级别", _shown("level")),
        ("授予日期", "awarded_on"),
        ("授予单位", "awarded_by"),
        ("文号", "document"),
    ),
    page="care:honour",
    related=("unit", "member"),
    roles=STAFF,
)

AWARDED_UNIT = FactKind(
    id="award.unit",
    title="组织荣誉",
    rows=honours_of_units,
    on="awarded_on",
    dims={"title": "title", "level": "level", "kind": "unit__kind"},
    columns=(
        ("党组织", "unit__name"),
        ("荣誉", "title"),
        ("级别", _shown("level")),
        ("授予日期", "awarded_on"),
        ("授予单位", "awarded_by"),
        ("文号", "document"),
    ),
    page="care:honour",
    related=("unit",),
)

KINDS = (VISIT, GREETING, TALK, PAIR, TALKED, AWARDED_MEMBER, AWARDED_UNIT)
