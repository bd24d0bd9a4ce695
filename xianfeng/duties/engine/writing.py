"""Writes derived duties: whole years when they are first read, narrow slices as facts come in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import batched

from django.db import connection, transaction

from xianfeng.duties import rulebook
from xianfeng.duties.engine import cards
from xianfeng.duties.engine.parts import Sql, among, execute, joined, lock
from xianfeng.duties.engine.shapes import STORED, decided, duties_of
from xianfeng.duties.enums import AppealState, Shape
from xianfeng.duties.models import Appeal, DerivedYear, Duty, Waiver
from xianfeng.duties.rules import Rule, Span, Version, spans_due_in
from xianfeng.kernel import statistics
from xianfeng.kernel.facts import Touched

_MEMBERS = frozenset(
    {"members.membership", "members.belonging", "members.accepted", "members.confirmed"}
)
_POST = "members.post"
_UNITS = frozenset({"units.unit"})
NARROW_UNITS = 200
# SQLite takes 32,766 parameters in one statement, and a span is five of them.
_MOST_SPANS = 4_000


@dataclass(frozen=True)
class _Part:
    """The spans of one version of a rule that are to be derived."""

    rule: Rule
    version: Version
    spans: tuple[Span, ...]


def ensure(wanted: dict[tuple[str, int], Rule]) -> None:
    """Derive what is missing of the duties due in these (rule id, year); else one query."""
    if _missing(wanted):
        derive(wanted)


def derive(wanted: dict[tuple[str, int], Rule]) -> None:
    """Derive the years not yet derived; of several readers at once, one does it for all."""
    with transaction.atomic():
        lock()
        years: dict[Rule, list[int]] = {}
        for (_, year), rule in sorted(_missing(wanted).items()):
            years.setdefault(rule, []).append(year)
        for rule, missing in years.items():
            _forget_other_wording(rule)
            _derive_years(rule, missing)
        cards.forget(years)
        if years:
            statistics.refresh(Duty)


def refresh(touched: Touched) -> None:
    """Bring the duties that a fact just recorded may change up to date, within its transaction.

    Facts of many units, and those matched by person across units, only mark the years: the next
    reader derives them again.
    """
    rules = [rule for rule in rulebook.active() if _concerns(rule, touched.kind)]
    if not rules:
        return
    lock()
    markers = DerivedYear.objects.filter(rule__in=[rule.id for rule in rules])
    derived: dict[str, set[int]] = {}
    for rule_id, year in markers.values_list("rule", "year"):
        derived.setdefault(rule_id, set()).add(year)
    units = touched.unit_ids
    wide = units is None or len(units) > NARROW_UNITS
    stale = [rule.id for rule in rules if rule.id in derived and (wide or rule.by_subject)]
    if stale:
        _forget(stale, touched)
    if units and not wide:
        _derive_slice(
            [rule for rule in rules if rule.id in derived and not rule.by_subject],
            derived,
            units,
            touched,
        )


def decide(rule: Rule, unit_id: int, period: str, subject: int) -> None:
    """Bring one duty up to date after a superior's word on it, and its card with it.

    A later span's run of misses may go through it: all cards of the unit and rule are drawn again.
    """
    lock()
    about = {"rule": rule.id, "unit_id": unit_id, "period": period, "subject": subject}
    waiver = Waiver.objects.filter(**about, state__in=["granted", "revoked"]).first()
    appeal = Appeal.objects.filter(**about, state=AppealState.UPHELD).first()
    Duty.objects.filter(**about).update(
        waived_on=waiver and waiver.decided_on,
        waived_until=waiver and waiver.revoked_on,
        spared_on=appeal and appeal.decided_on,
    )
    cards.refresh([rule], frozenset({unit_id}))


def refresh_period(unit_id: int, period: str) -> None:
    """Bring one unit's duties of a period up to date, after 本月无 was said or taken back."""
    lock()
    rules = {rule.id: rule for rule in rulebook.active()}
    markers = DerivedYear.objects.filter(rule__in=rules).values_list("rule", "year")
    parts = []
    for rule_id, year in markers:
        for part in _parts(rules[rule_id], [year]):
            spans = tuple(span for span in part.spans if span.name == period)
            if spans and part.rule.shape != Shape.COMMITMENT:
                parts.append(_Part(part.rule, part.version, spans))
    _replace(parts, frozenset({unit_id}))


def _concerns(rule: Rule, kind: str) -> bool:
    if kind in rule.fact_kinds:
        return True
    if kind in _UNITS:
        return rule.shape != Shape.COMMITMENT
    if kind == _POST:
        return rule.counts_posts
    return kind in _MEMBERS and rule.counts_members


