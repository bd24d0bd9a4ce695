"""Pairs of every third branch, by size, with deeds of the year; deeds with communities."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from xianfeng.checkin.enums import CheckinState
from xianfeng.checkin.models import UnitCheckin
from xianfeng.demo.city import City
from xianfeng.demo.people import Roll
from xianfeng.demo.store import store
from xianfeng.partners import rules
from xianfeng.partners.enums import DeedState, Direction, NamedKind, Side
from xianfeng.partners.models import Deed, Pair, PairYear
from xianfeng.units.models import Place, Unit

_GIVEN = (
    ("给网格里的老人上门理发", "care"), ("帮小区更换楼道灯", "repair"),
    ("清理楼道杂物", "environment"), ("给孩子们补一次课", "youth"),
    ("讲一次反诈骗和医保政策", "publicity"), ("周末文明劝导", "civility"),
    ("捐一批图书", "youth"), ("汛期值守", "duty"),
)  # fmt: skip
_RECEIVED = (
    ("提供党员活动场地", ""), ("组织党员参观社区治理", "publicity"),
    ("帮党员家属联系托育", "care"), ("为机关办一次健康义诊", "care"),
)  # fmt: skip
_NAMED = (
    ("东风物业公司", NamedKind.NEW_ORGANISATION), ("青禾便利店联合体", NamedKind.NEW_ORGANISATION),
    ("柳林村党支部", NamedKind.VILLAGE_BRANCH), ("老机械厂家属楼", NamedKind.BUILDING),
)  # fmt: skip
_AIMS = ("帮老旧小区解决实际困难", "一老一小有人管", "党建带两新组织", "")
_WHO = ("居委会主任", "网格长", "负责人", "村党支部书记")


def make_partners(random: Random, city: City, rolls: list[Roll], year: int, today: date) -> None:
    """Pair branches in January and February, and let deeds be proposed, done and confirmed."""
    until, since = min(today, date(year, 12, 31)), date(year, 1, 8)
    if until <= since:
        return
    staffed = [roll for roll in rolls if roll.members]
    staffed.sort(key=lambda roll: (-len(roll.branch.groups), -roll.branch.size))
    branches = [roll.branch.unit for roll in staffed]
    places = list(Place.objects.filter(level="grid").order_by("pk"))
    maker = _Partners(random, since, until)
    pairs = store(list(maker.pairs(branches[::3], places)))
    store([_year(pair, year) for pair in pairs])
    store([deed for pair in pairs for deed in maker.of_pair(pair)])
    standing = UnitCheckin.objects.exclude(state=CheckinState.REFUSED).select_related("unit")
    rows = list(standing.order_by("pk"))[::2]
    store([deed for row in rows for deed in maker.of_checkin(row)])


def _year(pair: Pair, year: int) -> PairYear:
    return PairYear(
        pair=pair,
        from_on=date(year, 1, 1),
        until_on=date(year + 1, 1, 1),
        due_on=rules.owed_by(pair.from_on, None, year),
    )


class _Partners:
    """Draws pairs and deeds of the days from ``since`` through ``until``."""

    def __init__(self, random: Random, since: date, until: date) -> None:
        self.random, self.since, self.until = random, since, until

    def pairs(self, branches: list[Unit], places: list[Place]) -> Iterator[Pair]:
        """Yield a pair for each branch: with a grid, with another branch, or somebody named."""
        for number, unit in enumerate(branches):
            pair = Pair(unit=unit, from_on=self._day(self.since, 40), aim=_AIMS[number % 4])
            name, kind = _NAMED[number // 4 % 4]
            if number % 4 == 2 and number + 1 < len(branches):
                pair.other = branches[number + 1]
            elif number % 4 == 3 or not places:
                pair.named, pair.named_kind = name, kind.value
            else:
                pair.place = places[number % len(places)]
                pair.community = pair.place.parent
            yield pair

    def of_pair(self, pair: Pair) -> Iterator[Deed]:
        """Yield none to five deeds of a pair."""
        about = {"pair": pair, "community": pair.community, "other": pair.other}
        for deed in self._deeds(pair.unit, pair.from_on, 5, **about):
            if pair.named:
                self._on_paper(deed)
            yield deed

    def of_checkin(self, row: UnitCheckin) -> Iterator[Deed]:
        """Yield up to three deeds between a unit and its community."""
        yield from self._deeds(row.unit, row.from_on, 3, community=row.community)

    def _deeds(self, unit: Unit, first: date, most: int, **about: object) -> Iterator[Deed]:
        """Yield none to ``most`` deeds of different kinds, the first of them a late one."""
        known = [(Direction.GIVEN, *one) for one in _GIVEN]
        known += [(Direction.RECEIVED, *one) for one in _RECEIVED]
        late = max(first, self.until - timedelta(days=60))
        chosen = self.random.sample(known, self.random.randint(0, most))
        for number, (direction, title, category) in enumerate(chosen):
            proposed = self._day(first if number else late, 320)
            yield self._deed(unit, proposed, direction, title, category, **about)

    def _deed(
        self, unit: Unit, proposed: date, direction: Direction, title: str, category: str,
        **relation: object,
    ) -> Deed:  # fmt: skip
        side = Side.UNIT if self.random.random() < 0.6 else Side.OTHER
        deed = Deed(
            unit=unit, title=title, category=category, proposed_by=side.value,
            proposed_on=proposed, due_on=proposed + timedelta(days=45),
            direction=direction.value, **relation,
        )  # fmt: skip
        self._stand(deed)
        return deed

    def _stand(self, deed: Deed) -> None:
        """Let a deed be agreed in three weeks, done in five, confirmed in seven; few are not."""
        chance, age = self.random.random(), (self.until - deed.proposed_on).days
        if chance < 0.05:
            deed.state, deed.because = DeedState.REFUSED.value, "对方近期安排不开"
            return
        if age < 21:
            deed.state = DeedState.PROPOSED.value
            return
        deed.agreed_on, deed.state = deed.proposed_on + timedelta(days=3), DeedState.AGREED.value
        if age < 35 or chance < 0.12:
            return
        deed.done_on, deed.state = deed.proposed_on + timedelta(days=30), DeedState.DONE.value
        deed.beneficiaries = self.random.choice((12, 20, 35, 60))
        if age >= 50 and chance < 0.95:
            deed.confirmed_on = deed.done_on + timedelta(days=4)
            deed.state = DeedState.CONFIRMED.value

    def _on_paper(self, deed: Deed) -> None:
        """Nobody answers from the other side: it is agreed at once, and confirmed on paper."""
        deed.proposed_by, deed.on_behalf = Side.UNIT.value, True
        if deed.state == DeedState.PROPOSED:
            deed.state, deed.agreed_on = DeedState.AGREED.value, deed.proposed_on
        given = deed.direction == Direction.GIVEN
        if deed.state == DeedState.CONFIRMED and given:
            deed.confirmed_by = self.random.choice(_WHO)

    def _day(self, first: date, most: int) -> date:
        span = min(max((self.until - first).days, 0), most)
        return first + timedelta(days=self.random.randint(0, span))
