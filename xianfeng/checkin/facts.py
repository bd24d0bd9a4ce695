"""What check-in leaves as facts: spells and the days on which they began."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest, Least

from xianfeng.checkin.enums import CheckinState, DeploymentKind
from xianfeng.checkin.homes import whole_name
from xianfeng.checkin.models import Assignment, Deployment, MemberCheckin, UnitCheckin
from xianfeng.kernel.facts import FactKind
from xianfeng.units.enums import GridLevel
from xianfeng.units.permissions import STAFF

NEVER = date(9999, 12, 31)


@dataclass(frozen=True)
class Stay(FactKind):
    """Spells that count in every period of which they cover a day.

    ``on`` is the first day: it says in which part of the tree the spell counts.
    """

    def during(self, first: date, last: date) -> Q:
        """Return the condition for spells of which a day lies from ``first`` to ``last``."""
        open_then = Q(**{f"{self.until}__isnull": True}) | Q(**{f"{self.until}__gt": first})
        return Q(**{f"{self.since}__lte": last}) & open_then


_FOREVER = Value(NEVER, output_field=DateField())


def units() -> QuerySet[UnitCheckin]:
    """Return the check-ins of units that no community refused."""
    return UnitCheckin.objects.exclude(state=CheckinState.REFUSED)


def members() -> QuerySet[Any]:
    """Return, for each branch a member was in while checked in, that stretch of the check-in.

    ``branch_id``, ``branch_path`` and ``branch_name`` are the branch, [``since``, ``until``) the
    stretch in which both held: who moves to another branch counts there from that day.
    """
    spell = "member__memberships__"
    spans: QuerySet[Any] = MemberCheckin.objects.exclude(state=CheckinState.REFUSED).annotate(
        branch_id=F(f"{spell}unit_id"),
        branch_path=F(f"{spell}unit__path"),
        branch_name=F(f"{spell}unit__name"),
        since=Greatest(F("from_on"), F(f"{spell}from_on")),
        until=Least(Coalesce(F("until_on"), _FOREVER), Coalesce(F(f"{spell}until_on"), _FOREVER)),
    )
    return spans.filter(Q(since__lt=F("until")))


def reported() -> QuerySet[Any]:
    """Return each check-in once, at the branch the member was in on the day it began."""
    return members().filter(since=F("from_on"))


def grids() -> QuerySet[Assignment]:
    """Return what is assigned of single grids."""
    return Assignment.objects.filter(place__level=GridLevel.GRID)


def communities() -> QuerySet[Assignment]:
    """Return assignments with ``community_id``: the community itself, or that of the grid."""
    return Assignment.objects.annotate(community_id=Coalesce("place__parent_id", "place_id"))


def _place(row: Any) -> str:
    return whole_name(row.place)


def _state(row: Any) -> str:
    return str(row.get_state_display())


_UNIT = (
    ("党组织", "unit__name"),
    ("社区", "community__name"),
    ("报到日期", "from_on"),
    ("状态", _state),
)
_MEMBER = (
    ("党员", "member__name"),
    ("党组织", "branch_name"),
    ("社区", "community__name"),
    ("报到日期", "from_on"),
    ("状态", _state),
)
_PLACE = (("党组织", "unit__name"), ("联系的地方", _place), ("自", "from_on"))
_FRONT = (
    ("党员", "member__name"),
    ("党组织", "unit__name"),
    ("地方", _place),
    ("自", "from_on"),
    ("至", "until_on"),
)

UNIT = FactKind(
    id="checkin.unit",
    title="单位报到",
    rows=units,
    since="from_on",
    until="until_on",
    dims={"state": "state", "community": "community__name", "kind": "unit__kind"},
    columns=_UNIT,
    related=("unit", "community"),
)

UNIT_REPORTED = FactKind(
    id="checkin.unit_reported",
    title="单位到社区报到",
    rows=units,
    on="from_on",
    dims={"community": "community__name"},
    columns=_UNIT,
    related=("unit", "community"),
)

MEMBER = FactKind(
    id="checkin.member",
    title="党员报到",
    rows=members,
    unit="branch_id",
    path="branch_path",
    since="since",
    until="until",
    subject="member_id",
    dims={"state": "state", "community": "community__name"},
    columns=_MEMBER,
    related=("member", "community"),
    roles=STAFF,
)

MEMBER_REPORTED = FactKind(
    id="checkin.member_reported",
    title="党员到社区报到",
    rows=reported,
    unit="branch_id",
    path="branch_path",
    on="from_on",
    subject="member_id",
    dims={"community": "community__name"},
    columns=_MEMBER,
    related=("member", "community"),
    roles=STAFF,
)

COMMUNITIES = FactKind(
    id="checkin.communities",
    title="联系帮扶社区",
    rows=communities,
    since="from_on",
    until="until_on",
    dims={"community": "community_id"},
    columns=_PLACE,
    related=("unit", "place__parent"),
)

GRIDS = FactKind(
    id="checkin.grids",
    title="联系帮扶网格",
    rows=grids,
    since="from_on",
    until="until_on",
    dims={"grid": "place_id"},
    columns=_PLACE,
    related=("unit", "place__parent"),
)

DEPLOYED = Stay(
    id="checkin.deployed",
    title="党员下沉一线",
    rows=Deployment.objects.all,
    on="from_on",
    since="from_on",
    until="until_on",
    subject="member_id",
    dims={"kind": "kind"},
    columns=_FRONT,
    related=("unit", "member", "place__parent__parent"),
    roles=STAFF,
)

FIRST_SECRETARY = FactKind(
    id="checkin.first_secretary",
    title="小区党支部第一书记",
    rows=lambda: Deployment.objects.filter(kind=DeploymentKind.FIRST_SECRETARY.value),
    since="from_on",
    until="until_on",
    subject="member_id",
    dims={"estate": "place_id"},
    columns=_FRONT,
    related=("unit", "member", "place__parent__parent"),
    roles=STAFF,
)

OF_UNITS = (UNIT, UNIT_REPORTED)
OF_MEMBERS = (MEMBER, MEMBER_REPORTED)
OF_ASSIGNMENTS = (COMMUNITIES, GRIDS)
OF_DEPLOYMENTS = (DEPLOYED, FIRST_SECRETARY)
KINDS = (*OF_UNITS, *OF_MEMBERS, *OF_ASSIGNMENTS, *OF_DEPLOYMENTS)
