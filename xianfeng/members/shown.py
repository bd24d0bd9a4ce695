"""What pages say of members: masked numbers, ages as of a day, words for codes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.kernel import facts
from xianfeng.kernel.viewer import Viewer
from xianfeng.ledgers.codes import choices
from xianfeng.ledgers.results import mask
from xianfeng.members import queries, rules
from xianfeng.members.enums import TransferState, TransferWay
from xianfeng.members.models import Member, Membership, Transfer
from xianfeng.members.queries import timeline
from xianfeng.members.queries.timeline import Happened
from xianfeng.units.models import Unit

SEALED = (
    ("id_number", gettext_lazy("公民身份号码")),
    ("phone", gettext_lazy("手机号码")),
    ("landline", gettext_lazy("固定电话")),
)


SOON = 15


@dataclass(frozen=True)
class Line:
    """One row of a roster; ``href`` is empty where the viewer may not open the record."""

    member: Member
    unit: Unit
    href: str
    age: int
    years: int
    category: str
    ethnicity: str
    posts: str
    id_number: str
    phone: str


def lines(viewer: Viewer, spells: Sequence[Membership], on: date) -> list[Line]:
    """Return the rows of one page of a roster, in two queries."""
    ids = [spell.member_id for spell in spells]
    reachable = queries.reachable(viewer, ids)
    posts = queries.posts_of(viewer, ids, on)
    return [
        Line(
            member=spell.member,
            unit=spell.unit,
            href=reverse("members:detail", args=[spell.member_id])
            if spell.member_id in reachable
            else "",
            age=rules.whole_years(spell.member.born_on, on),
            years=rules.whole_years(spell.member.joined_on, on),
            category=category(spell.member, on),
            ethnicity=ethnicity(spell.member.ethnicity),
            posts="、".join(
                str(post.get_title_display()) for post in posts.get(spell.member_id, ())
            ),
            id_number=mask(spell.member.id_number) if spell.member_id in reachable else "",
            phone=mask(spell.member.phone) if spell.member_id in reachable else "",
        )
        for spell in spells
    ]


@dataclass(frozen=True)
class Letter:
    """One row of a list of transfers: ``state`` is a component's state, ``left`` says how long."""

    transfer: Transfer
    sender: str
    receiver: str
    state: str
    label: str
    left: str


def letters(rows: Iterable[Transfer], on: date) -> list[Letter]:
    """Return letters with where they go and how long they still run."""
    return [
        Letter(
            transfer=row,
            sender=row.from_unit.name if row.from_unit else row.outside,
            receiver=row.to_unit.name if row.to_unit else row.outside,
            state=_letter_state(row, on),
            label=str(row.get_state_display()),
            left=_left(row, on),
        )
        for row in rows
    ]


def letter_facts(row: Transfer) -> list[tuple[str, Any]]:
    """Return what stands on a letter."""
    return [
        (_("转接方式"), row.get_way_display()),
        (_("介绍信编号"), row.number),
        (_("开出日期"), row.issued_on),
        (_("有效至"), "" if row.way == TransferWay.ADJUSTMENT else row.runs_out_on),
        (_("党费交至"), row.dues_until),
        (_("办结日期"), row.closed_on),
        (_("退回原因"), row.reason),
        (_("回执编号"), row.acknowledgement),
    ]


def _letter_state(row: Transfer, on: date) -> str:
    if row.state == TransferState.RECEIVED:
        return "met"
    if row.state != TransferState.ISSUED:
        return "none"
    left = rules.transfers.days_left(row.runs_out_on, on)
    if left < 0:
        return "overdue"
    return "soon" if left <= SOON else "open"


def _left(row: Transfer, on: date) -> str:
    if row.state != TransferState.ISSUED:
        return ""
    left = rules.transfers.days_left(row.runs_out_on, on)
    if left < 0:
        return _("已过期 %(days)s 天") % {"days": -left}
    return _("还有 %(days)s 天") % {"days": left}


