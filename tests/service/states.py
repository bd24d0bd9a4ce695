"""How requests, and members' parts in them, show their tables of states."""

from django.urls import reverse

from tests.house.states import Driver
from tests.service import build
from tests.units.build import user
from xianfeng.kernel.actions import Refused
from xianfeng.service import actions, rules
from xianfeng.service.actions import Asked
from xianfeng.service.models import Dispatch, Request

_city = {}


def _build():
    _city["now"] = build.City()
    return _city["now"].users | {"resident": user("resident")}


def _half(city, wanted=2):
    """Return a request that two are asked for, and that one who has no account accepted.

    So that nobody who looks is the member who accepted: that they may say it is done is proven
    beside this table, in ``test_desk_pages``. With two places wanted the last is still open.
    """
    request = build.offered(city, members=[city.members[0], city.members[2]], places=wanted)
    mine = build.part_of(request, city.members[2])
    actions.accept_place(actor=city.secretary, at=build.NOW, dispatch=mine, version=1)
    return Request.objects.get(pk=request.pk)


def _done(city):
    request = _half(city, wanted=1)
    return actions.finish_request(
        actor=city.secretary, at=build.NOW, request=request, version=request.version,
        done_on=build.ON, minutes=60,
    )  # fmt: skip


def _ended(verb, made, **more):
    def make(city):
        request = made(city)
        actor, known = city.worker, {"version": request.version}
        if verb in {"cancel_request", "rate_request"}:
            actor, known = build.RESIDENT, {"number": request.number}
        getattr(actions, verb)(actor=actor, at=build.NOW, request=request, **known, **more)
        return Request.objects.get(pk=request.pk)

    return make


MAKERS = {
    "placed": build.placed,
    "checked": build.checked,
    "sent": build.sent,
    "offered": _half,
    "accepted": lambda city: _half(city, wanted=1),
    "done": _done,
    "closed": _ended("rate_request", _done, stars=5),
    "cancelled": _ended("cancel_request", build.placed),
    "refused": _ended("refuse_request", build.placed, because="不在范围"),
    "unmet": _ended("give_request_up", build.checked, because="没有会修的人"),
}
SAID = {
    "refuse_request": {"because": "不在范围"},
    "return_request": {"because": "人手不够"},
    "call_request_back": {"because": "换一个支部"},
    "give_request_up": {"because": "没有会修的人"},
    "finish_request": {"done_on": build.ON, "minutes": 60, "result": "修好了"},
}


def _make(state):
    city = _city["now"]
    _city["earlier"] = build.placed(city)
    return MAKERS[state](city)


def _post(verb, row):
    city = _city["now"]
    data = {"version": row.version} | SAID.get(verb, {})
    data |= {
        "check_request": {"places": 1, "urgency": 1},
        "merge_request": {"into": _city["earlier"].pk},
        "send_request": {"named": city.one.code},
        "dispatch_request": {"members": [city.members[1].pk]},
    }.get(verb, {})
    return reverse("service:step", args=[row.pk, verb]), data


def _act(verb, row, viewer):
    city = _city["now"]
    about = {"actor": viewer, "at": build.NOW, "request": row}
    if verb in {"cancel_request", "rate_request"}:
        number = row.number if viewer.name == "resident" else ""
        more = {"stars": 5} if verb == "rate_request" else {}
        return getattr(actions, verb)(**about, number=number, **more)
    if verb == "accept_place":
        return _accepted(row, viewer)
    more = SAID.get(verb, {}) | {
        "merge_request": {"into": _city["earlier"]},
        "send_request": {"unit": city.one},
        "dispatch_request": {"asked": [Asked(city.members[1].pk)]},
    }.get(verb, {})
    return getattr(actions, verb)(**about, version=row.version, **more)


def _accepted(row, viewer):
    part = row.dispatches.filter(member=_city["now"].members[0]).first()
    if part is None:
        raise Refused("nobody was asked")
    return actions.accept_place(actor=viewer, at=build.NOW, dispatch=part, version=part.version)


BY_NUMBER = "说出编号的居民自己办，不在工作人员的页面上"
REQUEST = Driver(
    table=rules.REQUEST,
    build=_build,
    sides={
        rules.COMMUNITY: ("worker",),
        rules.BRANCH: ("secretary", "clerk", "officer"),
        rules.RESIDENT: ("resident",),
        rules.MEMBER: ("first", "secretary", "clerk", "officer"),
    },
    make=_make,
    state=lambda row: Request.objects.get(pk=row.pk).state,
    page=lambda row: reverse("service:request", args=[row.pk]),
    post=_post,
    button=lambda verb, row: f'action="{reverse("service:step", args=[row.pk, verb])}"',
    act=_act,
    undriven={
        "cancel_request": BY_NUMBER,
        "rate_request": BY_NUMBER,
        "accept_place": "办的是各人自己的那一份，按钮在那一份上",
    },
)


def _part(state):
    city = _city["now"]
    request = build.offered(city, places=2)
    mine = build.part_of(request, city.members[0])
    verb = {"accepted": "accept", "declined": "decline", "withdrawn": "withdraw"}.get(state)
    if verb:
        act = getattr(actions, f"{verb}_place")
        because = {"because": "出差"} if verb == "decline" else {}
        actor = city.secretary if verb == "withdraw" else city.first
        act(actor=actor, at=build.NOW, dispatch=mine, version=mine.version, **because)
    return Dispatch.objects.get(pk=mine.pk)


def _part_said(verb, row):
    why = {"because": "不在本地"} if verb == "decline_place" else {}
    return {"version": row.version} | why


DISPATCH = Driver(
    table=rules.DISPATCH,
    build=_build,
    sides={
        rules.MEMBER: ("first", "secretary", "clerk", "officer"),
        rules.BRANCH: ("secretary", "clerk", "officer"),
    },
    make=_part,
    state=lambda row: Dispatch.objects.get(pk=row.pk).state,
    page=lambda row: reverse("service:request", args=[row.request_id]),
    post=lambda verb, row: (
        reverse("service:part", args=[row.pk, verb]), _part_said(verb, row),
    ),
    button=lambda verb, row: f'action="{reverse("service:part", args=[row.pk, verb])}"',
    act=lambda verb, row, viewer: getattr(actions, verb)(
        actor=viewer, at=build.NOW, dispatch=row, **_part_said(verb, row)
    ),
)  # fmt: skip

DRIVERS = (REQUEST, DISPATCH)
