"""An election as a page shows it: its steps in words, its papers, what is missing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.elections import papers, permissions, queries, rules
from xianfeng.elections.models import Election
from xianfeng.elections.queries import Row
from xianfeng.kernel.viewer import Viewer

STEPS = {
    "discuss": gettext_lazy("党组讨论"),
    "request": gettext_lazy("向上级请示"),
    "reply": gettext_lazy("上级批复"),
    "send_back": gettext_lazy("退回请示"),
    "propose": gettext_lazy("提名、研究并上报候选人"),
    "approve_list": gettext_lazy("上级批准候选人"),
    "return_list": gettext_lazy("退回候选人名单"),
    "meet": gettext_lazy("召开选举大会"),
    "ballot": gettext_lazy("投票"),
    "count": gettext_lazy("登记选举结果"),
    "conclude": gettext_lazy("选举结果"),
    "reduce": gettext_lazy("大会决定减少名额"),
    "divide": gettext_lazy("新一届分工"),
    "report": gettext_lazy("报告选举结果"),
    "confirm": gettext_lazy("上级批准结果"),
    "cancel": gettext_lazy("终止"),
}
PAPERS = {
    "request": gettext_lazy("请示"),
    "reply": gettext_lazy("批复"),
    "names": gettext_lazy("候选人名册"),
    "record": gettext_lazy("大会记录"),
    "result": gettext_lazy("选举结果报告"),
}
ASIDE = frozenset({"send_back", "return_list", "cancel"})


@dataclass(frozen=True)
class Line:
    """One step: its words, its mark, when it was taken, who takes it."""

    title: str
    mark: str
    words: str
    taken: str
    who: str


def lines(rows: list[Row], election: Election) -> list[Line]:
    """Return the steps with their marks."""
    return [_line(row, election) for row in rows]


def _line(row: Row, election: Election) -> Line:
    last = row.taken[-1] if row.taken else None
    superior = rules.EDGES[row.verb].by == rules.SUPERIOR
    parent = election.unit.parent
    who = parent.name if superior and parent else election.unit.name
    taken = ""
    if last is not None:
        taken = " ".join(part for part in (last.on.isoformat(), last.number, last.words) if part)
    if row.now:
        return Line(str(STEPS[row.verb]), "soon", _("现在办"), taken, who)
    if last is not None:
        return Line(str(STEPS[row.verb]), "met", _("已办"), taken, who)
    return Line(str(STEPS[row.verb]), "open", _("还没到"), "", who)


def buttons(
    viewer: Viewer, election: Election
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return (label, href) of the steps the viewer may take now, and those that lead aside."""
    main: list[tuple[str, str]] = []
    aside: list[tuple[str, str]] = []
    for verb, mine in queries.open_verbs(viewer, election):
        if mine:
            entry = (str(STEPS[verb]), reverse("elections:step", args=[election.pk, verb]))
            (aside if verb in ASIDE else main).append(entry)
    return main, aside


def waits_for(viewer: Viewer, election: Election) -> str:
    """Return whom the next step waits for, when it is not the viewer."""
    verbs = [verb for verb, _mine in queries.open_verbs(viewer, election) if verb not in ASIDE]
    if not verbs or any(permissions.may_step(viewer, election.unit, verb) for verb in verbs):
        return ""
    superior = rules.EDGES[verbs[0]].by == rules.SUPERIOR
    parent = election.unit.parent
    return parent.name if superior and parent else election.unit.name


def downloads(viewer: Viewer, election: Election) -> list[tuple[str, str]]:
    """Return (label, href) of the documents, in their order."""
    taken = {step.verb for step in queries.steps(viewer, election)}
    found = []
    for paper, (verb, _make) in papers.PAPERS.items():
        draft = "" if verb in taken else _("（草稿）")
        href = reverse("elections:paper", args=[election.pk, paper])
        found.append((f"{PAPERS[paper]}{draft}", href))
    return found


def pairs(election: Election, day: date) -> list[tuple[str, Any]]:
    """Return what an election says of itself."""
    told = [
        (_("类别"), election.get_kind_display()),
        (_("应选人数"), election.seats),
        (_("任期"), _("%(years)s 年") % {"years": election.years}),
    ]
    if election.term is not None:
        told.append((_("本届届满"), election.term.until_on.isoformat()))
    if election.met_on:
        told += [
            (_("应到会"), election.base),
            (_("实到会"), election.present),
            (_("大会日期"), election.met_on.isoformat()),
        ]
    return told


def left(election: Election, day: date) -> str:
    """Return by when it should be done, in words."""
    if election.term is None or election.state not in rules.RUNNING:
        return ""
    days = (election.term.until_on - day).days
    if days < 0:
        return _("本届已于 %(day)s 届满，逾期 %(days)s 天") % {
            "day": election.term.until_on, "days": -days,
        }  # fmt: skip
    return _("本届 %(day)s 届满，还有 %(days)s 天") % {"day": election.term.until_on, "days": days}
