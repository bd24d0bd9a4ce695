"""How a round of ratings shows its table of states."""

from django.urls import reverse

from tests.house.states import Driver
from tests.ratings import build
from tests.units.build import NOW
from xianfeng.ratings import actions, rules
from xianfeng.ratings.models import Round

_city = {}
MAKERS = {
    "draft": build.prepared,
    "open": lambda city: build.opened(city)[0],
    "closed": lambda city: build.close(city, build.opened(city)[0]),
    "cancelled": lambda city: build.cancel(city, build.opened(city)[0]),
}


def _build():
    _city["now"] = build.City()
    return _city["now"].users


def _page(verb, row):
    return reverse(f"ratings:{verb.removesuffix('_round')}", args=[row.pk])


def _said(verb, row):
    why = {"reason": "印错了"} if verb == "cancel_round" else {}
    return {"version": row.version} | why


ROUND = Driver(
    table=rules.ROUND,
    build=_build,
    sides={rules.ORGANISER: ("officer", "clerk")},
    make=lambda state: MAKERS[state](_city["now"]),
    state=lambda row: Round.objects.get(pk=row.pk).state,
    page=lambda row: reverse("ratings:detail", args=[row.pk]),
    post=lambda verb, row: (_page(verb, row), _said(verb, row)),
    button=lambda verb, row: f'="{_page(verb, row)}"',
    act=lambda verb, row, viewer: getattr(actions, verb)(
        actor=viewer, at=NOW, held=row, **_said(verb, row)
    ),
)

DRIVERS = (ROUND,)
