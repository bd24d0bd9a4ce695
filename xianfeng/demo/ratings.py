"""Residents' ratings: a round that was counted, with one unit too few rated, and one under way."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from xianfeng.demo.city import City
from xianfeng.demo.store import store
from xianfeng.ratings import boxes
from xianfeng.ratings.boxes import Held
from xianfeng.ratings.enums import RoundState, SlipState
from xianfeng.ratings.models import Rated, Remark, Round, Slip, Voice
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit

_STARS = (5, 5, 5, 5, 4, 4, 4, 3, 3, 2, 1)
_WORDS = (
    "办事的同志很耐心", "窗口中午没有人，白跑了一趟", "来楼里帮老人修过灯，谢谢", "电话有时打不通",
    "希望周末也能办", "材料要得太多，能不能少交一些",
)  # fmt: skip
_PRINTED = 40
_AT_MOST = 6
_DAYS = timedelta(days=29)


def make_ratings(random: Random, city: City, year: int, today: date) -> None:
    """Have all branches rated by the middle of the year, and those of one committee now."""
    until = min(today, date(year, 12, 31))
    last = min(date(year, 6, 30), until - timedelta(days=10))
    if last - _DAYS <= date(year, 1, 1):
        return
    branches = [branch.unit for branch in city.branches if branch.unit.abolished_on is None]
    _counted(random, city.root, branches, last)
    above = (UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH)
    offices = sorted((one for one in city.units if one.kind in above), key=lambda one: one.path)
    office = next(iter(offices), city.root)
    own = [one for one in branches if one.path.startswith(office.path)][:_AT_MOST]
    _under_way(random, office, own, until - timedelta(days=5))


def _round(unit: Unit, title: str, first: date, state: RoundState) -> Round:
    opened_at = timezone.make_aware(datetime.combine(first, time(9)))
    last = first + _DAYS
    return Round.objects.create(
        unit=unit, title=title, from_on=first, until_on=last, state=state, opened_at=opened_at,
        closed_on=last if state == RoundState.CLOSED else None,
    )  # fmt: skip


def _counted(random: Random, root: Unit, units: Sequence[Unit], last: date) -> None:
    """Close a round: of the second unit there were fewer than ten, so nothing is known of it."""
    title = f"{last.year}年上半年群众评议"
    held = _round(root, title, last - _DAYS, RoundState.CLOSED)
    rated = [
        Rated(round=held, unit=unit, made=_PRINTED, votes=None if number == 1 else votes)
        for number, unit in enumerate(units)
        for votes in [random.randint(12, 32)]
    ]
    store(rated)
    shown = [(one, one.votes) for one in rated if one.votes is not None]
    given = [(one, sorted(random.choices(_STARS, k=votes))) for one, votes in shown]
    store(Voice(rated=one, stars=number) for one, stars in given for number in stars)
    said = [(one, sorted(random.sample(_WORDS, random.randint(0, 3)))) for one, _votes in shown]
    store(Remark(rated=one, text=text) for one, words in said for text in words)


def _under_way(random: Random, office: Unit, units: Sequence[Unit], first: date) -> None:
    """Open a round: some slips are spent, and what they said is sealed. No code of them exists."""
    held = _round(office, f"{first.year}年服务对象评议", first, RoundState.OPEN)
    rated = store(Rated(round=held, unit=unit, made=_PRINTED) for unit in units)
    for one in rated:
        stars = random.choices(_STARS, k=random.randint(6, 18))
        boxes.set_up(one, Held({number: stars.count(number) for number in range(1, 6)}))
        states = [SlipState.USED] * len(stars)
        states += [SlipState.UNUSED] * (_PRINTED - len(stars))
        Slip.objects.bulk_create(
            Slip(id=UUID(int=random.getrandbits(128)), rated=one, state=state) for state in states
        )
