"""Writes a ledger of requests, takes it back, and sends it out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from xianfeng.kernel import crypto
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.ledgers import bulk, undoing
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import NEW, Applied, Importer, Plan
from xianfeng.ledgers.results import mask
from xianfeng.service import queries, rules
from xianfeng.service.actions import renew
from xianfeng.service.actions.shared import root
from xianfeng.service.enums import RequestSource, RequestState, Urgency
from xianfeng.service.facts import OF_REQUESTS
from xianfeng.service.ledger.reading import Row
from xianfeng.service.models import Proposal, Request, Shortage

FACTS = tuple(kind.id for kind in OF_REQUESTS)
_LABEL = "service.Request"
_CHUNK = 1_000


def apply(frame: Frame, plan: Plan, importer: Importer) -> Applied:
    """Take the new requests in, checked: the community itself brings them; match them together."""
    rows: dict[int, Row] = plan.work
    top, today, user = root().pk, importer.today, importer.viewer.user_id
    new = sorted(index for index, state in plan.states.items() if state == NEW)
    stored = Request.objects.bulk_create(
        (
            Request(**_said(frame, index, rows[index], today), answerable_id=top, placed_by_id=user)
            for index in new
        ),
        batch_size=_CHUNK,
    )
    keys = [one.pk for one in stored]
    if keys:
        renew(keys, today)
    return Applied({"made": {_LABEL: bulk.ranges(keys)}}, FACTS, frozenset({top}))


def undo(done: Mapping[str, Any], importer: Importer) -> None:
    """Delete what was made; raises Refused when one of them went on since."""
    made = done["made"]
    for kept in (Proposal, Shortage):
        kept._base_manager.filter(bulk.among("request_id", made[_LABEL])).delete()
    undoing.refuse_when_used(made)
    state = RequestState.CHECKED.value
    undoing.refuse_unless_untouched(Request, made[_LABEL], version=1, state=state)
    undoing.delete(made)


def export(viewer: Viewer, path: str, unmasked: bool) -> Iterable[Sequence[Any]]:
    """Yield the requests the viewer hands on, in the order they came.

    A contact is told to who works for the community, while the request is open.
    """
    found = queries.visible_to(viewer).filter(
        viewer.in_places("community_id"), below("answerable__path", path)
    )
    for row in found.order_by("pk").iterator(chunk_size=_CHUNK):
        yield (
            row.community.name, row.grid.name if row.grid else "", row.text,
            str(row.get_category_display()), row.on_date, str(row.get_part_display()), row.places,
            str(row.get_skill_display()) if row.skill else "", str(row.get_urgency_display()),
            *_contact(row, unmasked),
        )  # fmt: skip


def _contact(row: Request, unmasked: bool) -> list[str]:
    if row.erased_on is not None or row.state not in queries.OPEN:
        return ["", "", ""]
    sealed = (row.contact_sealed, row.phone_sealed, row.address_sealed)
    clear = [crypto.unseal(one) for one in sealed]
    return clear if unmasked else [mask(one) for one in clear]


def _said(frame: Frame, index: int, row: Row, today: date) -> dict[str, Any]:
    """Return a new request as its row says it; what is left open is one person, not urgent."""
    urgency = frame["urgency"][index] or Urgency.ORDINARY.value
    on_date, phone = frame["on_date"][index], frame["phone"][index]
    return {
        "number": rules.new_number(),
        "source": RequestSource.SHEET.value,
        "category": frame["category"][index],
        "skill": frame["skill"][index] or "",
        "text": frame["text"][index],
        "community": row.community,
        "grid": row.grid,
        "address_sealed": crypto.seal(frame["door"][index] or ""),
        "on_date": on_date,
        "part": frame["part"][index] or "",
        "places": frame["places"][index] or 1,
        "urgency": urgency,
        "contact_sealed": crypto.seal(frame["resident"][index] or ""),
        "phone_sealed": crypto.seal(phone),
        "phone_index": row.phone,
        "state": RequestState.CHECKED.value,
        "placed_on": today,
        "check_by": rules.check_by(today),
        "checked_on": today,
        "promised_on": rules.promised(today, urgency, on_date),
    }
