"""A year of supervision: a plan by quarter, teams drawn by lot, visits, and what they found."""

from datetime import date, timedelta
from random import Random

from xianfeng.demo.city import City
from xianfeng.demo.people import Roll
from xianfeng.demo.put_right import Course, store_courses
from xianfeng.demo.store import store
from xianfeng.kernel.viewer import operator
from xianfeng.rectification.enums import Category, Severity, Source
from xianfeng.rectification.models import Problem
from xianfeng.supervision import facts, queries, rules
from xianfeng.supervision.enums import Drawn, Kind, Pool, Quarter, State
from xianfeng.supervision.models import Draw, Plan, Round, TeamMember, Visit
from xianfeng.supervision.rules import Candidate
from xianfeng.units.models import Unit

_DEMO = operator("演示")
_LINES = (
    (1, Kind.RESEARCH, "党史学习教育开展情况", 2),
    (1, Kind.UNANNOUNCED, "节前纪律和值班值守", 2),
    (2, Kind.RESEARCH, "党支部标准化建设", 2),
    (2, Kind.CROSS, "组织生活制度落实", 3),
    (3, Kind.RESEARCH, "党建和业务融合", 2),
    (3, Kind.SPECIAL, "党费收缴使用管理", 2),
    (4, Kind.RESEARCH, "年度重点任务落实", 2),
    (4, Kind.PATROL, "窗口服务和工作作风", 3),
    (4, Kind.UNANNOUNCED, "节前纪律和值班值守", 2),
)
_LOOKED = (
    "查阅会议记录和台账，与支部书记、党员代表座谈，随机访谈 3 名党员。",
    "到办事窗口现场看，抽查上一季度的会议记录和签到情况。",
    "听取支部工作情况，查看活动场所和学习资料，与 5 名党员谈话。",
)
_FOUND = (
    (Category.ORGANISATION, "个别支部支委会没有按月召开，会议记录不完整"),
    (Category.ORGANISATION, "党小组会议题单一，讨论不够深入"),
    (Category.THOUGHT, "第一议题学习后没有结合实际研究落实"),
    (Category.STYLE, "窗口人员离岗没有摆放去向牌"),
    (Category.RESPONSIBILITY, "党建责任清单没有分解到人"),
    (Category.INTEGRITY, "节前廉政提醒没有覆盖到下属单位"),
)
_SAID = "已整改到位，建立了每月自查的办法。"


def make_supervision(random: Random, city: City, rolls: list[Roll], year: int, today: date) -> None:
    """Create the working committee's plan of a year and its visits up to a day."""
    maker = _Supervision(random, city, min(today, date(year, 12, 31)))
    (plan,) = store([Plan(unit=city.root, year=year)])
    for quarter, kind, theme, number in _LINES:
        (line,) = store([Round(plan=plan, quarter=quarter, kind=kind.value, theme=theme)])
        maker.fill(line, number)
    store_courses(maker.courses)


class _Supervision:
    """Draws the units and teams of one line after another, and makes the visits of the past."""

    def __init__(self, random: Random, city: City, until: date) -> None:
        self.random, self.city, self.until = random, city, until
        self.units = {unit.code: unit for unit in city.units if unit.abolished_on is None}
        self.last: dict[int, date] = {}
        self.courses: list[Course] = []

    def fill(self, line: Round, number: int) -> None:
        """Draw the units of a line, and make its visits where the quarter has begun."""
        period = rules.quarter(line.plan.year, Quarter(line.quarter))
        drawn_on = min(period.start, self.until)
        seed = str(self.random.randint(100_000, 999_999))
        candidates = self._units(line)
        picked = rules.draw(seed, candidates, number)
        listed = [[each.key, each.why, each.rank] for each in candidates]
        Draw.objects.create(
            what=Drawn.UNITS.value, round=line, seed=seed, number=len(picked),
            candidates=listed, picked=picked, drawn_on=drawn_on,
        )  # fmt: skip
        for code in picked:
            held = period.start + timedelta(days=self.random.randint(5, 80))
            self._visit(line, self.units[code], period.end, held)

    def _units(self, line: Round) -> list[Candidate]:
        """Return the units directly below, those not visited longest first."""
        return [
            Candidate(code, "", self.last[unit.pk].isoformat() if unit.pk in self.last else "")
            for code, unit in sorted(self.units.items())
            if unit.parent_id == self.city.root.pk
            and unit.established_on <= date(line.plan.year, 1, 1)
        ]

    def _visit(self, line: Round, unit: Unit, due: date, held: date) -> None:
        """Create a visit: made if its day has come, else planned for it."""
        made = held <= self.until
        visit = Visit(
            round=line, issuer=self.city.root, unit=unit, kind=line.kind, theme=line.theme,
            due_on=due, planned_on=held, version=2,
        )  # fmt: skip
        if made:
            visit.state, visit.held_on = State.CONFIRMED.value, held
            visit.confirmed_on = min(held + timedelta(days=1), self.until)
            visit.looked = self.random.choice(_LOOKED)
        near = (held - self.until).days <= 45
        visit.save()
        if made or near:
            told = self._team(visit, min(held - timedelta(days=3), self.until))
            if told and visit.kind != Kind.UNANNOUNCED:
                visit.announced_on = min(held - timedelta(days=2), self.until)
                visit.save(update_fields=["announced_on"])
        if made:
            self.last[unit.pk] = held
            self._problems(visit, held)

    def _team(self, visit: Visit, on: date) -> bool:
        """Draw three people, or as many as may be drawn, from a pool that is large enough."""
        number, candidates = 3, queries.people(_DEMO, visit, Pool.COMMITTEE.value, on)
        if len([each for each in candidates if not each.why]) < 3 * number:
            candidates = queries.people(_DEMO, visit, Pool.POSTS.value, on)
        seed = str(self.random.randint(100_000, 999_999))
        picked = rules.draw(seed, candidates, number)
        if not picked:
            return False
        listed = [[each.key, each.why, each.rank] for each in candidates]
        Draw.objects.create(
            what=Drawn.TEAM.value, visit=visit, seed=seed, number=len(picked),
            candidates=listed, picked=picked, drawn_on=on,
        )  # fmt: skip
        store(
            [
                TeamMember(visit=visit, member_id=int(key), place=place, leader=place == 1)
                for place, key in enumerate(picked, 1)
            ]
        )
        return True

    def _problems(self, visit: Visit, held: date) -> None:
        """Find nothing, or up to three things; most are put right in time."""
        for category, text in self.random.sample(_FOUND, self.random.randint(0, 3)):
            due = held + timedelta(days=rules.DEADLINE_DAYS)
            raised = visit.confirmed_on or held
            answered = due - timedelta(days=self.random.randint(-4, 15))
            closed = answered + timedelta(days=self.random.randint(2, 9))
            right = self.random.random() < 0.85 and answered <= self.until
            problem = Problem(
                unit=visit.unit, verifier=visit.issuer, source=Source.INSPECTION.value,
                category=category.value, severity=self._severity(), text=text, found_on=held,
                raised_on=raised, due_on=due, origin=facts.origin(visit),
            )  # fmt: skip
            over = closed if right and closed <= self.until else None
            self.courses.append(Course(problem, answered if right else None, over, _SAID))

    def _severity(self) -> str:
        serious = self.random.random() < 0.15
        return (Severity.SERIOUS if serious else Severity.ORDINARY).value
