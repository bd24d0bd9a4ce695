"""Facts about members: branch spells, being accepted and confirmed, and posts held."""

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from xianfeng.kernel.facts import FactKind
from xianfeng.members.enums import PostTitle
from xianfeng.members.models import GroupMembership, Membership, Post
from xianfeng.members.rules import HAN
from xianfeng.units.permissions import STAFF

_FULL_TIME_DEPUTY = Q(title=PostTitle.FULL_TIME_DEPUTY) | Q(
    title=PostTitle.DEPUTY_SECRETARY, full_time=True
)
_PERSON = {
    "sex": "member__sex",
    "minority": "minority",
    "ethnicity": "member__ethnicity",
    "education_level": "member__education_level",
    "occupation": "member__occupation",
    "born_on": "member__born_on",
    "joined_on": "member__joined_on",
    "confirmed_on": "member__confirmed_on",
    "kind": "unit__kind",
}


def spells() -> QuerySet[Membership]:
    """Return the branch spells, with whether the member is of an ethnic minority."""
    return Membership.objects.annotate(
        minority=Case(
            When(member__ethnicity=HAN, then=Value(False)),
            default=Value(True),
            output_field=BooleanField(),
        )
    )


def belongings() -> QuerySet[Membership]:
    """Return the branch spells with ``next_on``: the next spell's start or the day of leaving.

    Between two spells a member counts where the last one was, so that nobody is lost.
    """
    later = Membership.objects.filter(
        member_id=OuterRef("member_id"), from_on__gt=OuterRef("from_on")
    )
    first_later = Subquery(later.order_by("from_on").values("from_on")[:1])
    return spells().annotate(next_on=Coalesce(first_later, F("member__left_on")))


def acceptances() -> QuerySet[Membership]:
    """Return the spell in which each member was accepted: only joining in a unit here counts."""
    return spells().filter(_covers("member__joined_on"))


def confirmations() -> QuerySet[Membership]:
    """Return the spell in which each member was confirmed as a full member."""
    return spells().filter(_covers("member__confirmed_on"))


def posts() -> QuerySet[Post]:
    """Return the posts, with whether each is a full-time deputy's and that agency's first one."""
    flagged = Post.objects.annotate(
        full_time_deputy=ExpressionWrapper(_FULL_TIME_DEPUTY, output_field=BooleanField())
    )
    same = flagged.filter(full_time_deputy=True, unit__agency_id=OuterRef("unit__agency_id"))
    before = same.filter(
        Q(from_on__lt=OuterRef("from_on")) | Q(from_on=OuterRef("from_on"), pk__lt=OuterRef("pk"))
    )
    return flagged.annotate(first_in_agency=~Exists(before))


def _covers(day: str) -> Q:
    return Q(from_on__lte=F(day)) & (Q(until_on=None) | Q(until_on__gt=F(day)))


def _title(row: Post) -> str:
    return str(row.get_title_display())


def _sex(row: Membership) -> str:
    return str(row.member.get_sex_display())


_SHOWN = (
    ("姓名", "member__name"),
    ("性别", _sex),
    ("所在党组织", "unit__name"),
)

MEMBERSHIP = FactKind(
    id="members.membership",
    title="党员",
    rows=spells,
    since="from_on",
    until="until_on",
    subject="member_id",
    dims=_PERSON,
    columns=(*_SHOWN, ("转入日期", "from_on"), ("转出日期", "until_on")),
    page="members:detail",
    page_key="member_id",
    related=("member", "unit"),
    roles=STAFF,
)

BELONGING = FactKind(
    id="members.belonging",
    title="在册党员",
    rows=belongings,
    since="from_on",
    until="next_on",
    subject="member_id",
    dims=_PERSON,
    columns=(*_SHOWN, ("转入日期", "from_on"), ("转出日期", "until_on")),
    page="members:detail",
    page_key="member_id",
    related=("member", "unit"),
    roles=STAFF,
)

ACCEPTED = FactKind(
    id="members.accepted",
    title="发展党员",
    rows=acceptances,
    on="member__joined_on",
    subject="member_id",
    dims=_PERSON,
    columns=(*_SHOWN, ("入党日期", "member__joined_on")),
    page="members:detail",
    page_key="member_id",
    related=("member", "unit"),
    roles=STAFF,
)

CONFIRMED = FactKind(
    id="members.confirmed",
    title="转正党员",
    rows=confirmations,
    on="member__confirmed_on",
    subject="member_id",
    dims=_PERSON,
    columns=(*_SHOWN, ("转正日期", "member__confirmed_on")),
    page="members:detail",
    page_key="member_id",
    related=("member", "unit"),
    roles=STAFF,
)

POST = FactKind(
    id="members.post",
    title="党内职务",
    rows=posts,
    on="from_on",
    since="from_on",
    until="until_on",
    subject="member_id",
    dims={
        "title": "title",
        "full_time_deputy": "full_time_deputy",
        "first_in_agency": "first_in_agency",
        "kind": "unit__kind",
        "agency": "unit__agency_id",
        "sector": "unit__agency__sector",
    },
    columns=(
        ("姓名", "member__name"),
        ("职务", _title),
        ("所在党组织", "unit__name"),
        ("任职日期", "from_on"),
        ("离任日期", "until_on"),
    ),
    page="members:detail",
    page_key="member_id",
    related=("member", "unit"),
)

GROUP_SPELL = FactKind(
    id="members.group_spell",
    title="党小组成员",
    rows=GroupMembership.objects.all,
    since="from_on",
    until="until_on",
    subject="member_id",
    columns=(
        ("姓名", "member__name"),
        ("党小组", "unit__name"),
        ("编入日期", "from_on"),
        ("编出日期", "until_on"),
    ),
    page="members:detail",
    page_key="member_id",
    related=("member", "unit"),
    roles=STAFF,
)

KINDS = (MEMBERSHIP, BELONGING, ACCEPTED, CONFIRMED, POST, GROUP_SPELL)
