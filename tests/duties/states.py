"""How the test of states drives a waiver, and the card of a duty with its appeals."""

from datetime import date

from tests.duties.build import NOW, held
from tests.house.states import Driver
from tests.units.build import DAY, unit, user
from xianfeng.duties import actions, queries, rules
from xianfeng.duties.models import Appeal, Waiver
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.models import Unit
from xianfeng.units.queries import viewer_of

ABOUT = {"rule": "branch.theme_day", "period": "2021-03"}
SIDES = {"unit": ("secretary", "office", "officer"), "superior": ("office", "officer")}
_people = {}


def _build():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    office = unit("C", root, UnitKind.COMMITTEE)
    branch, beside = unit("A", office), unit("B", office)
    held(branch, "theme_day", date(2021, 1, 9))  # since then the place is watched
    _people.clear()
    _people.update(
        secretary=user("secretary", (Role.SECRETARY, branch)),
        office=user("office", (Role.OFFICE, office)),
        officer=user("officer", (Role.COMMITTEE_OFFICER, root)),
        leader=user("leader", (Role.LEADER, branch)),
        member=user("member", (Role.MEMBER, branch)),
        sibling=user("sibling", (Role.SECRETARY, beside)),
    )
    return dict(_people)


def _by(name):
    return {"actor": viewer_of(_people[name], DAY), "at": NOW}


def _of_a():
    return {"unit": Unit.objects.get(code="A"), **ABOUT}


def _waiver(state):
    made = actions.ask_waiver(**_by("secretary"), **_of_a(), reason="全员外出")
    steps = {
        "asked": [],
        "taken_back": [("take_waiver_back", "secretary")],
        "granted": [("grant_waiver", "office")],
        "refused": [("refuse_waiver", "office")],
        "revoked": [("grant_waiver", "office"), ("revoke_waiver", "officer")],
    }[state]
    for verb, who in steps:
        made = _say_of_waiver(verb, made, viewer_of(_people[who], DAY))
    return made


def _say_of_waiver(verb, waiver, viewer):
    more = {} if verb == "take_waiver_back" else {"word": "按规定"}
    said = {"waiver": waiver, "version": waiver.version, **more}
    return getattr(actions, verb)(actor=viewer, at=NOW, **said)


def _duty():
    viewer = viewer_of(_people["officer"], DAY)
    return queries.duty_of(viewer, ABOUT["rule"], _of_a()["unit"], ABOUT["period"], 0)


def _card(state):
    """Make a card; one that is given has an appeal behind it that was dismissed."""
    last = {"given": "dismiss_appeal", "appealed": "", "lifted": "uphold_appeal"}[state]
    actions.appeal_card(**_by("secretary"), **_of_a(), reason="已经补开")
    if last:
        _say_of_card(last, None, viewer_of(_people["office"], DAY))
    return _duty()


def _say_of_card(verb, _duty_row, viewer):
    if verb == "appeal_card":
        return actions.appeal_card(actor=viewer, at=NOW, **_of_a(), reason="已经补开")
    appeal = Appeal.objects.latest("pk")
    more = {} if verb == "take_appeal_back" else {"word": "按规定"}
    said = {"appeal": appeal, "version": appeal.version, **more}
    return getattr(actions, verb)(actor=viewer, at=NOW, **said)


def _state_of_card(_row):
    last = Appeal.objects.latest("pk").state
    return {"asked": "appealed", "upheld": "lifted"}.get(last, "given")


def _card_page(_row):
    return "/duties/cards/of/branch.theme_day/A/2021-03/0"


DRIVERS = (
    Driver(
        table=rules.WAIVER,
        build=_build,
        sides=SIDES,
        make=_waiver,
        state=lambda row: Waiver.objects.get(pk=row.pk).state,
        page=lambda row: f"/duties/waivers/{row.pk}/",
        post=lambda verb, row: (
            f"/duties/waivers/{row.pk}/",
            {"verb": verb, "version": row.version, "word": "按规定"},
        ),
        button=lambda verb, row: f'name="verb" value="{verb}"',
        act=_say_of_waiver,
    ),
    Driver(
        table=rules.CARD,
        build=_build,
        sides=SIDES,
        make=_card,
        state=_state_of_card,
        page=_card_page,
        post=lambda verb, row: (
            _card_page(row),
            {"verb": verb, "version": Appeal.objects.latest("pk").version, "word": "按规定"},
        ),
        button=lambda verb, row: f'name="verb" value="{verb}"',
        act=_say_of_card,
    ),
)
