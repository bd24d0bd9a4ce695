"""Facts of development: applications and activists, limits as commitments, quotas."""

from typing import Any

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from xianfeng.development.enums import Outcome
from xianfeng.development.models import Candidate, Deadline, Quota, StepRecord
from xianfeng.development.rules import steps
from xianfeng.kernel.facts import FactKind
from xianfeng.units.permissions import STAFF


def taken() -> QuerySet[StepRecord]:
    """Return the steps that were taken, not what was returned or postponed."""
    return StepRecord.objects.exclude(outcome__in=[Outcome.RETURNED, Outcome.POSTPONED])


def applicants() -> QuerySet[Candidate]:
    """Return those who applied, with the days they applied and stopped being applicants."""
    return _waiting(steps.APPLICATION)


def activists() -> QuerySet[Candidate]:
    """Return those found to be activists, with that day and the day they stopped being one."""
    return _waiting(steps.ACTIVIST)


def _waiting(step: int) -> QuerySet[Candidate]:
    """Return who took a step, from that day (``began_on``) until accepted or ended."""
    day = taken().filter(candidate=OuterRef("pk"), step=step).order_by("on").values("on")[:1]
    return Candidate.objects.annotate(
        began_on=Subquery(day), left_on=Coalesce(F("member__joined_on"), F("ended_on"))
    ).filter(began_on__isnull=False)


def quotas() -> QuerySet[Quota]:
    """Return the quotas with ``own``: what was not handed on to units below, so that it adds up."""
    shares = Quota.objects.filter(above=OuterRef("pk")).order_by().values("above")
    handed = shares.annotate(handed=Sum("number")).values("handed")
    given = Coalesce(Subquery(handed, output_field=IntegerField()), 0)
    return Quota.objects.annotate(own=F("number") - given)


def _step(row: StepRecord) -> str:
    return steps.BY_NUMBER[row.step].name


def _year(row: Quota) -> str:
    return str(row.year_begins.year)


def _limit(row: Any) -> str:
    return str(row.get_limit_display())


STEP = FactKind(
    id="development.step",
    title="发展党员步骤",
    rows=taken,
    unit="candidate__unit_id",
    path="candidate__unit__path",
    on="on",
    dims={"step": "step"},
    columns=(
        ("姓名", "candidate__name"),
        ("步骤", _step),
        ("日期", "on"),
        ("所在党组织", "candidate__unit__name"),
    ),
    page="development:detail",
    page_key="candidate_id",
    related=("candidate", "candidate__unit"),
    roles=STAFF,
)

DEADLINE = FactKind(
    id="development.deadline",
    title="发展党员时限",
    rows=Deadline.objects.all,
    on="due_on",
    due="due_on",
    done="done_on",
    dims={"limit": "limit"},
    columns=(
        ("姓名", "candidate__name"),
        ("事项", _limit),
        ("应办的党组织", "unit__name"),
        ("起算日期", "since_on"),
        ("期限", "due_on"),
        ("办结日期", "done_on"),
    ),
    page="development:detail",
    page_key="candidate_id",
    related=("candidate", "unit"),
    roles=STAFF,
)

QUOTA = FactKind(
    id="development.quota",
    title="发展党员控制总量",
    rows=quotas,
    on="year_begins",
    amount="own",
    columns=(
        ("党组织", "unit__name"),
        ("年度", _year),
        ("控制总量", "number"),
        ("未分配到下级", "own"),
    ),
    page="units:detail",
    page_key="unit__code",
    related=("unit",),
    roles=STAFF,
)

_PERSON = (
    ("姓名", "name"),
    ("所在党组织", "unit__name"),
    ("自", "began_on"),
    ("至", "left_on"),
)

APPLICANT = FactKind(
    id="development.applicant",
    title="入党申请人",
    rows=applicants,
    since="began_on",
    until="left_on",
    dims={"sex": "sex"},
    columns=_PERSON,
    page="development:detail",
    related=("unit",),
    roles=STAFF,
)

ACTIVISTS = FactKind(
    id="development.activist",
    title="入党积极分子",
    rows=activists,
    since="began_on",
    until="left_on",
    dims={"sex": "sex"},
    columns=_PERSON,
    page="development:detail",
    related=("unit",),
    roles=STAFF,
)

KINDS = (STEP, DEADLINE, QUOTA, APPLICANT, ACTIVISTS)
