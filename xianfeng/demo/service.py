"""A year of requests of residents: most of them done and rated, the latest ones at every step."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from xianfeng.checkin.enums import Part, Wish
from xianfeng.demo.city import City
from xianfeng.demo.examples import example_member, example_roll
from xianfeng.demo.people import Roll
from xianfeng.demo.store import store
from xianfeng.hours.models import Stint
from xianfeng.kernel import crypto
from xianfeng.kernel.numbers import ALPHABET, LENGTH
from xianfeng.members.models import Member
from xianfeng.service import rules
from xianfeng.service.enums import RequestState
from xianfeng.service.models import Dispatch, Rating, Request
from xianfeng.units.models import Place, Unit

_WANTED = (
    (Wish.CARE, "独居老人想请人陪着去医院复查"), (Wish.CARE, "老人家里重物搬不动"),
    (Wish.YOUTH, "孩子放学后想请人辅导数学"), (Wish.REPAIR, "厨房水龙头漏水"),
    (Wish.REPAIR, "客厅的灯不亮了"), (Wish.ENVIRONMENT, "楼道里堆着杂物"),
    (Wish.CIVILITY, "小区门口早上堵车，想请人疏导"), (Wish.DISPUTES, "楼上楼下为噪音闹矛盾"),
    (Wish.PUBLICITY, "想了解医保怎么报销"), (Wish.DUTY, "强降雨时地下车库要人值守"),
)  # fmt: skip
_RESULTS = ("已经办好，居民当场确认", "办好了，下周再去看一次", "已经办好")
_MINUTES = (30, 45, 60, 90, 120)
_LATE = 12  # days after which most requests have ended
_STEPS = ("placed", "checked", "sent", "offered", "accepted", "done")
_ON_WAY = frozenset({*_STEPS, "closed"})
_WHY = {"refused": "属于物业负责，已转告物业", "unmet": "暂时没有会修的人"}


def make_service(random: Random, city: City, rolls: list[Roll], year: int, today: date) -> None:
    """Place two requests for each branch over the year, and take each as far as its age says.

    The example people find one at each step.
    """
    until = min(today, date(year, 12, 31))
    staffed = [roll for roll in rolls if roll.members]
    if not staffed or not city.communities or until <= date(year, 1, 11):
        return
    span = (until - date(year, 1, 11)).days
    made = _Orders(random, city.root, until)
    for number in range(2 * len(staffed)):
        placed_on = date(year, 1, 11) + timedelta(random.randint(0, span))
        roll = staffed[number % len(staffed)]
        made.add(number, random.choice(city.communities), roll, placed_on)
    mine = example_roll(staffed)
    for number, state in enumerate(_STEPS):
        day = until - timedelta(1)
        made.add(9000 + number, city.communities[0], mine, day, state, example_member(mine))
    made.store()


class _Orders:
    """Requests with the parts of members and the words of residents, until they are stored."""

    def __init__(self, random: Random, root: Unit, until: date) -> None:
        self.random, self.root, self.until = random, root, until
        self.requests: list[Request] = []
        self.parts: list[tuple[Request, Dispatch]] = []
        self.ratings: list[tuple[Request, Rating]] = []
        self.stints: list[tuple[Request, Stint]] = []

    def add(
        self,
        number: int,
        community: Place,
        roll: Roll,
        placed_on: date,
        state: str = "",
        member: Member | None = None,
    ) -> None:
        """Add one request as it stands at the end; ``member`` is who was asked, or anybody."""
        state = state or self._state(placed_on)
        request = self._placed(number, community, placed_on)
        request.state = state
        steps = _STEPS.index("done" if state == "closed" else state) if state in _ON_WAY else 0
        if steps >= 1 or state == RequestState.UNMET:
            request.checked_on = self._after(placed_on, 1)
        if steps >= _STEPS.index("sent"):
            self._sent(request, roll, steps, member or self.random.choice(roll.members))
        if state in {"refused", "cancelled", "unmet"}:
            request.closed_on = self._after(placed_on, 2)
            request.because = _WHY.get(state, "")
        self.requests.append(request)

    def _state(self, placed_on: date) -> str:
        if (self.until - placed_on).days > _LATE:
            others = ("refused", "cancelled", "unmet", "accepted")
            return "closed" if self.random.random() < 0.9 else self.random.choice(others)
        return self.random.choice(_STEPS)

    def _placed(self, number: int, community: Place, placed_on: date) -> Request:
        category, text = self.random.choice(_WANTED)
        urgency = self.random.choice((1, 1, 1, 2, 3))
        phone = f"1990000{number:04d}"
        return Request(
            number="".join(self.random.choice(ALPHABET) for _ in range(LENGTH)),
            source="resident", category=category, text=text, community=community,
            part=self.random.choice(Part.values), urgency=urgency, placed_on=placed_on,
            check_by=rules.check_by(placed_on), answerable=self.root,
            promised_on=rules.promised(placed_on, urgency, None),
            contact_sealed=crypto.seal("住户"), phone_sealed=crypto.seal(phone),
            phone_index=crypto.blind("phone", phone), address_sealed=crypto.seal("1栋101室"),
        )  # fmt: skip

    def _sent(self, request: Request, roll: Roll, steps: int, member: Member) -> None:
        request.sent_on = request.checked_on or request.placed_on
        request.unit = request.answerable = roll.branch.unit
        request.dispatch_by = rules.dispatch_by(request.sent_on, request.promised_on)
        if steps < _STEPS.index("offered"):
            return
        request.offered_on = self._after(request.sent_on, 1)
        request.accept_by = rules.accept_by(request.offered_on, request.promised_on)
        part = self._part(request, member, request.offered_on)
        if steps < _STEPS.index("accepted"):
            return
        part.state, part.answered_on = "accepted", request.offered_on
        request.accepted_on = request.offered_on
        if steps < _STEPS.index("done"):
            return
        request.done_on = self._after(request.accepted_on, self.random.choice((0, 1, 1, 2, 6)))
        request.minutes = self.random.choice(_MINUTES)
        self.stints.append((request, self._stint(request, part.member)))
        request.result = self.random.choice(_RESULTS)
        if request.state == RequestState.CLOSED:
            request.closed_on = request.done_on
            stars = self.random.choice((5, 5, 5, 4, 4, 3))
            self.ratings.append((request, Rating(stars=stars, text="", on=request.closed_on)))

    def _part(self, request: Request, member: Member, on: date) -> Dispatch:
        part = Dispatch(unit=request.unit, member=member, offered_on=on)
        self.parts.append((request, part))
        return part

    def _stint(self, request: Request, member: Member) -> Stint:
        on, hours = request.done_on or self.until, Decimal(request.minutes or 0) / 60
        return Stint(
            member=member, unit=request.unit, source="request", on=on,
            what=str(request.get_category_display()), hours=hours,
        )  # fmt: skip

    def _after(self, day: date, days: int) -> date:
        return min(self.until, day + timedelta(days))

    def store(self) -> None:
        """Store all, requests first."""
        store(self.requests)
        for request, one in (*self.parts, *self.ratings):
            one.request = request
        store([part for _request, part in self.parts])
        for request, stint in self.stints:
            stint.key = request.pk
        store([stint for _request, stint in self.stints])
        store([rating for _request, rating in self.ratings])
