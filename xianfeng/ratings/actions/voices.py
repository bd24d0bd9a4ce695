"""One slip, one voice: spent and dropped in the same transaction, and nothing links the two."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.ratings import boxes, permissions, rules
from xianfeng.ratings.actions.shared import locked
from xianfeng.ratings.boxes import MOST_SIGNS
from xianfeng.ratings.enums import SlipState, Stars
from xianfeng.ratings.models import Slip
from xianfeng.ratings.rules import Standing

REFUSED: dict[Standing, Promise] = {
    Standing.EARLY: gettext_lazy("评议还没有开始，请过几天再来。"),
    Standing.USED: gettext_lazy("这张评议码已经用过。"),
    Standing.VOID: gettext_lazy("这张评议码已经作废，请向发给您的单位要一张新的。"),
    Standing.OVER: gettext_lazy("这次评议已经结束。"),
}


def give_voice(*, at: datetime, slip: Slip, stars: int, text: str = "") -> None:
    """Rate the unit of a slip, once: one to five, and words if wanted. Raises Refused.

    The log learns that a voice of this round came in, not for which unit, when, or what it says:
    the action runs as nobody, at the moment the round was opened.
    """
    opened = slip.rated.round.opened_at
    if opened is None:
        raise Refused(str(REFUSED[Standing.EARLY]))
    on = timezone.localdate(at)
    _give(actor=permissions.NOBODY, at=opened, slip=slip, on=on, stars=stars, text=text)


@action("ratings.give_voice")
def _give(*, actor: Viewer, at: datetime, slip: Slip, on: date, stars: int, text: str) -> None:
    permissions.require_slip(slip)
    held = locked(slip.rated.round, None)
    # Read after the round's lock was got: what was joined before it is as old as the wait.
    own = Slip.objects.select_for_update(of=("self",)).select_related("rated").get(pk=slip.pk)
    standing = rules.standing(held.state, own.state, held.from_on, held.until_on, on)
    if standing != Standing.READY:
        raise Refused(str(REFUSED[standing]))
    if stars not in Stars.values:
        raise Refused(_("请在五个里选一个。"), "stars")
    if len(text) > MOST_SIGNS:
        raise Refused(_("最多写 %(most)s 个字，请说得短一些。") % {"most": MOST_SIGNS}, "text")
    boxes.drop(own.rated, stars, text.strip())
    Slip.objects.filter(pk=own.pk).update(state=SlipState.USED)
    audit.record(held, unit_id=held.unit_id)
