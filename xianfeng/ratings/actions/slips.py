"""Making slips, and voiding those that were not used."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.ratings import boxes, permissions
from xianfeng.ratings.actions.shared import locked
from xianfeng.ratings.enums import RoundState, SlipState
from xianfeng.ratings.models import Rated, Round, Slip

MOST = 500
"""How many slips one unit gets in one round at most. Local: what a box holds."""
MOST_AT_ONCE = 1000
"""How many slips one file holds at most. Local: what is printed while somebody waits."""


@action("ratings.make_slips")
def make_slips(
    *, actor: Viewer, at: datetime, held: Round, codes: Mapping[int, Sequence[str]]
) -> int:
    """Keep the digests of the codes that were made for each rated unit ({key: codes}).

    Refused when the round is over, or a unit would get more than 500. Return how many were made.
    """
    permissions.require_organise(actor, held.unit)
    held = locked(held, None)
    if held.state not in {RoundState.DRAFT, RoundState.OPEN}:
        raise Refused(_("这次评议已经结束，不能再印。"))
    if sum(map(len, codes.values())) > MOST_AT_ONCE:
        raise Refused(
            _("一次最多印 %(most)s 张，请少选几个单位，分几次印。") % {"most": MOST_AT_ONCE},
            "units",
        )
    rated = {one.pk: one for one in held.rated.filter(pk__in=list(codes))}
    if not rated or set(rated) != set(codes):
        raise Refused(_("请选要印的单位。"), "units")
    made = {}
    for key, one in sorted(rated.items()):
        one.made += len(codes[key])
        if one.made > MOST:
            raise Refused(
                _("一个单位一次评议最多印 %(most)s 张，请减少张数。") % {"most": MOST}, "number"
            )
        one.save(update_fields=["made"])
        boxes.widen(one)
        made[str(one.unit_id)] = len(codes[key])
    slips = [
        Slip(id=boxes.digest(code), rated_id=key) for key, own in codes.items() for code in own
    ]
    # In the order of the digests: on which sheet a slip was printed is not kept.
    Slip.objects.bulk_create(sorted(slips, key=lambda slip: slip.id.hex), batch_size=500)
    audit.record(held, new={"made": made}, unit_id=held.unit_id)
    return len(slips)


@action("ratings.void_slips")
def void_slips(*, actor: Viewer, at: datetime, rated: Rated) -> int:
    """Void the slips of a unit that were not used: lost, or no longer wanted. Return how many."""
    permissions.require_organise(actor, rated.round.unit)
    held = locked(rated.round, None)
    if held.state not in {RoundState.DRAFT, RoundState.OPEN}:
        raise Refused(_("这次评议已经结束，评议码都不能再用。"))
    unused = Slip.objects.filter(rated=rated, state=SlipState.UNUSED)
    number = unused.update(state=SlipState.VOID)
    # Not how many: with how many were made it would tell for ever how many voices came.
    audit.record(held, new={"voided": rated.unit_id}, unit_id=held.unit_id)
    return number
