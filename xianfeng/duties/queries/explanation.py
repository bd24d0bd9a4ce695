"""Why a duty has its state: the rule, who owes and why, every fact read and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.duties import permissions, rulebook
from xianfeng.duties.engine.people import full_members_on
from xianfeng.duties.enums import Card, Shape, State
from xianfeng.duties.models import Duty, NoneDeclared
from xianfeng.duties.queries.lines import Line, lines
from xianfeng.duties.queries.listing import done_by, ready, unit_of, visible_to
from xianfeng.duties.rules import Match, Rule, Span, Version, same_cycle, span_named
from xianfeng.kernel import facts
from xianfeng.kernel.facts import FactKind
from xianfeng.kernel.periods import parse
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.models import Membership
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Check:
    """One condition of owing, with what was read, and whether it holds."""

    text: str
    holds: bool


@dataclass(frozen=True)
class FactRead:
    """A fact that was looked at, whether it counts, and why."""

    on: date
    text: str
    made_up: str
    counts: bool
    note: str
    href: str


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
        return _nothing_owed(rule, unit, period, as_of)
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
            _reason(line.state, line.duty.due_on, line.duty.met_on, line.days, none),
            line.may_say_none,
            none is not None and permissions.may_declare(viewer, unit),
            _checks(rule, line.version, unit, span),
            _facts(viewer, rule, line.version, unit, _own(span, line), line.duty.subject, as_of),
            none,
        )
        for line, done in zip(lines(viewer, owed, as_of), counts, strict=True)
    ]


def _own(span: Span | None, line: Line) -> Span | None:
    """Return the span of one duty; a follow-up's begins on its own day."""
    return span and replace(span, starts_on=line.duty.starts_on)


def _nothing_owed(rule: Rule, unit: Unit, period: str, as_of: date) -> list[Explanation]:
    """Say which condition does not hold."""
    set_by = span_named(rule, period)
    if set_by is None:
        checks = [Check(_("这一期间不在规则的周期或生效时间之内"), False)]
        version = None
    else:
        version = set_by[0]
        checks = _checks(rule, version, unit, set_by[1])
    missing = next((check.text for check in checks if not check.holds), "")
    reason = _("不欠这一项：%(why)s") % {"why": missing or _("没有登记相应的事项")}
    nothing = (None, None, None, None, 0, 0, reason)
    return [Explanation(rule, version, unit, period, 0, rule.title, as_of, *nothing, checks=checks)]


def _checks(rule: Rule, version: Version, unit: Unit, span: Span | None) -> list[Check]:
    """Return the conditions of owing with what was read of the unit."""
    if span is None or rule.shape in {Shape.COMMITMENT, Shape.FOLLOW_UP}:
        return []
    checks = [
        Check(
            _("规则自 %(day)s 起施行，期间自 %(start)s 起")
            % {"day": version.effective_from, "start": span.starts_on},
            version.in_force(span.starts_on),
        ),
        Check(
            _("%(day)s 成立，整个期间内存在") % {"day": unit.established_on}
            if unit.established_on <= span.starts_on
            else _("%(day)s 才成立，期间开始时尚未成立") % {"day": unit.established_on},
            unit.established_on <= span.starts_on,
        ),
    ]
    if unit.abolished_on is not None:
        alive = unit.abolished_on > span.ends_on
        checks.append(Check(_("%(day)s 撤销") % {"day": unit.abolished_on}, alive))
    owes = version.owes
    if owes.kinds:
        kinds = "、".join(str(UnitKind(kind).label) for kind in owes.kinds)
        text = _("组织类别是%(kind)s，规则适用于%(kinds)s") % {
            "kind": unit.get_kind_display(),
            "kinds": kinds,
        }
        checks.append(Check(text, unit.kind in owes.kinds))
    if owes.min_full_members is not None or owes.max_full_members is not None:
        checks.append(_by_number(version, unit, span))
    return checks


def _by_number(version: Version, unit: Unit, span: Span) -> Check:
    """Return the condition on the number of full members on the span's last day."""
    number = Membership.objects.filter(full_members_on(span.ends_on), unit=unit).count()
    least, most = version.owes.min_full_members, version.owes.max_full_members
    wanted = _("%(least)s 人以上") % {"least": least} if least is not None else ""
    if most is not None:
        wanted += _("%(most)s 人以下") % {"most": most}
    text = _("%(day)s 有正式党员 %(number)s 人，规则适用于%(wanted)s") % {
        "day": span.ends_on,
        "number": number,
        "wanted": wanted,
    }
    return Check(text, (least or 0) <= number and (most is None or number <= most))


