"""Kept proposals as they stand on a day: what no longer holds is left out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from xianfeng.checkin import queries as checkin_queries
from xianfeng.kernel.viewer import Viewer
from xianfeng.service import permissions, proposing
from xianfeng.service.matching import FLEXIBLE, Hand, Need
from xianfeng.service.models import Proposal

_ORDER = ("-urgency", "promised_on", "pk")


@dataclass
class Pick:
    """One proposal that holds; ``next_hand`` is who would be next, None when that holds no more."""

    proposal: Proposal
    hand: Hand
    branch: int
    branch_name: str
    next_hand: Hand | None = None


@dataclass
class Suggestion:
    """A request with the proposals that hold; ``gone`` is how many hold no more."""

    request: Any
    picks: list[Pick] = field(default_factory=list)
    gone: int = 0

    @property
    def made_on(self) -> date | None:
        """Return the day of the match, None where the request was in none yet."""
        if self.picks:
            return self.picks[0].proposal.made_on
        shortage = getattr(self.request, "shortage", None)
        return shortage.made_on if shortage else None

    @property
    def of_branch(self) -> list[Pick]:
        """Return the picks of the branch of most of those proposed, the cheaper of two."""
        counts: dict[int, int] = {}
        for pick in self.picks:
            counts[pick.branch] = counts.get(pick.branch, 0) + 1
        chosen = max(counts, key=counts.__getitem__, default=None)
        return [pick for pick in self.picks if pick.branch == chosen]


def of_branches(viewer: Viewer) -> QuerySet[Any]:
    """Return what was sent to the branches whose records the viewer keeps, and still asks people.

    Each with ``live`` and its shortage, urgent first, then by the promised day.
    """
    found = proposing.waiting(viewer, "").filter(viewer.within("unit__path", permissions.WRITERS))
    return found.filter(unit__isnull=False).select_related("shortage").order_by(*_ORDER)


def of_communities(viewer: Viewer) -> QuerySet[Any]:
    """Return what the viewer's communities checked and have not sent to a branch yet."""
    found = proposing.waiting(viewer, "").filter(viewer.in_places("community_id"), unit=None)
    return found.select_related("shortage").order_by(*_ORDER)


def suggestions(viewer: Viewer, requests: Sequence[Any], on: date) -> list[Suggestion]:
    """Return requests, annotated with ``live``, with the kept proposals that still hold on a day.

    Who moved, ended their check-in, was asked, is promised at that hour or has no order left this
    month is left out; so is who was taken by a request further up on this very page.
    """
    kept: dict[int, list[Proposal]] = {}
    rows = Proposal.objects.filter(request__in=[request.pk for request in requests])
    for row in rows.select_related("member", "next_best").order_by("request", "cost", "pk"):
        kept.setdefault(row.request_id, []).append(row)
    free = _Free(viewer, [row for rows in kept.values() for row in rows], on)
    asked = proposing.asked_for(requests)
    found, needs = [], []
    for request in requests:
        need = proposing.need_of(request, {}, asked.get(request.pk, set()), free.paths)
        made = Suggestion(request)
        for row in kept.get(request.pk, ())[: need.places]:
            pick = free.take(row, need)
            made.picks += [pick] if pick else []
            made.gone += 0 if pick else 1
        found.append(made)
        needs.append(need)
    for made, need in zip(found, needs, strict=True):
        free.name_next(made, need)
    return found


class _Free:
    """The hands that proposals name, as free as they are on a day; what is taken is counted."""

    def __init__(self, viewer: Viewer, rows: Sequence[Proposal], on: date) -> None:
        people = {row.member_id for row in rows} | {row.next_best_id for row in rows}
        hands = checkin_queries.hands(viewer, "", on).filter(member__in=people - {None})
        gathered = proposing.Gathered()
        proposing.add_hands(gathered, hands, proposing.Promised(on), {})
        self.paths = gathered.paths
        self.place = {hand.id: at for at, hand in enumerate(gathered.hands)}
        self.hands = gathered.hands
        named = hands.values_list("member_id", "branch_id", "branch_name")
        self.branches = {key: (branch, name) for key, branch, name in named}
        self.used: dict[int, int] = {}
        self.away: set[tuple[int, int]] = set()

    def take(self, row: Proposal, need: Need) -> Pick | None:
        """Return the proposal as a pick that counts from now on, None when it holds no more."""
        if not self._stands(row.member_id, need):
            return None
        self.used[row.member_id] = self.used.get(row.member_id, 0) + 1
        if need.when != FLEXIBLE:
            self.away.add((row.member_id, need.when))
        hand = self.hands[self.place[row.member_id]]
        return Pick(row, hand, *self.branches[row.member_id])

    def name_next(self, made: Suggestion, need: Need) -> None:
        """Say who would be next, where they are still free and not proposed themselves."""
        chosen = {pick.hand.id for pick in made.picks}
        for pick in made.picks:
            key = pick.proposal.next_best_id
            if key is not None and key not in chosen and self._stands(key, need):
                pick.next_hand = self.hands[self.place[key]]

    def _stands(self, key: int, need: Need) -> bool:
        at = self.place.get(key)
        if at is None or key in need.excluded:
            return False
        if need.span is not None and not need.span[0] <= at < need.span[1]:
            return False
        hand = self.hands[at]
        fits = hand.skills & need.skill == need.skill and hand.slots & need.slot == need.slot
        there = need.when == FLEXIBLE or (
            need.when not in hand.busy and (key, need.when) not in self.away
        )
        return fits and there and hand.free > self.used.get(key, 0)
