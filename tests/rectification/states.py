"""How problems and orders show their tables of states."""

from django.urls import reverse

from tests.house.states import Driver
from tests.rectification import build, ordered
from xianfeng.rectification import actions, rules
from xianfeng.rectification.models import Order, Problem

_city = {}


def _build():
    _city["now"] = build.City()
    return _city["now"].users


def _make(state):
    return build.in_state(_city["now"], state)


def _said(verb, row):
    return {"version": row.version} | build.SAID.get(verb, {})


PROBLEM = Driver(
    table=rules.PROBLEM,
    build=_build,
    sides={
        rules.OWNER: ("secretary", "clerk", "officer"),
        rules.VERIFIER: ("clerk", "officer"),
    },
    make=_make,
    state=lambda row: Problem.objects.get(pk=row.pk).state,
    page=lambda row: reverse("rectification:problem", args=[row.pk]),
    post=lambda verb, row: (
        reverse("rectification:step", args=[row.pk, verb]), _said(verb, row),
    ),
    button=lambda verb, row: f'action="{reverse("rectification:step", args=[row.pk, verb])}"',
    act=lambda verb, row, viewer: getattr(actions, verb)(
        actor=viewer, at=build.NOW, problem=row, **_said(verb, row)
    ),
)  # fmt: skip


def _button(verb, row):
    kind = "href" if verb == "reply_order" else "action"
    return f'{kind}="{ordered.address(verb, row)}"'


ORDER = Driver(
    table=rules.ORDER,
    build=_build,
    sides={
        rules.RECIPIENT: ("secretary", "clerk", "officer"),
        rules.ISSUER: ("clerk", "officer"),
    },
    make=lambda state: ordered.in_state(_city["now"], state),
    state=lambda row: Order.objects.get(pk=row.pk).state,
    page=lambda row: reverse("rectification:order", args=[row.pk]),
    post=lambda verb, row: (ordered.address(verb, row), ordered.fields_of(verb, row)),
    button=_button,
    act=lambda verb, row, viewer: getattr(actions, verb)(
        actor=viewer, at=build.NOW, order=row, version=row.version, **ordered.said(verb, row)
    ),
)

DRIVERS = (PROBLEM, ORDER)
