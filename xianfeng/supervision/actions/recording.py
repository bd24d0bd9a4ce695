"""The record of a visit: kept as a draft, confirmed once with its problems, amended, voided."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.rectification.actions import raise_found
from xianfeng.rectification.actions.raising import Finding
from xianfeng.rectification.enums import Severity, Source
from xianfeng.rectification.models import Problem
from xianfeng.supervision import facts, permissions, rules
from xianfeng.supervision.actions.visits import going, gone
from xianfeng.supervision.models import Amendment, Visit


@dataclass(frozen=True)
class Found:
    """One thing found: what about, how grave, in words, and by when it is to be put right."""

    category: str
    text: str
    due_on: date
    severity: str = Severity.ORDINARY.value


@dataclass(frozen=True)
class Record:
    """What was written of a visit. ``none`` says that nothing was found: zero is an answer."""

    held_on: date
    looked: str = ""
    team_names: str = ""
    findings: tuple[Found, ...] = ()
    none: bool = False


@action("supervision.save_record")
def save_record(
    *, actor: Viewer, at: datetime, visit: Visit, version: int, record: Record
) -> Visit:
    """Keep what was written so far; nobody but the issuer and the team sees it."""
    permissions.require_write(actor, visit)
    visit = going("save_record", visit, version)
    visit.draft = {
        "held_on": record.held_on.isoformat(),
        "looked": record.looked,
        "team_names": record.team_names,
        "findings": [
            {**asdict(found), "due_on": found.due_on.isoformat()} for found in record.findings
        ],
    }
    return gone(visit, new={"state": visit.state, "findings": len(record.findings)})


@action("supervision.confirm_visit")
def confirm_visit(
    *, actor: Viewer, at: datetime, visit: Visit, version: int, record: Record
) -> Visit:
    """Confirm a visit, and raise what it found as problems that the issuer will verify."""
    permissions.require_write(actor, visit)
    visit = going("confirm_visit", visit, version)
    _check(visit, record, timezone.localdate(at))
    if not record.findings and not record.none:
        raise Refused(_("请写发现的问题；没有的，点“本次没有发现问题”"))
    if record.findings and record.none:
        raise Refused(_("已写了问题。确实没有问题的，请先清空问题再点"))
    if not visit.team.exists() and not record.team_names.strip():
        raise Refused(_("没有抽取督导组，请写明去了哪些人"), "team_names")
    visit.held_on, visit.confirmed_on = record.held_on, timezone.localdate(at)
    visit.looked, visit.draft = record.looked.strip(), {}
    visit.team_names = "" if visit.team.exists() else record.team_names.strip()
    problems = _raise(visit, record.findings, at)
    new = {"state": visit.state, "held_on": visit.held_on, "problems": problems}
    visit = gone(visit, new=new)
    tell_held(visit, {record.held_on})
    return visit


@action("supervision.amend_visit")
def amend_visit(
    *, actor: Viewer, at: datetime, visit: Visit, version: int, record: Record, reason: str
) -> Visit:
    """Amend a confirmed record; what it said before is kept, and further findings are raised."""
    permissions.require_issue(actor, visit.issuer)
    visit = going("amend_visit", visit, version)
    _check(visit, record, timezone.localdate(at))
    if visit.confirmed_on and record.held_on > visit.confirmed_on:
        raise Refused(_("督导日期在记录确认之后，请核对"), "held_on")
    if not reason.strip():
        raise Refused(_("请写明更正的原因"), "reason")
    old = {"held_on": visit.held_on, "looked": visit.looked}
    day, looked = visit.held_on or record.held_on, record.looked.strip()
    if not record.findings and (day, visit.looked) == (record.held_on, looked):
        raise Refused(_("没有改动任何内容"))
    Amendment.objects.create(
        visit=visit,
        on=timezone.localdate(at),
        reason=reason.strip(),
        old_held_on=day,
        old_looked=visit.looked,
        added=len(record.findings),
    )
    visit.held_on, visit.looked = record.held_on, looked
    problems = _raise(visit, record.findings, at)
    new = {"held_on": visit.held_on, "looked": visit.looked, "problems": problems}
    visit = gone(visit, old=old, new={**new, "reason": reason.strip()})
    tell_held(visit, {day, record.held_on})
    return visit


@action("supervision.void_visit")
def void_visit(*, actor: Viewer, at: datetime, visit: Visit, version: int, reason: str) -> Visit:
    """Declare a confirmed visit void; refused while any problem it found stands in the ledger."""
    permissions.require_issue(actor, visit.issuer)
    visit = going("void_visit", visit, version)
    if not reason.strip():
        raise Refused(_("请写明作废的原因"), "reason")
    standing = Problem.objects.select_for_update(of=("self",)).filter(origin=facts.origin(visit))
    number = len(standing.exclude(state="withdrawn"))
    if number:
        told = {"number": number}
        raise Refused(
            _("本次发现的 %(number)s 个问题还在整改台账里，请先在台账撤回，再作废这次督导") % told
        )
    visit.ended_because = reason.strip()
    visit = gone(visit, new={"state": visit.state, "reason": reason.strip()})
    tell_held(visit, {visit.held_on} if visit.held_on else set())
    return visit


def _check(visit: Visit, record: Record, today: date) -> None:
    """Refuse a day that cannot be, a visit recorded twice, and too many findings."""
    if record.held_on > today:
        raise Refused(_("督导日期在今天之后，请核对"), "held_on")
    if record.held_on < today - timedelta(days=366):
        raise Refused(_("督导日期在一年以前，请核对；往年的督导请从台账导入"), "held_on")
    if len(record.findings) > rules.MOST_FINDINGS:
        raise Refused(_("一次最多写 30 个问题，请分开记录"))
    same = Visit.objects.filter(
        issuer=visit.issuer_id, unit=visit.unit_id, kind=visit.kind, held_on=record.held_on,
        state="confirmed",
    ).exclude(pk=visit.pk)  # fmt: skip
    if same.exists():
        raise Refused(_("当天已有一次同样方式的督导记录，请核对是否重复"), "held_on")


@part
def _raise(visit: Visit, findings: Sequence[Found], at: datetime) -> list[int]:
    """Raise the findings as problems of the visited unit."""
    held_on = visit.held_on or timezone.localdate(at)
    return [
        raise_found(
            unit=visit.unit,
            verifier=visit.issuer,
            found=Finding(
                source=Source.INSPECTION.value,
                category=each.category,
                severity=each.severity,
                text=each.text,
                found_on=held_on,
                due_on=each.due_on,
                origin=facts.origin(visit),
            ),
            at=at,
        ).pk
        for each in findings
    ]


@part
def tell_held(visit: Visit, days: set[date]) -> None:
    """Tell whoever derives from facts that a visit was made, moved or voided."""
    kernel_facts.recorded(facts.VISIT, unit_ids={visit.unit_id}, days=days)
    kernel_facts.recorded(facts.HELD, unit_ids={visit.issuer_id}, days=days)
    if visit.due_on is not None:
        kernel_facts.recorded(facts.PLANNED, unit_ids={visit.issuer_id}, days={visit.due_on})
