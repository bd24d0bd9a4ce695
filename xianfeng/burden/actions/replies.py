"""One unit's answer to a collection task: given in one go, and opened again with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.burden import facts, permissions, rules
from xianfeng.burden.enums import CollectionState, FieldKind
from xianfeng.burden.models import Entry, Item, Reply
from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer


@dataclass(frozen=True)
class Said:
    """What is said of a field: a value (of a known one: what was shown), and whether it is right.

    ``objection`` says what is wrong with what is known; empty: nothing is.
    """

    value: str
    objection: str = ""


@action("burden.answer_collection")
def answer_collection(
    *,
    actor: Viewer,
    at: datetime,
    reply: Reply,
    version: int,
    said: Mapping[int, Said],
    none: bool = False,
) -> Reply:
    """Answer every field, or say 本单位无; a known field asks for a nod and for nothing else."""
    permissions.require_answer(actor, reply.unit)
    reply = _locked(reply, version)
    if not rules.REPLY.may("answer_collection", reply.state):
        raise Refused(_("这份任务已经答复过；要改，请上级退回重核"))
    today = timezone.localdate(at)
    task = reply.collection
    if task.state != CollectionState.ISSUED or task.expires_on < today:
        raise Refused(_("这份任务已经结束，不用再答复"))
    reply.entries.all().delete()
    entries = [] if none else [_entry(reply, item, said.get(item.pk)) for item in task.items.all()]
    Entry.objects.bulk_create(entries)
    reply.state = rules.REPLY.edge("answer_collection").to
    reply.answered_on, reply.none, reply.reopened_because = today, none, ""
    reply.on_behalf = permissions.on_behalf(actor, reply.unit)
    typed = sum(not each.item.known for each in entries)
    typed += sum(each.agreed is False for each in entries)
    return _changed(reply, {"answered_on": today, "none": none, "typed": typed})


@action("burden.reopen_reply")
def reopen_reply(*, actor: Viewer, at: datetime, reply: Reply, version: int, reason: str) -> Reply:
    """Ask a unit to look at its answer again, with what is to be looked at; what it said stays."""
    permissions.require_collect(actor, reply.collection.unit)
    reply = _locked(reply, version)
    if not rules.REPLY.may("reopen_reply", reply.state):
        raise Refused(_("还没有答复，不需要退回"))
    if reply.collection.state != CollectionState.ISSUED:
        raise Refused(_("任务已经结束，不能再退回"))
    reply.state, reply.answered_on = rules.REPLY.edge("reopen_reply").to, None
    reply.reopened_because = reason
    return _changed(reply, {"reopened": reason})


def _entry(reply: Reply, item: Item, said: Said | None) -> Entry:
    if item.known:
        if said is None:
            raise Refused(_("请核对“%(title)s”") % {"title": item.title})
        return Entry(
            reply=reply, item=item, value=said.value, agreed=not said.objection,
            objection=said.objection,
        )  # fmt: skip
    value = said.value.strip() if said else ""
    if not value:
        raise Refused(_("请填写“%(title)s”；没有的写 0 或“无”") % {"title": item.title})
    if item.kind == FieldKind.CHOICE and value not in item.choices:
        raise Refused(_("请在“%(title)s”的选项里选一个") % {"title": item.title})
    return Entry(reply=reply, item=item, value=value)


def _locked(reply: Reply, version: int) -> Reply:
    found = Reply.objects.select_for_update(of=("self",))
    current = found.select_related("unit", "collection__unit").get(pk=reply.pk)
    if current.version != version:
        raise Conflict(current)
    return current


def _changed(reply: Reply, new: dict[str, object]) -> Reply:
    reply.version += 1
    reply.save()
    audit.record(reply, new=new, unit_id=reply.unit_id)
    task, units = reply.collection, [reply.unit_id]
    kernel_facts.recorded(facts.REPLY, unit_ids=units, days=[task.due_on])
    return reply
