"""A check, step by step: begun, answered, submitted, and agreed to or sent back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.standards import facts, permissions, rules
from xianfeng.standards.enums import CheckState
from xianfeng.standards.models import Answer, Check, Standard
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Said:
    """What a branch says about one item."""

    finding: str
    note: str = ""
    evidence: str = ""


@action("standards.begin_check")
def begin_check(*, actor: Viewer, at: datetime, standard: Standard, unit: Unit) -> Check:
    """Begin the check of a branch that was set up after the standard was published."""
    permissions.require_record(actor, unit)
    below = unit.path.startswith(standard.unit.path) and unit.kind in BRANCH_KINDS
    if not below or standard.published_on is None or standard.withdrawn_on is not None:
        raise Refused(_("这个标准现在不适用于本支部"))
    if Check.objects.filter(standard=standard, unit=unit).exists():
        raise Refused(_("本支部已经有这份自查表，请打开它继续填"))
    check = Check.objects.create(standard=standard, unit=unit)
    audit.record(check, new={"standard": standard.title}, unit_id=unit.pk)
    _tell(check, set())
    return check


@action("standards.save_answers")
def save_answers(
    *, actor: Viewer, at: datetime, check: Check, version: int, said: Mapping[int, Said]
) -> Check:
    """Keep what a branch says about items that no fact measures: {item's key: what is said}.

    An answer that is said again loses the superior's word on it.
    """
    permissions.require_record(actor, check.unit)
    check = _locked(check, version)
    if check.state not in rules.WRITABLE:
        raise Refused(_("自查表已经提交；要改内容，请先撤回"))
    asked = {item.pk for item in check.standard.items.all() if not item.measured}
    if set(said) - asked:
        raise Refused(_("有的项目由记录自动得出，不用填写，请刷新页面再试"))
    Answer.objects.filter(check_of=check, item__in=list(said)).delete()
    Answer.objects.bulk_create(
        Answer(
            check_of=check, item_id=item, finding=one.finding, note=one.note, evidence=one.evidence
        )
        for item, one in said.items()
    )
    check.version += 1
    check.save(update_fields=["version"])
    audit.record(check, new={"answered": len(said)}, unit_id=check.unit_id)
    return check


@action("standards.submit")
def submit(*, actor: Viewer, at: datetime, check: Check, version: int) -> Check:
    """Hand the check to the superior; every item that no fact measures has its answer."""
    permissions.require_record(actor, check.unit)
    check, old = _going("submit", check, version)
    asked = sum(not item.measured for item in check.standard.items.all())
    missing = asked - check.answers.count()
    if missing:
        raise Refused(_("还有 %(number)s 项没有自查，请填完再提交") % {"number": missing})
    check.submitted_on = timezone.localdate(at)
    check.submitted_by_id = actor.user_id
    check.on_behalf = permissions.on_behalf(actor, check.unit)
    return _gone(check, old)


@action("standards.take_back")
def take_back(*, actor: Viewer, at: datetime, check: Check, version: int) -> Check:
    """Take a submitted check back to go on with it."""
    permissions.require_record(actor, check.unit)
    check, old = _going("take_back", check, version)
    return _gone(check, old)


@action("standards.confirm")
def confirm(
    *,
    actor: Viewer,
    at: datetime,
    check: Check,
    version: int,
    objections: Mapping[int, str],
    opinion: str,
) -> Check:
    """Agree to a check, except for items with an objection: {item's key: reason}."""
    permissions.require_superior(actor, check.unit)
    check, old = _going("confirm", check, version)
    if check.submitted_by_id is not None and check.submitted_by_id == actor.user_id:
        raise Refused(_("自查和核查不能是同一个人，请由另一位同志核查"))
    for answer in check.answers.all():
        answer.objection = objections.get(answer.item_id, "")
        answer.agreed = not answer.objection
        answer.save(update_fields=["agreed", "objection"])
    check.checked_on, check.opinion = timezone.localdate(at), opinion
    return _gone(check, old, objections=len(objections))


@action("standards.send_back")
def send_back(*, actor: Viewer, at: datetime, check: Check, version: int, reason: str) -> Check:
    """Send a submitted check back with the reason."""
    permissions.require_superior(actor, check.unit)
    check, old = _going("send_back", check, version)
    return _sent_back(check, old, at, reason)


@action("standards.reopen")
def reopen(*, actor: Viewer, at: datetime, check: Check, version: int, reason: str) -> Check:
    """Send a check that was agreed to back again, with the reason."""
    permissions.require_superior(actor, check.unit)
    check, old = _going("reopen", check, version)
    return _sent_back(check, old, at, reason)


def _sent_back(check: Check, old: Check, at: datetime, reason: str) -> Check:
    if not reason.strip():
        raise Refused(_("请写明退回的原因，支部好照着改"), "reason")
    check.sent_back_on, check.reason = timezone.localdate(at), reason.strip()
    return _gone(check, old, reason=check.reason)


def _locked(check: Check, version: int) -> Check:
    found = Check.objects.select_for_update(of=("self",)).select_related("standard", "unit")
    current = found.get(pk=check.pk)
    if current.version != version:
        raise Conflict(current)
    if current.standard.withdrawn_on is not None:
        raise Refused(_("这个标准已经撤回，不用再办"))
    return current


def _going(verb: str, check: Check, version: int) -> tuple[Check, Check]:
    """Return the check in the state the verb leads to, and as it was; raises Refused, Conflict."""
    check = _locked(check, version)
    old = Check(state=check.state, submitted_on=check.submitted_on, checked_on=check.checked_on)
    if not rules.may(verb, check.state):
        raise Refused(_("现在不能这样办：自查表%(state)s") % {"state": check.get_state_display()})
    check.state = rules.EDGES[verb][1]
    if check.state in rules.WRITABLE:
        check.submitted_on, check.checked_on, check.opinion = None, None, ""
    return check, old


def _gone(check: Check, old: Check, **more: object) -> Check:
    check.version += 1
    check.save()
    new = {"state": str(check.state), **more}
    audit.record(check, old={"state": str(old.state)}, new=new, unit_id=check.unit_id)
    days = {old.submitted_on, old.checked_on, check.submitted_on, check.checked_on}
    _tell(check, {day for day in days if day is not None})
    return check


def _tell(check: Check, days: set[date]) -> None:
    units = [check.unit_id]
    kernel_facts.recorded(facts.CHECK, unit_ids=units, days=[check.standard.due_on])
    if check.state == CheckState.DRAFT and not days:
        return
    for kind in (facts.SUBMITTED, facts.CHECKED, facts.FINDING):
        kernel_facts.recorded(kind, unit_ids=units, days=days)
