"""Recording integrity education: bases, visits to them, and case lessons."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.outreach import facts, permissions
from xianfeng.outreach.models import BaseVisit, EducationBase, Lesson
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Case:
    """A case as a recorder enters it; ``source`` is where it was published."""

    title: str
    source: str
    on: date
    people: int
    text: str = ""


@action("outreach.register_base")
def register_base(
    *, actor: Viewer, at: datetime, unit: Unit, name: str, place: str = "", theme: str = ""
) -> EducationBase:
    """Offer a base of education to a unit and those below it. Raises Refused."""
    permissions.require_record(actor, unit)
    if not name.strip():
        raise Refused(_("请写明教育基地的名称"), "name")
    told = {"name": name.strip(), "place": place.strip(), "theme": theme.strip()}
    try:
        with transaction.atomic():
            today = timezone.localdate(at)
            made = EducationBase.objects.create(unit=unit, opened_on=today, **told)
    except IntegrityError as problem:
        raise Refused(_("这个教育基地已登记，不用再登记"), "name") from problem
    audit.record(made, new=told, unit_id=unit.pk)
    return made


@action("outreach.close_base")
def close_base(*, actor: Viewer, at: datetime, base: EducationBase, closed_on: date) -> None:
    """Offer a base no more from a day on; visits there stay. Raises Refused."""
    permissions.require_record(actor, base.unit)
    found = EducationBase.objects.select_for_update(of=("self",)).get(pk=base.pk)
    if found.closed_on is not None:
        raise Refused(_("这个教育基地已经停用，不用再办"))
    if closed_on <= found.opened_on:
        raise Refused(_("停用日期应在登记日期之后，请核对"), "closed_on")
    found.closed_on = closed_on
    found.save(update_fields=["closed_on"])
    audit.record(found, new={"closed_on": closed_on}, unit_id=found.unit_id)


@action("outreach.record_base_visit")
def record_base_visit(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    base: EducationBase,
    on: date,
    people: int,
    note: str = "",
) -> BaseVisit:
    """Record that a unit visited a base: the day and how many. Raises Refused."""
    permissions.require_record(actor, unit)
    _check(on, people, at)
    if not unit.path.startswith(base.unit.path):
        raise Refused(_("请选择本组织或上级登记的教育基地"), "base")
    if base.closed_on is not None and on >= base.closed_on:
        raise Refused(_("这一天教育基地已经停用，请核对日期"), "on")
    try:
        with transaction.atomic():
            made = BaseVisit.objects.create(
                unit=unit, base=base, on=on, people=people, note=note.strip(),
                recorded_by_id=actor.user_id, recorded_at=at,
            )  # fmt: skip
    except IntegrityError as problem:
        raise Refused(_("这一天到这个基地的参观已登记过，请核对"), "on") from problem
    new = {"base": base.pk, "on": on, "people": people, "note": made.note}
    audit.record(made, new=new, unit_id=unit.pk)
    kernel_facts.recorded(facts.BASE_VISIT, unit_ids={unit.pk}, days={on})
    return made


@action("outreach.withdraw_base_visit")
def withdraw_base_visit(*, actor: Viewer, at: datetime, visit: BaseVisit, reason: str) -> None:
    """Take a visit out of the count; it stays on record with the reason. Raises Refused."""
    permissions.require_record(actor, visit.unit)
    found = BaseVisit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    found.withdraw(_reason(found.withdrawn, reason))
    audit.record(found, new={"withdrawn": found.withdrawn}, unit_id=found.unit_id)
    kernel_facts.recorded(facts.BASE_VISIT, unit_ids={found.unit_id}, days={found.on})


@action("outreach.record_lesson")
def record_lesson(*, actor: Viewer, at: datetime, unit: Unit, case: Case) -> Lesson:
    """Record that a unit learnt from a published case. Raises Refused."""
    permissions.require_record(actor, unit)
    _check(case.on, case.people, at)
    if not case.title.strip():
        raise Refused(_("请写明案例的标题"), "title")
    if not case.source.strip():
        raise Refused(_("请写明案例公开通报的出处"), "source")
    try:
        with transaction.atomic():
            made = Lesson.objects.create(
                unit=unit, on=case.on, people=case.people, title=case.title.strip(),
                source=case.source.strip(), text=case.text.strip(),
                recorded_by_id=actor.user_id, recorded_at=at,
            )  # fmt: skip
    except IntegrityError as problem:
        raise Refused(_("这一天的这个案例已登记过，请核对"), "title") from problem
    new = {"title": made.title, "source": made.source, "on": made.on, "people": made.people}
    audit.record(made, new=new, unit_id=unit.pk)
    kernel_facts.recorded(facts.LESSON, unit_ids={unit.pk}, days={made.on})
    return made


@action("outreach.withdraw_lesson")
def withdraw_lesson(*, actor: Viewer, at: datetime, lesson: Lesson, reason: str) -> None:
    """Take a lesson out of the count; it stays on record with the reason. Raises Refused."""
    permissions.require_record(actor, lesson.unit)
    found = Lesson.objects.select_for_update(of=("self",)).get(pk=lesson.pk)
    found.withdraw(_reason(found.withdrawn, reason))
    audit.record(found, new={"withdrawn": found.withdrawn}, unit_id=found.unit_id)
    kernel_facts.recorded(facts.LESSON, unit_ids={found.unit_id}, days={found.on})


def _check(on: date, people: int, at: datetime) -> None:
    if on > timezone.localdate(at):
        raise Refused(_("日期在今天之后，请改成实际日期"), "on")
    if people < 1:
        raise Refused(_("请填写参加的人数"), "people")


def _reason(withdrawn: str, reason: str) -> str:
    """Return the reason as it is kept; raises Refused without one, or when it was withdrawn."""
    if withdrawn:
        raise Refused(_("这条记录已经作废，不用再办"))
    if not reason.strip():
        raise Refused(_("请写明原因"), "reason")
    return reason.strip()
