"""An appeal of a card, step by step: made by the unit, decided by a superior."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.duties import permissions, queries, rulebook
from xianfeng.duties.actions.pleading import decide, gone, locked, require_reason
from xianfeng.duties.engine import writing
from xianfeng.duties.enums import AppealState
from xianfeng.duties.models import Appeal
from xianfeng.duties.rules import SUPERIOR, UNIT
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit


@action("duties.appeal_card")
def appeal_card(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    rule: str,
    period: str,
    reason: str,
    subject: int = 0,
) -> Appeal:
    """Appeal the card that the unit holds for a duty, with the reasons.

    Raises Refused when no card is in force, or when an appeal of it waits for its answer.
    """
    permissions.require_side(actor, unit, UNIT)
    reason = require_reason(reason, _("请写明申诉的理由"))
    audit.hold()
    today = timezone.localdate(at)
    if queries.card_held(actor, unit, rule, period, subject, today) is None:
        raise Refused(_("现在没有这张牌，不用申诉"))
    about = {"rule": rule, "unit": unit, "period": period, "subject": subject}
    if Appeal.objects.filter(**about, state=AppealState.ASKED).exists():
        raise Refused(_("这张牌已经申诉，正在等待答复"))
    appeal = Appeal.objects.create(
        **about,
        reason=reason,
        asked_on=today,
        asked_by_id=actor.user_id,
        on_behalf=permissions.on_behalf(actor, unit),
    )
    said = {"rule": rule, "period": period, "subject": subject, "reason": reason}
    audit.record(appeal, new=said, unit_id=unit.pk)
    return appeal


@action("duties.take_appeal_back")
def take_appeal_back(*, actor: Viewer, at: datetime, appeal: Appeal, version: int) -> Appeal:
    """Take the appeal back before it was decided; the card stays."""
    permissions.require_side(actor, appeal.unit, UNIT)
    found = _waiting(actor, appeal, version, at)
    found.state = AppealState.TAKEN_BACK
    return gone(found)


@action("duties.uphold_appeal")
def uphold_appeal(
    *, actor: Viewer, at: datetime, appeal: Appeal, version: int, word: str
) -> Appeal:
    """Lift the card from today, with the reason; the duty stays owed, and gets no further card."""
    permissions.require_side(actor, appeal.unit, SUPERIOR)
    word = require_reason(word, _("请写明申诉成立的理由"), "word")
    found = decide(_waiting(actor, appeal, version, at), actor, at, word)
    found.state = AppealState.UPHELD
    gone(found)
    writing.decide(rulebook.get(found.rule), found.unit_id, found.period, found.subject)
    return found


@action("duties.dismiss_appeal")
def dismiss_appeal(
    *, actor: Viewer, at: datetime, appeal: Appeal, version: int, word: str
) -> Appeal:
    """Leave the card as it is, with the reason."""
    permissions.require_side(actor, appeal.unit, SUPERIOR)
    word = require_reason(word, _("请写明申诉不成立的理由"), "word")
    found = decide(_waiting(actor, appeal, version, at), actor, at, word)
    found.state = AppealState.DISMISSED
    return gone(found)


def _waiting(actor: Viewer, appeal: Appeal, version: int, at: datetime) -> Appeal:
    """Return the locked appeal that waits for a word; raises Refused once its card is lifted."""
    found = locked(appeal, version)
    if found.state != AppealState.ASKED:
        said = found.get_state_display()
        raise Refused(_("现在不能这样办：这项申诉%(state)s") % {"state": said})
    today = timezone.localdate(at)
    held = queries.card_held(actor, found.unit, found.rule, found.period, found.subject, today)
    if held is None:
        raise Refused(_("这张牌已经解除，不用再答复"))
    return found
