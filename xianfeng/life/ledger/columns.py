"""The columns of the ledger of meetings, and how their cells are read."""

import re
from datetime import date

from xianfeng.kernel import periods
from xianfeng.ledgers import cells, parsers
from xianfeng.ledgers.registry import Column, Parsed
from xianfeng.life.enums import MeetingKind

LABELS = tuple(str(label) for label in MeetingKind.labels)
_SPELLINGS = {str(label): value for value, label in MeetingKind.choices} | {
    "支部党员大会": MeetingKind.GENERAL_MEETING.value,
    "支部大会": MeetingKind.GENERAL_MEETING.value,
    "支部委员会": MeetingKind.COMMITTEE_MEETING.value,
    "支委会会议": MeetingKind.COMMITTEE_MEETING.value,
    "支部委员会会议": MeetingKind.COMMITTEE_MEETING.value,
    "党小组会议": MeetingKind.GROUP_MEETING.value,
    "上党课": MeetingKind.LECTURE.value,
    "主题党日活动": MeetingKind.THEME_DAY.value,
    "专题组织生活会": MeetingKind.LIFE_MEETING.value,
    "民主评议党员": MeetingKind.REVIEW.value,
    "理论学习中心组学习": MeetingKind.STUDY_GROUP.value,
    "党委理论学习中心组学习": MeetingKind.STUDY_GROUP.value,
    "第一议题": MeetingKind.FIRST_AGENDA.value,
    "专题民主生活会": MeetingKind.DEMOCRATIC_LIFE.value,
    "党员干部大会": MeetingKind.CADRE_MEETING.value,
}
_MONTH = re.compile(r"(\d{4})[年.\-/](\d{1,2})月?")
_QUARTER = re.compile(r"(\d{4})年第?([一二三四1-4])季度")
_YEAR = re.compile(r"(\d{4})年?")
_MOST_PEOPLE = 100_000


def kinds(raw: object) -> Parsed:
    """Parse 党员大会, or several at once (党员大会、主题党日): the first is the meeting's own."""
    spelt, _ = cells.listed(raw)
    if not spelt:
        return None, None
    found = [_SPELLINGS.get(each) for each in spelt]
    return (None, "choice_unknown") if None in found else (tuple(dict.fromkeys(found)), None)


def period(raw: object) -> Parsed:
    """Parse 2021-03, 2021-Q1, 2021年3月, 2021年第一季度; a date that Excel made of 2021-03."""
    if isinstance(raw, date):
        return f"{raw.year:04d}-{raw.month:02d}", None
    spelt = "".join(cells.written(raw).split()).upper()
    if not spelt or spelt in {"无", "-", "/"}:
        return None, None
    try:
        return str(periods.parse(_plain(spelt))), None
    except ValueError:
        return None, "date_invalid"


def number(raw: object) -> Parsed:
    """Parse a number of people; no meeting has more than _MOST_PEOPLE."""
    value, problem = cells.integer(raw)
    if value is not None and not 0 <= value <= _MOST_PEOPLE:
        return None, "number_invalid"
    return value, problem


COLUMNS = (
    Column("unit_code", "组织编码", parsers.text(40), required=True, example="HY00101"),
    Column("kind", "会议类型", kinds, required=True, listed=LABELS, example="党员大会",
           hint="一次会议兼作几项的，用顿号隔开，如 党员大会、主题党日"),
    Column("held_on", "召开日期", parsers.day, required=True, past=True,
           form="date", example=date(2021, 3, 5)),
    Column("chair", "主持人", parsers.text(60), example="张三"),
    Column("expected", "应到人数", number, form="integer", example=12, hint="不含免于参加的党员"),
    Column("present", "实到人数", number, form="integer", example=11),
    Column("title", "主题", parsers.text(200), width=30, example="学习党史"),
    Column("place", "地点", parsers.text(100), example="三楼会议室"),
    Column("recorder", "记录人", parsers.text(60), example="李四"),
    Column("absentees", "缺席人员", parsers.text(500), width=24, example="王五（病假）",
           hint="用顿号隔开，括号里写原因"),
    Column("content", "主要内容", parsers.text(20000), width=40),
    Column("makes_up", "补开期间", period, hint="补开以前的会议时填，如 2021-02 或 2021-Q1"),
    Column("lecturer", "讲课人", parsers.text(60), hint="党课由谁讲，写姓名"),
)  # fmt: skip


def _plain(spelt: str) -> str:
    if found := _MONTH.fullmatch(spelt):
        return f"{found[1]}-{int(found[2]):02d}"
    if found := _QUARTER.fullmatch(spelt):
        return f"{found[1]}-Q{'一二三四'.find(found[2]) + 1 or found[2]}"
    if found := _YEAR.fullmatch(spelt):
        return found[1]
    return spelt
