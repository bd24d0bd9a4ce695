"""Shortest ways to a city, people who act, and a problem in any state."""

from datetime import date

from tests.units.build import NOW, unit, user
from xianfeng.rectification import actions
from xianfeng.rectification.actions import Finding
from xianfeng.rectification.models import Problem
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of

ON = date(2021, 6, 30)


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
                ("groupie", Role.SECRETARY, self.group),
                ("leader", Role.LEADER, self.one),
                ("member", Role.MEMBER, self.one),
            )
        }

    def __getattr__(self, name):
        if name == "users":
            raise AttributeError(name)
        return viewer_of(self.users[name], ON)


def found(text="台账不全", **more):
    """Return a finding of 1 June 2021, to be put right by 15 July."""
    chosen = {
        "source": "inspection", "category": "organisation",
        "found_on": date(2021, 6, 1), "due_on": date(2021, 7, 15),
    }  # fmt: skip
    return Finding(text=text, **chosen | more)


def raised(city, unit=None, actor=None, at=NOW, verifier=None, others=(), recurs=(), **more):
    """Raise a problem of the first branch, to be verified by its office."""
    return actions.raise_problem(
        actor=actor or city.clerk, at=at, unit=unit or city.one,
        verifier=verifier or city.office, found=found(**more), others=others, recurs=recurs,
    )  # fmt: skip


SAID = {
    "plan_problem": {"measure": "补齐台账", "leader": "张三", "owner": "李四"},
    "answer_problem": {"text": "已补齐", "on": ON},
    "send_problem_back": {"opinion": "缺佐证"},
    "reopen_problem": {"reason": "又缺了"},
    "extend_problem": {"due_on": date(2021, 8, 15), "reason": "等材料"},
    "withdraw_problem": {"reason": "重复提出"},
}
TO = {
    "open": (),
    "answered": (("answer_problem", "secretary"),),
    "closed": (("answer_problem", "secretary"), ("verify_problem", "clerk")),
    "withdrawn": (("withdraw_problem", "clerk"),),
}


def go(verb, actor, problem, at=NOW, **more):
    """Take one step of a problem as it stands now."""
    problem = Problem.objects.get(pk=problem.pk)
    said = SAID.get(verb, {}) | ({"on": at.date()} if verb == "answer_problem" else {}) | more
    act = getattr(actions, verb)
    return act(actor=actor, at=at, problem=problem, version=problem.version, **said)


def in_state(city, state, at=NOW, **more):
    """Bring a problem of the first branch into a state by its actions."""
    problem = raised(city, at=at, **more)
    for verb, who in TO[state]:
        problem = go(verb, getattr(city, who), problem, at=at)
    return problem
