"""Notices, minutes, attendance sheets and ledgers in the form that offices file on paper."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.ledgers.documents import Heading, Pairs, Paragraph, Part, Signature, Table
from xianfeng.life.enums import AbsenceReason, MeetingKind, MeetingState
from xianfeng.life.models import AgendaItem, Meeting
from xianfeng.life.queries import Person
from xianfeng.units.models import Unit

type Paper = tuple[str, list[Part]]
_LINE = "＿＿＿＿＿＿＿＿"


def notice(meeting: Meeting, issued_on: date) -> Paper:
    """Return the notice of a meeting: when, where, what about, and the day it is issued."""
    title = _("关于召开%(kind)s的通知") % {"kind": meeting.get_kind_display()}
    at = f"{meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    opening = _("定于%(day)s%(at)s召开%(kind)s，请准时参加；因故不能参加的，请提前向支部请假。")
    day = written_day(meeting.held_on)
    parts: list[Part] = [
        Paragraph(opening % {"day": day, "at": f" {at} " if at else "", "kind": _name(meeting)}),
        Pairs([(_("时间"), f"{day} {at}".strip()), (_("地点"), meeting.place or _("另行通知"))]),
    ]
    items = list(meeting.agenda.all())
    if items:
        parts.append(Heading(_("议程")))
        lines = (f"{item.number}．{item.title}" for item in items)
        parts.append(Paragraph("\n".join(lines)))
    return title, [*parts, Signature([meeting.unit.name, written_day(issued_on)])]


def minutes(meeting: Meeting, cells: Mapping[str, str]) -> Paper:
    """Return the minutes, with lines to sign; ``cells`` are what the viewer may read."""
    title = f"{meeting.unit.name}\n{meeting.get_kind_display()}{_('会议记录')}"
    names = ("title", "place", "chair", "recorder", "expected", "present", "also", "lecturer")
    labels = {
        "title": _("主题"),
        "place": _("地点"),
        "chair": _("主持人"),
        "recorder": _("记录人"),
        "expected": _("应到人数"),
        "present": _("实到人数"),
        "also": _("同时算作"),
        "lecturer": _("讲课人"),
    }
    absent = " ".join(filter(None, (cells["absent"], cells["absentees"])))
    form = [
        (_("时间"), written_day(meeting.held_on)),
        *((labels[n], cells[n]) for n in names if cells[n]),
    ]
    parts: list[Part] = [Pairs([*form, (_("缺席"), absent or _("无"))])]
    items = list(meeting.agenda.all())
    if cells["content"] or not items:
        parts += [Heading(_("议定事项")), Paragraph(cells["content"] or _("无"))]
    if items:
        parts += [Heading(_("议程与决议")), *_agenda(items)]
    if meeting.state == MeetingState.VOIDED:
        parts.insert(0, Paragraph(_("（本记录已撤销）")))
    return title, [*parts, Signature([f"{_('主持人')}：{_LINE}", f"{_('记录人')}：{_LINE}"])]


def attendance(meeting: Meeting, listed: Sequence[Person]) -> Paper:
    """Return the sheet: to be signed before the meeting, as recorded after it."""
    title = f"{meeting.unit.name}\n{meeting.get_kind_display()}{_('签到表')}"
    held = meeting.state == MeetingState.CONFIRMED
    away = {absence.member_id: absence.reason for absence in meeting.absences.all()}
    rows = [
        (number, person.name, person.note, _attended(person, away) if held else " ", " ")
        for number, person in enumerate(listed, 1)
    ]
    headers = (_("序号"), _("姓名"), _("备注"), _("到会") if held else _("签名"), _("说明"))
    about = Pairs([(_("党组织"), meeting.unit.name), (_("时间"), written_day(meeting.held_on))])
    return title, [about, Table(headers, rows)]


def ledger(unit: Unit, year: int, meetings: Sequence[Meeting]) -> Paper:
    """Return a unit's ledger of a year: a table for each kind that was held."""
    title = _("%(unit)s\n%(year)d年组织生活台账") % {"unit": unit.name, "year": year}
    parts: list[Part] = []
    for kind in MeetingKind:
        held = [m for m in meetings if kind in {mark.kind for mark in m.marks.all()}]
        if held:
            head = _("%(kind)s（%(count)d次）") % {"kind": kind.label, "count": len(held)}
            parts += [Heading(head), Table(_columns(), [_row(m) for m in held])]
    if not parts:
        parts.append(Paragraph(_("本年度还没有已确认的会议记录。")))
    return title, parts


def written_day(day: date) -> str:
    """Return a day as paper writes it: 2021年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _name(meeting: Meeting) -> str:
    return f"{meeting.unit.name}{meeting.get_kind_display()}"


def _agenda(items: Sequence[AgendaItem]) -> list[Part]:
    headers = (_("序号"), _("议题"), _("议定的内容"), _("表决"), _("落实人"), _("时限"))
    rows: list[Sequence[Any]] = [
        (item.number, item.title, item.decision, _vote(item), item.owner, item.due_on)
        for item in items
    ]
    return [Table(headers, rows)]


def _vote(row: AgendaItem) -> str:
    item = row.item()
    if item.in_favour is None:
        return ""
    counts = {
        "entitled": item.entitled,
        "attended": item.attended,
        "in_favour": item.in_favour,
        "against": item.against or 0,
        "abstained": item.abstained or 0,
    }
    said = _(
        "应到%(entitled)s，实到%(attended)s，赞成%(in_favour)s，反对%(against)s，弃权%(abstained)s"
    )
    return f"{said % counts}，{_('通过') if item.passed else _('未通过')}"


def _attended(person: Person, away: Mapping[int, str]) -> str:
    return str(AbsenceReason(away[person.id]).label) if person.id in away else _("到会")


def _columns() -> tuple[str, ...]:
    return (_("日期"), _("主题"), _("主持人"), _("应到"), _("实到"), _("缺席"))


def _row(meeting: Meeting) -> Sequence[Any]:
    absent = [
        f"{absence.member.name}（{AbsenceReason(absence.reason).label}）"
        for absence in meeting.absences.all()
    ]
    return (
        meeting.held_on.isoformat(),
        meeting.title,
        meeting.chair,
        meeting.expected,
        meeting.present,
        "、".join(filter(None, [*absent, meeting.absentees])),
    )
