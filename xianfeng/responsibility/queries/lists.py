"""Duty lists that a viewer may read, their own first, and what waits for them."""

from datetime import date

from django.db.models import Q, QuerySet

from xianfeng.kernel.viewer import Viewer, below
from xianfeng.responsibility import rules
from xianfeng.responsibility.enums import ListState
from xianfeng.responsibility.models import DutyList
from xianfeng.responsibility.permissions import ISSUERS, READERS


def visible_to(viewer: Viewer) -> QuerySet[DutyList]:
    """Return the viewer's own lists and those of their part; a draft is its issuer's alone."""
    found = DutyList.objects.select_related("unit", "issuer", "member")
    drafts = Q(state=ListState.DRAFTED)
    of_issuer = drafts & viewer.within("issuer__path", ISSUERS)
    own = viewer.within("unit__path", READERS)
    if not own:  # the whole tree: an empty condition would vanish in the disjunction
        return found.filter(~drafts | of_issuer)
    if viewer.member_id is not None:
        own |= Q(member_id=viewer.member_id)
    return found.filter((~drafts & own) | of_issuer)


def mine(viewer: Viewer, as_of: date) -> QuerySet[DutyList]:
    """Return the viewer's own lists in force on a day, the latest year first."""
    if viewer.member_id is None:
        return DutyList.objects.none()
    own = visible_to(viewer).filter(member_id=viewer.member_id, issued_on__lte=as_of)
    return own.filter(Q(ended_on=None) | Q(ended_on__gt=as_of)).order_by("-year", "kind", "pk")


def to_sign(viewer: Viewer, as_of: date) -> QuerySet[DutyList]:
    """Return the viewer's own lists that wait for their signature, the first due first."""
    waiting = mine(viewer, as_of).filter(state=ListState.ISSUED)
    return waiting.order_by("sign_by", "pk")


def to_note(viewer: Viewer, as_of: date) -> QuerySet[DutyList]:
    """Return the viewer's own signed lists of which the first half or the year is to be noted.

    They come up a month before the half's day, and from December for the year.
    """
    years = mine(viewer, as_of).values_list("year", flat=True)
    half = [year for year in set(years) if rules.midyear_open(year, as_of)]
    whole = [year for year in set(years) if rules.yearend_open(year, as_of)]
    due = Q(state=ListState.SIGNED, mid_due_on__isnull=False, year__in=half)
    due |= Q(state__in=[ListState.SIGNED, ListState.MID_NOTED], year__in=whole)
    return mine(viewer, as_of).filter(due)


def rows_of(viewer: Viewer, year: int, as_of: date, path: str = "") -> QuerySet[DutyList]:
    """Return a year's lists of a part that stand on a day, drafts among them, by unit."""
    there = Q(state=ListState.DRAFTED) | Q(issued_on__lte=as_of)
    found = visible_to(viewer).filter(there, below("unit__path", path), year=year)
    found = found.filter(Q(ended_on=None) | Q(ended_on__gt=as_of))
    return found.order_by("unit__path", "pk")


def chain(viewer: Viewer, duty_list: DutyList) -> list[DutyList]:
    """Return the lists of one post and year from the first to the last, as far as visible."""
    seen = visible_to(viewer).filter(
        unit_id=duty_list.unit_id, kind=duty_list.kind, year=duty_list.year
    )
    known = {row.pk: row for row in seen}
    after = {row.replaces_id: row for row in known.values() if row.replaces_id}
    first = duty_list
    while first.replaces_id in known:
        first = known[first.replaces_id]
    found = [first]
    while (following := after.get(found[-1].pk)) is not None:
        found.append(following)
    return found
