"""Keeping what the last match proposed, of a part of the tree, of a community, of one request."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from xianfeng.kernel import audit
from xianfeng.kernel.actions import action, part
from xianfeng.kernel.viewer import Viewer, below, operator, require_place
from xianfeng.service import proposing
from xianfeng.service.matching import Matched
from xianfeng.service.models import Proposal, Request, Shortage
from xianfeng.units import permissions as units_permissions
from xianfeng.units.models import Place, Unit

_BATCH = 2_000


@action("service.keep_proposals")
def keep_proposals(*, actor: Viewer, at: datetime, unit: Unit) -> Matched:
    """Match all open requests of a part of the tree with its members, and keep the proposals.

    What stood there before is replaced; who was asked or accepted stays so.
    """
    units_permissions.require_record(actor, unit)
    today = timezone.localdate(at)
    requests = proposing.waiting(actor, unit.path)
    matched = proposing.gather(actor, requests, unit.path, today).match()
    here = Request.objects.filter(below("answerable__path", unit.path))
    _keep(matched, here.order_by().values("pk"), today)
    audit.record(unit, new=_told(matched), unit_id=unit.pk)
    return matched


@action("service.keep_local_proposals")
def keep_local_proposals(*, actor: Viewer, at: datetime, community: Place) -> Matched:
    """Match what a community has not sent yet with everybody who is free, and keep the proposals.

    Who is proposed for other communities' requests, or for what branches were sent, stays so.
    """
    require_place(actor, community.pk)
    here = Request.objects.filter(community=community, unit=None)
    matched = _renewed(here.order_by().values_list("pk", flat=True), timezone.localdate(at))
    audit.record(f"service:proposals:{community.pk}", new=_told(matched))
    return matched


@part
def renew(keys: Iterable[int], on: date) -> None:
    """Match these requests alone against who is free, and keep what is proposed for them.

    It is the system that looks: what it finds is read by who may see the request, and no more.
    """
    _renewed(list(keys), on)


def _renewed(keys: Any, on: date) -> Matched:
    system = operator("派单建议")
    wanted = list(proposing.waiting(system, "").filter(pk__in=keys))
    shared = {request.unit.path if request.unit else "" for request in wanted}
    path = shared.pop() if len(shared) == 1 else ""
    matched = proposing.gather(system, wanted, path, on, beside=True).match()
    _keep(matched, keys, on)
    return matched


def _keep(matched: Matched, keys: QuerySet[Any] | list[int], on: date) -> None:
    """Replace what is kept of these requests by what was matched.

    Their rows are locked first, as every step does: two who match the same wait for each other.
    """
    waiting = Request.objects.filter(pk__in=keys, state__in=proposing.WAITING).order_by("pk")
    list(waiting.select_for_update(of=("self",)).values_list("pk"))
    Proposal.objects.filter(request__in=keys).delete()
    Shortage.objects.filter(request__in=keys).delete()
    Proposal.objects.bulk_create(
        (
            Proposal(
                request_id=pair.need,
                member_id=pair.hand,
                cost=pair.cost,
                reasons=",".join(pair.reasons),
                next_best_id=pair.next_best,
                next_dearer=pair.next_dearer,
                made_on=on,
            )
            for pair in matched.pairs
        ),
        batch_size=_BATCH,
    )
    Shortage.objects.bulk_create(
        (
            Shortage(
                request_id=key,
                places=places,
                eligible=matched.eligible[key],
                why=matched.why[key].value,
                made_on=on,
            )
            for key, places in matched.open_places.items()
        ),
        batch_size=_BATCH,
    )


def _told(matched: Matched) -> dict[str, int]:
    return {"proposed": len(matched.pairs), "open": sum(matched.open_places.values())}
