"""A year of volunteering: Saturdays of branches, teams of agencies, and what one may join now."""

from datetime import date, time, timedelta
from decimal import Decimal
from random import Random

from xianfeng.checkin.enums import Wish
from xianfeng.checkin.models import UnitCheckin
from xianfeng.demo.city import City
from xianfeng.demo.people import Roll
from xianfeng.demo.store import store
from xianfeng.hours.models import Certificate, Stint
from xianfeng.kernel.numbers import ALPHABET, LENGTH
from xianfeng.members.models import Member
from xianfeng.units.models import Place, Unit
from xianfeng.volunteering import rules
from xianfeng.volunteering.enums import EventState, SignupState
from xianfeng.volunteering.models import Event, Signup, Team, TeamMember

_TITLES = (
    (Wish.ENVIRONMENT, "清洁家园"), (Wish.CIVILITY, "路口文明劝导"), (Wish.CARE, "看望独居老人"),
    (Wish.REPAIR, "家电义务维修"), (Wish.PUBLICITY, "反诈宣传进小区"), (Wish.YOUTH, "周末作业辅导"),
    (Wish.DUTY, "防汛值守"),
)  # fmt: skip
_EACH = 2  # events of each branch in a year
_PLACES, _COMING = 12, 6
_SATURDAY = 5
_EXAMPLE_WEEKS = (4, 11, 19)  # weeks ago that the example member came to an event


def make_volunteering(
    random: Random, city: City, rolls: list[Roll], year: int, today: date
) -> None:
    """Hold two events for each branch over the year, found teams, and open some for names."""
    until = min(today, date(year, 12, 31))
    since = date(year, 2, 1)
    staffed = [roll for roll in rolls if roll.members]
    if not staffed or not city.communities or until <= since + timedelta(14):
        return
    made = _Events(random, until)
    teams = _teams(city, staffed, since)
    span = (until - since).days
    for number in range(_EACH * len(staffed)):
        roll = staffed[number % len(staffed)]
        on = _saturday(since + timedelta(random.randint(0, span)))
        if on < until:
            made.held(roll, random.choice(city.communities), on)
    made.cancelled(staffed[0], city.communities[0], _saturday(since))
    if until == today:
        made.coming(city, staffed)
    made.store()
    store(teams)
    for member in Member.objects.filter(user__username="example-member"):
        _certify(random, member, date(year, 1, 1), until)


def _certify(random: Random, member: Member, first: date, last: date) -> None:
    """Give the example member the paper of the year, as it is given to who asks for it."""
    stints = list(member.stints.filter(on__range=(first, last)).select_related("unit"))
    if not stints:
        return
    lines = [[*one[:2], one.on.isoformat(), *one[3:]] for one in (row.line for row in stints)]
    Certificate.objects.create(
        number="".join(random.choice(ALPHABET) for _ in range(LENGTH)), member=member,
        unit=stints[-1].unit, first_on=first, last_on=last, made_on=last, lines=lines,
        hours=sum((row.hours for row in stints), Decimal(0)),
    )  # fmt: skip


def _teams(city: City, staffed: list[Roll], since: date) -> list[TeamMember]:
    """Found a team in each agency with the first two members of each of its branches."""
    tops = [unit for unit in city.units if unit.depth == city.root.depth + 1]
    teams = store([Team(unit=one, name="先锋志愿服务队", founded_on=since) for one in tops])
    return [
        TeamMember(team=team, member=member, from_on=since)
        for team, unit in zip(teams, tops, strict=True)
        for roll in staffed
        if roll.branch.unit.path.startswith(unit.path)
        for member in roll.members[:2]
    ]


def _saturday(day: date) -> date:
    """Return the Saturday on or after a day."""
    return day + timedelta((_SATURDAY - day.weekday()) % 7)


