"""Keeping what the last match proposed."""

from datetime import datetime

from django.utils import timezone

from xianfeng.kernel import audit
from xianfeng.kernel.actions import action
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.service import proposing
from xianfeng.service.matching import Matched
from xianfeng.service.models import Proposal
from xianfeng.units import permissions as units_permissions
from xianfeng.units.models import Unit


@action("service.keep_proposals")
def keep_proposals(*, actor: Viewer, at: datetime, unit: Unit) -> Matched:
    """Match all open requests of a part of the tree with its members, and keep the proposals.

    What stood there before is replaced; who was asked or accepted stays so.
    """
    units_permissions.require_record(actor, unit)
    today = timezone.localdate(at)
    requests = proposing.waiting(actor, unit.path)
    matched = proposing.gather(actor, requests, unit.path, today).match()
    Proposal.objects.filter(below("request__answerable__path", unit.path)).delete()
    Proposal.objects.bulk_create(
        (
            Proposal(
                request_id=pair.need,
                member_id=pair.hand,
                cost=pair.cost,
                reasons=",".join(pair.reasons),
                next_best_id=pair.next_best,
                next_dearer=pair.next_dearer,
                made_on=today,
            )
            for pair in matched.pairs
        ),
        batch_size=2_000,
    )
    new = {"proposed": len(matched.pairs), "open": sum(matched.open_places.values())}
    audit.record(unit, new=new, unit_id=unit.pk)
    return matched
