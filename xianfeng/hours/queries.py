"""Hours given, and what was certified of them, as far as a viewer may know."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear

from xianfeng.hours import permissions, rules
from xianfeng.hours.enums import PAGES, Source
from xianfeng.hours.models import Certificate, Stint
from xianfeng.kernel import facts, numbers
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, below
from xianfeng.members import queries as members
from xianfeng.members.models import Member


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to: the days, a unit and all below it, words of a name."""

    first: date
    last: date
    path: str = ""
    name: str = ""


def visible_to(viewer: Viewer) -> QuerySet[Stint]:
    """Return the hours of the viewer's units, and the viewer's own."""
    found = Stint.objects.select_related("member", "unit")
    if viewer.reaches("", {OPERATOR_ROLE}):
        return found
    return found.filter(viewer.within("unit__path", permissions.READERS) | _own(viewer))


def own(viewer: Viewer, first: date, last: date) -> QuerySet[Stint]:
    """Return what the viewer's own member gave from a day to a day, the latest first."""
    found = visible_to(viewer).filter(_own(viewer), on__gte=first, on__lte=last)
    return found.order_by("-on", "-pk")


def own_total(viewer: Viewer, first: date, last: date) -> Decimal:
    """Return the hours that the viewer's own member gave from a day to a day."""
    found = own(viewer, first, last).order_by()
    return found.aggregate(total=Sum("hours"))["total"] or Decimal(0)


def person(viewer: Viewer, key: int) -> Member | None:
    """Return a member whose page of hours the viewer may open: one of theirs, now or then."""
    gave = visible_to(viewer).filter(member_id=OuterRef("pk"))
    known = Q(Exists(members.visible_to(viewer).filter(pk=OuterRef("pk"))))
    return Member.objects.filter(known | Q(Exists(gave)), pk=key).first()


def given(viewer: Viewer, member: Member, first: date, last: date) -> QuerySet[Stint]:
    """Return what a member gave from a day to a day, the latest first."""
    found = visible_to(viewer).filter(member=member, on__gte=first, on__lte=last)
    return found.order_by("-on", "-pk")


def by_year(viewer: Viewer, member: Member) -> list[dict[str, Any]]:
    """Return ``year``, ``times`` and ``hours`` of each year in which a member gave any."""
    found = visible_to(viewer).filter(member=member).annotate(year=ExtractYear("on")).order_by()
    grouped: QuerySet[Any, Any] = found.values("year").annotate(
        times=Count("pk"), hours=Sum("hours")
    )
    return list(grouped.order_by("-year"))


def stints(viewer: Viewer, wanted: Wanted) -> QuerySet[Stint]:
    """Return the hours of the viewer's units, in the fixed order of units, then by name and day."""
    found = Stint.objects.filter(viewer.within("unit__path", permissions.READERS))
    found = found.filter(
        below("unit__path", wanted.path), on__gte=wanted.first, on__lte=wanted.last
    )
    if wanted.name:
        found = found.filter(member__name__contains=wanted.name)
    ordered = found.select_related("member", "unit")
    return ordered.order_by("unit__path", "member__name", "member_id", "on", "pk")


def people(viewer: Viewer, wanted: Wanted) -> QuerySet[Any, Any]:
    """Return each member of the viewer's units who gave hours: never in the order of hours."""
    grouped = stints(viewer, wanted).order_by().values(
        "member_id", "member__name", "unit__code", "unit__name", "unit__path"
    )  # fmt: skip
    summed = grouped.annotate(times=Count("pk"), total=Sum("hours"))
    return summed.order_by("unit__path", "member__name", "member_id")


def certifiable(viewer: Viewer, member: Member, first: date, last: date) -> QuerySet[Stint]:
    """Return what may be certified, the first day first: all to the member, else of own units."""
    found = Stint.objects.filter(member=member, on__gte=first, on__lte=last)
    if not permissions.is_own(viewer, member.pk):
        found = found.filter(viewer.within("unit__path", permissions.WRITERS))
    return found.select_related("unit").order_by("on", "pk")


def certificates(viewer: Viewer) -> QuerySet[Certificate]:
    """Return the viewer's own certificates, and those that staff of their units had made."""
    staff = viewer.within("unit__path", permissions.READERS) & Q(on_behalf=True)
    mine = _own(viewer)
    if viewer.reaches("", {OPERATOR_ROLE}):
        mine = Q(pk__isnull=False)
    return Certificate.objects.filter(staff | mine).select_related("member", "unit")


def certified(viewer: Viewer, number: str, name: str) -> tuple[Certificate, bool] | None:
    """Return a certificate by what stands on it, and whether the records still bear it out.

    Who holds the paper may ask, without an account: number and name together are the key.
    """
    found = Certificate.objects.select_related("member", "unit")
    one = found.filter(number=numbers.normal_number(number)).first()
    if one is None or rules.plain(one.member.name) != rules.plain(name):
        return None
    keys = [line[1] for line in one.listed]
    standing = Stint.objects.filter(member_id=one.member_id, key__in=keys)
    return one, rules.borne_out(one.listed, [stint.line for stint in standing])


def source_shown(viewer: Viewer, stint: Stint) -> str:
    """Return the URL name of the page of what a stint was for, when facts show it to the viewer."""
    page = PAGES[Source(stint.source)]
    kinds = [kind for kind in facts.every() if kind.page == page and kind.page_key == "pk"]
    shown = any(kind.visible_to(viewer).filter(pk=stint.key).exists() for kind in kinds)
    return page if shown else ""


def _own(viewer: Viewer) -> Q:
    return Q(member_id=viewer.member_id) if viewer.member_id else Q(pk__in=[])
