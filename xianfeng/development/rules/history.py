"""What a history of recorded steps amounts to: what stands, and from when to when probation ran."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from xianfeng.development.rules import limits, steps
from xianfeng.kernel.periods import add_months

DONE, RETURNED, POSTPONED, EXTEND, CANCEL = "done", "returned", "postponed", "extend", "cancel"


@dataclass(frozen=True)
class Entry:
    """One recorded step: what a recorder states of it."""

    step: int
    on: date
    outcome: str = DONE
    by: str = ""
    publicity_from: date | None = None
    publicity_until: date | None = None
    days: int | None = None
    hours: int | None = None
    expected: int | None = None
    present: int | None = None
    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None
    months: int | None = None
    party_group_on: date | None = None
    reason: str = ""
    contacts: tuple[int, ...] = ()
    sponsors: tuple[int, ...] = ()


@dataclass
class Walk:
    """What stands after a history: the entry of every step done, and the dates that follow."""

    done: dict[int, Entry] = field(default_factory=dict)
    inspections: list[Entry] = field(default_factory=list)
    postponed: Entry | None = None
    accepted_on: date | None = None
    probation_ends: date | None = None
    extended_on: date | None = None
    confirmed_on: date | None = None
    cancelled_on: date | None = None

    def missing(self, number: int) -> list[int]:
        """Return the steps that must still be taken before one, the first of them first."""
        return sorted(step for step in steps.before(number) if step not in self.done)

    def open(self) -> list[int]:
        """Return the steps that may be taken now; none once probation was cancelled."""
        if self.cancelled_on is not None:
            return []
        return [
            step.number
            for step in steps.STEPS
            if (step.number not in self.done or self._again(step)) and not self.missing(step.number)
        ]

    def waited_for(self) -> int | None:
        """Return the first step not yet taken that may be taken now, or None at the end."""
        return next((number for number in self.open() if number not in self.done), None)

    def stage(self) -> str:
        """Return where the person stands, as enums.StageName spells it."""
        reached = (
            (steps.ARCHIVED, "filed"),
            (steps.APPROVAL, "probation"),
            (steps.BRANCH_REVIEW, "acceptance"),
            (steps.TARGET, "target"),
            (steps.ACTIVIST, "activist"),
        )
        if self.cancelled_on is not None:
            return "ended"
        if self.confirmed_on is not None and steps.ARCHIVED not in self.done:
            return "confirmed"
        return next((stage for step, stage in reached if step in self.done), "applicant")

    def _again(self, step: steps.Step) -> bool:
        following = {steps.INSPECTION: steps.TARGET, steps.PROBATION: steps.CONFIRM_APPROVAL}
        return step.repeats and following[step.number] not in self.done


def ordered(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries by day; on one day, in the order of the steps."""
    return sorted(entries, key=lambda entry: (entry.on, entry.step))


def walk(entries: Iterable[Entry]) -> Walk:
    """Return what stands after all entries, taken by day."""
    result = Walk()
    for entry in ordered(entries):
        _take(result, entry)
    return result


def _take(stands: Walk, entry: Entry) -> None:
    """Let one entry take effect.

    What a superior returns opens the resolution behind it again: approval returned, the meeting is
    to be held anew; the same at confirmation.
    Source: 发展党员工作细则 25, 31–33.
    """
    if entry.outcome == POSTPONED:
        stands.postponed = entry
    elif entry.outcome == RETURNED:
        behind = {
            steps.APPROVAL: (steps.CONGRESS, steps.APPROVAL_TALK),
            steps.CONFIRM_APPROVAL: (steps.CONFIRM_CONGRESS,),
        }
        for number in behind.get(entry.step, ()):
            stands.done.pop(number, None)
    else:
        stands.done[entry.step] = entry
        _follow(stands, entry)


def _follow(stands: Walk, entry: Entry) -> None:
    if entry.step == steps.INSPECTION:
        stands.inspections.append(entry)
    elif entry.step == steps.CONGRESS:
        stands.postponed = None
        stands.done.pop(steps.APPROVAL_TALK, None)  # a new resolution, a new talk
    elif entry.step == steps.APPROVAL:
        congress = stands.done.get(steps.CONGRESS, entry)
        stands.accepted_on = congress.on
        stands.probation_ends = add_months(congress.on, limits.PROBATION_MONTHS)
    elif entry.step == steps.CONFIRM_APPROVAL:
        _decide(stands, entry)


def _decide(stands: Walk, approval: Entry) -> None:
    """Let the resolution that was approved take effect; an extension opens another round.

    Reading: who is confirmed is a full member from the day on which probation ended, whenever the
    approval was given (党章第七条: 党龄从预备期满转为正式党员之日算起).
    """
    resolution = stands.done.get(steps.CONFIRM_CONGRESS)
    if resolution is None or resolution.outcome == DONE:
        stands.confirmed_on = stands.probation_ends or (resolution or approval).on
    elif resolution.outcome == CANCEL:
        stands.cancelled_on = approval.on
    elif stands.probation_ends is not None:
        stands.extended_on = resolution.on
        stands.probation_ends = add_months(stands.probation_ends, resolution.months or 0)
        for number in (22, 23, 24):
            stands.done.pop(number, None)


def votes_pass(entry: Entry) -> bool:
    """True when more than half of those who should attend and may vote were in favour.

    Source: 发展党员工作细则 20 [M 2014, G 2026]; 支部工作条例 11 [V].
    """
    return 2 * (entry.in_favour or 0) > (entry.expected or 0)


def last_of(entries: Sequence[Entry], step: int) -> Entry | None:
    """Return the latest entry of a step, whatever came of it."""
    return next((entry for entry in reversed(ordered(entries)) if entry.step == step), None)
