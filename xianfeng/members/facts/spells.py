"""Facts about members: branch and group spells, being accepted and confirmed."""

from django.db.models import (
    BooleanField,
    Case,
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
from xianfeng.members.models import GroupMembership, Membership, StandingChange
from xianfeng.members.rules import HAN
from xianfeng.members.rules.standings import ENDS
from xianfeng.units.permissions import STAFF

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
    gone = StandingChange.objects.filter(
        member_id=OuterRef("member_id"), changed_on__gt=OuterRef("from_on"), kind__in=ENDS
    )
    found = spells().annotate(
        later_on=Subquery(later.order_by("from_on").values("from_on")[:1]),
        gone_on=Subquery(gone.order_by("changed_on").values("changed_on")[:1]),
    )
    until = Case(
        When(gone_on__lt=F("later_on"), then=F("gone_on")),
        default=Coalesce("later_on", "gone_on", "member__left_on"),
    )
    return found.annotate(next_on=until)


def acceptances() -> QuerySet[Membership]:
    """Return the spell in which each member was accepted: only joining in a unit here counts."""
    return spells().filter(_covers("member__joined_on"))


def confirmations() -> QuerySet[Membership]:
    """Return the spell in which each member was confirmed as a full member."""
    return spells().filter(_covers("member__confirmed_on"))


def _covers(day: str) -> Q:
    return Q(from_on__lte=F(day)) & (Q(until_on=None) | Q(until_on__gt=F(day)))


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
