"""The documents of an election in the form that is filed: request, reply, list, result, record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from xianfeng.elections.enums import ElectionKind
from xianfeng.elections.models import Absentee, Ballot, Candidate, Election, Step
from xianfeng.ledgers.documents import Heading, Pairs, Paragraph, Part, Signature, Table
from xianfeng.voting.queries import Line
from xianfeng.voting.rules import quorum_least

BLANK = "＿＿＿＿"


@dataclass(frozen=True)
class Folder:
    """An election with all that its documents speak of."""

    election: Election
    steps: Sequence[Step] = ()
    candidates: Sequence[Candidate] = ()
    totals: Sequence[tuple[Ballot, Sequence[Line]]] = ()
    absentees: Sequence[Absentee] = ()
    incumbents: dict[int, str] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """Return what the election is called: 换届选举 or 补选."""
        return _("换届选举") if self.election.kind == ElectionKind.TERM else _("补选")

    @property
    def superior(self) -> str:
        """Return the name of the unit that approves."""
        parent = self.election.unit.parent
        return parent.name if parent else BLANK

    def step(self, verb: str) -> Step | None:
        """Return the last step of this verb."""
        return next((step for step in reversed(self.steps) if step.verb == verb), None)


def request(folder: Folder) -> tuple[str, list[Part]]:
    """Return the request for the election (请示)."""
    one, name = folder.election, folder.election.unit.name
    parts: list[Part] = [Paragraph(_("%(superior)s：") % {"superior": folder.superior})]
    if one.term is not None and one.kind == ElectionKind.TERM:
        said = _("%(name)s本届自%(since)s起，至%(until)s任期届满。")
        days = {"since": _written(one.term.from_on), "until": _written(one.term.until_on)}
        parts.append(Paragraph(said % {"name": name, **days}))
    discussed = folder.step("discuss")
    if discussed is not None:
        said = _("%(day)s，党组讨论了%(what)s工作：%(words)s")
        values = {"day": _written(discussed.on), "what": folder.what, "words": discussed.words}
        parts.append(Paragraph(said % values))
    planned = _written(one.planned_on) if one.planned_on else BLANK
    parts += [
        Paragraph(
            _("拟于%(day)s召开党员大会进行%(what)s。现将有关事项请示如下：")
            % {"day": planned, "what": folder.what}
        ),
        Heading(_("名额和任期")),
        Paragraph(
            _("应选 %(seats)s 人，任期 %(years)s 年。") % {"seats": one.seats, "years": one.years}
        ),
        Heading(_("选举办法")),
        Paragraph(
            _(
                "候选人多于应选人数百分之二十以上；有选举权的到会人数超过应到会人数的五分之四方可选举；"
                "采用无记名投票；赞成票超过应到会有选举权人数半数的当选。"
            )
        ),
        Paragraph(_("妥否，请批示。")),
        _signed(name, folder.step("request")),
    ]
    return _("关于%(what)s的请示") % {"what": folder.what}, parts


def reply(folder: Folder) -> tuple[str, list[Part]]:
    """Return the superior's reply to the request (批复)."""
    one = folder.election
    parts: list[Part] = [
        Paragraph(_("%(name)s：") % {"name": one.unit.name}),
        Paragraph(
            _("同意你单位进行%(what)s，应选 %(seats)s 人，任期 %(years)s 年。")
            % {"what": folder.what, "seats": one.seats, "years": one.years}
        ),
        Paragraph(_("候选人预备人选请另行报批。此复。")),
        _signed(folder.superior, folder.step("reply")),
    ]
    return _("关于同意%(what)s的批复") % {"what": folder.what}, parts


def names(folder: Folder) -> tuple[str, list[Part]]:
    """Return the list of candidates (候选人名册)."""
    rows = []
    for place, each in enumerate(folder.candidates, 1):
        member = each.member
        now = folder.incumbents.get(member.pk, "")
        rows.append(
            (
                place,
                member.name,
                member.get_sex_display(),
                member.born_on,
                member.education,
                member.joined_on,
                now,
            )
        )
    headers = [
        _("序号"), _("姓名"), _("性别"), _("出生日期"), _("学历"), _("入党日期"), _("现任职务"),
    ]  # fmt: skip
    parts: list[Part] = [
        Paragraph(
            _("应选 %(seats)s 人，候选人 %(number)s 人。")
            % {"seats": folder.election.seats, "number": len(rows)}
        ),
        Table(headers, rows),
        _signed(folder.election.unit.name, folder.step("propose")),
    ]
    return _("%(what)s候选人名册") % {"what": folder.what}, parts