def category(member: Member, on: date) -> str:
    """Return 正式党员 or 预备党员, as of a day."""
    full = member.confirmed_on is not None and member.confirmed_on <= on
    return _("正式党员") if full else _("预备党员")


def ethnicity(code: str) -> str:
    """Return the name of an ethnic group; the code itself where the table has none."""
    return choices("ethnicity").codes.get(code, code)


def record(member: Member, home: Membership | None, on: date) -> list[tuple[str, Any]]:
    """Return what is written of a member, sealed fields left out."""
    return [
        (_("性别"), member.get_sex_display()),
        (_("民族"), ethnicity(member.ethnicity)),
        (_("出生日期"), member.born_on),
        (_("年龄"), _("%(years)s 岁") % {"years": rules.whole_years(member.born_on, on)}),
        (_("学历"), member.education),
        (_("工作岗位"), choices("occupation").codes.get(member.occupation, member.occupation)),
        (_("人员类别"), category(member, on)),
        (_("入党日期"), member.joined_on),
        (_("转正日期"), member.confirmed_on),
        (_("党龄"), _("%(years)s 年") % {"years": rules.whole_years(member.joined_on, on)}),
        (_("党籍状态"), member.get_standing_display()),
        (_("失联日期"), member.lost_since),
        (_("外出流向"), member.floating_to),
        (_("所在党支部"), home.unit.name if home else ""),
        (_("居住社区"), member.community_name),
        (_("特长"), member.skills),
        (_("服务意向"), member.wishes),
        (_("可服务时间"), member.service_times),
    ]


def sealed(member: Member) -> list[tuple[str, str, str]]:
    """Return (field, title, masked value) of the sealed fields that hold something."""
    held = [(name, str(title), mask(getattr(member, name))) for name, title in SEALED]
    return [one for one in held if one[2]]


type Event = tuple[date, str, str]


def years(viewer: Viewer, member: Member, until: date) -> list[tuple[int, list[Event]]]:
    """Return what happened to a member by year, the last year and day first."""
    events = [one for one in _history(viewer, member) if one[0] <= until]
    events += [_fact(one, member) for one in timeline.told_of(viewer, member, until)]
    events.sort(key=lambda event: event[0], reverse=True)
    return [(year, list(of_year)) for year, of_year in groupby(events, lambda e: e[0].year)]


def _fact(one: Happened, member: Member) -> Event:
    """Return a fact as one line: its title and what its columns say beside the person and day."""
    cells = [facts.cell(one.row, column) for _title, column in one.kind.columns]
    words = [
        str(cell)
        for cell in cells
        if cell not in (None, "", member.name) and not isinstance(cell, date)
    ]
    href = ""
    if one.kind.page and one.kind.page != "members:detail":
        href = reverse(one.kind.page, args=[facts.cell(one.row, one.kind.page_key)])
    return one.on, f"{one.kind.title}：{'，'.join(words)}" if words else one.kind.title, href


def _history(viewer: Viewer, member: Member) -> list[Event]:
    """Return joining, confirmation, and the spells in branches, groups and posts."""
    made: list[Event] = [(member.joined_on, _("入党"), "")]
    if member.confirmed_on:
        made.append((member.confirmed_on, _("转为正式党员"), ""))
    if member.left_on and not member.standing_changes.exists():
        made.append((member.left_on, str(member.get_standing_display()), ""))
    for spell in queries.spells(viewer, member):
        made += _span(spell, _("编入 %(where)s"), _("转出 %(where)s"), spell.unit.name)
    for group in queries.group_spells(viewer, member):
        made += _span(group, _("编入 %(where)s"), _("编出 %(where)s"), group.unit.name)
    for post in queries.posts(viewer, member):
        where = f"{post.unit.name}{post.get_title_display()}"
        made += _span(post, _("任 %(where)s"), _("离任 %(where)s"), where)
    return made


def _span(span: Any, began: str, ended: str, where: str) -> list[Event]:
    entries = [(span.from_on, began % {"where": where}, "")]
    if span.until_on:
        entries.append((span.until_on, ended % {"where": where}, ""))
    return entries
