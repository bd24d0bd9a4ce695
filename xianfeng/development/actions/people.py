"""Taking somebody into development, amending what is known of them, ending it, and quotas."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.development import facts, permissions, settling, words
from xianfeng.development.enums import Ending
from xianfeng.development.models import Candidate, Quota, StepRecord
from xianfeng.development.rules import steps
from xianfeng.development.rules.history import Entry
from xianfeng.kernel import audit, crypto
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.ledgers.identity import identity
from xianfeng.members.enums import Sex, Standing
from xianfeng.members.models import Member
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Unit

WRITTEN = ("name", "sex", "ethnicity", "born_on", "education")
CHANGED = "***"
_SEXES = {str(label): value for value, label in Sex.choices}


@action("development.apply")
def apply(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    record: Mapping[str, Any],
    applied_on: date,
    id_number: str = "",
) -> Candidate:
    """Take in a written application: the person, and the first step. Raises Refused."""
    permissions.require_keep(actor, unit)
    audit.hold()
    if unit.kind not in BRANCH_KINDS:
        raise Refused(_("入党申请由党支部受理，请选一个党支部"), "unit")
    if applied_on > timezone.localdate(at):
        raise Refused(_("日期在今天之后，请改成实际递交的日期"), "applied_on")
    candidate = Candidate(unit=unit, **{name: record[name] for name in WRITTEN if name in record})
    _number(candidate, id_number)
    entry = Entry(steps.APPLICATION, applied_on)
    found = settling.new_problems([], [entry], settling.person_of(candidate))
    if found:
        raise Refused(words.sentence(found[0]), "applied_on")
    candidate.save()
    StepRecord.objects.create(
        candidate=candidate,
        step=entry.step,
        on=applied_on,
        recorded_at=at,
        recorded_by=actor.name,
        on_behalf=permissions.on_behalf(actor, unit, entry.step),
    )
    settling.settle(candidate)
    new = {name: getattr(candidate, name) for name in WRITTEN} | {"applied_on": applied_on}
    audit.record(candidate, new=new | {"id_number": CHANGED}, unit_id=unit.pk)
    settling.told(candidate, {applied_on})
    return candidate


@action("development.amend_candidate")
def amend_candidate(
    *,
    actor: Viewer,
    at: datetime,
    candidate: Candidate,
    version: int,
    record: Mapping[str, Any],
    id_number: str = "",
) -> Candidate:
    """Change what is known of a person; an empty number leaves the one that stands.

    Raises Conflict when it changed since ``version``. Who is a member already is amended there.
    """
    current = Candidate.objects.select_for_update(of=("self",)).select_related("unit")
    held = current.get(pk=candidate.pk)
    permissions.require_keep(actor, held.unit)
    if held.version != version:
        raise Conflict(held)
    if held.member_id is not None:
        raise Refused(_("已接收为预备党员，请在党员页面修改"))
    old = {name: getattr(held, name) for name in WRITTEN if getattr(held, name) != record[name]}
    for name in old:
        setattr(held, name, record[name])
    if id_number:
        _number(held, id_number)
    held.version += 1
    held.save()
    new = {name: getattr(held, name) for name in old}
    audit.record(
        held, old=old, new=new | ({"id_number": CHANGED} if id_number else {}), unit_id=held.unit_id
    )
    return held


@action("development.end")
def end(
    *, actor: Viewer, at: datetime, candidate: Candidate, ended_on: date, ending: str, reason: str
) -> Candidate:
    """End somebody's development before acceptance, with the reason; what was due is let go."""
    permissions.require_keep(actor, candidate.unit)
    audit.hold()
    found = Candidate.objects.select_for_update(of=("self",)).select_related("unit__agency")
    held = found.get(pk=candidate.pk)
    if held.member_id is not None:
        raise Refused(_("已接收为预备党员；取消资格请在“支部大会讨论”一步记录"))
    if held.ended_on is not None:
        raise Refused(_("培养已于 %(day)s 终止。") % {"day": held.ended_on})
    if ending not in {Ending.WITHDRAWN, Ending.TERMINATED, Ending.MOVED}:
        raise Refused(_("请选终止的情形"), "ending")
    last = held.records.order_by("-on").first()
    if ended_on > timezone.localdate(at) or (last is not None and ended_on < last.on):
        raise Refused(_("终止日期应在最近一步之后、今天之前，请核对"), "ended_on")
    if not reason.strip():
        raise Refused(_("请写明原因"), "reason")
    held.ended_on, held.ending, held.ending_reason = ended_on, Ending(ending), reason.strip()
    held.version += 1
    held.save()
    settling.settle(held)
    new = {"ended_on": ended_on, "ending": ending, "reason": held.ending_reason}
    audit.record(held, old={"ended_on": None}, new=new, unit_id=held.unit_id)
    return held


