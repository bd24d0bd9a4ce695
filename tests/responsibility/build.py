"""Shortest ways to templates, issued lists in any state, and people who hold posts."""

from datetime import date, datetime

from django.utils import timezone

from tests.members.build import member, post
from tests.units.build import NOW, unit, user
from xianfeng.responsibility import actions
from xianfeng.responsibility.actions import Entry, Said
from xianfeng.responsibility.models import DutyList, Template
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of

ON = date(2021, 6, 30)
MARCH = datetime(2021, 3, 1, 9, 0, tzinfo=timezone.get_default_timezone())
HAND = Entry(text="年初部署", measure="登记", target="研究一次", source="本组织自定",
             verification="V", local=True)  # fmt: skip
RULED = Entry(text="主题党日", verification="S", rule="branch.theme_day")


class City:
    """A root with two offices; the first has two branches with officers, the second one."""

    def __init__(self):
        self.root = unit("R", kind=UnitKind.WORKING_COMMITTEE, name="市直工委")
        self.office = unit("C", self.root, UnitKind.COMMITTEE, name="甲局机关党委")
        self.other = unit("D", self.root, UnitKind.COMMITTEE, name="乙局机关党委")
        self.one = unit("B1", self.office, name="第一支部")
        self.two = unit("B2", self.office, name="第二支部")
        self.far = unit("E1", self.other, name="外局支部")
        self.group = unit("G1", self.one, UnitKind.GROUP, name="第一小组")
        self.zhang = member("张书记", self.one)
        self.li = member("李副书记", self.one)
        self.wang = member("王委员", self.one)
        self.zhao = member("赵书记", self.two)
        self.next = member("孙接任", self.one)
        self.posts = [
            post(self.zhang, self.one, "secretary"),
            post(self.li, self.one, "deputy_secretary"),
            post(self.wang, self.one, "organisation"),
            post(self.wang, self.one, "publicity"),
            post(self.zhao, self.two, "secretary"),
            post(self.next, self.group, "group_leader"),
        ]
        self.users = {
            name: user(name, (role, at))
            for name, role, at in (
                ("officer", Role.COMMITTEE_OFFICER, self.root),
                ("clerk", Role.OFFICE, self.office),
                ("rival", Role.OFFICE, self.other),
                ("keeper", Role.SECRETARY, self.one),
                ("second", Role.SECRETARY, self.two),
                ("leader", Role.LEADER, self.one),
                ("member", Role.MEMBER, self.one),
                ("holder", Role.MEMBER, self.one),
                ("deputy", Role.MEMBER, self.one),
            )
        }
        for name, person in (("holder", self.zhang), ("deputy", self.li)):
            person.user = self.users[name]
            person.save(update_fields=["user"])

    def __getattr__(self, name):
        if name.startswith("_") or name == "users":
            raise AttributeError(name)
        return viewer_of(self.users[name], ON)


def templated(city, *entries, kinds=("first", "direct", "dual"), year=2021, unit=None):
    """Publish templates of the office with these items, and no others."""
    place = unit or city.office
    for kind in kinds:
        made = Template.objects.create(unit=place, kind=kind, year=year, published_on=MARCH)
        for seq, entry in enumerate(entries or (HAND, RULED), 1):
            made.items.create(seq=seq, **vars(entry))
    return Template.objects.filter(unit=place, year=year)


def issued(city, *entries, year=2021, at=MARCH, **more):
    """Issue the office's lists of a year; return those of the first branch by kind."""
    templated(city, *entries, year=year)
    actions.issue_lists(
        actor=city.clerk, at=at, unit=city.office, year=year, sign_by=date(2021, 3, 16), **more
    )
    return {row.kind: row for row in DutyList.objects.filter(unit=city.one)}


def first(city, *entries, **more):
    """Return the list of the first branch's secretary."""
    return issued(city, *entries, **more)["first"]


def go(verb, actor, duty_list, at=NOW, **more):
    """Take one step of a list as it stands now."""
    duty_list.refresh_from_db()
    about = {"duty_list": duty_list, "version": duty_list.version}
    return getattr(actions, verb)(actor=actor, at=at, **about, **more)


def said(duty_list, finding="done", words="已部署"):
    """Return what is said of each item that no fact measures."""
    return {item.pk: Said(finding, words) for item in duty_list.items.all() if not item.measured}
