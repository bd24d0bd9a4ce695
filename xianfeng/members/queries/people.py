"""Reading members: every query starts from what the viewer may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import crypto
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.members import rules
from xianfeng.members.enums import EducationLevel, Sex
from xianfeng.members.models import GroupMembership, Member, Membership, Post
from xianfeng.members.permissions import READERS
from xianfeng.members.rules import Band
from xianfeng.units.models import Unit
from xianfeng.units.rules import ancestors

REVEAL = "members.reveal"
EXPORT = "ledgers.export_unmasked"
UNKNOWN = "none"
_AWAY = {"floating": ~Q(member__floating_to=""), "lost": Q(member__lost_since__isnull=False)}


@dataclass(frozen=True)
class Wanted:
    """What a roster is narrowed to; empty narrows nothing. ``path`` is a unit and all below it."""

    name: str = ""
    path: str = ""
    sex: str = ""
    age: str = ""
    years: str = ""
    education: str = ""
    category: str = ""
    ethnicity: str = ""
    away: str = ""


def visible_to(viewer: Viewer) -> QuerySet[Member]:
    """Return the members whose last branch is in the viewer's part, and the viewer's own record.

    Who moved on is seen by the branch they moved to, and by nobody where they were before.
    """
    later = Membership.objects.filter(
        member_id=OuterRef("member_id"), from_on__gt=OuterRef("from_on")
    )
    here = Membership.objects.filter(
        viewer.within("unit__path", READERS), ~Exists(later), member_id=OuterRef("pk")
    )
    own = Q(pk=viewer.member_id) if viewer.member_id is not None else Q(pk__in=[])
    return Member.objects.filter(own | Exists(here))


def spells_visible_to(viewer: Viewer, on: date) -> QuerySet[Membership]:
    """Return the branch spells in the viewer's part that cover a day: the facts of org.members."""
    covers = Q(until_on=None) | Q(until_on__gt=on)
    return Membership.objects.filter(viewer.within("unit__path", READERS), covers, from_on__lte=on)


def roster(viewer: Viewer, on: date, wanted: Wanted) -> QuerySet[Membership]:
    """Return the roster as of a day, in the fixed order of units, then by name."""
    found = spells_visible_to(viewer, on).filter(_narrowed(wanted, on))
    return found.select_related("member", "unit").order_by("unit__path", "member__name", "pk")


def found_by_number(viewer: Viewer, number: str) -> QuerySet[Member]:
    """Return the visible members with exactly this identity number or mobile number."""
    indexes = Q(id_number_index=crypto.blind("id_number", number)) | Q(
        phone_index=crypto.blind("phone", number)
    )
    return visible_to(viewer).filter(indexes).order_by("name", "pk") if number else _nobody()


def reachable(viewer: Viewer, member_ids: Iterable[int]) -> set[int]:
    """Return which of these members have a page the viewer may open."""
    return set(visible_to(viewer).filter(pk__in=list(member_ids)).values_list("pk", flat=True))


def posts_of(viewer: Viewer, member_ids: Iterable[int], on: date) -> dict[int, list[Post]]:
    """Return the posts that members hold on a day, by member, of visible units."""
    held = Post.objects.filter(viewer.within("unit__path"), _covers(on))
    found: dict[int, list[Post]] = {}
    for post in held.filter(member_id__in=list(member_ids)).order_by("from_on", "pk"):
        found.setdefault(post.member_id, []).append(post)
    return found


def home(viewer: Viewer, member: Member) -> Membership | None:
    """Return the last branch spell of a visible member."""
    return spells(viewer, member).first()


def spells(viewer: Viewer, member: Member) -> QuerySet[Membership]:
    """Return all branch spells of a visible member, the last one first."""
    own = Membership.objects.filter(member__in=visible_to(viewer).filter(pk=member.pk))
    return own.select_related("unit").order_by("-from_on")


def posts(viewer: Viewer, member: Member) -> QuerySet[Post]:
    """Return all posts of a visible member, the last one first."""
    own = Post.objects.filter(member__in=visible_to(viewer).filter(pk=member.pk))
    return own.select_related("unit").order_by("-from_on", "-pk")


def group_spells(viewer: Viewer, member: Member) -> QuerySet[GroupMembership]:
    """Return all group spells of a visible member, the last one first."""
    own = GroupMembership.objects.filter(member__in=visible_to(viewer).filter(pk=member.pk))
    return own.select_related("unit").order_by("-from_on")


