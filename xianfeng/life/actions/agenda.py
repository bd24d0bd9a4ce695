"""The agenda of a meeting, what was decided, and what became of it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.life import facts, permissions, rules
from xianfeng.life.actions.messages import message
from xianfeng.life.enums import MeetingState
from xianfeng.life.models import AgendaItem, Meeting, MeetingVersion
from xianfeng.life.rules import Item


@action("life.set_agenda")
def set_agenda(
    *,
    actor: Viewer,
    at: datetime,
    meeting: Meeting,
    items: Sequence[Item],
    version: int,
    reason: str = "",
) -> Meeting:
    """Write the agenda anew, with what was decided of each item.

    Of a confirmed meeting the earlier agenda stays as a version; changing what was decided needs
    a reason, adding does not. Raises Conflict when the meeting was changed since ``version``,
    Refused with the first thing to put right.
    """
    permissions.require_record(actor, meeting.unit)
    found = Meeting.objects.select_for_update(of=("self",)).select_related("unit")
    meeting = found.get(pk=meeting.pk)
    _check(meeting, items, version, reason)
    before = list(meeting.agenda.all())
    old = meeting.snapshot()
    if meeting.state == MeetingState.CONFIRMED:
        MeetingVersion.objects.create(
            meeting=meeting,
            version=meeting.version,
            content=old,
            reason=reason.strip() or gettext("补记议程与决议"),
            amended_by=actor.name,
            amended_at=at,
        )
    meeting.version += 1
    meeting.save(update_fields=["version"])
    _replace(meeting, before, items)
    meeting = found.get(pk=meeting.pk)
    audit.record(meeting, old=old, new=meeting.snapshot(), unit_id=meeting.unit_id)
    kernel_facts.recorded(facts.RESOLUTION, unit_ids={meeting.unit_id}, days={meeting.held_on})
    return meeting


@action("life.finish_resolution")
def finish_resolution(
    *, actor: Viewer, at: datetime, item: AgendaItem, on: date, result: str
) -> AgendaItem:
    """Say on which day a resolution was carried out, and how. Raises Refused."""
    permissions.require_record(actor, item.meeting.unit)
    item = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.due_on is None:
        raise Refused(gettext("这项决议没有写时限，不需要登记办结"))
    if not item.meeting.held_on <= on <= timezone.localdate(at):
        raise Refused(gettext("办结日期应在会议之后、今天之前，请核对"), "on")
    old = {"done_on": item.done_on, "result": item.result}
    item.done_on, item.result = on, result.strip()
    item.save(update_fields=["done_on", "result"])
    new = {"done_on": on, "result": item.result}
    audit.record(item, old=old, new=new, unit_id=item.meeting.unit_id)
    kernel_facts.recorded(facts.RESOLUTION, unit_ids={item.meeting.unit_id}, days={item.due_on})
    return item


def _check(meeting: Meeting, items: Sequence[Item], version: int, reason: str) -> None:
    if meeting.version != version:
        raise Conflict(meeting)
    if meeting.state == MeetingState.VOIDED:
        raise Refused(gettext("这次会议的记录已经撤销"))
    for number, item in enumerate(items, 1):
        found = rules.agenda_problems(item, meeting.held_on)
        if found:
            said = {"number": number, "message": message(found[0])}
            raise Refused(gettext("第%(number)d项：%(message)s") % said)
    before = [item.item() for item in meeting.agenda.all()]
    confirmed = meeting.state == MeetingState.CONFIRMED
    if confirmed and rules.altered(before, items) and not reason.strip():
        raise Refused(gettext("改动已经议定的内容，请写明原因"), "reason")


def _replace(meeting: Meeting, before: Sequence[AgendaItem], items: Sequence[Item]) -> None:
    """Store the items by number; one that reads as before keeps what became of it."""
    done = {item.number: item for item in before}
    meeting.agenda.all().delete()
    made = []
    for number, item in enumerate(items, 1):
        row = AgendaItem(meeting=meeting, number=number, **asdict(item))
        was = done.get(number)
        if was is not None and row.due_on and was.decision == row.decision:
            row.done_on, row.result = was.done_on, was.result
        made.append(row)
    AgendaItem.objects.bulk_create(made)
