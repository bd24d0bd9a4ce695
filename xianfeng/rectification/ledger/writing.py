"""Writes a ledger of problems that was found right, takes it back, and sends it out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.kernel import calendar
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.ledgers import bulk, undoing
from xianfeng.ledgers.frames import Frame
from xianfeng.ledgers.registry import Applied, Importer, Plan
from xianfeng.rectification import facts, permissions, rules
from xianfeng.rectification.actions import turning
from xianfeng.rectification.ledger.reading import PLANNED, Row, Work
from xianfeng.rectification.models import Answer, Extension, Problem, ProblemSpell
from xianfeng.rectification.queries import problems as queries

FACTS = tuple(kind.id for kind in (*facts.OF_PROBLEMS, *facts.OF_ANSWERS))
_PART = 500
_PLAIN = ("state", "measure", "leader", "owner", "due_on", "answered_on", "closed_on", "version")
_SPELL = ("state", "due_on", "from_on", "until_on")


def apply(frame: Frame, plan: Plan, importer: Importer) -> Applied:
    """Write new problems as they stand in the ledger, and turn standing ones as far as it says."""
    work: Work = plan.work
    new = [(row, _problem(row, importer)) for row in work.new]
    Problem.objects.bulk_create([one for _row, one in new], batch_size=_PART)
    spells = ProblemSpell.objects.bulk_create(
        [spell for _row, one in new for spell in _spells(one)], batch_size=_PART
    )
    answers = Answer.objects.bulk_create(
        [_answer(row, one) for row, one in new if one.answered_on], batch_size=_PART
    )
    undo = {
        "made": {
            "rectification.Answer": bulk.ranges(one.pk for one in answers),
            "rectification.ProblemSpell": bulk.ranges(one.pk for one in spells),
            "rectification.Problem": bulk.ranges(one.pk for _row, one in new),
        },
        "turned": [_turn(row, importer) for row in work.changed],
    }
    rows = (*work.new, *work.changed)
    touched = {row.unit.pk for row in rows} | {row.verifier.pk for row in rows}
    return Applied(undo, FACTS, frozenset(touched))


def undo(done: Mapping[str, Any], importer: Importer) -> None:
    """Delete what was made and put back what was turned; raises Refused when changed since."""
    made = done["made"]
    undoing.refuse_unless_untouched(Problem, made["rectification.Problem"], version=1)
    undoing.refuse_when_used(made)
    undoing.refuse_when_changed(
        Problem, [(one["pk"], (one["version"],)) for one in done["turned"]], ("version",)
    )
    for one in done["turned"]:
        _restore(one)
    undoing.delete(made)


def export(viewer: Viewer, path: str, unmasked: bool) -> Iterator[Sequence[Any]]:
    """Yield the problems of units at or below ``path`` that the viewer sees."""
    found = queries.visible_to(viewer).filter(below("unit__path", path))
    found = found.exclude(state="withdrawn").select_related("unit", "verifier")
    ordered = found.order_by("unit__path", "due_on", "pk").prefetch_related("answers")
    for one in ordered.iterator(chunk_size=1000):
        given = [answer for answer in one.answers.all() if not answer.taken_back]
        last = given[-1] if given and one.answered_on else None
        yield (
            one.unit.code, one.text, str(one.get_source_display()),
            str(one.get_category_display()), str(one.get_severity_display()), one.verifier.code,
            one.found_on, one.due_on, one.measure, one.leader, one.owner,
            last.text if last else "", last.given_on if last else None, one.closed_on,
        )  # fmt: skip


def _recorded(row: Row, importer: Importer, day: date | None) -> date | None:
    """Return the day on which an answer counts as given: the ledger's, on the verifier's word.

    What the owning unit alone says is recorded the day it is brought in, as on its page.
    """
    sides = permissions.between(importer.viewer, row.unit, row.verifier)
    return day if day is None or rules.VERIFIER in sides else importer.today


def _problem(row: Row, importer: Importer) -> Problem:
    said = row.said
    state = "closed" if "verify_problem" in row.steps else "open"
    state = "answered" if row.steps == ["answer_problem"] else state
    return Problem(
        unit=row.unit,
        verifier=row.verifier,
        source=said["source"],
        category=said["category"],
        severity=said["severity"] or "ordinary",
        text=said["text"],
        found_on=said["found_on"],
        raised_on=said["found_on"],
        due_on=said["due_on"],
        state=state,
        measure=said["measure"] or "",
        leader=said["leader"] or "",
        owner=said["owner"] or "",
        answered_on=_recorded(row, importer, said["answered_on"]),
        closed_on=said["closed_on"],
    )


def _spells(problem: Problem) -> Iterator[ProblemSpell]:
    """Yield the stretches of a problem that came in; one day holds one state, its last."""
    turns = {problem.raised_on: "open"}
    if problem.answered_on:
        turns[problem.answered_on] = "answered"
    if problem.closed_on:
        turns[problem.closed_on] = "closed"
    days = sorted(turns)
    for on, until in zip(days, [*days[1:], None], strict=True):
        yield ProblemSpell(
            problem=problem, state=turns[on], due_on=problem.due_on, from_on=on, until_on=until
        )


def _answer(row: Row, problem: Problem) -> Answer:
    given_on = problem.answered_on or problem.raised_on
    return Answer(
        problem=problem,
        on=row.said["answered_on"],
        given_on=given_on,
        verify_by=calendar.add_working_days(given_on, rules.VERIFY_WITHIN),
        text=row.said["answer"],
        accepted=True if problem.closed_on else None,
        decided_on=problem.closed_on,
    )


def _turn(row: Row, importer: Importer) -> dict[str, Any]:
    """Take the edges that a row asks for; return what takes them back."""
    found = Problem.objects.select_for_update(of=("self",)).select_related("joint", "order")
    problem = found.get(pk=row.problem.pk if row.problem else 0)
    before = {name: _plain(getattr(problem, name)) for name in _PLAIN}
    spells = [[_plain(getattr(one, name)) for name in _SPELL] for one in problem.spells.all()]
    waiting = [one.pk for one in problem.answers.filter(taken_back=False, accepted=None)]
    begun = problem.spells.get(until_on=None).from_on
    said, on = row.said, importer.today
    if "answer_problem" in row.steps:
        on = max(begun, _recorded(row, importer, said["answered_on"]) or on)
    made: dict[str, list[int]] = {"answers": [], "extensions": []}
    for verb in row.steps:
        if verb == "plan_problem":
            measure, leader, owner = (said[n] or getattr(problem, n) for n in PLANNED)
            turning.plan(problem, measure, leader, owner, on)
        elif verb == "extend_problem":
            given = turning.extend(problem, said["due_on"], _("导入台账"), on)
            made["extensions"].append(given.pk)
        elif verb == "answer_problem":
            put_right = turning.answer(problem, said["answer"], said["answered_on"], on)
            made["answers"].append(put_right.pk)
        else:
            turning.verify(problem, "", said["closed_on"])
    return {"pk": problem.pk, "version": problem.version, "before": before, "spells": spells,
            "waiting": waiting, "made": made}  # fmt: skip


def _restore(one: Mapping[str, Any]) -> None:
    """Put a problem back to what it was before the import turned it."""
    problem = Problem.objects.get(pk=one["pk"])
    for name, value in one["before"].items():
        setattr(problem, name, _value(name, value))
    problem.version = one["version"] + 1
    problem.save()
    problem.spells.all().delete()
    ProblemSpell.objects.bulk_create(
        ProblemSpell(
            problem=problem,
            **{name: _value(name, value) for name, value in zip(_SPELL, spell, strict=True)},
        )
        for spell in one["spells"]
    )
    Answer.objects.filter(pk__in=one["made"]["answers"]).delete()
    Extension.objects.filter(pk__in=one["made"]["extensions"]).delete()
    undecided = {"accepted": None, "decided_on": None, "opinion": ""}
    Answer.objects.filter(pk__in=one["waiting"]).update(**undecided)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _value(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if value and name.endswith("_on") else value
