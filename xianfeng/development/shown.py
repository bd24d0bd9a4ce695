"""One person's development as pages and papers show it: 25 lines, what is next, what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.development import permissions, words
from xianfeng.development.enums import Limit, Outcome, StageName
from xianfeng.development.models import Candidate, Deadline, Paper, StepRecord
from xianfeng.development.rules import checks, history, limits, steps
from xianfeng.development.rules.checks import Person
from xianfeng.development.rules.history import Entry, Walk
from xianfeng.development.rules.limits import Condition
from xianfeng.kernel.viewer import Viewer
from xianfeng.ledgers.codes import choices
from xianfeng.ledgers.results import mask
from xianfeng.units.models import Unit

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Happened:
    """One record of a step in words; ``href`` amends it, where the viewer may."""

    record: StepRecord
    words: str
    href: str


@dataclass(frozen=True)
class StepLine:
    """One of the 25: its state, what happened, by when it is due, and where it is recorded."""

    step: steps.Step
    mark: str
    words: str
    happened: list[Happened]
    who: str
    due: str
    href: str
    condition: Condition | None


@dataclass(frozen=True)
class Person25:
    """Everything a person's page says."""

    candidate: Candidate
    stands: Walk
    stage: str
    stages: list[tuple[str, list[StepLine]]]
    next: list[StepLine]
    lacking: list[str]


def stage_words(candidate: Candidate, stands: Walk) -> str:
    """Return where somebody stands."""
    if candidate.ended_on is not None:
        return str(candidate.get_ending_display())
    stage = StageName(stands.stage())
    if stage == StageName.PROBATION and candidate.member and candidate.member.confirmed_on:
        stage = StageName.CONFIRMED  # the roster knows what no record says yet
    return str(stage.label)


def walk_of(candidate: Candidate) -> tuple[list[Entry], Walk]:
    """Return a person's entries and what they amount to (records must be prefetched)."""
    entries = [record.entry() for record in candidate.records.all()]
    return entries, history.walk(entries)


def whole(viewer: Viewer, candidate: Candidate, due: Sequence[Deadline], day: date) -> Person25:
    """Return a person's page as of a day."""
    entries, stands = walk_of(candidate)
    over = candidate.ended_on is not None
    open_steps = [] if over else stands.open()
    seen = _Seen(viewer, candidate, permissions.superior(candidate.unit), stands, open_steps, day)
    lines = {step.number: _line(seen, step, due) for step in steps.STEPS}
    chain = permissions.chain_of(candidate.unit, seen.above)
    found = checks.problems(entries, Person(candidate.born_on, chain))
    staged = [
        (name, [lines[step.number] for step in steps.STEPS if step.stage == stage])
        for stage, name in steps.STAGES.items()
    ]
    waiting = [lines[number] for number in open_steps if number not in stands.done]
    return Person25(
        candidate, stands, stage_words(candidate, stands), staged, waiting, _lacking(found)
    )


def _lacking(found: Iterable[checks.Problem]) -> list[str]:
    return [
        _("第%(number)s步 %(name)s：%(words)s")
        % {
            "number": problem.step,
            "name": steps.BY_NUMBER[problem.step].name,
            "words": words.sentence(problem),
        }
        for problem in found
    ]


@dataclass(frozen=True)
class _Seen:
    """What every line of a page needs."""

    viewer: Viewer
    candidate: Candidate
    above: Unit
    stands: Walk
    open_steps: Sequence[int]
    day: date


def _line(seen: _Seen, step: steps.Step, due: Sequence[Deadline]) -> StepLine:
    candidate, stands = seen.candidate, seen.stands
    own = [one for one in due if limits.BY_ID[one.limit].until == step.number]
    mark, said = _state(step, stands, own, seen.open_steps, seen.day)
    may = permissions.may_record(seen.viewer, candidate.unit, step.number, seen.above)
    records = [one for one in candidate.records.all() if one.step == step.number]
    on = stands.done[step.number].on if step.number in stands.done else seen.day
    opens = may and step.number in seen.open_steps
    return StepLine(
        step=step,
        mark=mark,
        words=said,
        happened=[_happened(one, may) for one in records],
        who=seen.above.name if step.number in permissions.DECISIONS else str(words.WHO[step.who]),
        due=_due(own, step, stands),
        href=reverse("development:step", args=[candidate.pk, step.number]) if opens else "",
        condition=limits.condition_on(step.number, on),
    )


def _state(
    step: steps.Step,
    stands: Walk,
    own: Sequence[Deadline],
    open_steps: Sequence[int],
    day: date,
) -> tuple[str, str]:
    """Return the mark and words of a step's state; nothing while others stand before it."""
    running = [one for one in own if one.done_on is None]
    overdue = [one for one in running if one.due_on < day]
    if overdue:
        return "overdue", _("逾期 %(days)s 天") % {"days": (day - overdue[0].due_on).days}
    done = step.number in stands.done
    if done and any(one.done_on and one.done_on > one.due_on for one in own):
        return "late", _("已办，超过时限")
    if done:
        return "met", _("已办")
    if step.number not in open_steps:
        return "", ""
    if running and running[0].due_on - SOON <= day:
        return "soon", _("还有 %(days)s 天") % {"days": (running[0].due_on - day).days}
    return "open", _("待办")


