"""What waits for a unit's own answer, and the cards it holds, with one query for all of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Coalesce

from xianfeng.burden import queries as burden_queries
from xianfeng.desk.queries.rows import Row, read, shaped
from xianfeng.duties import queries as duties_queries
from xianfeng.kernel.viewer import Viewer
from xianfeng.partners import queries as partners_queries
from xianfeng.plans import queries as plans_queries
from xianfeng.rectification.queries import orders as order_queries
from xianfeng.rectification.queries import problems as problem_queries
from xianfeng.responsibility import queries as responsibility_queries
from xianfeng.service import queries as service_queries
from xianfeng.units.models import Unit
from xianfeng.volunteering.queries import events as volunteering_queries

ORDER, PROBLEM, COLLECTION, SIGN, DIGEST = "order", "problem", "collection", "sign", "digest"
DISPATCH, SERVE, FINISH, DEED, EVENT = "dispatch", "serve", "finish", "deed", "event"
CARD = "card"
_RECEIVE = Q(state="issued", receive_by__isnull=False)


@dataclass(frozen=True)
class Waiting:
    """What a unit has to answer, the earliest due first, and the cards in force there."""

    answers: list[Row]
    cards: list[Row]


def waiting(viewer: Viewer, unit: Unit, as_of: date) -> Waiting:
    """Return what waits for a unit's answer on a day, and its cards with those of its groups."""
    rows = read([*_asked(viewer, unit, as_of), *_own(viewer, as_of), _cards(viewer, unit, as_of)])
    answers = [row for row in rows if row.kind != CARD]
    cards = [row for row in rows if row.kind == CARD]
    return Waiting(
        sorted(answers, key=lambda row: (row.due, row.kind, row.key)),
        sorted(cards, key=lambda row: (row.state, row.due, row.text, row.key)),
    )


def own_waiting(viewer: Viewer, as_of: date) -> list[Row]:
    """Return what waits for the viewer's own answer as a member, the earliest due first."""
    if viewer.member_id is None:
        return []
    return sorted(read(_own(viewer, as_of)), key=lambda row: (row.due, row.kind, row.key))


def _asked(viewer: Viewer, unit: Unit, as_of: date) -> Iterator[QuerySet[Any]]:
    """Yield what others ask of the unit. A problem on an order is answered with its order."""
    orders = order_queries.visible_to(viewer).filter(
        unit=unit, issued_on__lte=as_of, state__in=["issued", "received"]
    )
    due = Case(When(_RECEIVE, then=F("receive_by")), default=F("due_on"))
    yield shaped(orders, ORDER, state="state", due=due, text="title", who="issuer__name")
    problems = problem_queries.problems_waiting(viewer, unit, as_of)
    alone = problems.filter(~Q(order__state__in=["draft", "issued", "received"]) | Q(order=None))
    yield shaped(alone, PROBLEM, due=F("due_then"), text="text", who="verifier__name")
    replies = burden_queries.to_answer(viewer, unit, as_of)
    yield shaped(
        replies, COLLECTION, due=F("collection__due_on"), text="collection__title",
        who="collection__unit__name",
    )  # fmt: skip
    digests = plans_queries.digests(viewer, last=as_of).filter(unit=unit)
    unread = digests.filter(Q(read_on=None) | Q(read_on__gt=as_of))
    yield shaped(unread, DIGEST, due=F("on"), who="issuer__name")
    sent = service_queries.visible_to(viewer).filter(unit=unit, state="sent", sent_on__lte=as_of)
    yield shaped(sent, DISPATCH, due=F("dispatch_by"), text="text", who="community__name")
    waiting = partners_queries.deeds(viewer, partners_queries.WAITING, as_of)
    deeds = waiting.filter(Q(unit=unit) | Q(other=unit))
    since = Coalesce("done_on", "proposed_on")
    yield shaped(deeds, DEED, state="state", due=since, text="title", who="community__name")
    events = volunteering_queries.visible_to(viewer).filter(unit=unit, state="proposed")
    yield shaped(events, EVENT, due=F("on"), text="title", who="community__name")


def _own(viewer: Viewer, as_of: date) -> Iterator[QuerySet[Any]]:
    """Yield the viewer's own duty lists and parts in service that wait for them."""
    if viewer.member_id is None:
        return
    sign = responsibility_queries.to_sign(viewer, as_of)
    yield shaped(sign, SIGN, due=F("sign_by"), text="year", who="unit__name", more="kind")
    parts = service_queries.dispatches_visible_to(viewer).filter(
        member_id=viewer.member_id, offered_on__lte=as_of, request__state__in=service_queries.OPEN
    )
    said = {"text": "request__text", "who": "request__community__name"}
    asked, mine = (parts.filter(state=state) for state in ("offered", "accepted"))
    yield shaped(asked, SERVE, due=F("request__accept_by"), **said)
    yield shaped(mine, FINISH, due=F("request__promised_on"), **said)


def _cards(viewer: Viewer, unit: Unit, as_of: date) -> QuerySet[Any]:
    cards = duties_queries.cards_in_force(viewer, as_of, unit)
    return shaped(
        cards, CARD, key=F("subject"), state="card", due=F("due_on"), text="rule",
        who="unit__name", code="unit__code", more="period",
    )  # fmt: skip
