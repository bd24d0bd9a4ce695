"""One duty as a person reads it: what, by when, in which state, and where to act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.duties import permissions, rulebook
from xianfeng.duties.engine import counting, runs
from xianfeng.duties.enums import Card, Shape, State
from xianfeng.duties.models import Duty
from xianfeng.duties.queries.subjects import NOBODY, Subject, subjects
from xianfeng.duties.rules import Rule, Version, card_on, state_on
from xianfeng.kernel.periods import parse
from xianfeng.kernel.viewer import Viewer

_MEETINGS = "life:record"


@dataclass(frozen=True)
class Line:
    """A duty on a day. ``days`` are the days left, or those it is overdue.

    ``href`` leads to the page of whom or what it is about, ``kind`` names the meeting that would
    discharge it, ``record_href`` is the page to record that on; each is empty where it does not
    apply. ``may_say_none`` offers 本月无, ``may_ask`` asking for a waiver.
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
    may_ask: bool = False
    record_href: str = ""

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
    def act_href(self) -> str:
        """Return the page where it is done, if the rule names one and it is still to do."""
        if not self.rule.page or self.state not in {State.OPEN, State.OVERDUE}:
            return ""
        about = {"unit": self.duty.unit.code, "period": self.duty.period}
        if self.duty.subject:
            about["subject"] = str(self.duty.subject)
        return f"{reverse(self.rule.page)}?{urlencode(about)}"

    @property
    def do_href(self) -> str:
        """Return where to act on what is still to do: to record it, to do it, or its own page."""
        if self.state not in {State.OPEN, State.OVERDUE}:
            return ""
        return self.record_href or self.act_href or self.href

    @property
    def when(self) -> str:
        """Return the one sentence beside a duty: done on, days left, days overdue."""
        duty = self.duty
        if self.state in {State.MET, State.LATE}:
            return _("已于 %(day)s 完成") % {"day": duty.met_on}
        if self.state == State.NONE:
            return _("已说明本期无")
        if self.state == State.WAIVED:
            return _("%(day)s 同意免办") % {"day": duty.waived_on}
        if self.state == State.OVERDUE:
            return _("逾期 %(days)s 天") % {"days": self.days}
        return _("还有 %(days)s 天") % {"days": self.days} if self.days else _("今天到期")


def lines(viewer: Viewer, found: Iterable[Duty], as_of: date) -> list[Line]:
    """Return duties (with their units) as lines, in the order given."""
    listed = list(found)
    known = subjects(viewer, listed)
    late = [duty for duty in listed if state_on(runs.dates_of(duty), as_of) == State.OVERDUE]
    missed = runs.runs_of(late)
    return [
        line for duty in listed if (line := _line(viewer, duty, as_of, known, missed)) is not None
    ]


def card_of(
    viewer: Viewer, duty: Duty, as_of: date, missed: Mapping[counting.Key, tuple[str, ...]]
) -> Card | None:
    """Return the card that a duty in sight holds on a day, whatever day the use here began."""
    version = rulebook.get(duty.rule).version_at(duty.starts_on)
    unseen = not viewer.reaches(duty.unit.path, permissions.READERS)
    if version is None or unseen:
        return None
    run = len(missed.get(counting.key_of(duty), ()))
    return card_on(version.cards, runs.dates_of(duty), as_of, run)


def cards_of(viewer: Viewer, found: Sequence[Duty], as_of: date) -> list[Card | None]:
    """Return the card that each duty (with its unit) holds on a day."""
    late = [duty for duty in found if state_on(runs.dates_of(duty), as_of) == State.OVERDUE]
    missed = runs.runs_of(late)
    return [card_of(viewer, duty, as_of, missed) for duty in found]


def _line(
    viewer: Viewer,
    duty: Duty,
    as_of: date,
    known: Mapping[tuple[str, int], Subject],
    missed: Mapping[counting.Key, tuple[str, ...]],
) -> Line | None:
    rule = rulebook.get(duty.rule)
    version = rule.version_at(duty.starts_on)
    if version is None:
        return None
    state = state_on(runs.dates_of(duty), as_of)
    soon = state == State.OPEN and duty.due_on - timedelta(days=version.soon_days) <= as_of
    subject = known.get((duty.rule, duty.subject), NOBODY)
    open_still = state in {State.OPEN, State.OVERDUE}
    return Line(
        duty=duty,
        rule=rule,
        version=version,
        what=_what(rule, subject),
        state=state,
        mark="soon" if soon else str(state.value),
        card=card_of(viewer, duty, as_of, missed),
        days=abs((duty.due_on - as_of).days),
        href=subject.href,
        kind=_meeting(version),
        may_say_none=rule.none_allowed
        and open_still
        and duty.starts_on <= as_of
        and permissions.may_declare(viewer, duty.unit),
        may_ask=open_still and permissions.may_declare(viewer, duty.unit),
        record_href=_record(viewer, duty, rule, version, state) if open_still else "",
    )


def _record(viewer: Viewer, duty: Duty, rule: Rule, version: Version, state: State) -> str:
    """Return the page to record what would discharge it on, for who keeps the unit's records.

    A meeting that is overdue is made up for: its record names the period.
    """
    kind = _meeting(version)
    name, _mark, query = (rule.record or (_MEETINGS if kind else "")).partition("?")
    if not name or not permissions.may_declare(viewer, duty.unit):
        return ""
    about = {"unit": duty.unit.code} | dict(parse_qsl(query))
    if name != _MEETINGS:
        about["period"] = duty.period
    elif kind:
        about["kind"] = kind
        about |= {"made_up": duty.period} if state == State.OVERDUE else {}
    return f"{reverse(name)}?{urlencode(about)}"


def _what(rule: Rule, subject: Subject) -> str:
    """Return what is owed: a commitment's own words, or the rule's with who it is about."""
    if not subject.name:
        return rule.title
    if rule.shape == Shape.COMMITMENT:
        return subject.name
    return _("%(what)s：%(name)s") % {"what": rule.title, "name": subject.name}


def _meeting(version: Version) -> str:
    """Return the kind of meeting that would discharge it, or nothing."""
    match = version.discharged_by
    kind = dict(match.where).get("kind", "") if match.fact == "life.held" else ""
    return kind if isinstance(kind, str) else ""
