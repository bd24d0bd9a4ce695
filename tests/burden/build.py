"""Shortest ways to a collection task in any state, an answer, a work group, and who acts."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from tests.units.build import NOW, unit, user
from xianfeng.burden import actions
from xianfeng.burden.actions.collections import Field
from xianfeng.burden.actions.replies import Said
from xianfeng.burden.models import Collection, Reply, WorkGroup
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of

ON = date(2021, 6, 30)


def at(day):
    return datetime(day.year, day.month, day.day, 10, tzinfo=timezone.get_default_timezone())


class City:
    """A root with two offices; the first has two branches, the second one."""

    def __init__(self):
        self.root = unit("R", kind=UnitKind.WORKING_COMMITTEE, name="市直工委")
        self.office = unit("C", self.root, UnitKind.COMMITTEE, name="甲局机关党委")
        self.other = unit("D", self.root, UnitKind.COMMITTEE, name="乙局机关党委")
        self.one = unit("B1", self.office, name="第一支部")
        self.two = unit("B2", self.office, name="第二支部")
        self.far = unit("E1", self.other, name="外局支部")
        self.users = {
            name: user(name, (role, place))
            for name, role, place in (
                ("officer", Role.COMMITTEE_OFFICER, self.root),
                ("clerk", Role.OFFICE, self.office),
                ("rival", Role.OFFICE, self.other),
                ("secretary", Role.SECRETARY, self.one),
                ("second", Role.SECRETARY, self.two),
                ("faraway", Role.SECRETARY, self.far),
                ("leader", Role.LEADER, self.one),
                ("member", Role.MEMBER, self.one),
            )
        }

    def __getattr__(self, name):
        return viewer_of(self.users[name], ON)


DESKS = Field("number", "办公用房面积", "核定面积标准")
MEMBERS = Field(
    "known", "党员数", source="figure:org.members", first=date(2021, 1, 1), last=date(2021, 6, 30)
)


def drafted(city, *fields, unit=None, actor=None, when=NOW, title="办公条件征集", days=20):
    """Make a task of the office to its branches with the fields, not yet issued."""
    actor = actor or city.clerk
    made = actions.create_collection(
        actor=actor, at=when, unit=unit or city.office, title=title, purpose="摸清底数",
        kinds=["branch"], due_on=when.date() + timedelta(days=days),
    )  # fmt: skip
    for field in fields or (MEMBERS, DESKS):
        made = actions.add_item(
            actor=actor, at=when, collection=made, version=made.version, field=field
        )
    return made


def issued(city, *fields, **more):
    task = drafted(city, *fields, **more)
    return turn("issue_collection", more.get("actor") or city.clerk, task, more.get("when", NOW))


def turn(verb, actor, task, when=NOW, **more):
    task = Collection.objects.get(pk=task.pk)
    return getattr(actions, verb)(
        actor=actor, at=when, collection=task, version=task.version, **more
    )


def reply_of(task, unit):
    return Reply.objects.get(collection=task, unit=unit)


def answered(task, unit, actor, *values, when=NOW, none=False):
    """Answer a task: a value for each field in its order; ``("7", "应为 8")`` objects."""
    reply = reply_of(task, unit)
    pairs = [value if isinstance(value, tuple) else (value, "") for value in values]
    said = {item.pk: Said(*pair) for item, pair in zip(task.items.all(), pairs, strict=False)}
    return actions.answer_collection(
        actor=actor, at=when, reply=reply, version=reply.version, said=said, none=none
    )


def reopened(reply, actor, reason="面积不对", when=NOW):
    reply = Reply.objects.get(pk=reply.pk)
    return actions.reopen_reply(
        actor=actor, at=when, reply=reply, version=reply.version, reason=reason
    )


def listed(actor, unit, name="工作交流群", when=NOW, **more):
    about = {"platform": "微信", "people": 12, "purpose": "通知会议"} | more
    return actions.list_group(actor=actor, at=when, unit=unit, name=name, **about)


def step(verb, actor, group, when=NOW, **more):
    group = WorkGroup.objects.get(pk=group.pk)
    usual = {
        "keep_group": {"usage": "often", "people": group.people},
        "propose_group": {"close_by": when.date() + timedelta(days=30), "because": "用得少"},
    }.get(verb, {})
    about = {"group": group, "version": group.version}
    return getattr(actions, verb)(actor=actor, at=when, **about, **(usual | more))
