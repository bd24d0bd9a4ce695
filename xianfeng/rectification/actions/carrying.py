"""An order and the problems on it: put on, answered together, decided together, opened again.

Each step is a part: the action that takes it has checked who may, and writes the audit row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, part
from xianfeng.rectification import facts, rules
from xianfeng.rectification.actions import turning
from xianfeng.rectification.actions.raising import Finding, raise_found
from xianfeng.rectification.models import Order, Problem

_MOST = 500


@dataclass(frozen=True)
class Answered:
    """What is said of one problem in the reply to its order."""

    text: str
    on: date
    evidence: str = ""


@dataclass(frozen=True)
class Contents:
    """What an order says: its words, its deadline, problems picked and problems found anew."""

    title: str
    basis: str
    due_on: date
    picked: Sequence[Problem] = ()
    found: Sequence[Finding] = ()


def standing(order: Order) -> QuerySet[Problem]:
    """Return the problems on an order that were not withdrawn."""
    return order.problems.exclude(state="withdrawn")


def locked(order: Order) -> QuerySet[Problem]:
    """Return the problems on an order that were not withdrawn, locked until the action is over."""
    rows = Problem.objects.select_for_update(of=("self",)).select_related("order", "joint", "unit")
    return rows.filter(order=order).exclude(state="withdrawn").order_by("pk")


def refuse_unsound(contents: Contents, today: date) -> None:
    """Raise Refused for an order that says too little."""
    if not contents.title.strip():
        raise Refused(_("请写明交办单的标题"), "title")
    if not contents.picked and not contents.found:
        raise Refused(_("请勾选要交办的问题，或写一个新问题"), "picked")
    if contents.due_on < today:
        raise Refused(_("办结时限已经过去，请核对"), "due_on")


@part
def load(order: Order, contents: Contents, at: datetime) -> None:
    """Put exactly these problems on a draft; what was on it before and is not named comes off."""
    keys = {problem.pk for problem in contents.picked}
    rows = Problem.objects.select_for_update(of=("self",)).order_by("pk")
    chosen = list(rows.filter(pk__in=keys))
    known = (order.unit_id, order.issuer_id)
    for each in chosen:
        free = each.order_id in {None, order.pk}
        if (each.unit_id, each.verifier_id) != known or each.state != "open" or not free:
            raise Refused(
                _("有的问题已不能交办（已办理，或已在别的交办单上），请重新勾选"), "picked"
            )
    order.problems.exclude(pk__in=keys).update(order=None)
    Problem.objects.filter(pk__in=keys).update(order=order)
    for finding in contents.found:
        made = raise_found(unit=order.unit, verifier=order.issuer, found=finding, at=at)
        made.order = order
        made.save(update_fields=["order"])


@part
def unload(order: Order) -> None:
    """Take every problem off an order."""
    order.problems.update(order=None)


@part
def answer_all(order: Order, answers: Mapping[int, Answered], today: date) -> None:
    """Answer every problem on an order that is open. Raises Refused naming the field ``text_7``."""
    for problem in locked(order).filter(state="open"):
        said = answers.get(problem.pk)
        if said is None:
            raise Refused(_("请写明整改情况"), f"text_{problem.pk}")
        try:
            turning.answer(problem, said.text, said.on, today, said.evidence)
        except Refused as refused:
            field = refused.field or "text"
            raise Refused(refused.message, f"{field}_{problem.pk}") from refused
        turning.tell(problem, today)


@part
def decide(
    order: Order, lacking: Mapping[int, str], opinions: Mapping[int, str], today: date
) -> None:
    """Send back the answered problems that are lacking, and close the other answered ones.

    Parts of a joint problem come before the row of the unit that leads, which rests on them.
    """
    answered = locked(order).filter(state="answered")
    for problem in sorted(answered, key=lambda each: (each.joint_id is None, each.pk)):
        if problem.pk in lacking:
            if not lacking[problem.pk].strip():
                raise Refused(_("请写明退回的原因"), f"opinion_{problem.pk}")
            turning.send_back(problem, lacking[problem.pk], today)
        else:
            turning.verify(problem, opinions.get(problem.pk, ""), today)
        turning.tell(problem, today)


def reasons(problems: Iterable[Problem]) -> str:
    """Return why problems were sent back, one after the other, as the order says it."""
    said = []
    for problem in problems:
        last = problem.answers.filter(accepted=False).last()
        said.append(f"{problem.text}：{last.opinion}" if last else problem.text)
    return "；".join(said)[:_MOST]


def open_again(order: Order, reason: str) -> None:
    """Have a closed order stand as received again; the caller saves it."""
    order.closed_on = order.replied_on = None
    order.sent_back_because = reason.strip()[:_MOST]


def carrier(problem: Problem) -> Order | None:
    """Return the order that a problem lies on, locked; whoever locks both locks the order first."""
    found = Order.objects.select_for_update(of=("self",))
    return found.filter(pk=problem.order_id).first() if problem.order_id else None


@part
def reopen_carrier(order: Order | None, reason: str) -> None:
    """Open the closed order again on which a problem lies that is opened again."""
    if order is None or order.state != "closed":
        return
    closed_on = order.closed_on
    open_again(order, reason)
    order.state = rules.ORDER.edge("reopen_order").to
    order.version += 1
    order.save()
    tell(order, closed_on)


@part
def tell(order: Order, *more: date | None) -> None:
    """Say to whoever derives from facts that an order has changed; a draft is no fact yet."""
    days = {day for day in (order.issued_on, order.receive_by, order.closed_on, *more) if day}
    if days:
        for kind in facts.OF_ORDERS:
            kernel_facts.recorded(kind, unit_ids={order.unit_id}, days=days)