def _forget(rule_ids: Sequence[str], touched: Touched) -> None:
    """Drop the markers of rules, so that the next reader derives them."""
    DerivedYear.objects.filter(rule__in=rule_ids).delete()


def _derive_slice(
    rules: Sequence[Rule], derived: dict[str, set[int]], units: frozenset[int], touched: Touched
) -> None:
    parts = []
    for rule in rules:
        who_owes = touched.kind in _UNITS | _MEMBERS or rule.shape != Shape.PERIODIC
        for part in _parts(rule, derived[rule.id]):
            spans = part.spans if who_owes else _hit(part.spans, touched)
            if spans:
                parts.append(_Part(rule, part.version, tuple(spans)))
    _replace(parts, units)


def _replace(parts: Sequence[_Part], units: frozenset[int]) -> None:
    """Delete and derive again what these units owe in these spans: two statements."""
    if not parts:
        return
    chosen = [_rows_of(part, whole=part.rule.shape == Shape.COMMITMENT) for part in parts]
    execute(
        Sql("DELETE FROM duties_duty WHERE ")
        + among("unit_id", units)
        + " AND ("
        + joined(chosen, " OR ")
        + ")"
    )
    _insert(parts, units)
    cards.refresh({part.rule.id: part.rule for part in parts}.values(), units)


def _hit(spans: Sequence[Span], touched: Touched) -> list[Span]:
    """Return the spans in which one of the days lies, or that are named as made up."""
    if touched.days is None:
        return list(spans)
    days: frozenset[date] = touched.days
    return [
        span
        for span in spans
        if span.name in touched.periods
        or any(span.starts_on <= day <= span.facts_until for day in days)
    ]


def _rows_of(part: _Part, whole: bool) -> Sql:
    """Return the condition on the duties of these spans; ``whole``: of their years."""
    if whole:
        years = {span.due_on.year for span in part.spans}
        return Sql("(rule = %s AND ", (part.rule.id,)) + _due_in(years) + ")"
    names = {span.name for span in part.spans}
    return Sql("(rule = %s AND ", (part.rule.id,)) + among("period", names) + ")"


def _forget_other_wording(rule: Rule) -> None:
    """Drop what was derived when the rule read differently: its duties may fall in other years."""
    other = DerivedYear.objects.filter(rule=rule.id).exclude(digest=rulebook.digest(rule))
    if other.exists():
        DerivedYear.objects.filter(rule=rule.id).delete()
        execute(Sql("DELETE FROM duties_duty WHERE rule = %s", (rule.id,)))


def _derive_years(rule: Rule, years: Sequence[int]) -> None:
    execute(Sql("DELETE FROM duties_duty WHERE rule = %s AND ", (rule.id,)) + _due_in(set(years)))
    for part in _parts(rule, years):
        for spans in batched(part.spans, _MOST_SPANS):
            _insert([_Part(rule, part.version, spans)], None)
    DerivedYear.objects.filter(rule=rule.id, year__in=years).delete()
    digest = rulebook.digest(rule)
    DerivedYear.objects.bulk_create(
        [DerivedYear(rule=rule.id, year=year, digest=digest) for year in years]
    )


def _parts(rule: Rule, years: Collection[int]) -> list[_Part]:
    parts = []
    for version in rule.versions:
        spans = [s for year in sorted(years) for s in spans_due_in(rule.shape, version, year)]
        if spans:
            parts.append(_Part(rule, version, tuple(spans)))
    return parts


def _due_in(years: Collection[int]) -> Sql:
    adapt = connection.ops.adapt_datefield_value
    spells = [
        Sql("due_on BETWEEN %s AND %s", (adapt(date(y, 1, 1)), adapt(date(y, 12, 31))))
        for y in sorted(years)
    ]
    return Sql("(") + joined(spells, " OR ") + ")"


def _insert(parts: Sequence[_Part], units: Collection[int] | None) -> None:
    selects = [
        Sql("SELECT * FROM (")
        + duties_of(part.rule, part.version, part.spans, units)
        + f") derived_{number}"
        for number, part in enumerate(parts)
    ]
    owed = decided(joined(selects, " UNION ALL "))
    execute(Sql(f"INSERT INTO {Duty._meta.db_table} ({STORED}) ") + owed)


def _missing(wanted: dict[tuple[str, int], Rule]) -> dict[tuple[str, int], Rule]:
    markers = DerivedYear.objects.filter(
        rule__in={rule_id for rule_id, _ in wanted}, year__in={year for _, year in wanted}
    )
    stand = {
        (rule, year): digest for rule, year, digest in markers.values_list("rule", "year", "digest")
    }
    return {key: rule for key, rule in wanted.items() if stand.get(key) != rulebook.digest(rule)}
