"""A year's standard with branches' checks, three-year plans, and a few model branches."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from xianfeng.demo.city import City
from xianfeng.demo.store import store
from xianfeng.duties.enums import Verification
from xianfeng.standards.enums import CheckState, Finding, Stage
from xianfeng.standards.models import Answer, Check, Goal, Item, ModelBranch, Plan, Standard
from xianfeng.units.models import Unit

_ANSWERED = (
    ("组织设置", "支部按规定设立，名称规范"),
    ("组织设置", "支部委员会健全，缺额及时补选"),
    ("组织设置", "党员较多或分散的划分党小组，有组长"),
    ("党员队伍", "党员名册、组织关系与实际一致"),
    ("党员队伍", "对流动党员有联系人，按期联系"),
    ("党员队伍", "困难党员、老党员有人走访"),
    ("组织生活", "会前有通知，议题事先让党员知道"),
    ("组织生活", "会议记录完整，决定有人办"),
    ("组织生活", "谈心谈话覆盖到每名党员"),
    ("作用发挥", "党员有岗位职责，有承诺"),
    ("作用发挥", "支部围绕单位中心工作有具体安排"),
    ("作用发挥", "到社区服务有固定联系点"),
    ("基础保障", "有活动场所和学习资料"),
    ("基础保障", "党费按月收缴，收支公开"),
    ("基础保障", "台账由记录生成，不重复填报"),
)
_RULED = (
    ("组织生活", "党员大会按季召开", "branch.general_meeting"),
    ("组织生活", "支委会按月召开", "branch.committee_meeting"),
    ("组织生活", "主题党日按月开展", "branch.theme_day"),
    ("组织生活", "党小组会按月召开", "branch.group_meeting"),
    ("组织生活", "党课按季开展", "branch.lecture"),
    ("组织生活", "民主评议党员按年开展", "branch.review"),
)
_FIGURED = (("组织生活", "组织生活按期率不低于 90%", "life.rate", Decimal(90)),)
_NOTES = ("", "", "已经做到", "有记录可查", "支委会定期检查")
_LACKING = ("正在改进，年底前补上", "已列入下季度安排", "已明确专人负责")
_REASONS = ("组织生活经常、规范，党员参加率高", "服务群众有特色，做法可以推广")
_GOALS = {
    Stage.ALIGN: ("对照标准补齐短板", "会议记录做到当月记、当月清"),
    Stage.RAISE: ("谈心谈话做到全覆盖", "每名支委讲一次党课"),
    Stage.CLIMB: ("形成一项可以推广的支部工作法",),
}
_CHUNK = 1_000


def make_standards(random: Random, city: City, year: int, today: date) -> None:
    """Create one standard of the committee and what branches did with it up to a day."""
    of = year if today >= date(year, 3, 1) else year - 1
    maker = _Standards(random, city, of, min(today, date(of, 12, 31)))
    units = [branch.unit for branch in city.branches]
    units = [unit for unit in units if unit.established_on <= maker.published]
    for start in range(0, len(units), _CHUNK):
        maker.save(units[start : start + _CHUNK])


class _Standards:
    """Draws and stores the checks and plans of some branches at a time."""

    def __init__(self, random: Random, city: City, year: int, until: date) -> None:
        self.random, self.year, self.until, self.root = random, year, until, city.root
        self.published = date(year, 2, 20)
        (self.standard,) = store(
            [
                Standard(
                    unit=city.root, title="支部标准化规范化建设标准", year=year,
                    source=f"{city.root.name}自定", verification=Verification.VERIFIED.value,
                    due_on=date(year, 11, 30), published_on=self.published, version=2,
                )
            ]
        )  # fmt: skip
        store(self._items())
        self.asked = [item for item in self.standard.items.all() if not item.measured]

    def save(self, units: list[Unit]) -> None:
        """Store checks with answers, plans with goals, and the names of model branches."""
        checks = store([self._check(unit) for unit in units])
        store([answer for check in checks for answer in self._answers(check)])
        planning = [unit for unit in units if self.random.random() < 0.6]
        plans = store(
            [Plan(unit=u, first_year=self.year, set_on=date(self.year, 3, 10)) for u in planning]
        )
        store([goal for plan in plans for goal in self._goals(plan)])
        few = self.random.sample(units, -(-len(units) // 25))
        store([self._model(unit) for unit in sorted(few, key=lambda unit: unit.path)])

    def _items(self) -> Iterator[Item]:
        ruled = [(group, text, {"rule": rule}) for group, text, rule in _RULED]
        figured = [
            (group, text, {"figure": figure, "threshold": threshold})
            for group, text, figure, threshold in _FIGURED
        ]
        plain: list[tuple[str, str, dict]] = [(group, text, {}) for group, text in _ANSWERED]
        places = list(dict.fromkeys(group for group, _text in _ANSWERED))
        every = sorted([*plain, *ruled, *figured], key=lambda line: places.index(line[0]))
        for seq, (group, text, how) in enumerate(every, 1):
            yield Item(standard=self.standard, seq=seq, group=group, text=text, **how)

    def _check(self, unit: Unit) -> Check:
        """Return a check as most branches have it: handed in some weeks before the day."""
        check = Check(standard=self.standard, unit=unit, state=CheckState.DRAFT.value)
        handed = date(self.year, 10, 12) + timedelta(days=self.random.randint(0, 45))
        if handed > self.until or self.random.random() < 0.05:
            return check
        check.version, chance = 2, self.random.random()
        looked = handed + timedelta(days=self.random.randint(2, 14))
        if looked <= self.until and chance < 0.06:
            check.state, check.sent_back_on = CheckState.SENT_BACK.value, looked
            check.reason = "有两项说明太少，请补充后再提交"
            return check
        check.state, check.submitted_on = CheckState.SUBMITTED.value, handed
        if looked <= self.until and chance < 0.85:
            check.state, check.checked_on = CheckState.CHECKED.value, looked
            check.opinion = "与平时掌握的情况一致"
        return check

    def _answers(self, check: Check) -> Iterator[Answer]:
        """Yield the answers; a check still being written has some of them."""
        draft = check.state == CheckState.DRAFT
        checked = check.state == CheckState.CHECKED
        for item in self.asked:
            chance = self.random.random()
            if draft and chance < 0.7:
                continue
            finding = Finding.MET if chance < 0.9 else Finding.NOT_YET
            if chance > 0.97:
                finding = Finding.NOT_APPLICABLE
            disputed = checked and finding == Finding.MET and self.random.random() < 0.03
            yield Answer(
                check_of=check, item=item, finding=finding.value,
                note=self._note(finding),
                agreed=not disputed if checked else None,
                objection="平时检查没有看到记录" if disputed else "",
            )  # fmt: skip

    def _note(self, finding: Finding) -> str:
        if finding == Finding.NOT_APPLICABLE:
            return "本支部没有这种情况"
        return self.random.choice(_LACKING if finding == Finding.NOT_YET else _NOTES)

    def _goals(self, plan: Plan) -> Iterator[Goal]:
        for stage, texts in _GOALS.items():
            year = plan.first_year + stage - 1
            for text in texts:
                due = date(year, self.random.choice((6, 9, 12)), 30)
                done = due - timedelta(days=self.random.randint(-10, 60))
                reached = done <= self.until and self.random.random() < 0.85
                yield Goal(
                    plan=plan, stage=stage.value, text=text, due_on=due,
                    done_on=done if reached else None, result="已完成" if reached else "",
                )  # fmt: skip

    def _model(self, unit: Unit) -> ModelBranch:
        named = date(self.year - 1, 12, self.random.randint(5, 25))
        return ModelBranch(
            unit=unit, named_by=self.root, named_on=named, reason=self.random.choice(_REASONS)
        )
