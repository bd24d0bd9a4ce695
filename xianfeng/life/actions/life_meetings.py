"""What stands around a life meeting: opinions, criticism, problems to put right."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils.translation import gettext

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.life import facts, permissions, queries
from xianfeng.life.enums import MeetingState
from xianfeng.life.models import Criticism, Meeting, Opinion
from xianfeng.rectification.actions import raise_found
from xianfeng.rectification.actions.raising import Finding
from xianfeng.rectification.enums import Source
from xianfeng.rectification.models import Problem
from xianfeng.units.models import Unit


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
    category: str,
    problem: str,
    measure: str,
    owner: str,
    due_on: date,
    verifier: Unit | None = None,
) -> Problem:
    """Raise one thing to put right, found in the meeting; the superior verifies it. Refused.

    A unit with nothing above it names a unit below as ``verifier``. Only of a confirmed meeting:
    nothing hangs on a draft that may be deleted.
    """
    permissions.require_record(actor, meeting.unit)
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    _standing(meeting)
    if meeting.state != MeetingState.CONFIRMED:
        raise Refused(gettext("先确认会议记录，再列整改事项"))
    if due_on < meeting.held_on:
        raise Refused(gettext("时限在会议日期之前，请核对"), "due_on")
    superior = meeting.unit.parent or verifier
    if superior is None:
        raise Refused(gettext("没有上级党组织，请选一个下级组织来核实整改"), "verifier")
    if not superior.path.startswith(meeting.unit.path) and superior != meeting.unit.parent:
        raise Refused(gettext("核实整改的应是上级，没有上级的选一个下级组织"), "verifier")
    found = Finding(
        source=Source.LIFE_MEETING,
        category=category,
        text=problem,
        found_on=meeting.held_on,
        due_on=due_on,
        measure=measure,
        owner=owner,
        origin=facts.origin(meeting),
    )
    made = raise_found(unit=meeting.unit, verifier=superior, found=found, at=at)
    new = {"meeting": meeting.pk, "category": category, "problem": made.text}
    new |= {"measure": made.measure, "owner": made.owner, "due_on": due_on}
    audit.record(made, new=new, unit_id=meeting.unit_id)
    return made


def _open(actor: Viewer, meeting: Meeting) -> None:
    """Check that the actor keeps the unit's records and the meeting stands."""
    permissions.require_record(actor, meeting.unit)
    _standing(meeting)


def _standing(meeting: Meeting) -> None:
    if meeting.state == MeetingState.VOIDED:
        raise Refused(gettext("这次会议的记录已经撤销"))
