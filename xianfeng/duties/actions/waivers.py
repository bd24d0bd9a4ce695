"""A waiver, step by step: asked for by the unit, decided by a superior, taken back by either."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.duties import permissions, queries, rulebook
from xianfeng.duties.actions.pleading import decide, going, gone, require_reason
from xianfeng.duties.engine import writing
from xianfeng.duties.enums import State, WaiverState
from xianfeng.duties.models import Waiver
from xianfeng.duties.rules import SUPERIOR, UNIT, WAIVER
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit


@action("duties.ask_waiver")
def ask_waiver(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    rule: str,
    period: str,
    reason: str,
    subject: int = 0,
) -> Waiver:
    """Ask to be excused from one duty, before or after it is due.

    Raises Refused without a reason, when nothing is owed, or when it was asked for before.
    """
    permissions.require_side(actor, unit, UNIT)
    reason = require_reason(reason, _("请写明为什么不能办，上级好答复"))
    audit.hold()
    duty = queries.duty_of(actor, rule, unit, period, subject)
    today = timezone.localdate(at)
    if duty is None or queries.state_of(actor, duty, today) not in {State.OPEN, State.OVERDUE}:
        raise Refused(_("这一项不欠着，不用申请免办，请核对期间"))
    about = {"rule": rule, "unit": unit, "period": period, "subject": subject}
    final = [WaiverState.ASKED, WaiverState.GRANTED, WaiverState.REVOKED]
    if Waiver.objects.filter(**about, state__in=final).exists():
        raise Refused(_("这一项已经申请过免办，请看上级的答复"))
    waiver = Waiver.objects.create(
        **about,
        reason=reason,
        asked_on=today,
        asked_by_id=actor.user_id,
        on_behalf=permissions.on_behalf(actor, unit),
    )
    said = {"rule": rule, "period": period, "subject": subject, "reason": reason}
    audit.record(waiver, new=said, unit_id=unit.pk)
    return waiver


@action("duties.take_waiver_back")
def take_waiver_back(*, actor: Viewer, at: datetime, waiver: Waiver, version: int) -> Waiver:
    """Take the request back before it was decided."""
    permissions.require_side(actor, waiver.unit, UNIT)
    return gone(going(WAIVER, "take_waiver_back", waiver, version))


@action("duties.grant_waiver")
def grant_waiver(
    *, actor: Viewer, at: datetime, waiver: Waiver, version: int, word: str = ""
) -> Waiver:
    """Excuse the unit: from today the duty is waived, and its card lifted."""
    permissions.require_side(actor, waiver.unit, SUPERIOR)
    found = decide(going(WAIVER, "grant_waiver", waiver, version), actor, at, word)
    return _told(found)


@action("duties.refuse_waiver")
def refuse_waiver(
    *, actor: Viewer, at: datetime, waiver: Waiver, version: int, word: str
) -> Waiver:
    """Say no, with the reason; the duty stays owed."""
    permissions.require_side(actor, waiver.unit, SUPERIOR)
    word = require_reason(word, _("请写明不同意的原因"), "word")
    return gone(decide(going(WAIVER, "refuse_waiver", waiver, version), actor, at, word))


@action("duties.revoke_waiver")
def revoke_waiver(
    *, actor: Viewer, at: datetime, waiver: Waiver, version: int, word: str
) -> Waiver:
    """Take a granted waiver back with the reason: from today the duty is owed again."""
    permissions.require_side(actor, waiver.unit, SUPERIOR)
    word = require_reason(word, _("请写明收回的原因"), "word")
    found = going(WAIVER, "revoke_waiver", waiver, version)
    found.revoked_on, found.revoked_because = timezone.localdate(at), word
    return _told(found)


def _told(waiver: Waiver) -> Waiver:
    """Keep the waiver, and bring its duty and the cards up to date."""
    gone(waiver)
    rule = rulebook.get(waiver.rule)
    writing.decide(rule, waiver.unit_id, waiver.period, waiver.subject)
    return waiver