def _due(own: Sequence[Deadline], step: steps.Step, stands: Walk) -> str:
    running = next((one for one in own if one.done_on is None), None)
    if running is not None:
        return _("%(day)s 前") % {"day": running.due_on}
    if step.number in stands.done:
        return ""
    first = checks.earliest(step.number, stands)
    waits = first is not None and step.number in {steps.TARGET, steps.CONFIRM_CONGRESS}
    return _("%(day)s 起可办") % {"day": first} if waits else ""


def _happened(record: StepRecord, may: bool) -> Happened:
    href = reverse("development:amend_step", args=[record.pk]) if may else ""
    return Happened(record, "；".join(details(record)), href)


def details(record: StepRecord) -> list[str]:
    """Return what a record says besides its day, phrase by phrase."""
    said = []
    if record.outcome != Outcome.DONE:
        said.append(str(record.get_outcome_display()))
    people = [one.member.name for one in record.people.all()]
    if people:
        said.append("、".join(people))
    if record.by:
        said.append(record.by)
    if record.publicity_from and record.publicity_until:
        span = {"first": record.publicity_from, "last": record.publicity_until}
        said.append(_("公示 %(first)s 至 %(last)s") % span)
    if record.days or record.hours:
        parts = {"days": record.days or 0, "hours": record.hours or 0}
        said.append(_("培训 %(days)s 天、%(hours)s 学时") % parts)
    if record.expected is not None:
        said.append(votes(record))
    if record.months:
        said.append(_("延长 %(months)s 个月") % {"months": record.months})
    if record.party_group_on:
        said.append(_("报党组 %(day)s") % {"day": record.party_group_on})
    if record.reason:
        said.append(record.reason)
    if record.on_behalf:
        said.append(_("代录"))
    return said


def votes(record: StepRecord) -> str:
    """Return the result of a vote in one phrase."""
    return _("应到 %(should)s 实到 %(present)s，赞成 %(yes)s 反对 %(no)s 弃权 %(none)s") % {
        "should": record.expected,
        "present": record.present,
        "yes": record.in_favour,
        "no": record.against,
        "none": record.abstained,
    }


def pairs(candidate: Candidate) -> list[tuple[str, Any]]:
    """Return what is known of a person; the number is masked."""
    known = choices("ethnicity").codes
    return [
        (_("性别"), candidate.get_sex_display()),
        (_("民族"), known.get(candidate.ethnicity, candidate.ethnicity)),
        (_("出生日期"), candidate.born_on),
        (_("学历"), candidate.education),
        (_("公民身份号码"), mask(candidate.id_number)),
        (_("所在党支部"), candidate.unit.name),
    ]


def checklist(papers: Sequence[Paper]) -> list[tuple[steps.Step, str, Paper | None]]:
    """Return every paper of the file with what is at hand of it."""
    held = {(paper.step, paper.title): paper for paper in papers}
    return [
        (step, title, held.get((step.number, title)))
        for step in steps.STEPS
        for title in step.papers
    ]


@dataclass(frozen=True)
class Row:
    """One person in a list: where they stand, whom they wait for, what is due next."""

    candidate: Candidate
    stage: str
    applied_on: date | None
    next: str
    who: str
    due: Deadline | None
    mark: str


def rows(candidates: Iterable[Candidate], due: dict[int, list[Deadline]], day: date) -> list[Row]:
    """Return people as rows of a list."""
    return [_row(candidate, due.get(candidate.pk, []), day) for candidate in candidates]


def _row(candidate: Candidate, due: Sequence[Deadline], day: date) -> Row:
    _entries, stands = walk_of(candidate)
    number = None if candidate.ended_on else stands.waited_for()
    step = steps.BY_NUMBER[number] if number else None
    nearest = due[0] if due else None
    applied = stands.done.get(steps.APPLICATION)
    return Row(
        candidate=candidate,
        stage=stage_words(candidate, stands),
        applied_on=applied.on if applied else None,
        next=step.name if step else "",
        who=str(words.WHO[step.who]) if step else "",
        due=nearest,
        mark=due_mark(nearest, day) if nearest else "",
    )


def due_mark(deadline: Deadline, day: date) -> str:
    """Return the mark of an open limit on a day."""
    if deadline.due_on < day:
        return "overdue"
    return "soon" if deadline.due_on - SOON <= day else "open"


def limit_words(deadline: Deadline) -> str:
    """Return what a limit asks for."""
    return str(Limit(deadline.limit).label)
