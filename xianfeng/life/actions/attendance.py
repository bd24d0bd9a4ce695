"""Exemptions, make-up lessons and guests."""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.life import facts, permissions, queries
from xianfeng.life.enums import MeetingState
from xianfeng.life.models import Exemption, Guest, MakeUp, Meeting
from xianfeng.members.models import Member
from xianfeng.units.models import Unit


@action("life.exempt_member")
def exempt_member(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    member: Member,
    ground: str,
    decided_on: date,
    from_on: date,
    until_on: date | None = None,
) -> Exemption:
    """Exempt a member of the branch from coming, by its decision. Raises Refused.

    Source: 教育管理条例 23.
    """
    permissions.require_record(actor, unit)
    if member.pk not in queries.ranks(actor, unit, from_on):
        raise Refused(gettext("这一天该党员不在本支部，请核对"), "member")
    if decided_on > timezone.localdate(at):
        raise Refused(gettext("支部研究日期在今天之后，请核对"), "decided_on")
    if until_on is not None and until_on <= from_on:
        raise Refused(gettext("截止日期应在起始日期之后"), "until_on")
    overlapping = member.exemptions.filter(Q(until_on=None) | Q(until_on__gt=from_on))
    if until_on is not None:
        overlapping = overlapping.filter(from_on__lt=until_on)
    if overlapping.exists():
        raise Refused(gettext("该党员在这段时间已有免于参加的登记"), "from_on")
    made = Exemption.objects.create(
        member=member,
        unit=unit,
        ground=ground,
        decided_on=decided_on,
        from_on=from_on,
        until_on=until_on,
    )
    new = {"from_on": from_on, "until_on": until_on, "ground": ground, "decided_on": decided_on}
    audit.record(made, new=new, unit_id=unit.pk, subject_id=member.pk)
    kernel_facts.recorded(facts.EXEMPTION, unit_ids={unit.pk})
    return made


@action("life.end_exemption")
def end_exemption(
    *, actor: Viewer, at: datetime, exemption: Exemption, until_on: date
) -> Exemption:
    """Let an exemption end before a day; meetings confirmed meanwhile stay as they are."""
    permissions.require_record(actor, exemption.unit)
    exemption = Exemption.objects.select_for_update(of=("self",)).get(pk=exemption.pk)
    if until_on <= exemption.from_on:
        raise Refused(gettext("截止日期应在起始日期之后"), "until_on")
    old, exemption.until_on = {"until_on": exemption.until_on}, until_on
    exemption.save(update_fields=["until_on"])
    audit.record(
        exemption,
        old=old,
        new={"until_on": until_on},
        unit_id=exemption.unit_id,
        subject_id=exemption.member_id,
    )
    kernel_facts.recorded(facts.EXEMPTION, unit_ids={exemption.unit_id})
    return exemption


@action("life.record_make_up")
def record_make_up(
    *, actor: Viewer, at: datetime, meeting: Meeting, member: Member, on: date, way: str
) -> MakeUp:
    """Record that somebody absent made up for the meeting; its numbers stay. Raises Refused."""
    permissions.require_record(actor, meeting.unit)
    if meeting.state != MeetingState.CONFIRMED:
        raise Refused(gettext("会议确认后才登记补课"))
    if not meeting.absences.filter(member=member).exists():
        raise Refused(gettext("该党员没有缺席这次会议，不需要补课"), "member")
    if not meeting.held_on <= on <= timezone.localdate(at):
        raise Refused(gettext("补课日期应在会议之后、今天之前，请核对"), "on")
    made, _new = MakeUp.objects.update_or_create(
        meeting=meeting, member=member, defaults={"on": on, "way": way}
    )
    audit.record(made, new={"on": on, "way": way}, unit_id=meeting.unit_id, subject_id=member.pk)
    kernel_facts.recorded(facts.MAKE_UP, unit_ids={meeting.unit_id}, days={on})
    return made


@action("life.add_guest")
def add_guest(*, actor: Viewer, at: datetime, meeting: Meeting, name: str, phone: str) -> Guest:
    """Record that a member of another branch came; found only by name and whole phone number.

    Who is not found and who may not be found get the same answer. Raises Refused.
    """
    permissions.require_record(actor, meeting.unit)
    if meeting.state != MeetingState.CONFIRMED:
        raise Refused(gettext("会议确认后才登记来宾"))
    found = queries.visitor(actor, meeting, name, phone)
    if found is None:
        raise Refused(gettext("没有找到这位党员，请核对姓名和手机号"), "name")
    member, home = found
    if meeting.guests.filter(member=member).exists():
        raise Refused(gettext("已经登记过这位党员"), "name")
    made = Guest.objects.create(meeting=meeting, member=member, home=home)
    new = {"meeting": meeting.pk, "home": home.pk}
    audit.record(made, new=new, unit_id=meeting.unit_id, subject_id=member.pk)
    kernel_facts.recorded(facts.VISIT, unit_ids={home.pk}, days={meeting.held_on})
    return made


@action("life.drop_guest")
def drop_guest(*, actor: Viewer, at: datetime, guest: Guest) -> None:
    """Take a guest entered by mistake off the record."""
    permissions.require_record(actor, guest.meeting.unit)
    old = {"meeting": guest.meeting_id, "home": guest.home_id}
    audit.record(guest, old=old, unit_id=guest.meeting.unit_id, subject_id=guest.member_id)
    guest.delete()
    kernel_facts.recorded(facts.VISIT, unit_ids={old["home"]}, days={guest.meeting.held_on})
