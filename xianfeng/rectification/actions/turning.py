"""Turning a problem from state to state, with the days kept on which it stood in each.

Each step is a part: the action that takes it has checked who may, and writes the audit row.
"""

from datetime import date

from django.utils.translation import gettext as _

from xianfeng.kernel import calendar
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, part
from xianfeng.rectification import facts, rules
from xianfeng.rectification.models import Answer, Extension, Order, Problem, ProblemSpell


@part
def begin(problem: Problem, on: date) -> None:
    """Open the first spell of a problem."""
    ProblemSpell.objects.create(
        problem=problem, state=problem.state, due_on=problem.due_on, from_on=on
    )


@part
def turn(problem: Problem, verb: str, on: date) -> None:
    """Take the edge of a verb on a day; the caller sets the days and saves. Raises Refused."""
    if not rules.PROBLEM.may(verb, problem.state):
        raise Refused(_("这个问题现在不能这样办，请刷新页面看看最新情况"))
    problem.state = rules.PROBLEM.edge(verb).to
    _keep_spell(problem, on)


@part
def plan(problem: Problem, measure: str, leader: str, owner: str, on: date) -> None:
    """Say how the owner puts a problem right, who leads and who does it."""
    turn(problem, "plan_problem", on)
    problem.measure, problem.leader, problem.owner = measure.strip(), leader.strip(), owner.strip()
    _save(problem)


@part
def answer(problem: Problem, text: str, put_right_on: date, on: date, evidence: str = "") -> Answer:
    """Answer a problem; the lead's row of a joint one only when every part of it is closed."""
    if not text.strip():
        raise Refused(_("请写明整改情况"), "text")
    if put_right_on > on:
        raise Refused(_("整改完成日期在今天之后，请等改好再报"), "on")
    if put_right_on < problem.found_on:
        raise Refused(_("整改完成日期在发现日期之前，请核对"), "on")
    waiting = problem.parts.exclude(state__in=["closed", "withdrawn"]).count()
    if waiting:
        said = _("还有 %(number)s 个单位的部分没有销号，等都销号了再由牵头单位报整改情况")
        raise Refused(said % {"number": waiting})
    turn(problem, "answer_problem", on)
    problem.answered_on = on
    _save(problem)
    return Answer.objects.create(
        problem=problem,
        on=put_right_on,
        given_on=on,
        verify_by=calendar.add_working_days(on, rules.VERIFY_WITHIN),
        text=text.strip(),
        evidence=evidence.strip(),
    )


@part
def take_back(problem: Problem, on: date) -> Answer:
    """Take the answer back that nobody has decided on yet."""
    turn(problem, "take_answer_back", on)
    given = _given(problem)
    given.taken_back = True
    given.save(update_fields=["taken_back"])
    problem.answered_on = None
    _save(problem)
    return given


@part
def verify(problem: Problem, opinion: str, on: date) -> Answer:
    """Close a problem whose answer was found true."""
    turn(problem, "verify_problem", on)
    problem.closed_on = on
    _save(problem)
    return _decide(problem, True, opinion, on)


@part
def send_back(problem: Problem, opinion: str, on: date) -> Answer:
    """Send an answer back, saying what is lacking."""
    if not opinion.strip():
        raise Refused(_("请写明退回的原因"), "opinion")
    turn(problem, "send_problem_back", on)
    problem.answered_on = None
    _save(problem)
    return _decide(problem, False, opinion, on)


@part
def reopen(problem: Problem, on: date) -> None:
    """Open a closed problem again; what was answered and found stays on record.

    A lead's row that was answered or closed meanwhile rests on its parts: it is opened first.
    """
    if problem.joint and problem.joint.state in {"answered", "closed"}:
        raise Refused(_("牵头单位已按各部分销号报了整改情况，请先重新打开或退回牵头单位的那一项"))
    turn(problem, "reopen_problem", on)
    problem.answered_on = problem.closed_on = None
    _save(problem)


@part
def extend(problem: Problem, due_on: date, reason: str, on: date) -> Extension:
    """Grant a later deadline; the earlier one stays on record."""
    if not reason.strip():
        raise Refused(_("请写明延期的原因"), "reason")
    old = problem.due_on
    if due_on <= old:
        raise Refused(_("新的时限要在原时限之后"), "due_on")
    if due_on < on:
        raise Refused(_("新的时限已经过去，请核对"), "due_on")
    problem.due_on = due_on
    turn(problem, "extend_problem", on)
    _save(problem)
    return Extension.objects.create(
        problem=problem, old_due_on=old, new_due_on=due_on, reason=reason.strip(), granted_on=on
    )


@part
def withdraw(problem: Problem, reason: str, on: date) -> None:
    """Withdraw a problem that should not have been raised; from this day on it counts nowhere."""
    if not reason.strip():
        raise Refused(_("请写明撤回的原因"), "reason")
    # Read afresh: it may have gone out while this problem was waited for.
    order = Order.objects.filter(pk=problem.order_id).first() if problem.order_id else None
    if order and order.state != "draft":
        raise Refused(_("这个问题在已发出的交办单上，不能单独撤回"))
    if problem.parts.exclude(state="withdrawn").exists():
        raise Refused(_("请先撤回其他单位的部分，再撤回牵头单位的这一项"))
    turn(problem, "withdraw_problem", on)
    problem.withdrawn_because = reason.strip()
    _save(problem)


@part
def tell(problem: Problem, *days: date) -> None:
    """Say to whoever derives from facts that a problem's changed, and its verifier's to do."""
    said = {problem.due_on, problem.raised_on, *days}
    for kind in facts.OF_PROBLEMS:
        kernel_facts.recorded(kind, unit_ids={problem.unit_id}, days=said)
    asked = set(problem.answers.values_list("verify_by", flat=True))
    for kind in facts.OF_ANSWERS:
        kernel_facts.recorded(kind, unit_ids={problem.verifier_id}, days=asked | said)


def _save(problem: Problem) -> None:
    problem.version += 1
    problem.save()


def _given(problem: Problem) -> Answer:
    return problem.answers.filter(taken_back=False, accepted=None).latest("pk")


def _decide(problem: Problem, accepted: bool, opinion: str, on: date) -> Answer:
    given = _given(problem)
    given.accepted, given.decided_on, given.opinion = accepted, on, opinion.strip()
    given.save(update_fields=["accepted", "decided_on", "opinion"])
    return given


def _keep_spell(problem: Problem, on: date) -> None:
    """Have the problem stand from ``on`` as it stands now; one day holds one state, its last."""
    spell = problem.spells.get(until_on=None)
    if (spell.state, spell.due_on) == (problem.state, problem.due_on):
        return
    if spell.from_on < on:
        spell.until_on = on
        spell.save(update_fields=["until_on"])
        ProblemSpell.objects.create(
            problem=problem, state=problem.state, due_on=problem.due_on, from_on=on
        )
        return
    earlier = problem.spells.filter(until_on=spell.from_on).first()
    if earlier is None or (earlier.state, earlier.due_on) != (problem.state, problem.due_on):
        spell.state, spell.due_on = problem.state, problem.due_on
        spell.save(update_fields=["state", "due_on"])
        return
    spell.delete()
    earlier.until_on = None
    earlier.save(update_fields=["until_on"])
