"""Discussion: opening, saying, taking back one's own words, closing."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit
from xianfeng.voice import permissions
from xianfeng.voice.models import Consultation, Notice, Remark, Thread


@action("voice.open_thread")
def open_thread(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    title: str,
    text: str,
    notice: Notice | None = None,
    consultation: Consultation | None = None,
) -> Thread:
    """Open a discussion of the unit with its first words; under a notice it reaches as far."""
    over = notice or consultation
    thread = Thread(unit=over.unit if over else unit, title=title.strip(), opened_at=at)
    thread.below = over.below if over else True
    thread.notice, thread.consultation, thread.opened_by_id = notice, consultation, actor.user_id
    permissions.require_take_part(actor, thread)
    if not title.strip() or not text.strip():
        raise Refused(_("请写明题目和想说的话"), "text")
    thread.save()
    first = _said(actor, at, thread, text)
    audit.record(thread, new={"title": thread.title, "text": first.text}, unit_id=thread.unit_id)
    return thread


@action("voice.remark")
def remark(*, actor: Viewer, at: datetime, thread: Thread, text: str) -> Remark:
    """Say something in a discussion, under one's name. Raises Refused."""
    permissions.require_take_part(actor, thread)
    thread = Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)
    if thread.closed_on is not None:
        raise Refused(_("这个讨论已经结束，可以另开一个"))
    if not text.strip():
        raise Refused(_("请写下想说的话"), "text")
    made = _said(actor, at, thread, text)
    audit.record(made, new={"text": made.text}, unit_id=thread.unit_id)
    return made


@action("voice.withdraw_remark")
def withdraw_remark(*, actor: Viewer, at: datetime, remark: Remark) -> Remark:
    """Take one's own words back: the page keeps a mark, the words are gone. Raises Refused."""
    remark = Remark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
    permissions.require_own(actor, remark.user_id)
    if remark.withdrawn_at is not None:
        raise Refused(_("已经撤回过了，请刷新页面看看"))
    remark.withdrawn_at, remark.text = at, ""
    remark.save(update_fields=["withdrawn_at", "text"])
    audit.record(remark, new={"withdrawn": True}, unit_id=remark.thread.unit_id)
    return remark


@action("voice.close_thread")
def close_thread(*, actor: Viewer, at: datetime, thread: Thread) -> Thread:
    """Close a discussion; what was said stays. Raises Refused."""
    permissions.require_write(actor, thread.unit)
    thread = Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)
    if thread.closed_on is not None:
        raise Refused(_("这个讨论已经结束"))
    thread.closed_on = timezone.localdate(at)
    thread.save(update_fields=["closed_on"])
    audit.record(thread, old={"closed": False}, new={"closed": True}, unit_id=thread.unit_id)
    return thread


def _said(actor: Viewer, at: datetime, thread: Thread, text: str) -> Remark:
    return Remark.objects.create(
        thread=thread,
        user_id=actor.user_id,
        author_name=actor.name,
        text=text.strip(),
        written_at=at,
    )
