"""A year of mass organisations, their events, and leaders at their contact points."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from xianfeng.demo.city import City
from xianfeng.demo.people import Roll
from xianfeng.demo.store import store
from xianfeng.members.models import Member
from xianfeng.outreach import rules
from xianfeng.outreach.enums import EventKind, MassKind
from xianfeng.outreach.models import (
    BaseVisit,
    Contact,
    ContactProblem,
    ContactVisit,
    EducationBase,
    Event,
    Lesson,
    MassOfficer,
    MassOrganisation,
)
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit

_SERIES = {
    MassKind.UNION: (("职工运动会", EventKind.SPORT, 5), ("迎春文艺汇演", EventKind.CULTURE, 1)),
    MassKind.YOUTH: (("读书演讲比赛", EventKind.CONTEST, 4),),
    MassKind.WOMEN: (("健康知识讲座", EventKind.TALK_SERIES, 9),),
}
_KINDS = ((MassKind.UNION, "工会"), (MassKind.YOUTH, "团委"), (MassKind.WOMEN, "妇女委员会"))
_PROBLEMS = (
    ("活动场所不够用", "协调腾出一间会议室"),
    ("党务人员兼职多、时间紧", "明确一名专人负责"),
    ("退休老党员参加活动不便", "改为就近送学上门"),
    ("学习资料到得晚", "统一配发并登记"),
)
_BASES = (
    ("市廉政教育馆", "滨河路 18 号", "纪律教育"),
    ("清风家风馆", "文庙街 6 号", "家风家训"),
    ("革命纪念馆廉洁展厅", "解放路 101 号", "红色廉政"),
)
_CASES = (
    ("违规收受礼品礼金问题", "市纪委监委通报"),
    ("公车私用问题", "市纪委监委通报"),
    ("形式主义官僚主义问题", "省纪委监委公开曝光"),
)


def make_outreach(random: Random, city: City, rolls: list[Roll], year: int, today: date) -> None:
    """Create what the larger agencies hold in a year, and their leaders' visits, up to today."""
    tops = [unit for unit in city.units if unit.kind == UnitKind.COMMITTEE]
    tops = tops or [unit for unit in city.units if unit.kind == UnitKind.GENERAL_BRANCH]
    maker = _Outreach(random, year, min(today, date(year, 12, 31)))
    masses = [mass for unit in tops for mass in maker.organisations(unit)]
    store(masses)
    names = [member.name for roll in rolls[:60] for member in roll.members[:3]]
    store(MassOfficer(organisation=m, title="主席", name=random.choice(names)) for m in masses)
    store(event for mass in masses for event in maker.events(mass))
    points = [point for unit in tops for point in maker.contacts(unit, rolls)]
    store(points)
    visits = [visit for point in points for visit in maker.visits(point)]
    store(visits)
    store(problem for visit in visits for problem in maker.problems(visit))
    store(maker.months(city.root))
    bases = list(maker.bases(city.root))
    store(bases)
    branches = [roll for roll in rolls if roll.members]
    store(visit for roll in branches for visit in maker.base_visits(roll, bases))
    store(lesson for roll in branches for lesson in maker.lessons(roll))


