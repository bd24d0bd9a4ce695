"""A year's problems: found by feedback, by checks of one's own and by residents; most put right."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from xianfeng.demo.city import City
from xianfeng.demo.people import Roll
from xianfeng.demo.put_right import Course, store_courses
from xianfeng.rectification.enums import Category, Severity, Source
from xianfeng.rectification.models import Problem
from xianfeng.units.models import Unit

_CHUNK = 1_000
_FEEDBACK = (
    (
        Category.POLITICS,
        "学习贯彻上级决策部署结合实际不够，照搬照抄",
        "逐条对照，列出本单位的落实措施",
    ),
    (Category.RESPONSIBILITY, "班子成员一岗双责记录不全", "按季登记，书记每半年检查一次"),
    (Category.INTEGRITY, "廉政风险点两年没有更新", "重新排查风险点，逐项明确防控措施"),
    (Category.ORGANISATION, "支部委员缺额没有及时补选", "一个季度内按程序补选"),
    (Category.STYLE, "文件和会议数量偏多，基层反映负担重", "合并同类会议，能不发的文件不发"),
)
_OWN = (
    (Category.THOUGHT, "理论学习不够经常，有的党员没有学习笔记", "每月集体学习一次，支委带头交流"),
    (Category.ORGANISATION, "谈心谈话没有覆盖到每名党员", "支委分工，年底前谈到每名党员"),
    (Category.STYLE, "联系群众的渠道少，意见收集不及时", "设意见箱，每月公开答复一次"),
)
_COMPLAINT = (
    (Category.STYLE, "窗口中午没有人值班，群众白跑一趟", "排出午间值班表并公开"),
    (Category.RESPONSIBILITY, "小区楼道杂物反映多次没有清理", "会同物业清理，明确包楼党员"),
)
_DONE = ("已按措施整改，有记录可查", "已整改到位，制度已修订", "已办结，并回访了反映人")


def make_rectification(
    random: Random, city: City, rolls: list[Roll], year: int, today: date
) -> None:
    """Create the problems of a year up to a day, with how each went."""
    maker = _Problems(random, city, year, min(today, date(year, 12, 31)))
    maker.save(maker.feedback())
    for start in range(0, len(rolls), _CHUNK):
        for draw in (maker.own, maker.complaints):
            maker.save([course for roll in rolls[start : start + _CHUNK] for course in draw(roll)])
    maker.save(maker.jointly())


class _Problems:
    """Draws and stores problems, each with the course it took."""

    def __init__(self, random: Random, city: City, year: int, until: date) -> None:
        self.random, self.city, self.year, self.until = random, city, year, until
        self.parents = {unit.pk: unit for unit in [city.root, *city.units]}
        self.committees = [unit for unit in city.units if unit.parent_id == city.root.pk]

    def save(self, courses: list[Course]) -> list[Problem]:
        """Store the problems that were raised by the day."""
        return store_courses(course for course in courses if course.problem.raised_on <= self.until)

    def feedback(self) -> list[Course]:
        """Return what the inspections of spring told units below the root, and what came back."""
        found = []
        for unit in self.random.sample(self.committees, -(-len(self.committees) // 3)):
            for category, text, measure in self.random.sample(_FEEDBACK, 2):
                on = date(self.year, 4, self.random.randint(6, 28))
                source = Source.PROVINCIAL if self.random.random() < 0.8 else Source.CENTRAL
                row = self._problem(unit, self.city.root, source, (category, text, measure), on, 90)
                found.append(self._course(row))
        return found

    def own(self, roll: Roll) -> Iterator[Course]:
        """Yield what a branch found of itself, for the unit above it to verify."""
        unit, above = roll.branch.unit, self._above(roll.branch.unit)
        if self.random.random() < 0.3 and above is not None:
            on = self._day(1, 10)
            row = self._problem(
                unit, above, Source.SELF_CHECK, self.random.choice(_OWN), on, 45, roll
            )
            yield self._course(row)

    def complaints(self, roll: Roll) -> Iterator[Course]:
        """Yield what residents told of a branch; now and then the same came up before."""
        unit, above = roll.branch.unit, self._above(roll.branch.unit)
        if self.random.random() < 0.12 and above is not None:
            what = self.random.choice(_COMPLAINT)
            row = self._problem(unit, above, Source.COMPLAINT, what, self._day(2, 10), 15, roll)
            first = self._course(row)
            yield first
            again, often = row.raised_on + timedelta(days=70), self.random.random() < 0.5
            if often and first.closed_on and first.closed_on < again < self.until:
                row = self._problem(unit, above, Source.COMPLAINT, what, again, 15, roll)
                row.severity, row.recurs = Severity.SERIOUS.value, first.problem
                yield self._course(row)

    def jointly(self) -> list[Course]:
        """Return one problem that three units put right together, the first one leading."""
        if len(self.committees) < 3:
            return []
        what = (Category.STYLE, "同一事项向基层重复要表", "三家统一口径，一张表共用")
        rows = [
            self._problem(unit, self.city.root, Source.INSPECTION, what, date(self.year, 5, 18), 60)
            for unit in self.random.sample(self.committees, 3)
        ]
        for row in rows[1:]:
            row.joint = rows[0]
        return [Course(row) for row in rows]

    def _problem(
        self, unit: Unit, verifier: Unit, source: Source, what: tuple[Category, str, str],
        on: date, days: int, roll: Roll | None = None,
    ) -> Problem:  # fmt: skip
        category, text, measure = what
        people = [member.name for member in roll.members[:2]] if roll else []
        return Problem(
            unit=unit, verifier=verifier, source=source.value, category=category.value,
            severity=Severity.ORDINARY.value, text=text, found_on=on, raised_on=on,
            due_on=on + timedelta(days=days), measure=measure,
            leader=people[0] if people else "党组织书记",
            owner=people[-1] if people else "",
        )  # fmt: skip

    def _course(self, row: Problem) -> Course:
        """Return a problem with its answer and close: most in time, a few late or not at all."""
        late = self.random.random() < 0.12
        wait = (row.due_on - row.raised_on).days
        answered = row.raised_on + timedelta(
            days=wait + self.random.randint(3, 25) if late else self.random.randint(5, wait)
        )
        closed = answered + timedelta(days=self.random.randint(2, 12))
        never = self.random.random() < 0.05
        if never or answered > self.until:
            return Course(row)
        known = closed if closed <= self.until and self.random.random() < 0.96 else None
        return Course(row, answered, known, self.random.choice(_DONE))

    def _day(self, first: int, last: int) -> date:
        return date(self.year, self.random.randint(first, last), self.random.randint(1, 28))

    def _above(self, unit: Unit) -> Unit | None:
        return self.parents.get(unit.parent_id or 0)
