"""Turning a problem from state to state, with the days kept on which it stood in each."""

from datetime import date

from django.utils.translation import gettext as _

from xianfeng.kernel.actions import Refused, part
from xianfeng.rectification import rules
from xianfeng.rectification.models import Problem, ProblemSpell


@part
def begin(problem: Problem, on: date) -> None:
    """Open the first spell of a problem."""
    ProblemSpell.objects.create(problem=problem, state=problem.state, from_on=on)


@part
def turn(problem: Problem, verb: str, on: date) -> None:
    """Take the edge of a verb on a day; the caller sets the days and saves. Raises Refused."""
    if not rules.PROBLEM.may(verb, problem.state):
        raise Refused(_("这个问题现在不能这样办，请刷新页面看看最新情况"))
    state = rules.PROBLEM.edge(verb).to
    if state == problem.state:
        return
    problem.state = state
    spell = problem.spells.get(until_on=None)
    if spell.from_on < on:
        spell.until_on = on
        spell.save(update_fields=["until_on"])
        ProblemSpell.objects.create(problem=problem, state=state, from_on=on)
        return
    earlier = problem.spells.filter(until_on=spell.from_on, state=state).first()
    if earlier is None:
        spell.state = state
        spell.save(update_fields=["state"])
        return
    spell.delete()
    earlier.until_on = None
    earlier.save(update_fields=["until_on"])
