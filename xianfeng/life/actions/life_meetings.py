"""What stands around a life meeting: opinions, criticism, rectification."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.life import facts, permissions, queries
from xianfeng.life.enums import MeetingState
from xianfeng.life.models import Criticism, Meeting, Opinion, Rectification


@action("life.add_opinion")
def add_opinion(
    *, actor: Viewer, at: datetime, meeting: Meeting, source: str, count: int, text: str = ""
) -> Opinion:
    """Record opinions collected before the meeting: from what kind of people, how many, what."""
    _open(actor, meeting)
    made = Opinion.objects.create(meeting=meeting, source=source, count=count, text=text.strip())
    new = {"source": source, "count": count, "text": made.text}
    audit.record(made, new=new, unit_id=meeting.unit_id)
    return made


@action("life.drop_opinion")
def drop_opinion(*, actor: Viewer, at: datetime, opinion: Opinion) -> None:
    """Take opinions entered by mistake off the record."""
    _open(actor, opinion.meeting)
    old = {"source": opinion.source, "count": opinion.count, "text": opinion.text}
    audit.record(opinion, old=old, unit_id=opinion.meeting.unit_id)
    opinion.delete()


@action("life.record_criticism")
def record_criticism(
    *,
    actor: Viewer,
    at: datetime,
    meeting: Meeting,
    by_themselves: Collection[int],
    pairs: Collection[tuple[int, int]],
) -> None:
    """Record who criticised themselves, and who criticised whom; never what was said.

    Replaces what stood. Raises Refused for somebody not on the list of the meeting.
    """
    _open(actor, meeting)
    said = {(one, one) for one in by_themselves} | {(a, b) for a, b in pairs if a != b}
    known = {p.id for p in queries.people(actor, meeting.unit, meeting.kind, meeting.held_on)}
    if not {one for pair in said for one in pair} <= known:
        raise Refused(gettext("有人不在这次会议的应到名单里，请核对"))
    old = sorted(meeting.criticisms.values_list("speaker_id", "about_id"))
    meeting.criticisms.all().delete()
    Criticism.objects.bulk_create(
        Criticism(meeting=meeting, speaker_id=speaker, about_id=about)
        for speaker, about in sorted(said)
    )
    new = {"pairs": sorted(map(list, said))}
    audit.record(meeting, old={"pairs": list(map(list, old))}, new=new, unit_id=meeting.unit_id)


@action("life.add_rectification")
def add_rectification(
    *,
    actor: Viewer,
    at: datetime,
    meeting: Meeting,
    problem: str,
    measure: str,
    owner: str,
    due_on: date,
) -> Rectification:
    """List one thing to put right after the meeting. Raises Refused."""
    _open(actor, meeting)
    if due_on < meeting.held_on:
        raise Refused(gettext("时限在会议日期之前，请核对"), "due_on")
    made = Rectification.objects.create(
        meeting=meeting,
        problem=problem.strip(),
        measure=measure.strip(),
        owner=owner.strip(),
        due_on=due_on,
    )
    audit.record(made, new=_said(made), unit_id=meeting.unit_id)
    _tell(made)
    return made


@action("life.finish_rectification")
def finish_rectification(
    *, actor: Viewer, at: datetime, item: Rectification, on: date, result: str
) -> Rectification:
    """Say on which day it was put right, and how. Raises Refused."""
    _open(actor, item.meeting)
    item = Rectification.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if not item.meeting.held_on <= on <= timezone.localdate(at):
        raise Refused(gettext("完成日期应在会议之后、今天之前，请核对"), "on")
    if not result.strip():
        raise Refused(gettext("请写明整改结果"), "result")
    old = _said(item)
    item.done_on, item.result = on, result.strip()
    item.save(update_fields=["done_on", "result"])
    audit.record(item, old=old, new=_said(item), unit_id=item.meeting.unit_id)
    _tell(item)
    return item


@action("life.drop_rectification")
def drop_rectification(*, actor: Viewer, at: datetime, item: Rectification) -> None:
    """Take an item entered by mistake off the list; one that is done stays. Raises Refused."""
    _open(actor, item.meeting)
    item = Rectification.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.done_on is not None:
        raise Refused(gettext("已经办结的整改事项留在台账里"))
    audit.record(item, old=_said(item), unit_id=item.meeting.unit_id)
    item.delete()
    _tell(item)


def _open(actor: Viewer, meeting: Meeting) -> None:
    """Check that the actor keeps the unit's records and the meeting stands."""
    permissions.require_record(actor, meeting.unit)
    if meeting.state == MeetingState.VOIDED:
        raise Refused(gettext("这次会议的记录已经撤销"))


def _said(item: Rectification) -> dict[str, object]:
    names = ("problem", "measure", "owner", "due_on", "done_on", "result")
    return {name: getattr(item, name) for name in names}


def _tell(item: Rectification) -> None:
    unit_ids = {item.meeting.unit_id}
    kernel_facts.recorded(facts.RECTIFICATION, unit_ids=unit_ids, days={item.due_on})