@action("development.set_quota")
def set_quota(*, actor: Viewer, at: datetime, unit: Unit, year: int, number: int) -> Quota:
    """Set how many a unit may accept in a year; the shares below it may not exceed it."""
    permissions.require_set_quota(actor, unit)
    audit.hold()
    begins = date(year, 1, 1)
    quota = Quota.objects.select_for_update().filter(unit=unit, year_begins=begins).first()
    old = {"number": quota.number} if quota else {}
    quota = quota or Quota(unit=unit, year_begins=begins)
    quota.number = number
    quota.version += 1 if quota.pk else 0
    quota.save()
    _relink(begins)
    quota.refresh_from_db()
    _refuse_overdrawn(quota.above or quota)
    _refuse_overdrawn(quota)
    new = {"unit": unit.pk, "year": year, "number": number}
    audit.record(quota, old=old, new=new, unit_id=unit.pk)
    kernel_facts.recorded(facts.QUOTA, unit_ids={unit.pk}, days={begins})
    return quota


def _number(candidate: Candidate, written: str) -> None:
    """Seal an identity number that agrees with sex and birth, and that nobody else bears."""
    if not written.strip():
        return
    told, _code = identity(written)
    if told is None:
        raise Refused(_("身份号码应为 18 位且校验位正确，请核对"), "id_number")
    if (told.born_on, _SEXES[told.sex]) != (candidate.born_on, candidate.sex):
        raise Refused(_("出生日期或性别与公民身份号码不一致，请核对"), "id_number")
    index = crypto.blind("id_number", told.number)
    others = Candidate.objects.filter(id_number_index=index, ended_on=None).exclude(pk=candidate.pk)
    if others.exists():
        raise Refused(_("此人已在发展党员名单里，请先查找"), "id_number")
    if Member.objects.filter(id_number_index=index, standing=Standing.NORMAL).exists():
        raise Refused(_("此人已在党员花名册里"), "id_number")
    candidate.id_number_sealed = crypto.seal(told.number)
    candidate.id_number_index = index


def _relink(begins: date) -> None:
    """Let each quota of a year point at the nearest one above it."""
    found = list(Quota.objects.filter(year_begins=begins).select_related("unit"))
    by_path = {quota.unit.path: quota for quota in found}
    for quota in found:
        path = quota.unit.path
        above = (by_path.get(path[:length]) for length in range(len(path) - 5, 0, -5))
        nearest = next((one for one in above if one is not None), None)
        if quota.above_id != (nearest.pk if nearest else None):
            quota.above = nearest
            quota.save(update_fields=["above"])


def _refuse_overdrawn(quota: Quota) -> None:
    shares = sum(quota.shares.values_list("number", flat=True))
    if shares > quota.number:
        text = _("%(unit)s 的控制总量是 %(number)s 名，下级合计 %(shares)s 名，请先调整。")
        values = {"unit": quota.unit.name, "number": quota.number, "shares": shares}
        raise Refused(text % values, "number")
