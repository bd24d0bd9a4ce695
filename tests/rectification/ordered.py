"""Shortest ways to an order in any state, and to each of its steps."""

from datetime import date

from django.urls import reverse

from tests.rectification.build import NOW, ON, found
from xianfeng.rectification import actions
from xianfeng.rectification.actions import Answered, Contents
from xianfeng.rectification.models import Order, Problem

DUE = date(2021, 7, 31)
WHO = {
    "issue_order": "clerk",
    "receive_order": "secretary",
    "reply_order": "secretary",
    "send_order_back": "clerk",
    "close_order": "clerk",
    "reopen_order": "clerk",
    "recall_order": "clerk",
}
TO = {
    "draft": (),
    "issued": ("issue_order",),
    "received": ("issue_order", "receive_order"),
    "replied": ("issue_order", "receive_order", "reply_order"),
    "closed": ("issue_order", "receive_order", "reply_order", "close_order"),
    "recalled": ("issue_order", "recall_order"),
}


def contents(*picked, new=(), **more):
    """Return what an order says: problems picked, and the texts of new ones."""
    known = {"title": "关于整改督查发现问题的交办单", "basis": "半年督查", "due_on": DUE} | more
    return Contents(picked=picked, found=[found(text) for text in new], **known)


def drafted(city, *picked, new=(), actor=None, unit=None, issuer=None, at=NOW, **more):
    """Draft an order of the office to its first branch; with one new problem if none is named."""
    return actions.draft_order(
        actor=actor or city.clerk, at=at, issuer=issuer or city.office, unit=unit or city.one,
        contents=contents(*picked, new=new or ([] if picked else ["台账不全"]), **more),
    )  # fmt: skip


def said(verb, order):
    """Return what a step says, for an order all of whose problems go the same way."""
    keys = list(order.problems.order_by("pk").values_list("pk", flat=True))
    return {
        "reply_order": {"answers": {key: Answered("已补齐", ON) for key in keys}},
        "send_order_back": {"lacking": dict.fromkeys(keys, "缺佐证")},
        "reopen_order": {"problems": list(order.problems.all()), "reason": "又缺了"},
        "recall_order": {"reason": "发错了"},
    }.get(verb, {})


def step(city, verb, order, actor=None, at=NOW, **more):
    """Take one step of an order as it stands now."""
    order = Order.objects.get(pk=order.pk)
    act = getattr(actions, verb)
    return act(
        actor=actor or getattr(city, WHO[verb]), at=at, order=order, version=order.version,
        **said(verb, order) | more,
    )  # fmt: skip


def in_state(city, state, *picked, at=NOW, **more):
    """Bring an order into a state by its actions."""
    order = drafted(city, *picked, at=at, **more)
    for verb in TO[state]:
        order = step(city, verb, order, at=at)
    return order


def states(order):
    """Return the states of an order's problems, in their order."""
    return list(Problem.objects.filter(order=order).order_by("pk").values_list("state", flat=True))


def fields_of(verb, order):
    """Return the form data with which a page takes a step of an order."""
    data = {"version": order.version}
    for problem in order.problems.order_by("pk"):
        key = problem.pk
        data |= {
            "reply_order": {f"text_{key}": "已补齐", f"on_{key}": "2021-06-30"},
            "close_order": {f"verdict_{key}": "close"},
            "send_order_back": {f"verdict_{key}": "back", f"opinion_{key}": "缺佐证"},
            "reopen_order": {"problems": [key], "reason": "又缺了"},
        }.get(verb, {})
    return data | ({"reason": "发错了"} if verb == "recall_order" else {})


def address(verb, order):
    """Return where a page sends a step of an order."""
    named = {"reply_order": "order_reply", "close_order": "order_verify"}
    named |= {"send_order_back": "order_verify"}
    if verb in named:
        return reverse(f"rectification:{named[verb]}", args=[order.pk])
    return reverse("rectification:order_step", args=[order.pk, verb])
