"""Drafting an order, and every step of it from there until it is closed or recalled."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.rectification import permissions, rules
from xianfeng.rectification.actions import carrying, turning
from xianfeng.rectification.actions.carrying import Answered, Contents
from xianfeng.rectification.models import Order, Problem
from xianfeng.rectification.rules import orders as order_rules
from xianfeng.units.models import Unit


@action("rectification.draft_order")
def draft_order(
    *, actor: Viewer, at: datetime, issuer: Unit, unit: Unit, contents: Contents
) -> Order:
    """Draft an order of ``issuer`` to ``unit`` with problems picked and new. Raises Refused."""
    _require_issue(actor, Order(issuer=issuer, unit=unit), contents)
    today = timezone.localdate(at)
    if unit.abolished_on and unit.abolished_on <= today:
        raise Refused(_("%(name)s已撤销，请另选单位") % {"name": unit.name}, "unit")
    carrying.refuse_unsound(contents, today)
    order = Order.objects.create(
        issuer=issuer,
        unit=unit,
        title=contents.title.strip(),
        basis=contents.basis.strip(),
        year=today.year,
        due_on=contents.due_on,
    )
    carrying.load(order, contents, at)
    audit.record(order, new=_told(order), unit_id=unit.pk)
    return order


@action("rectification.change_order")
def change_order(
    *, actor: Viewer, at: datetime, order: Order, version: int, contents: Contents
) -> Order:
    """Change an order that was not issued yet. Raises Refused and Conflict."""
    _require_issue(actor, order, contents)
    order = _locked(order, version)
    if order.state != "draft":
        raise Refused(_("交办单已经发出，不能再改；需要改的请撤回重发"))
    carrying.refuse_unsound(contents, timezone.localdate(at))
    old = _told(order)
    order.title, order.basis = contents.title.strip(), contents.basis.strip()
    order.due_on = contents.due_on
    carrying.load(order, contents, at)
    return _kept(order, old)


@action("rectification.issue_order")
def issue_order(*, actor: Viewer, at: datetime, order: Order, version: int) -> Order:
    """Send an order out under the next number of its issuer's year."""

    def act(row: Order, today: date) -> None:
        if not list(carrying.locked(row).filter(state="open")):
            raise Refused(_("交办单上没有整改中的问题，请先修改"))
        if row.due_on < today:
            raise Refused(_("办结时限已经过去，请先修改"))
        # Whoever else issues for the same unit waits here, and takes the number after this one.
        Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=row.issuer_id)
        used = Order.objects.filter(issuer=row.issuer_id, year=today.year)
        row.year, row.issued_on = today.year, today
        row.seq = (used.aggregate(last=Max("seq"))["last"] or 0) + 1
        row.receive_by = order_rules.receive_by(today)

    return _step("issue_order", actor, at, order, version, act)


@action("rectification.receive_order")
def receive_order(*, actor: Viewer, at: datetime, order: Order, version: int) -> Order:
    """Confirm that an order has come to the unit it went to."""

    def act(row: Order, today: date) -> None:
        row.received_on = today

    return _step("receive_order", actor, at, order, version, act)


@action("rectification.reply_order")
def reply_order(
    *,
    actor: Viewer,
    at: datetime,
    order: Order,
    version: int,
    answers: Mapping[int, Answered],
    reply: str = "",
) -> Order:
    """Answer, by key, every problem that is still open, and hand the order back as replied."""

    def act(row: Order, today: date) -> None:
        carrying.answer_all(row, answers, today)
        row.replied_on, row.reply = today, reply.strip()

    return _step("reply_order", actor, at, order, version, act, {"answers": sorted(answers)})


@action("rectification.close_order")
def close_order(
    *,
    actor: Viewer,
    at: datetime,
    order: Order,
    version: int,
    opinions: Mapping[int, str] | None = None,
) -> Order:
    """Verify what was answered about every problem, and close the order with them."""

    def act(row: Order, today: date) -> None:
        carrying.decide(row, {}, opinions or {}, today)
        if carrying.standing(row).exclude(state="closed").exists():
            raise Refused(_("还有问题没有销号，请把没改好的问题退回"))
        row.closed_on = today

    return _step("close_order", actor, at, order, version, act)


