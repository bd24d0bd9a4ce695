"""Why a duty has its state: the rule, who owes and why, every fact read and what became of it."""

from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.duties import permissions, rulebook, words
from xianfeng.duties.engine import counting, runs
from xianfeng.duties.enums import Card, Shape, State, WaiverState
from xianfeng.duties.models import Duty, NoneDeclared, Waiver
from xianfeng.duties.queries.conditions import Check, checks
from xianfeng.duties.queries.lines import Line, lines
from xianfeng.duties.queries.listing import before_use, done_by, ready, unit_of, visible_to
from xianfeng.duties.queries.reading import FactRead, facts_read
from xianfeng.duties.rules import Rule, Span, Version, span_named
from xianfeng.kernel.periods import parse
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Explanation:
    """The derivation of one duty on a day; ``state`` is None when nothing is owed."""

    rule: Rule
    version: Version | None
    unit: Unit
    period: str
    subject: int
    what: str
    as_of: date
    state: State | None
    card: Card | None
    starts_on: date | None
    due_on: date | None
    need: int
    done: int
    reason: str
    may_say_none: bool = False
    may_take_back: bool = False
    checks: list[Check] = field(default_factory=list)
    facts: list[FactRead] = field(default_factory=list)
    none_declared: NoneDeclared | None = None
    href: str = ""
    do_href: str = ""
    card_reason: str = ""
    card_href: str = ""
    waiver: Waiver | None = None
    may_ask: bool = False

    @property
    def period_title(self) -> str:
        """Return the period as people say it."""
        return parse(self.period).title


def explain(
    viewer: Viewer, rule_id: str, unit_code: str, period: str, as_of: date, subject: int = 0
) -> list[Explanation]:
    """Return the derivations for a rule, a unit and a period: one, or one for each commitment.

    Nothing for a rule, a unit or a period that does not exist for the viewer.
    """
    unit = unit_of(viewer, unit_code)
    rule = next((each for each in rulebook.active() if each.id == rule_id), None)
    try:
        named = parse(period)
    except ValueError:
        return []
    near = 1900 <= named.start.year <= as_of.year + 5  # what is owed then is derived to be shown
    if unit is None or rule is None or not near:
        return []
    ready([rule], named.end, named.start)
    found = visible_to(viewer).filter(rule=rule.id, unit=unit, period=period)
    if subject:
        found = found.filter(subject=subject)
    owed = list(found.select_related("unit").order_by("due_on", "subject"))
    if not owed:
        return _nothing_owed(viewer, rule, unit, period, as_of)
    return _derivations(viewer, rule, unit, owed, as_of)


def _derivations(
    viewer: Viewer, rule: Rule, unit: Unit, owed: list[Duty], as_of: date
) -> list[Explanation]:
    period = owed[0].period
    counts = done_by(viewer, owed, as_of)
    none = NoneDeclared.objects.filter(
        rule=rule.id, unit=unit, period=period, declared_on__lte=as_of
    ).first()
    set_by = span_named(rule, period)
    span = set_by[1] if set_by else None
    waivers = {waiver.subject: waiver for waiver in _waivers(rule, unit, period, as_of)}
    missed = runs.runs_of(owed)
    return [
        Explanation(
            rule,
            line.version,
            unit,
            period,
            line.duty.subject,
            line.what,
            as_of,
            line.state,
            line.card,
            line.duty.starts_on,
            line.duty.due_on,
            line.duty.need,
            done,
            _reason(line, none),
            line.may_say_none,
            none is not None and permissions.may_declare(viewer, unit),
            checks(viewer, rule, line.version, unit, _own(span, line)),
            _facts(viewer, unit, span, line, as_of),
            none,
            line.href,
            line.do_href,
            words.card_reason(line.version, line.duty, as_of, _missed(missed, line), line.card),
            _card_page(line),
            waivers.get(line.duty.subject),
            line.may_ask and line.duty.subject not in waivers,
        )
        for line, done in zip(lines(viewer, owed, as_of), counts, strict=True)
    ]


def _own(span: Span | None, line: Line) -> Span | None:
    """Return the span of one duty; a follow-up's begins and ends on its own days."""
    if span is None or line.rule.shape != Shape.FOLLOW_UP:
        return span
    return replace(span, starts_on=line.duty.starts_on, due_on=line.duty.due_on)


def _facts(
    viewer: Viewer, unit: Unit, span: Span | None, line: Line, as_of: date
) -> list[FactRead]:
    own, subject = _own(span, line), line.duty.subject
    return facts_read(viewer, line.rule, line.version, unit, own, subject, as_of)


def _nothing_owed(
    viewer: Viewer, rule: Rule, unit: Unit, period: str, as_of: date
) -> list[Explanation]:
    """Say which condition does not hold."""
    set_by = span_named(rule, period)
    if set_by is None:
        found = [Check(_("这一期间不在规则的周期或生效时间之内"), False)]
        version = None
    else:
        version = set_by[0]
        follows = rule.shape == Shape.FOLLOW_UP
        found = [] if follows else checks(viewer, rule, version, unit, set_by[1])
    missing = next((check.text for check in found if not check.holds), "")
    reason = _("不欠这一项：%(why)s") % {"why": missing or _("没有登记相应的事项")}
    nothing = (None, None, None, None, 0, 0, reason)
    return [Explanation(rule, version, unit, period, 0, rule.title, as_of, *nothing, checks=found)]


def _card_page(line: Line) -> str:
    """Return the page of the card, if it is one since the system is in use here."""
    held = line.card is not None and not before_use(line.duty)
    return reverse("duties:card", args=[words.card_key(line.duty)]) if held else ""


def _waivers(rule: Rule, unit: Unit, period: str, as_of: date) -> QuerySet[Waiver]:
    """Return the waivers that stand or wait for a word; one of each duty at most."""
    standing = [WaiverState.ASKED, WaiverState.GRANTED, WaiverState.REVOKED]
    return Waiver.objects.filter(
        rule=rule.id, unit=unit, period=period, state__in=standing, asked_on__lte=as_of
    )


def _missed(missed: dict[counting.Key, tuple[str, ...]], line: Line) -> tuple[str, ...]:
    return missed.get(counting.key_of(line.duty), ())


def _reason(line: Line, none: NoneDeclared | None) -> str:
    """Return the one sentence that says why."""
    duty = line.duty
    values = {
        "due": duty.due_on,
        "met": duty.met_on,
        "days": line.days,
        "said": none and none.declared_on,
        "waived": duty.waived_on,
    }
    return {
        State.MET: _("%(met)s 完成，不晚于截止日 %(due)s"),
        State.LATE: _("%(met)s 完成，晚于截止日 %(due)s"),
        State.NONE: _("%(said)s 说明本期无"),
        State.WAIVED: _("%(waived)s 上级同意免办"),
        State.OPEN: _("截止日 %(due)s 未到，还有 %(days)s 天"),
        State.OVERDUE: _("截止日 %(due)s 已过 %(days)s 天，没有可以计入的记录"),
    }[line.state] % values
