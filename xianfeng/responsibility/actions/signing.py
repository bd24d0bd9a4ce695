"""Signing a list: one tap by its holder, or entered from paper on their behalf."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.responsibility.actions.steps import begin_step, save_step
from xianfeng.responsibility.models import DutyList


@action("responsibility.sign_list")
def sign_list(*, actor: Viewer, at: datetime, duty_list: DutyList, version: int) -> DutyList:
    """Sign one's own list."""
    duty_list, before = begin_step("sign_list", actor, duty_list, version)
    duty_list.signed_on, duty_list.signed_by_id = timezone.localdate(at), actor.user_id
    return save_step(duty_list, before)


@action("responsibility.enter_signature")
def enter_signature(
    *, actor: Viewer, at: datetime, duty_list: DutyList, version: int, signed_on: date
) -> DutyList:
    """Enter the signature that stands on paper, with the paper's date (代录)."""
    duty_list, before = begin_step("enter_signature", actor, duty_list, version)
    if signed_on > timezone.localdate(at):
        raise Refused(_("签收日期在今天之后，请核对"), "signed_on")
    if duty_list.issued_on is not None and signed_on < duty_list.issued_on:
        raise Refused(_("签收日期早于下发日期，请核对"), "signed_on")
    duty_list.signed_on, duty_list.signed_by_id = signed_on, actor.user_id
    duty_list.on_behalf = True
    return save_step(duty_list, before, signed_on=signed_on.isoformat(), on_behalf=True)
