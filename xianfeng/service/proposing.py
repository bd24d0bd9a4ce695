"""From rows to a match and back: who could come for which open request."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from xianfeng.checkin import queries as checkin_queries
from xianfeng.checkin.enums import Skill, Wish
from xianfeng.checkin.rules import PARTS, bits, slot_bit
from xianfeng.kernel.viewer import Viewer, after, below
from xianfeng.service import queries, rules
from xianfeng.service.enums import DispatchState, RequestState
from xianfeng.service.matching import FLEXIBLE, Hand, Matched, Need, match
from xianfeng.service.models import Dispatch, Proposal, Request

WAITING = (RequestState.CHECKED, RequestState.SENT, RequestState.OFFERED)


@dataclass
class Gathered:
    """Needs and hands as the matching takes them; ``paths`` are the branches of the hands."""

    needs: list[Need] = field(default_factory=list)
    hands: list[Hand] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def match(self) -> Matched:
        """Match what was gathered."""
        return match(self.needs, self.hands)


def waiting(viewer: Viewer, path: str) -> QuerySet[Request]:
    """Return the open requests for which people are looked for, in a part of the tree."""
    found = queries.visible_to(viewer).filter(below("answerable__path", path), state__in=WAITING)
    live = Count("dispatches", filter=Q(dispatches__state__in=rules.LIVE))
    return found.annotate(live=live).filter(live__lt=F("places")).order_by("pk")


def gather(
    viewer: Viewer, requests: Iterable[Any], path: str, on: date, *, beside: bool = False
) -> Gathered:
    """Return these requests, annotated with ``live``, and who of a part is checked in on a day.

    A request that was sent to a branch asks the members of that branch alone. Contacts are not
    read: a resident is the blind index of their telephone. ``beside`` what is kept for other
    requests: who is proposed for those counts as promised.
    """
    found = Gathered()
    wanted = list(requests)
    residents: dict[bytes, int] = {}
    for request in wanted:
        if request.phone_index is not None:
            residents.setdefault(bytes(request.phone_index), len(residents) + 1)
    willing = checkin_queries.hands(viewer, path, on)
    promised, known = Promised(on), _known(residents)
    if beside:
        promised.add_proposed(wanted)
    if len(wanted) != 1:
        add_hands(found, willing, promised, known)
    else:
        add_hands(found, able(willing, wanted[0]), promised, known)
        if not found.hands:
            add_hands(found, _nearly(willing, wanted[0]), promised, known)
    asked = asked_for(wanted)
    for request in wanted:
        found.needs.append(need_of(request, residents, asked.get(request.pk, set()), found.paths))
    return found


def proposals_for(viewer: Viewer, request: Request, on: date, *, beside: bool = False) -> Matched:
    """Match one request alone against who is free: what was accepted stays as it is."""
    path = request.unit.path if request.unit else ""
    one = list(waiting(viewer, "").filter(pk=request.pk))
    return gather(viewer, one, path, on, beside=beside).match()


def _nearly(hands: QuerySet[Any], request: Any) -> QuerySet[Any]:
    """Return one hand that shows what is missing where nobody is able: the time, or the skill."""
    skilled = able(hands, request, time=False)[:1]
    return skilled if skilled.exists() else hands[:1]


def need_of(
    request: Any, residents: Mapping[bytes, int], asked: set[int], paths: list[str]
) -> Need:
    """Return a request, annotated with ``live``, as the matching takes it.

    ``asked`` are the members who do not come into question; ``paths`` are those of the hands.
    """
    index = request.phone_index
    span = None
    if request.unit is not None:
        path = request.unit.path
        span = (bisect_left(paths, path), bisect_left(paths, after(path)))
    own = {request.own_member_id} if request.own_member_id else set()
    return Need(
        id=request.pk,
        places=request.places - request.live,
        urgency=request.urgency,
        skill=bits([request.skill], Skill.values) if request.skill else 0,
        slot=slot_bit(request.on_date, request.part),
        when=hour(request.on_date, request.part),
        community=request.community_id,
        grid=request.grid_id or 0,
        category=bits([request.category], Wish.values),
        resident=residents.get(bytes(index), 0) if index is not None else 0,
        excluded=frozenset(asked | own),
        span=span,
    )


def hour(on: date | None, part: str) -> int:
    """Return a number for a part of a day, or FLEXIBLE where either is open."""
    if on is None or not part:
        return FLEXIBLE
    return on.toordinal() * len(PARTS) + PARTS.index(part)


def able(hands: QuerySet[Any], request: Any, *, time: bool = True) -> QuerySet[Any]:
    """Narrow hands to those with the skill and the time for one request, in the database."""
    masks = {
        "skills": bits([request.skill], Skill.values) if request.skill else 0,
        "slots": slot_bit(request.on_date, request.part) if time else 0,
    }
    for column, mask in masks.items():
        if mask:
            hands = hands.annotate(**{f"of_{column}": F(column).bitand(mask)})
            hands = hands.filter(**{f"of_{column}": mask})
    return hands


class Promised:
    """The hours at which members are promised, and how many orders they have this month."""

    def __init__(self, on: date) -> None:
        live = Dispatch.objects.filter(state__in=rules.LIVE)
        self.busy: dict[int, set[int]] = {}
        ahead = live.filter(request__on_date__gte=on).exclude(request__part="")
        for key, day, part in ahead.values_list("member_id", "request__on_date", "request__part"):
            self.busy.setdefault(key, set()).add(hour(day, part))
        month = live.filter(offered_on__gte=on.replace(day=1), offered_on__lte=on)
        counted = month.order_by().values("member_id").annotate(number=Count("pk"))
        self.load: dict[int, int] = dict(counted.values_list("member_id", "number"))

    def add_proposed(self, requests: Sequence[Any]) -> None:
        """Count who is proposed for other requests as promised to them.

        A branch competes with other branches' requests only, not with what no branch was asked for.
        """
        others = Proposal.objects.filter(request__state__in=WAITING)
        others = others.exclude(request__in=[request.pk for request in requests])
        if all(request.unit_id for request in requests):
            others = others.filter(request__unit__isnull=False)
        rows = others.values_list("member_id", "request__on_date", "request__part")
        for key, day, part in rows:
            self.load[key] = self.load.get(key, 0) + 1
            self.busy.setdefault(key, set()).add(hour(day, part))


def add_hands(
    found: Gathered, able: QuerySet[Any], promised: Promised, known: Mapping[int, set[int]]
) -> None:
    """Add the members checked in on a day, in the order of the tree."""
    rows = able.values_list(
        "member_id", "skills", "slots", "wishes", "monthly_limit", "community_id", "grid_id",
        "branch_path",
    )  # fmt: skip
    nothing: frozenset[int] = frozenset()
    for key, skills, slots, wishes, limit, community, grid, branch in rows:
        done = promised.load.get(key, 0)
        busy = frozenset(promised.busy[key]) if key in promised.busy else nothing
        served = frozenset(known[key]) if key in known else nothing
        hand = Hand(
            key, skills, slots, max(0, limit - done), done, community, grid or 0, wishes, busy,
            served,
        )  # fmt: skip
        found.hands.append(hand)
        found.paths.append(branch)


def _known(residents: Mapping[bytes, int]) -> dict[int, set[int]]:
    """Return which of these residents each member served before."""
    found: dict[int, set[int]] = {}
    if not residents:
        return found
    served = Dispatch.objects.filter(
        state=DispatchState.ACCEPTED,
        request__done_on__isnull=False,
        request__phone_index__isnull=False,
    )
    for key, index in served.values_list("member_id", "request__phone_index"):
        resident = residents.get(bytes(index or b""))
        if resident is not None:
            found.setdefault(key, set()).add(resident)
    return found


def asked_for(requests: Iterable[Request]) -> dict[int, set[int]]:
    """Return who was asked for each request already, whatever they said."""
    found: dict[int, set[int]] = {}
    offered = [request.pk for request in requests if request.state == RequestState.OFFERED]
    sent = [request.pk for request in requests if request.state == RequestState.SENT]
    rows = Dispatch.objects.filter(request__in=[*offered, *sent]).exclude(state="withdrawn")
    for key, member in rows.values_list("request_id", "member_id"):
        found.setdefault(key, set()).add(member)
    return found


def fitting(viewer: Viewer, request: Request, on: date) -> dict[int, int]:
    """Return how many members of each branch, checked in at the community, could take a request."""
    hands = able(checkin_queries.hands(viewer, "", on), request)
    here = hands.filter(community=request.community_id)
    counted = here.order_by().values("branch_id").annotate(number=Count("pk", distinct=True))
    return dict(counted.values_list("branch_id", "number"))
