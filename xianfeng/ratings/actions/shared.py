"""What the actions of a round share: its lock, its edges, what the log says, the end of slips."""

from django.utils.translation import gettext as _

from xianfeng.kernel.actions import Conflict, Refused, part
from xianfeng.ratings import rules
from xianfeng.ratings.enums import SlipState
from xianfeng.ratings.models import Round, Slip


def locked(held: Round, version: int | None) -> Round:
    """Return the round as it stands, locked; Conflict when it changed since it was seen."""
    found = Round.objects.select_for_update(of=("self",)).select_related("unit").get(pk=held.pk)
    if version is not None and found.version != version:
        raise Conflict(found)
    return found


def turn(held: Round, verb: str) -> str:
    """Move the round along an edge and return its earlier state; Refused when none starts here."""
    before = held.state
    if not rules.ROUND.may(verb, before):
        raise Refused(
            _("这次评议%(state)s，不能再这样操作。") % {"state": held.get_state_display()}
        )
    held.state = rules.ROUND.edge(verb).to
    held.version += 1
    return before


def said(held: Round) -> dict[str, object]:
    """Return what the log keeps of a round; never a result."""
    return {
        "title": held.title,
        "state": str(held.state),
        "from_on": held.from_on,
        "until_on": held.until_on,
        "closed_on": held.closed_on,
        "because": held.cancelled_because,
    }


@part
def end_slips(held: Round) -> None:
    """Make all slips of a round alike: written anew in the order of their keys.

    What was spent, what was not, and in which order, is known no more.
    """
    kept = [
        Slip(id=slip.id, rated_id=slip.rated_id, state=SlipState.ENDED)
        for slip in Slip.objects.filter(rated__round=held).order_by("id")
    ]
    Slip.objects.filter(rated__round=held).delete()
    Slip.objects.bulk_create(kept, batch_size=500)