def _facts(
    viewer: Viewer,
    rule: Rule,
    version: Version,
    unit: Unit,
    span: Span | None,
    subject: int,
    as_of: date,
) -> list[FactRead]:
    """Return the facts that were looked at, in order of time."""
    match = version.discharged_by
    kind = facts.get(match.fact)
    found = kind.visible_to(viewer).filter(kind.where(dict(match.where)))
    if rule.shape == Shape.COMMITMENT:
        found = found.filter(pk=subject)
    elif subject and kind.subject:
        found = found.filter(**{kind.subject: subject})
    else:
        found = found.filter(**{kind.unit: unit.pk})
    if rule.shape != Shape.COMMITMENT and span is not None:
        inside = kind.during(span.starts_on, span.facts_until)
        if rule.shape == Shape.FOLLOW_UP:
            inside = Q(**{f"{kind.on}__gte": span.starts_on})
        if kind.made_up:
            inside |= Q(**{kind.made_up: span.name})
        found = found.filter(inside)
    rows = found.select_related(*kind.related).order_by(F(kind.on), "pk")
    return [_read(row, kind, match, version, span, as_of, rule.shape) for row in rows]


def _read(
    row: Any,
    kind: FactKind,
    match: Match,
    version: Version,
    span: Span | None,
    as_of: date,
    shape: Shape,
) -> FactRead:
    on = facts.cell(row, kind.done if shape == Shape.COMMITMENT else kind.on)
    made_up = (facts.cell(row, kind.made_up) or "") if kind.made_up else ""
    page = reverse(kind.page, args=[facts.cell(row, kind.page_key)]) if kind.page else ""
    text = "，".join(str(cell) for cell in _shown(row, kind))
    if on is None:
        return FactRead(facts.cell(row, kind.due), text, "", False, _("尚未完成"), page)
    elsewhere = (
        span is not None
        and made_up != span.name
        and same_cycle(made_up, version.cycle)
        and shape in {Shape.PERIODIC, Shape.ONCE}
    )
    if elsewhere:
        note = _("补开 %(period)s，计入那一期间") % {"period": made_up}
        return FactRead(on, text, made_up, False, note, page)
    if on > as_of:
        return FactRead(on, text, made_up, False, _("在查看日之后"), page)
    counts, note = _quorum(row, kind, match)
    if counts and made_up and span is not None and made_up == span.name:
        note = "；".join(part for part in (_("补开，计入本期间"), note) if part)
    return FactRead(on, text, made_up, counts, note, page)


def _quorum(row: Any, kind: FactKind, match: Match) -> tuple[bool, str]:
    """Return whether enough were present, and what to say of it."""
    if match.quorum is None:
        return True, ""
    present = facts.cell(row, kind.lookup("present"))
    expected = facts.cell(row, kind.lookup("expected"))
    if present is None or expected is None:
        return True, _("没有登记应到、实到人数，按有效计")
    numbers: Mapping[str, object] = {"present": present, "expected": expected}
    if present >= expected * match.quorum:
        return True, _("应到 %(expected)s 人，实到 %(present)s 人，达到规定人数") % numbers
    return False, _("应到 %(expected)s 人，实到 %(present)s 人，不足规定人数") % numbers


def _shown(row: Any, kind: FactKind) -> list[object]:
    """Return the first cells of a fact that say something beyond its unit and its day."""
    cells = [facts.cell(row, column) for _title, column in kind.columns[1:4]]
    return [cell for cell in cells if cell not in {None, ""} and not isinstance(cell, date)]


def _reason(
    state: State, due_on: date, met_on: date | None, days: int, none: NoneDeclared | None
) -> str:
    """Return the one sentence that says why."""
    values = {"due": due_on, "met": met_on, "days": days, "said": none and none.declared_on}
    return {
        State.MET: _("%(met)s 完成，不晚于截止日 %(due)s"),
        State.LATE: _("%(met)s 完成，晚于截止日 %(due)s"),
        State.NONE: _("%(said)s 说明本期无"),
        State.OPEN: _("截止日 %(due)s 未到，还有 %(days)s 天"),
        State.OVERDUE: _("截止日 %(due)s 已过 %(days)s 天，没有可以计入的记录"),
    }[state] % values
