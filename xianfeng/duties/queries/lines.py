"""One duty as a person reads it: what, by when, in which state, and where to act."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.duties import permissions, rulebook
from xianfeng.duties.enums import Card, Shape, State
from xianfeng.duties.models import Duty
from xianfeng.duties.rules import Rule, Version, card_on, state_on
from xianfeng.kernel import facts
from xianfeng.kernel.periods import parse
from xianfeng.kernel.viewer import Viewer


@dataclass(frozen=True)
class Line:
    """A duty on a day. ``days`` are the days left, or those it is overdue.

    ``href`` leads to the commitment's own page, ``kind`` names the meeting that would discharge
    it; either is empty where it does not apply. ``may_say_none`` offers 本月无.
    """

    duty: Duty
    rule: Rule
    version: Version
    what: str
    state: State
    mark: str
    card: Card | None
    days: int
    href: str
    kind: str
    may_say_none: bool

    @property
    def unit(self) -> object:
        """Return the unit that owes."""
        return self.duty.unit

    @property
    def period_title(self) -> str:
        """Return the period as people say it."""
        return parse(self.duty.period).title

    @property
    def explain_href(self) -> str:
        """Return the page that says why."""
        duty = self.duty
        href = reverse("duties:explain", args=[duty.rule, duty.unit.code, duty.period])
        return f"{href}?subject={duty.subject}" if duty.subject else href

    @property
    def when(self) -> str:
        """Return the one sentence beside a duty: done on, days left, days overdue."""
        duty = self.duty
        if self.state in {State.MET, State.LATE}:
            return _("已于 %(day)s 完成") % {"day": duty.met_on}
        if self.state == State.NONE:
            return _("已说明本期无")
        if self.state == State.OVERDUE:
            return _("逾期 %(days)s 天") % {"days": self.days}
        return _("还有 %(days)s 天") % {"days": self.days} if self.days else _("今天到期")


def lines(viewer: Viewer, found: Iterable[Duty], as_of: date) -> list[Line]:
    """Return duties (with their units) as lines, in the order given."""
    listed = list(found)
    titles = _commitments(listed)
    return [line for duty in listed if (line := _line(viewer, duty, as_of, titles)) is not None]


def _line(
    viewer: Viewer, duty: Duty, as_of: date, titles: dict[tuple[str, int], tuple[str, str]]
) -> Line | None:
    rule = rulebook.get(duty.rule)
    version = rule.version_at(duty.starts_on)
    if version is None:
        return None
    state = state_on(duty.due_on, duty.met_on, duty.none_on, as_of)
    soon = state == State.OPEN and duty.due_on - timedelta(days=version.warn_days) <= as_of
    what, href = titles.get((duty.rule, duty.subject), (rule.title, ""))
    open_still = state in {State.OPEN, State.OVERDUE}
    kind = dict(version.discharged_by.where).get("kind", "")
    return Line(
        duty=duty,
        rule=rule,
        version=version,
        what=what,
        state=state,
        mark="soon" if soon else str(state.value),
        card=card_on(version.cards, state, duty.due_on, as_of),
        days=abs((duty.due_on - as_of).days),
        href=href,
        kind=kind if isinstance(kind, str) else "",
        may_say_none=rule.none_allowed
        and open_still
        and duty.starts_on <= as_of
        and permissions.may_declare(viewer, duty.unit),
    )


def _commitments(found: Sequence[Duty]) -> dict[tuple[str, int], tuple[str, str]]:
    """Return (title, page) of the rows that owe themselves: one query for each kind of them."""
    wanted: dict[str, set[int]] = {}
    for duty in found:
        if rulebook.get(duty.rule).shape == Shape.COMMITMENT:
            wanted.setdefault(duty.rule, set()).add(duty.subject)
    titles = {}
    for rule_id, keys in wanted.items():
        kind = facts.get(rulebook.get(rule_id).versions[0].discharged_by.fact)
        for row in kind.rows().filter(pk__in=keys).select_related(*kind.related):
            href = reverse(kind.page, args=[facts.cell(row, kind.page_key)]) if kind.page else ""
            titles[rule_id, row.pk] = (str(row), href)
    return titles
