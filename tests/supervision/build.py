"""A root with two committees and their branches, people in posts, and visits in any state."""

from datetime import date

from tests.members.build import member, post
from tests.units.build import NOW, unit, user
from xianfeng.supervision import actions
from xianfeng.supervision.actions.recording import Found, Record
from xianfeng.supervision.models import Visit
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of

ON = date(2021, 6, 30)
THREE = (
    Found("style", "会议记录不全", date(2021, 7, 30)),
    Found("organisation", "支委会缺一次", date(2021, 7, 15), "serious"),
    Found("integrity", "公示不及时", date(2021, 7, 10)),
)


class City:
    """R over C (B1, B2), D (E1) and F (H1); five people hold posts, one of them has an account."""

    def __init__(self):
        self.root = unit("R", kind=UnitKind.WORKING_COMMITTEE, name="市直工委")
        self.c = unit("C", self.root, UnitKind.COMMITTEE, name="甲局机关党委")
        self.d = unit("D", self.root, UnitKind.COMMITTEE, name="乙局机关党委")
        self.f = unit("F", self.root, UnitKind.COMMITTEE, name="丙局机关党委")
        self.b1 = unit("B1", self.c, name="甲局第一支部")
        self.b2 = unit("B2", self.c, name="甲局第二支部")
        self.e1 = unit("E1", self.d, name="乙局支部")
        self.h1 = unit("H1", self.f, name="丙局支部")
        self.users = {
            "officer": user("officer", (Role.COMMITTEE_OFFICER, self.root)),
            "leader": user("leader", (Role.LEADER, self.root)),
            "clerk": user("clerk", (Role.OFFICE, self.c)),
            "rival": user("rival", (Role.OFFICE, self.d)),
            "secretary": user("secretary", (Role.SECRETARY, self.b1)),
            "mate": user("mate", (Role.SECRETARY, self.e1)),
            "member": user("member", (Role.MEMBER, self.b1)),
        }
        self.people = {
            "陈晨": self._person("陈晨", self.b1, self.c),
            "李丽": self._person("李丽", self.e1, self.d),
            "王旺": self._person("王旺", self.e1, self.d),
            "赵召": self._person("赵召", self.h1, self.f),
            "孙荪": self._person("孙荪", self.h1, self.f),
        }
        self.people["李丽"].user = self.users["mate"]
        self.people["李丽"].save()

    def _person(self, name, branch, committee):
        made = member(name, branch)
        post(made, committee, "committee_member")
        return made

    def __getattr__(self, name):
        return viewer_of(type(self.users[name]).objects.get(pk=self.users[name].pk), ON)

    def key(self, name):
        return str(self.people[name].pk)


def planned(city, visited=None, kind="research", issuer=None, actor=None, quarter=2, at=NOW):
    """Plan one visit in the second quarter of 2021."""
    about = {"actor": actor or city.officer, "at": at}
    issuer = issuer or city.root
    plan = issuer.supervision_plans.filter(year=2021).first()
    plan = plan or actions.make_plan(**about, unit=issuer, year=2021)
    line = actions.add_round(**about, plan=plan, quarter=quarter, kind=kind, theme="党史学习教育")
    return actions.add_units(**about, plan_round=line, units=[visited or city.c])[0]


def go(verb, actor, visit, at=NOW, **more):
    """Take one step of a visit as it stands now."""
    version = Visit.objects.get(pk=visit.pk).version
    return getattr(actions, verb)(actor=actor, at=at, visit=visit, version=version, **more)


def drawn(city, visit, number=2, seed="20210601", **more):
    """Draw the team of a visit."""
    return go("draw_team", city.officer, visit, pool="committee", number=number, seed=seed, **more)


def record(
    *findings, held_on=date(2021, 6, 29), looked="查阅会议记录", names="工委办公室", none=None
):
    """Return a record; without findings nothing was found."""
    none = not findings if none is None else none
    return Record(held_on, looked, names, tuple(findings), none)


def confirmed(city, visit=None, *findings, actor=None, **more):
    """Confirm a visit."""
    visit = visit or planned(city)
    return go("confirm_visit", actor or city.officer, visit, record=record(*findings, **more))


def in_state(city, state, visit=None):
    """Bring a scheduled visit with a team into a state."""
    visit = visit or planned(city)
    go("schedule_visit", city.officer, visit, planned_on=ON)
    drawn(city, visit)
    if state in {"draft", "cancelled"}:
        go("save_record", city.officer, visit, record=record(THREE[0]))
    if state == "cancelled":
        go("cancel_visit", city.officer, visit, reason="合并到下季度")
    if state in {"confirmed", "voided"}:
        go("confirm_visit", city.officer, visit, record=record())
    if state == "voided":
        go("void_visit", city.officer, visit, reason="记错单位")
    return Visit.objects.select_related("unit", "issuer").get(pk=visit.pk)
