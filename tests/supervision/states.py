"""How the test of states drives a visit."""

from tests.house.states import Driver
from tests.supervision.build import NOW, ON, THREE, City, in_state, record
from xianfeng.supervision import actions, rules
from xianfeng.supervision.models import Visit

_city = []


def _build():
    _city[:] = [City()]
    return _city[0].users


def _make(state):
    city = _city[0]
    visit = in_state(city, state)
    keys = visit.team.filter(member=city.people["李丽"])
    if not keys.exists():
        other = visit.team.filter(leader=False).first()
        other.member = city.people["李丽"]
        other.save()
    return visit


def _member(visit):
    return visit.team.filter(left_because="", leader=False).first().member_id


_PAGES = {
    "schedule_visit": "schedule",
    "draw_team": "team",
    "replace_member": "replace",
    "choose_leader": "leader",
    "announce_visit": "announce",
    "save_record": "record",
    "confirm_visit": "record",
    "cancel_visit": "cancel",
    "amend_visit": "amend",
    "void_visit": "void",
}


def _address(verb, visit):
    return f"/supervision/visits/{visit.pk}/{_PAGES[verb]}/"


def _said(verb, visit):
    return {
        "schedule_visit": {"planned_on": ON},
        "draw_team": {"pool": "committee", "number": 2, "seed": "9", "reason": "有人请假"},
        "replace_member": {"member_id": _member(visit), "reason": "出差"},
        "choose_leader": {"member_id": _member(visit)},
        "announce_visit": {},
        "save_record": {"record": record(THREE[0])},
        "confirm_visit": {"record": record(THREE[0])},
        "cancel_visit": {"reason": "合并"},
        "amend_visit": {"record": record(looked="补充"), "reason": "漏记"},
        "void_visit": {"reason": "记错"},
    }[verb]


def _post(verb, visit):
    said = _said(verb, visit)
    if "record" not in said:
        return _address(verb, visit), {"version": visit.version, **said}
    page = {"held_on": "2021-06-29", "looked": "补充", "rows": 1, "version": visit.version}
    finding = {"f0_category": "style", "f0_text": "会议记录不全", "f0_due_on": "2021-07-30"}
    more = {
        "save_record": {"do": "draft", **finding},
        "confirm_visit": {"do": "confirm", **finding},
        "amend_visit": {"do": "amend", "reason": "漏记"},
    }[verb]
    return _address(verb, visit), page | more


def _act(verb, visit, viewer):
    about = {"actor": viewer, "at": NOW, "visit": visit, "version": visit.version}
    return getattr(actions, verb)(**about, **_said(verb, visit))


DRIVERS = (
    Driver(
        table=rules.VISIT,
        build=_build,
        sides={rules.ISSUER: ("officer",), rules.RECORDER: ("officer", "mate")},
        make=_make,
        state=lambda visit: Visit.objects.get(pk=visit.pk).state,
        page=lambda visit: f"/supervision/visits/{visit.pk}/",
        post=_post,
        button=lambda verb, visit: f'href="{_address(verb, visit)}"',
        act=_act,
    ),
)