def looks(viewer: Viewer, member: Member) -> QuerySet[AuditEntry]:
    """Return who saw sealed fields of a visible member in clear, the last one first.

    An unmasked roster counts when it took in a unit the member belonged to on that day.
    """
    if not visible_to(viewer).filter(pk=member.pk).exists():
        return AuditEntry.objects.none()
    seen = Q(verb=REVEAL, subject_id=member.pk)
    for spell in spells(viewer, member):
        above = Unit.objects.filter(path__in=[*ancestors(spell.unit.path), spell.unit.path])
        part = Q(unit_id=None) | Q(unit_id__in=above.values("pk"))
        began = datetime.combine(spell.from_on, time.min, timezone.get_current_timezone())
        export = part & Q(verb=EXPORT, new__kind="members", at__gte=began)
        if spell.until_on is not None:
            over = datetime.combine(spell.until_on, time.min, timezone.get_current_timezone())
            export &= Q(at__lt=over)
        seen |= export
    return AuditEntry.objects.filter(seen).order_by("-seq")


@dataclass(frozen=True)
class Slice:
    """One bar of a chart: its title, its members, and the filter that lists exactly them."""

    title: str
    count: int
    filter: dict[str, str]


def structure(viewer: Viewer, on: date, path: str = "") -> dict[str, list[Slice]]:
    """Return the make-up of the members of a part as of a day, in two queries.

    Every list adds up to the same number of members.
    """
    found = spells_visible_to(viewer, on).filter(below("unit__path", path))
    bars = _bars()
    named = {
        f"bar{number}": Count("pk", filter=_narrowed(Wanted(**narrowing), on))
        for number, (_, _, narrowing) in enumerate(bars)
    }
    counts = found.aggregate(**named)
    made: dict[str, list[Slice]] = {}
    for number, (chart, title, narrowing) in enumerate(bars):
        made.setdefault(chart, []).append(Slice(title, counts[f"bar{number}"], narrowing))
    by_code = (
        found.values_list("member__ethnicity").annotate(Count("pk")).order_by("member__ethnicity")
    )
    made["ethnicity"] = [Slice(code, count, {"ethnicity": code}) for code, count in by_code]
    return made


def _bars() -> list[tuple[str, str, dict[str, str]]]:
    levels = [(str(level.value), str(level.label)) for level in EducationLevel]
    return [
        *(("sex", str(sex.label), {"sex": sex.value}) for sex in Sex),
        *(("age", band.title, {"age": band.id}) for band in rules.AGES),
        *(("education", title, {"education": level}) for level, title in levels),
        ("education", _("未登记"), {"education": UNKNOWN}),
        *(("years", band.title, {"years": band.id}) for band in rules.YEARS),
        ("category", _("正式党员"), {"category": "full"}),
        ("category", _("预备党员"), {"category": "probationary"}),
    ]


def _narrowed(wanted: Wanted, on: date) -> Q:
    """Return the condition on spells; a value that means nothing finds nobody."""
    result = below("unit__path", wanted.path)
    if wanted.name:
        result &= Q(member__name__contains=wanted.name)
    if wanted.sex:
        result &= Q(member__sex=wanted.sex)
    if wanted.age:
        result &= _within("member__born_on", rules.band_of(rules.AGES, wanted.age), on)
    if wanted.years:
        result &= _within("member__joined_on", rules.band_of(rules.YEARS, wanted.years), on)
    if wanted.education:
        known = None if wanted.education == UNKNOWN else int(wanted.education)
        result &= Q(member__education_level=known)
    if wanted.category:
        full = Q(member__confirmed_on__lte=on)
        result &= full if wanted.category == "full" else ~full
    if wanted.away:
        result &= _AWAY.get(wanted.away, Q(pk__in=[]))
    if wanted.ethnicity == "minority":
        result &= ~Q(member__ethnicity=rules.HAN)
    elif wanted.ethnicity:
        result &= Q(member__ethnicity=wanted.ethnicity)
    return result


def _within(column: str, band: Band | None, on: date) -> Q:
    if band is None:
        return Q(pk__in=[])
    after, until = rules.began_within(band, on)
    bounds: dict[str, Any] = {f"{column}__gt": after, f"{column}__lte": until}
    return Q(**{name: day for name, day in bounds.items() if day is not None})


def _covers(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))


def _nobody() -> QuerySet[Member]:
    return Member.objects.none()
