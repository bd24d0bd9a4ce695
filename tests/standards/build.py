"""Shortest ways to a published standard, a check in any state, a goal, and people who act."""

from datetime import date

from tests.units.build import NOW, unit, user
from xianfeng.standards import actions
from xianfeng.standards.actions.checks import Said
from xianfeng.standards.models import Check
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of

ON = date(2021, 6, 30)
LINES = (
    ("组织设置", "班子健全", "条例"),
    ("组织设置", "小组划分合理", ""),
    ("阵地", "有活动场所", ""),
)


class City:
    """A root with two offices; the first has two branches, the second one."""

    def __init__(self):
        self.root = unit("R", kind=UnitKind.WORKING_COMMITTEE, name="市直工委")
        self.office = unit("C", self.root, UnitKind.COMMITTEE, name="甲局机关党委")
        self.other = unit("D", self.root, UnitKind.COMMITTEE, name="乙局机关党委")
        self.one = unit("B1", self.office, name="第一支部")
        self.two = unit("B2", self.office, name="第二支部")
        self.far = unit("E1", self.other, name="外局支部")
        self.group = unit("G1", self.one, UnitKind.GROUP, name="第一小组")
        self.users = {
            name: user(name, (role, at))
            for name, role, at in (
                ("officer", Role.COMMITTEE_OFFICER, self.root),
                ("clerk", Role.OFFICE, self.office),
                ("rival", Role.OFFICE, self.other),
                ("secretary", Role.SECRETARY, self.one),
                ("second", Role.SECRETARY, self.two),
                ("leader", Role.LEADER, self.one),
                ("member", Role.MEMBER, self.one),
            )
        }

    def __getattr__(self, name):
        return viewer_of(self.users[name], ON)


def drafted(city, actor=None, year=2021, title="标准化建设标准", due_on=None, at=NOW):
    """Make an edition of the office with three items, not yet published."""
    actor = actor or city.clerk
    made = actions.create_standard(
        actor=actor, at=at, unit=city.office, title=title, year=year, source="本组织自定",
        verification="M", due_on=due_on or date(year, 11, 30),
    )  # fmt: skip
    return actions.add_items(actor=actor, at=at, standard=made, version=1, lines=LINES)


def published(city, **more):
    standard = drafted(city, **more)
    at = more.get("at", NOW)
    return actions.publish(
        actor=more.get("actor") or city.clerk, at=at, standard=standard, version=standard.version
    )


def check_of(standard, unit):
    return Check.objects.get(standard=standard, unit=unit)


def go(verb, actor, check, at=NOW, **more):
    """Take one step of a check as it stands now."""
    check.refresh_from_db()
    return getattr(actions, verb)(actor=actor, at=at, check=check, version=check.version, **more)


def said(standard, *findings):
    """Return the answers to the items that no fact measures, in their order."""
    items = [item for item in standard.items.all() if not item.measured]
    return {
        item.pk: Said(finding, f"说明{item.seq}")
        for item, finding in zip(items, findings, strict=True)
    }


def answered(city, check, *findings, actor=None):
    findings = findings or ("met", "not_yet", "not_applicable")
    given = said(check.standard, *findings)
    return go("save_answers", actor or city.secretary, check, said=given)


def in_state(city, state, check=None):
    """Bring the first branch's check into a state by its actions."""
    check = check or check_of(published(city), city.one)
    answered(city, check)
    steps = {
        "draft": [],
        "submitted": [("submit", "secretary", {})],
        "sent_back": [("submit", "secretary", {}), ("send_back", "clerk", {"reason": "请补说明"})],
        "checked": [
            ("submit", "secretary", {}),
            ("confirm", "clerk", {"objections": {}, "opinion": ""}),
        ],
    }[state]
    for verb, who, more in steps:
        check = go(verb, getattr(city, who), check, **more)
    return check


def measured(standard, seq=90, **how):
    """Add an item measured by facts to an edition, whatever its state."""
    return standard.items.create(seq=seq, group="计量", text=f"计量{seq}", **how)
