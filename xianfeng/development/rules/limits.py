"""The two editions of the rules and the limits each sets, with article and verification mark.

Marks: V read in the text, S said by a second hand, G retold by a third, M from memory. What is not
V never blocks by itself beyond what both editions agree on, and pages show the mark.
"""

from dataclasses import dataclass
from datetime import date

from xianfeng.development.rules import steps
from xianfeng.kernel.periods import add_months

ADULT = 18
CULTIVATION_MONTHS = 12
INSPECTION_MONTHS = 6
PUBLICITY_WORKDAYS = 5
TRAINING_DAYS, TRAINING_HOURS = 3, 24
APPROVAL_MONTHS, APPROVAL_MONTHS_AT_MOST = 3, 6
PROBATION_MONTHS = 12
EXTENSION_MONTHS = (6, 12)


@dataclass(frozen=True)
class Edition:
    """One edition of 中国共产党发展党员工作细则, from the day it rules."""

    year: int
    since: date


E2014 = Edition(2014, date(2014, 5, 28))
E2026 = Edition(2026, date(2026, 5, 18))


def edition_on(day: date) -> Edition:
    """Return the edition by which a step of that day is judged.

    What was done before the revision of 2026-05-18 stays as the 2014 edition saw it; so does what
    lies before 2014, for want of a text.
    Source: 发展党员工作细则 2014 and 2026 (regulations.md, 0.1).
    """
    return E2026 if day >= E2026.since else E2014


@dataclass(frozen=True)
class Span:
    """A limit from one step to another, in calendar months, with where each edition says so.

    ``mark`` is the verification mark by edition; an edition that is absent sets no such limit.
    ``general`` marks 一般: it is owed and warned of, and never blocks. ``local`` is no national
    rule. ``by`` owes it: the branch, or the superior that decides.
    """

    id: str
    since: int
    until: int
    months: int
    article: str
    marks: tuple[tuple[Edition, str], ...]
    by: str = steps.BRANCH
    general: bool = False
    local: bool = False

    def mark(self, day: date) -> str:
        """Return the mark of the limit that a step of that day opens, or nothing."""
        return dict(self.marks).get(edition_on(day), "")

    def due(self, day: date) -> date:
        """Return the last day: the same day of the later month, or that month's last one."""
        return add_months(day, self.months)


SPANS = (
    Span("talk", steps.APPLICATION, steps.TALK, 1, "第七条", ((E2014, "S"), (E2026, "G"))),
    Span(
        "inspection", steps.ACTIVIST, steps.INSPECTION, INSPECTION_MONTHS, "第十一条",
        ((E2014, "S"), (E2026, "G")),
    ),
    Span("congress", steps.PRE_REVIEW, steps.CONGRESS, 1, "第十九条", ((E2026, "G"),)),
    Span(
        "approval", steps.CONGRESS, steps.APPROVAL, APPROVAL_MONTHS, "第二十五条",
        ((E2014, "S"), (E2026, "G")), by=steps.SUPERIOR,
    ),
    Span("oath", steps.APPROVAL, steps.OATH, 1, "第二十九条", ((E2026, "G"),), general=True),
    Span(
        "application", steps.CONGRESS, steps.CONFIRM_APPLICATION, PROBATION_MONTHS, "第三十二条",
        ((E2014, "S"), (E2026, "G")),
    ),
    Span(
        "confirmation", steps.CONGRESS, steps.CONFIRM_CONGRESS, PROBATION_MONTHS + 1, "第三十二条",
        ((E2014, "S"), (E2026, "G")), local=True,
    ),
    Span(
        "confirm_approval", steps.CONFIRM_CONGRESS, steps.CONFIRM_APPROVAL, APPROVAL_MONTHS,
        "第三十三条", ((E2014, "S"), (E2026, "G")), by=steps.SUPERIOR,
    ),
)  # fmt: skip
BY_ID = {span.id: span for span in SPANS}


@dataclass(frozen=True)
class Condition:
    """What a step must meet on the day it is taken, in one edition; for the page and the tests."""

    step: int
    text: str
    article: str
    edition: Edition
    mark: str


CONDITIONS = (
    Condition(1, "年满十八岁，书面申请", "第五、六条", E2014, "V"),
    Condition(1, "年满十八岁，书面申请", "第五、六条", E2026, "G"),
    Condition(5, "一至两名正式党员", "第九条", E2014, "M"),
    Condition(5, "一至两名正式党员", "第九条", E2026, "G"),
    Condition(
        7, "培养教育考察一年以上；公示天数无全国规定，各地多为五个工作日以上", "第十三条",
        E2014, "S",
    ),
    Condition(7, "培养教育考察一年以上；公示不少于五个工作日", "第十三条", E2026, "G"),
    Condition(9, "两名正式党员", "第十四条", E2014, "M"),
    Condition(9, "两名正式党员", "第十四条", E2026, "G"),
    Condition(10, "未经政治审查或者政治审查不合格的，不能发展入党", "第十六条", E2014, "M"),
    Condition(10, "未经政治审查或者政治审查不合格的，不能发展入党", "第十六条", E2026, "G"),
    Condition(11, "不少于三天或者二十四学时", "第十七条", E2014, "S"),
    Condition(11, "不少于三天或者二十四学时", "第十七条", E2026, "G"),
    Condition(15, "到会过半；赞成人数超过应到会有表决权正式党员的半数", "第二十条", E2014, "M"),
    Condition(15, "到会过半；赞成人数超过应到会有表决权正式党员的半数", "第二十条", E2026, "G"),
    Condition(17, "三个月内审批，特殊情况可延长，最长不超过六个月", "第二十五条", E2014, "S"),
    Condition(17, "三个月内审批，特殊情况可延长，最长不超过六个月", "第二十五条", E2026, "G"),
    Condition(23, "预备期满；延长只能一次，半年以上一年以内", "第三十二条", E2014, "S"),
    Condition(23, "预备期满；延长预备期的规定，2026 年文本尚未核到", "第三十二条", E2026, "M"),
)  # fmt: skip


def condition_on(step: int, day: date) -> Condition | None:
    """Return what a step of that day must meet, or None when no text sets anything."""
    edition = edition_on(day)
    found = (one for one in CONDITIONS if (one.step, one.edition) == (step, edition))
    return next(found, None)