@action("rectification.send_order_back")
def send_order_back(
    *,
    actor: Viewer,
    at: datetime,
    order: Order,
    version: int,
    lacking: Mapping[int, str],
    opinions: Mapping[int, str] | None = None,
) -> Order:
    """Send back the problems that are ``lacking`` (key and why), verify the others."""

    def act(row: Order, today: date) -> None:
        carrying.decide(row, lacking, opinions or {}, today)
        open_still = list(carrying.standing(row).filter(state="open"))
        if not open_still:
            raise Refused(_("没有要退回的问题，请直接核实销号"))
        row.sent_back_because = carrying.reasons(open_still)
        row.replied_on = None

    return _step(
        "send_order_back", actor, at, order, version, act, {"lacking": sorted(lacking)}
    )  # fmt: skip


@action("rectification.reopen_order")
def reopen_order(
    *,
    actor: Viewer,
    at: datetime,
    order: Order,
    version: int,
    problems: Sequence[Problem],
    reason: str,
) -> Order:
    """Open a closed order again with those of its problems that were not put right after all."""
    keys = {problem.pk for problem in problems}

    def act(row: Order, today: date) -> None:
        if not reason.strip():
            raise Refused(_("请写明重新打开的原因"), "reason")
        chosen = list(carrying.locked(row).filter(pk__in=keys, state="closed"))
        if not keys or len(chosen) < len(keys):
            raise Refused(_("请选择这张交办单上要重新打开的问题"), "problems")
        carrying.open_again(row, reason)
        for problem in chosen:
            turning.reopen(problem, today)
            turning.tell(problem, today)

    return _step("reopen_order", actor, at, order, version, act, {"reopened": sorted(keys)})


@action("rectification.recall_order")
def recall_order(*, actor: Viewer, at: datetime, order: Order, version: int, reason: str) -> Order:
    """Take back an order that nobody received yet; its problems stand, and lie on no order."""

    def act(row: Order, today: date) -> None:
        if not reason.strip():
            raise Refused(_("请写明撤回的原因"), "reason")
        row.recalled_because = reason.strip()
        carrying.unload(row)

    return _step("recall_order", actor, at, order, version, act)


def _require_issue(actor: Viewer, order: Order, contents: Contents) -> None:
    """Check that the actor issues orders here, and may raise the problems found anew."""
    permissions.require_order(actor, order, "issue_order")
    if contents.found:
        permissions.require_raise(actor, order.unit, order.issuer, own=False)


def _step(
    verb: str,
    actor: Viewer,
    at: datetime,
    order: Order,
    version: int,
    act: Callable[[Order, date], None],
    said: dict[str, Any] | None = None,
) -> Order:
    """Take one edge: check, lock, act, turn, record, tell. Raises Denied, Conflict or Refused."""
    permissions.require_order(actor, order, verb)
    row = _locked(order, version)
    if not rules.ORDER.may(verb, row.state):
        raise Refused(_("这张交办单现在不能这样办，请刷新页面看看最新情况"))
    old = _told(row)
    act(row, timezone.localdate(at))
    row.state = rules.ORDER.edge(verb).to
    return _kept(row, old, said)


def _kept(order: Order, old: dict[str, Any], said: dict[str, Any] | None = None) -> Order:
    """Save what changed of an order, record it, and tell of it."""
    order.version += 1
    order.save()
    new = _told(order)
    changed = {name for name in new if new[name] != old[name]}
    audit.record(
        order,
        old={name: old[name] for name in changed},
        new={name: new[name] for name in changed} | (said or {}),
        unit_id=order.unit_id,
    )
    carrying.tell(order, old["closed_on"])
    return order


def _locked(order: Order, version: int) -> Order:
    found = Order.objects.select_for_update(of=("self",)).select_related("unit", "issuer")
    row = found.get(pk=order.pk)
    if row.version != version:
        raise Conflict(row)
    return row


def _told(order: Order) -> dict[str, Any]:
    """Return what an order says, as the audit keeps it."""
    names = (
        "state", "title", "basis", "year", "seq", "due_on", "closed_on", "reply",
        "sent_back_because", "recalled_because",
    )  # fmt: skip
    told: dict[str, Any] = {name: getattr(order, name) for name in names}
    return told | {"problems": sorted(order.problems.values_list("pk", flat=True))}
