"""Certifying hours: the same paper asked for again is the same paper."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.hours import permissions, queries, rules
from xianfeng.hours.models import Certificate, Stint
from xianfeng.kernel import audit, numbers
from xianfeng.kernel.actions import Refused, action, part
from xianfeng.kernel.viewer import STEP, Viewer
from xianfeng.members.models import Member
from xianfeng.units.models import Unit


@action("hours.issue_certificate")
def issue_certificate(
    *, actor: Viewer, at: datetime, member: Member, first: date, last: date
) -> Certificate:
    """Certify what a member gave from a day to a day; who asked before gets the same paper.

    The member gets everything, staff what was given in their units. Raises Refused.
    """
    permissions.require_certify(actor, member.pk)
    today = timezone.localdate(at)
    if first > last:
        raise Refused(_("开始日期应不晚于结束日期。"), "first")
    if last > today:
        raise Refused(_("只能证明到今天为止的服务，请改结束日期。"), "last")
    Member.objects.select_for_update(of=("self",)).get(pk=member.pk)  # two at once: one paper
    stints = list(queries.certifiable(actor, member, first, last))
    if not stints:
        raise Refused(_("这段时间没有服务时长的记录，请换一段时间。"), "first")
    one = _made(actor, member, (first, last), stints, today)
    new = {"first": first, "last": last, "hours": one.hours}
    audit.record(one, new=new, unit_id=one.unit_id, subject_id=member.pk)
    return one


@part
def _made(
    actor: Viewer, member: Member, span: tuple[date, date], stints: list[Stint], today: date
) -> Certificate:
    """Return the paper that says exactly this already, or a new one.

    Staff read what their units had made: the unit named is one in which all of it was given.
    """
    lines = [[*line[:2], line.on.isoformat(), *line[3:]] for line in (one.line for one in stints)]
    on_behalf = not permissions.is_own(actor, member.pk)
    unit = _above(stints) if on_behalf else stints[-1].unit
    same = Certificate.objects.filter(
        member=member, unit=unit, first_on=span[0], last_on=span[1], on_behalf=on_behalf
    )
    known = next((one for one in same if one.lines == lines), None)
    return known or Certificate.objects.create(
        number=numbers.new_number(), member=member, unit=unit, first_on=span[0], last_on=span[1],
        lines=lines, hours=sum((one.hours for one in stints), Decimal(0)), made_on=today,
        on_behalf=on_behalf,
    )  # fmt: skip


def _above(stints: list[Stint]) -> Unit:
    """Return the lowest unit at or above all in which something was given."""
    path = rules.shared_path([one.unit.path for one in stints], STEP)
    return Unit.objects.filter(path=path).first() or stints[-1].unit
