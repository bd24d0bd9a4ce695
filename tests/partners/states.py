"""The states of a deed: with a community that answers, and with a partner without an account."""

from django.urls import reverse

from tests.house.states import Driver
from tests.partners import build
from xianfeng.partners import actions, rules
from xianfeng.partners.models import Deed

CITY = {}
RECORDERS = ("secretary", "clerk", "officer")
SAID = {
    "refuse_deed": {"because": "经费没有批"},
    "withdraw_deed": {"because": "写错了"},
    "drop_deed": {"because": "不用办了"},
    "finish_deed": {"done_on": build.ON},
}
ON_PAPER = {"confirm_deed": {"confirmed_by": "经理", "confirmed_on": build.ON}}


def _build():
    CITY["made"] = city = build.City()
    return city.users


def _put(deed, state):
    """Let a deed stand in any state, with the days that belong to it."""
    deed.state = state
    deed.agreed_on = None if state in {"proposed", "refused"} else build.ON
    deed.done_on = build.ON if state in {"done", "confirmed"} else None
    deed.confirmed_on = build.ON if state == "confirmed" else None
    deed.because = "不办" if state in {"refused", "dropped"} else ""
    deed.save()
    return deed


def _answered(state):
    city = CITY["made"]
    return _put(build.proposed(city, build.pair(city)), state)


def _taken(state):
    """Return a deed that the community proposed and does for the branch checked in there."""
    city = CITY["made"]
    relation = build.checked_in(city)
    return _put(build.proposed(city, relation, "received", actor=city.worker), state)


def _unanswered(state):
    city = CITY["made"]
    return _put(build.proposed(city, build.named(city)), state)


def _driver(make, sides, said=None):
    told = SAID | (said or {})
    return Driver(
        table=rules.DEED,
        build=_build,
        sides=sides,
        make=make,
        state=lambda row: Deed.objects.get(pk=row.pk).state,
        page=lambda row: reverse("partners:deed", args=[row.pk]),
        post=lambda verb, row: (
            reverse("partners:step", args=[row.pk, verb]),
            {"version": row.version} | told.get(verb, {}),
        ),
        button=lambda verb, row: f'action="{reverse("partners:step", args=[row.pk, verb])}"',
        act=lambda verb, row, viewer: getattr(actions, verb)(
            actor=viewer, at=build.NOW, deed=row, version=row.version, **told.get(verb, {})
        ),
    )


def _sides(proposer, answerer, doer, receiver):
    return {
        rules.PROPOSER: proposer,
        rules.ANSWERER: answerer,
        rules.DOER: doer,
        rules.RECEIVER: receiver,
        rules.EITHER: tuple(sorted({*proposer, *answerer})),
    }


WORKER = ("worker",)
DRIVERS = (
    _driver(_answered, _sides(RECORDERS, WORKER, RECORDERS, WORKER)),
    _driver(_taken, _sides(WORKER, RECORDERS, WORKER, RECORDERS)),
    _driver(_unanswered, _sides(RECORDERS, RECORDERS, RECORDERS, RECORDERS), ON_PAPER),
)
