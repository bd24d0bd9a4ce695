"""What service leaves as facts: requests at each step, and what residents say of them."""

from typing import Any

from django.db.models import QuerySet

from xianfeng.kernel.facts import FactKind
from xianfeng.service.enums import RequestState
from xianfeng.service.models import Rating, Request
from xianfeng.units.permissions import STAFF


def standing() -> QuerySet[Request]:
    """Return the requests that were neither refused nor cancelled."""
    return Request.objects.exclude(state__in=[RequestState.REFUSED, RequestState.CANCELLED])


def _sent() -> QuerySet[Request]:
    return standing().filter(sent_on__isnull=False)


def _accepted() -> QuerySet[Request]:
    return standing().filter(accepted_on__isnull=False)


def _done() -> QuerySet[Request]:
    return standing().filter(done_on__isnull=False)


def _category(row: Any) -> str:
    return str(row.get_category_display())


def _state(row: Any) -> str:
    return str(row.get_state_display())


_DIMS = {"category": "category", "state": "state", "community": "community__name"}
_COLUMNS = (
    ("社区", "community__name"),
    ("类别", _category),
    ("要办的事", "text"),
    ("点单日期", "placed_on"),
    ("承诺日期", "promised_on"),
    ("承办党组织", "answerable__name"),
    ("办结日期", "done_on"),
    ("状态", _state),
)


def _kind(
    name: str, title: str, rows: Any, on: str, minutes: str = "", due: str = "", done: str = ""
) -> FactKind:
    return FactKind(
        id=f"service.{name}",
        title=title,
        rows=rows,
        unit="answerable_id",
        path="answerable__path",
        on=on,
        dims=_DIMS,
        columns=_COLUMNS,
        page="service:request",
        related=("community", "answerable"),
        roles=STAFF,
        minutes=minutes,
        due=due,
        done=done,
    )


PLACED = _kind("placed", "点单", standing, "placed_on")
SENT = _kind("sent", "派单", _sent, "sent_on")
ACCEPTED = _kind("accepted", "接单", _accepted, "accepted_on")
DONE = _kind("done", "办结的服务单", _done, "done_on", minutes="minutes")
CHECK = _kind("check", "社区核对", standing, "check_by", due="check_by", done="checked_on")
DISPATCH = _kind("dispatch", "派人", _sent, "dispatch_by", due="dispatch_by", done="offered_on")
ACCEPT = _kind(
    "accept",
    "接单时限",
    lambda: _sent().filter(accept_by__isnull=False),
    "accept_by",
    due="accept_by",
    done="accepted_on",
)
PROMISE = _kind("promise", "承诺办结", _sent, "promised_on", due="promised_on", done="done_on")

RATING = FactKind(
    id="service.rating",
    title="居民评价",
    rows=Rating.objects.all,
    unit="request__answerable_id",
    path="request__answerable__path",
    on="on",
    dims={"stars": "stars"},
    columns=(
        ("承办党组织", "request__answerable__name"),
        ("要办的事", "request__text"),
        ("评价", "stars"),
        ("意见", "text"),
        ("日期", "on"),
    ),
    page="service:request",
    page_key="request_id",
    related=("request", "request__answerable"),
    roles=STAFF,
)

OF_REQUESTS = (PLACED, SENT, ACCEPTED, DONE, CHECK, DISPATCH, ACCEPT, PROMISE)
KINDS = (*OF_REQUESTS, RATING)