class _Events:
    """Events with the places in them, and the hours given, until they are stored."""

    def __init__(self, random: Random, until: date) -> None:
        self.random, self.until = random, until
        self.events: list[Event] = []
        self.places: list[tuple[Event, Signup]] = []

    def held(
        self, roll: Roll, community: Place, on: date, fresh: bool = False, first: int = 0
    ) -> None:
        """Hold an event; a ``fresh`` one waits until it is entered who came.

        The member at ``first``, where one is named, surely came.
        """
        event = self._event(roll.branch.unit, community, on)
        people = self.random.sample(roll.members, min(len(roll.members), _COMING))
        if first:
            sure = roll.members[first]
            people = [sure, *(one for one in people if one is not sure)]
        for seq, member in enumerate(people, 1):
            came = None if fresh else seq == 1 or self.random.random() < 0.9
            self._place(event, roll.branch.unit, member, seq, came)
        if fresh:
            event.state = EventState.OPEN.value
            return
        event.state = EventState.HELD.value
        event.recorded_on = min(self.until, on + timedelta(self.random.choice((0, 1, 2, 5))))
        event.hours = rules.hours(event.starts_at, event.ends_at)

    def cancelled(self, roll: Roll, community: Place, on: date) -> None:
        """Call one event off."""
        event = self._event(roll.branch.unit, community, on)
        event.state, event.because = EventState.CANCELLED.value, "当天暴雨，改期另行通知"

    def coming(self, city: City, staffed: list[Roll]) -> None:
        """Open one event for all, and one of every fifth branch; the largest branch has one."""
        first, second = (_saturday(self.until + timedelta(days)) for days in (5, 12))
        event = self._event(city.root, city.communities[0], first)
        event.title, event.for_all, event.places = "全市清洁家园统一行动", True, 200
        event.category = Wish.ENVIRONMENT.value
        largest = max(staffed, key=lambda roll: (len(roll.branch.groups), roll.branch.size))
        self.held(largest, city.communities[0], _saturday(self.until - timedelta(7)), fresh=True)
        checked_in = UnitCheckin.objects.select_related("unit", "community").order_by("pk")
        for week in _EXAMPLE_WEEKS:
            day = _saturday(self.until - timedelta(7 * week))
            self.held(largest, city.communities[0], day, first=largest.officers)
        at = checked_in.filter(unit=largest.branch.unit).first() or checked_in.first()
        if at is not None:
            event = self._event(at.unit, at.community, second)
            event.category, event.title = Wish.CARE.value, "陪独居老人过周末"
            event.state, event.places = EventState.PROPOSED.value, 5
        for roll in [largest, *(one for one in staffed[::5] if one is not largest)]:
            event = self._event(roll.branch.unit, city.communities[0], second)
            event.places = 3
            # Officers first: the example member, who comes after them, finds the last place.
            for seq, member in enumerate(roll.members[: min(2, roll.officers)], 1):
                self._place(event, roll.branch.unit, member, seq, None)

    def _event(self, unit: Unit, community: Place, on: date) -> Event:
        category, title = self.random.choice(_TITLES)
        event = Event(
            unit=unit, category=category, title=title, community=community,
            venue="社区党群服务中心门口", on=on, starts_at=time(9), ends_at=time(11),
            places=_PLACES, sign_up_by=rules.sign_up_by(on, None), state=EventState.OPEN.value,
            record_by=rules.record_by(on),
        )  # fmt: skip
        self.events.append(event)
        return event

    def _place(self, event: Event, unit: Unit, member: Member, seq: int, came: bool | None) -> None:
        place = Signup(member=member, unit=unit, seq=seq, state=SignupState.SIGNED.value, came=came)
        self.places.append((event, place))

    def store(self) -> None:
        """Store all, events first."""
        store(self.events)
        for event, place in self.places:
            place.event = event
        store([place for _event, place in self.places])
        store(
            [
                Stint(
                    member=place.member, unit=place.unit, source="event", key=event.pk,
                    what=event.title, on=event.on, hours=event.hours or Decimal(0),
                )
                for event, place in self.places
                if place.came
            ]
        )  # fmt: skip