def result(folder: Folder) -> tuple[str, list[Part]]:
    """Return the report of the result (选举结果报告)."""
    one = folder.election
    parts: list[Part] = [
        Paragraph(_("%(superior)s：") % {"superior": folder.superior}),
        Paragraph(_meeting(one)),
        *_counted(folder),
        Heading(_("当选和分工")),
        Table(
            [_("姓名"), _("职务"), _("委员会赞成票")],
            [
                (each.member.name, each.get_post_display(), each.post_votes)
                for each in folder.candidates
                if each.standing == "elected"
            ],
        ),
        Paragraph(_("特此报告，请批复。")),
        _signed(one.unit.name, folder.step("report")),
    ]
    return _("关于%(what)s结果的报告") % {"what": folder.what}, parts


def record(folder: Folder) -> tuple[str, list[Part]]:
    """Return the record of the meeting (选举大会记录)."""
    one = folder.election
    away = [
        (each.member.name, _("不计入应到会") if each.excused else _("缺席"))
        for each in folder.absentees
    ]
    parts: list[Part] = [
        Pairs(
            [
                (_("组织"), one.unit.name),
                (_("大会日期"), one.met_on),
                (_("有选举权人数"), one.entitled),
                (_("经批准不计入应到会"), one.excused),
                (_("应到会人数"), one.base if one.met_on else None),
                (_("实到会人数"), one.present),
                (_("法定到会人数"), quorum_least(one.base) if one.met_on else None),
                (_("主持人"), ""),
                (_("监票人、计票人"), ""),
            ]
        )
    ]
    if away:
        parts += [Heading(_("未到会人员")), Table([_("姓名"), _("情况")], away)]
    parts += [
        *_counted(folder),
        Signature([_("主持人签字：＿＿＿＿＿＿"), _("记录人签字：＿＿＿＿＿＿")]),
    ]
    return _("%(what)s大会记录") % {"what": folder.what}, parts


PAPERS: dict[str, tuple[str, Callable[[Folder], tuple[str, list[Part]]]]] = {
    "request": ("request", request),
    "reply": ("reply", reply),
    "names": ("propose", names),
    "record": ("meet", record),
    "result": ("divide", result),
}
"""Each document with the step after which it can be written in full."""


def _meeting(one: Election) -> str:
    said = _(
        "%(name)s于%(day)s召开大会。有选举权的 %(entitled)s 人，"
        "经批准不计入应到会的 %(excused)s 人，应到会 %(should)s 人，"
        "实到会 %(present)s 人，超过五分之四，符合规定。"
    )
    return said % {
        "name": one.unit.name,
        "day": _written(one.met_on) if one.met_on else BLANK,
        "entitled": one.entitled or 0,
        "excused": one.excused or 0,
        "should": one.base,
        "present": one.present or 0,
    }


def _counted(folder: Folder) -> list[Part]:
    parts: list[Part] = []
    for ballot, lines in folder.totals:
        poll = ballot.poll
        parts += [
            Heading(
                _("第%(number)s次投票（%(kind)s，应选 %(seats)s 人）")
                % {
                    "number": ballot.number,
                    "kind": ballot.get_kind_display(),
                    "seats": ballot.seats,
                }
            ),
            Paragraph(
                _("发出选票 %(issued)s 张，收回 %(collected)s 张，有效 %(valid)s 张。")
                % {"issued": poll.issued, "collected": poll.collected, "valid": poll.valid}
            ),
            Table(
                [_("姓名"), *(title for _mark, title in poll.marks)],
                [(line.option.text, *line.votes.values()) for line in lines],
            ),
        ]
    return parts


def _signed(name: str, step: Step | None) -> Signature:
    lines = [name, _written(step.on) if step else _("　　年　　月　　日")]
    if step is not None and step.number:
        lines.insert(0, step.number)
    return Signature(lines)


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
