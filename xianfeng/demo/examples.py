"""The example people of the demonstration city, offered by role at sign-in on loopback only."""

from datetime import date

from xianfeng.accounts.enums import Office
from xianfeng.accounts.models import User
from xianfeng.demo.city import City
from xianfeng.demo.people import Roll
from xianfeng.members.models import Member
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.models import PlaceRole, Unit, UnitRole


def make_examples(city: City, rolls: list[Roll], since: date) -> None:
    """Create one person for each role; none has a password, so no other door opens for them."""
    largest = example_roll(rolls)
    committee = _office(city)
    _person("工委干部", "committee", "何工委", city.root, Role.COMMITTEE_OFFICER, since)
    _person("机关党委专职党务干部", "office", "林专干", committee, Role.OFFICE, since)
    _person("领导班子成员", "leader", "方领导", committee, Role.LEADER, since)
    secretary, member = largest.members[0], example_member(largest)
    _member("支部书记", "secretary", secretary, largest.branch.unit, Role.SECRETARY, since)
    _member("党员", "member", member, largest.branch.unit, Role.MEMBER, since)
    if city.communities:
        worker = _user("worker", "周网格", "社区工作者", Office.NONE)
        PlaceRole.objects.create(user=worker, place=city.communities[0], from_on=since)
    for office, username, name in (
        (Office.SYSTEM, "system", "系统管理员"),
        (Office.SECURITY, "security", "安全管理员"),
        (Office.AUDIT, "audit", "审计管理员"),
    ):
        _user(username, name, name, office)


def example_roll(rolls: list[Roll]) -> Roll:
    """Return the roll of the branch of the example secretary and the example member."""
    return max(rolls, key=lambda roll: (len(roll.branch.groups), roll.branch.size))


def example_member(roll: Roll) -> Member:
    """Return the first of a branch who holds no office."""
    return roll.members[roll.officers]


def _office(city: City) -> Unit:
    """Return the first committee of an agency; a small city has a general branch or a branch."""
    ranks = (UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH, UnitKind.BRANCH)
    return next(unit for kind in ranks for unit in city.units if unit.kind == kind)


def _member(label: str, username: str, member: Member, unit: Unit, role: Role, since: date) -> None:
    member.user = _person(label, username, member.name, unit, role, since)
    member.save(update_fields=["user"])


def _person(label: str, username: str, name: str, unit: Unit, role: Role, since: date) -> User:
    user = _user(username, name, label, Office.NONE)
    UnitRole.objects.create(user=user, unit=unit, role=role, from_on=since)
    return user


def _user(username: str, name: str, label: str, office: Office) -> User:
    user = User(username=f"example-{username}", name=name, example=label, office=office)
    user.set_unusable_password()
    user.save()
    return user