class _Outreach:
    """Draws one agency's year after another."""

    def __init__(self, random: Random, year: int, last: date) -> None:
        self.random, self.year, self.last = random, year, last

    def organisations(self, unit: Unit) -> Iterator[MassOrganisation]:
        """Yield the mass organisations of an agency: a union everywhere, others in half of them."""
        stem = unit.agency.name if unit.agency else unit.name
        for kind, word in _KINDS:
            if kind == MassKind.UNION or self.random.random() < 0.5:
                yield MassOrganisation(
                    unit=unit, agency=unit.agency, kind=kind, name=f"{stem}{word}",
                    set_up_on=max(unit.established_on, date(2001, 5, 1)),
                )  # fmt: skip

    def events(self, mass: MassOrganisation) -> Iterator[Event]:
        """Yield the events a mass organisation held this year and the year before."""
        for series, kind, month in _SERIES[MassKind(mass.kind)]:
            edition = self.random.randint(2, 14)
            if self.random.random() < 0.2:
                continue
            for year in (self.year - 1, self.year):
                on = date(year, month, self.random.randint(3, 26))
                if mass.set_up_on <= on <= self.last:
                    yield Event(
                        unit=mass.unit, organisation=mass, kind=kind, series=series, on=on,
                        edition=edition, title=f"{rules.ordinal(edition)}{series}",
                        members=self.random.randint(20, 90), staff=self.random.randint(20, 200),
                        recorded_at=_noon(on),
                    )  # fmt: skip
                    edition += 1

    def contacts(self, unit: Unit, rolls: list[Roll]) -> Iterator[Contact]:
        """Yield two contact points of an agency's leader, if it has one of its own branches."""
        inside = [roll for roll in rolls if roll.branch.unit.path.startswith(unit.path)]
        full: list[Member] = [
            member for roll in inside[:1] for member in roll.members if member.confirmed_on
        ]
        since = date(self.year, 1, 1)
        for roll in inside[1:3]:
            if full and roll.branch.unit.established_on < since:
                yield Contact(leader=full[-1], unit=roll.branch.unit, from_on=since)

    def visits(self, contact: Contact) -> Iterator[ContactVisit]:
        """Yield a visit each quarter, now and then none."""
        for month in (2, 5, 8, 11):
            on = date(self.year, month, self.random.randint(3, 25))
            if on <= self.last and self.random.random() < 0.85:
                yield ContactVisit(
                    contact=contact, on=on, seen="听取支部工作情况，参加主题党日，和党员交谈。",
                    recorded_at=_noon(on),
                )  # fmt: skip

    def problems(self, visit: ContactVisit) -> Iterator[ContactProblem]:
        """Yield what was found on a visit; most of it is solved within weeks."""
        if self.random.random() >= 0.6:
            return
        text, solution = self.random.choice(_PROBLEMS)
        on = visit.on + timedelta(days=self.random.randint(0, 60))
        done = on <= self.last and self.random.random() < 0.85
        yield ContactProblem(
            visit=visit, text=text, solved_on=on if done else None,
            solution=solution if done else "",
        )  # fmt: skip

    def months(self, root: Unit) -> Iterator[Event]:
        """Yield the integrity month of this year and the year before."""
        edition = self.random.randint(10, 20)
        for year in (self.year - 1, self.year):
            on = date(year, 5, 6)
            if root.established_on <= on <= self.last:
                yield Event(
                    unit=root, kind=EventKind.CAMPAIGN, series=rules.INTEGRITY_MONTH, on=on,
                    edition=edition, title=f"{rules.ordinal(edition)}{rules.INTEGRITY_MONTH}",
                    members=self.random.randint(200, 600), recorded_at=_noon(on),
                )  # fmt: skip
                edition += 1

    def bases(self, root: Unit) -> Iterator[EducationBase]:
        """Yield the bases that the working committee offers."""
        for name, place, theme in _BASES:
            opened_on = max(root.established_on, date(2015, 5, 1))
            yield EducationBase(
                unit=root, name=name, place=place, theme=theme, opened_on=opened_on
            )  # fmt: skip

    def base_visits(self, roll: Roll, bases: list[EducationBase]) -> Iterator[BaseVisit]:
        """Yield a visit of half of the branches, most of them in the month."""
        on = date(self.year, self.random.choice((5, 5, 6, 9)), self.random.randint(7, 28))
        base, share = self.random.choice(bases), self.random.uniform(0.6, 1)
        if self.random.random() < 0.5 and self._stood(roll, on):
            people = max(1, round(len(roll.members) * share))
            yield BaseVisit(
                unit=roll.branch.unit, base=base, on=on, people=people, recorded_at=_noon(on)
            )

    def lessons(self, roll: Roll) -> Iterator[Lesson]:
        """Yield a case that a branch learnt from, in spring and in autumn."""
        for month in (4, 10):
            on = date(self.year, month, self.random.randint(3, 26))
            title, source = self.random.choice(_CASES)
            if self.random.random() < 0.6 and self._stood(roll, on):
                yield Lesson(
                    unit=roll.branch.unit, on=on, title=title, source=source,
                    people=len(roll.members), recorded_at=_noon(on),
                )  # fmt: skip

    def _stood(self, roll: Roll, on: date) -> bool:
        return roll.branch.unit.established_on <= on <= self.last


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(12), timezone.get_default_timezone())
