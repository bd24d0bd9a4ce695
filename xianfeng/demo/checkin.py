"""Check-ins of a year: nearly all branches, four members in five, most of them confirmed."""

from datetime import date, timedelta
from random import Random

from xianfeng.checkin import rules
from xianfeng.checkin.enums import CheckinState, DeploymentKind, Skill, Wish
from xianfeng.checkin.models import Assignment, Deployment, MemberCheckin, UnitCheckin
from xianfeng.demo.city import City
from xianfeng.demo.people import Roll
from xianfeng.demo.store import store
from xianfeng.members.models import Member, Membership
from xianfeng.units.models import Place

_AGREED = "每季度共建一次，节假日帮助值守"
_MISSING_BRANCH, _MISSING_MEMBER, _WAITING = 0.05, 0.2, 0.04


def make_checkin(random: Random, city: City, rolls: list[Roll], year: int, today: date) -> None:
    """Check branches and members in during January to March, and assign grids to branches."""
    until = min(today, date(year, 12, 31))
    since = date(year, 1, 5)
    staffed = [roll for roll in rolls if roll.members]
    if not city.communities or not staffed or until <= since:
        return
    grids = _below(city.communities)
    span = min((until - since).days, 80)

    def day() -> date:
        return since + timedelta(random.randint(0, span))

    units, members, assigned = [], [], []
    for number, roll in enumerate(staffed):
        community = city.communities[number % len(city.communities)]
        if random.random() >= _MISSING_BRANCH:
            row = UnitCheckin(unit=roll.branch.unit, community=community, agreement=_AGREED)
            units.append(_confirmed(random, row, day()))
        assigned += [
            Assignment(unit=roll.branch.unit, place=grid, from_on=since)
            for grid in grids[community.pk][:1]
        ]
        members += [
            _confirmed(random, _home(random, person, grids), day())
            for person in roll.members
            if person.community_id and random.random() >= _MISSING_MEMBER
        ]
    store(units)
    store(members)
    store(assigned)
    store(_front(random, staffed, grids, since, until))


def _below(communities: list[Place]) -> dict[int, list[Place]]:
    """Return the grids of each community."""
    found: dict[int, list[Place]] = {community.pk: [] for community in communities}
    for grid in Place.objects.filter(parent__in=communities).order_by("pk"):
        found.setdefault(grid.parent_id or 0, []).append(grid)
    return found


def _home(random: Random, person: Member, grids: dict[int, list[Place]]) -> MemberCheckin:
    """Return the check-in of a member at home, with what the roster says they offer."""
    near = grids.get(person.community_id or 0)
    return MemberCheckin(
        member=person,
        community_id=person.community_id or 0,
        grid=random.choice(near) if near else None,
        skills=_bits(person.skills, Skill),
        wishes=_bits(person.wishes, Wish),
        slots=rules.times(person.service_times),
        monthly_limit=random.choice((1, 2, 2, 3)),
    )


def _bits(text: str, words: type[Skill] | type[Wish]) -> int:
    return rules.bits(rules.named(text, words.choices), words.values)


def _confirmed[R: (UnitCheckin, MemberCheckin)](random: Random, row: R, on: date) -> R:
    row.from_on, row.state = on, CheckinState.REPORTED.value
    if random.random() >= _WAITING:
        row.state, row.confirmed_on = CheckinState.CONFIRMED.value, on
    return row


def _front(
    random: Random, staffed: list[Roll], grids: dict[int, list[Place]], since: date, until: date
) -> list[Deployment]:
    """Send a member of every fifth branch to an estate, and of every third to a grid."""
    near = [grid for found in grids.values() for grid in found]
    there = Membership.objects.filter(until_on=None, from_on__lte=since)
    settled = set(there.values_list("member_id", flat=True))
    estates = list(Place.objects.filter(parent__in=near).order_by("pk"))
    sent = [
        Deployment(
            member=[one for one in roll.members if one.pk in settled][-1],
            unit=roll.branch.unit,
            place=estate,
            kind=DeploymentKind.FIRST_SECRETARY.value,
            from_on=since,
        )
        for roll, estate in zip(staffed[::5], estates, strict=False)
        if any(one.pk in settled for one in roll.members)
    ]
    for number, roll in enumerate(staffed[::3] if near else ()):
        begun = since + timedelta(random.randint(0, max((until - since).days - 1, 0)))
        back = begun + timedelta(random.randint(60, 300))
        sent += [
            Deployment(
                member=person,
                unit=roll.branch.unit,
                place=near[number % len(near)],
                kind=DeploymentKind.DEPLOYED.value,
                from_on=begun,
                until_on=back if back <= until else None,
            )
            for person in [one for one in roll.members if one.pk in settled][:2]
        ]
    return sent
