"""Reading one member's review, and what facts stand beside it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from xianfeng.kernel import facts
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer
from xianfeng.reviews import permissions
from xianfeng.reviews.enums import Step
from xianfeng.reviews.models import Entry
from xianfeng.reviews.rules import PUBLISHED

# What stands beside a self-review where a context records it: lists, never a sum over them.
EVIDENCE = (
    "life.make_up",
    "life.visit",
    "life.leader_attendance",
    "life.leader_lecture",
    "life.exemption",
    "checkin.member_reported",
    "checkin.deployed",
    "service.hours",
    "care.talk",
    "award.member",
    "training.completed",
)
MOST = 30


@dataclass(frozen=True)
class Evidence:
    """Facts of one kind about a member in a year: (day, words, page), and how many ``more``."""

    title: str
    rows: tuple[tuple[date, str, str], ...]
    more: int = 0


def entries(viewer: Viewer) -> QuerySet[Entry]:
    """Return what staff sees of their units' members, and the viewer's own entries."""
    staff = viewer.within("review__unit__path", permissions.READERS)
    found = Entry.objects.exclude(review__step=Step.CANCELLED)
    if staff:
        found = found.filter(staff | _own(viewer))
    return found.select_related("member", "review__unit", "correction")


def own(viewer: Viewer) -> QuerySet[Entry]:
    """Return the viewer's own entries, the latest year first."""
    return entries(viewer).filter(_own(viewer)).order_by("-review__year", "-pk")


def own_published(viewer: Viewer, entry: Entry) -> bool:
    """True when the viewer may read the result: staff always, a member once informed."""
    return permissions.reads(viewer, entry.review.unit) or entry.review.step in PUBLISHED


def evidence(viewer: Viewer, entry: Entry) -> list[Evidence]:
    """Return what facts of the year say of the member, as far as the viewer may read them."""
    own_words = permissions.is_own(viewer, entry)
    if not own_words and not permissions.reads_words(viewer, entry.review.unit):
        return []
    known = {kind.id: kind for kind in facts.every()}
    found = [_of(viewer, known[name], entry) for name in EVIDENCE if name in known]
    return [one for one in found if one.rows]


def _own(viewer: Viewer) -> Q:
    if viewer.member_id is None:
        return Q(pk__in=[])
    return Q(member_id=viewer.member_id)


def _of(viewer: Viewer, kind: facts.FactKind, entry: Entry) -> Evidence:
    day, year, own = kind.on or kind.since, entry.review.year, permissions.is_own(viewer, entry)
    readable = own or kind.roles is None or bool(viewer.paths(kind.roles | {OPERATOR_ROLE}))
    if not kind.subject or not day or not readable:
        return Evidence(kind.title, ())
    # What is recorded about the viewer in person is theirs to read; the pages of it may not be.
    rows = kind.rows() if own else kind.visible_to(viewer)
    span = _during(kind, date(year, 1, 1), date(year, 12, 31))
    found = rows.filter(span, **{kind.subject: entry.member_id}).select_related(*kind.related)
    linked = bool(kind.page) and not (own and kind.roles)
    known = {entry.member.name, entry.review.unit.name}
    lines = [_line(kind, row, known, linked) for row in found.order_by(day, "pk")[:MOST]]
    more = found.count() - MOST if len(lines) == MOST else 0
    return Evidence(kind.title, tuple(lines), more)


def _during(kind: facts.FactKind, first: date, last: date) -> Q:
    """Return the condition for what happened in a stretch, or stood on one of its days."""
    if kind.on:
        return kind.during(first, last)
    stood = Q(**{f"{kind.since}__lte": last})
    if not kind.until:
        return stood
    open_then = Q(**{f"{kind.until}__isnull": True}) | Q(**{f"{kind.until}__gt": first})
    return stood & open_then


def _line(kind: facts.FactKind, row: Model, known: set[str], linked: bool) -> tuple[date, str, str]:
    """Return a fact as a line; whose review it is, and of which branch, stands over it already."""
    cells = [_said(title, facts.cell(row, column)) for title, column in kind.columns]
    words = " ".join(cell for cell in cells if cell and cell not in known)
    page = reverse(kind.page, args=[facts.cell(row, kind.page_key)]) if linked else ""
    return facts.cell(row, kind.on or kind.since), words, page


def _said(title: str, cell: Any) -> str:
    """Return a cell in words: an amount with its measure; days and counts are left to the list."""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f} {title}"
    return cell if isinstance(cell, str) else ""
