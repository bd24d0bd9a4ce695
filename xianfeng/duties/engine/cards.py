"""Draws cards from duties: those given up to a day, as ``rules.spells`` decides them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from xianfeng.duties import rulebook
from xianfeng.duties.engine.parts import (
    Sql,
    among,
    day,
    earliest,
    execute,
    joined,
    later,
    lock,
    values,
)
from xianfeng.duties.models import DerivedCards, GivenCard
from xianfeng.duties.rules import FOREVER, Cards, Rule, Version
from xianfeng.kernel import statistics

_TABLE = GivenCard._meta.db_table
_KEY = "rule, unit_id, subject, period, starts_on, due_on"
_COLUMNS = f"{_KEY}, card, given_on, lifted_on, lifted_by, run"
_NEVER = 500_000  # days: what gives no card gives one after all time
Units = Collection[int] | None


@dataclass(frozen=True)
class _Days:
    """Cards of periods begun from ``since`` on, given up to ``until``."""

    since: date
    until: date


def ensure(rules: Iterable[Rule], since: date, until: date) -> None:
    """Draw the cards given up to a day, where they do not stand yet; else one query.

    Of the periods that began from ``since`` on. The duties themselves must stand.
    """
    days = _Days(since, until)
    wanted = {rule.id: rule for rule in rules if rule.gives_cards}
    if _missing(wanted, days):
        with transaction.atomic():
            lock()
            missing = _missing(wanted, days)
            _draw(missing, days, None)
            DerivedCards.objects.filter(rule__in=[rule.id for rule in missing]).delete()
            DerivedCards.objects.bulk_create(
                DerivedCards(rule=rule.id, since=since, until=until, digest=rulebook.digest(rule))
                for rule in missing
            )
            if missing:
                statistics.refresh(GivenCard)


def refresh(rules: Iterable[Rule], units: frozenset[int]) -> None:
    """Draw the cards of these units again, of the rules whose cards stand, after duties changed."""
    known = {rule.id: rule for rule in rules if rule.gives_cards}
    if not known:
        return
    stand: dict[_Days, list[Rule]] = {}
    markers = DerivedCards.objects.filter(rule__in=known)
    for rule_id, since, until in markers.values_list("rule", "since", "until"):
        stand.setdefault(_Days(since, until), []).append(known[rule_id])
    for days, drawn in stand.items():
        _draw(drawn, days, units)


def forget(rules: Iterable[Rule]) -> None:
    """Drop the markers of rules whose duties were derived again."""
    carded = [rule.id for rule in rules if rule.gives_cards]
    if carded:
        DerivedCards.objects.filter(rule__in=carded).delete()


def _missing(wanted: dict[str, Rule], days: _Days) -> list[Rule]:
    markers = DerivedCards.objects.filter(
        rule__in=wanted, since=days.since, until__gte=days.until
    ).values_list("rule", "digest")
    stand = dict(markers)
    return [rule for rule_id, rule in wanted.items() if stand.get(rule_id) != rulebook.digest(rule)]


def _draw(rules: Sequence[Rule], days: _Days, units: Units) -> None:
    """Delete and insert the cards of these rules and units."""
    if not rules:
        return
    chosen = among("rule", [rule.id for rule in rules]) + " AND " + among("unit_id", units)
    execute(Sql(f"DELETE FROM {_TABLE} WHERE ") + chosen)
    execute(Sql(f"INSERT INTO {_TABLE} ({_COLUMNS}) ") + _selected(rules, days, units))


def _selected(rules: Sequence[Rule], days: _Days, units: Units) -> Sql:
    """Return the SELECT of cards: terms of the rules, runs of misses, turns, days, cards."""
    terms = [
        (
            rule.id,
            version.effective_from,
            version.effective_until or FOREVER,
            version.cards.yellow_days or _NEVER,
            version.cards.red_days or _NEVER,
        )
        for rule in rules
        for version in rule.versions
        if version.cards is not None
    ]
    tables = [Sql("terms(rule, since, till, yellow_days, red_days) AS ") + values(terms)]
    tables.append(_runs(rules, days, units))
    tables.append(_turns(days, units))
    terms_of = "yellow_days, red_days, yellow_run, red_run"
    dated = ", ".join(
        f"CASE WHEN {card}_run > 0 THEN {later('base', '1')}"
        f" ELSE {later('base', f'{card}_days')} END AS {card}_on"
        for card in ("yellow", "red")
    )
    tables.append(Sql(f"dated AS (SELECT {_KEY}, ends_on, ends_by, {terms_of}, {dated} FROM turn)"))
    return Sql("WITH ") + joined(tables, ", ") + " " + _cards(days.until)


def _cards(until: date) -> Sql:
    lifted = (
        "CASE WHEN {turns} THEN red_on WHEN ends_on < '{forever}' THEN ends_on END,"
        " CASE WHEN {turns} THEN 'red' WHEN ends_on < '{forever}' THEN ends_by ELSE '' END"
    )
    yellow = lifted.format(turns="red_on < ends_on", forever=FOREVER)
    red = lifted.format(turns="1 = 0", forever=FOREVER)
    return Sql(
        f"SELECT {_KEY}, 'yellow', yellow_on, {yellow}, yellow_run FROM dated"
        " WHERE yellow_on < ends_on AND yellow_on < red_on AND yellow_on <= %s"
        f" UNION ALL SELECT {_KEY}, 'red', red_on, {red}, red_run FROM dated"
        " WHERE red_on < ends_on AND red_on <= %s",
        (day(until), day(until)),
    )


def _watched(units: Units, days: _Days, name: str) -> Sql:
    """Return the condition on duties: of these units, and of the days that are watched."""
    return Sql(
        f"{name}.starts_on >= %s AND {name}.due_on < %s AND ", (day(days.since), day(days.until))
    ) + among(f"{name}.unit_id", units)


def _turns(days: _Days, units: Units) -> Sql:
    """Return ``turn``: since when a duty is overdue (``base`` is the day before), until when, why.

    A second turn begins where a waiver was revoked; a run of misses is no longer counted then.
    """
    answers = {"done": "d.met_on", "none": "d.none_on", "waived": "d.waived_on"}
    answers["appeal"] = "d.spared_on"
    first = _turn(answers, "d.due_on", "COALESCE(run.yellow_run, 0), COALESCE(run.red_run, 0)")
    first += (
        " LEFT JOIN run ON run.rule = d.rule AND run.unit_id = d.unit_id"
        " AND run.subject = d.subject AND run.period = d.period"
        " WHERE (d.met_on IS NULL OR d.met_on > d.due_on) AND "
    )
    first += _watched(units, days, "d")
    base = f"CASE WHEN d.waived_until > d.due_on THEN {later('d.waived_until', '-1')}"
    again = _turn(
        {why: on for why, on in answers.items() if why != "waived"},
        f"{base} ELSE d.due_on END",
        "0, 0",
    )
    again += Sql(" WHERE d.waived_until IS NOT NULL AND ") + _watched(units, days, "d")
    names = f"{_KEY}, base, ends_on, ends_by, yellow_days, red_days, yellow_run, red_run"
    return Sql(f"turn({names}) AS (") + first + " UNION ALL " + again + ")"


def _turn(days: dict[str, str], base: str, runs: str) -> Sql:
    key = ", ".join(f"d.{name}" for name in _KEY.split(", "))
    ends = earliest(*days.values())
    why = " ".join(f"WHEN {on} = {ends} THEN '{why}'" for why, on in days.items())
    return Sql(
        f"SELECT {key}, {base}, {ends}, CASE {why} ELSE '' END, t.yellow_days, t.red_days, {runs}"
        " FROM duties_duty d JOIN terms t"
        " ON t.rule = d.rule AND d.starts_on >= t.since AND d.starts_on < t.till"
    )


def _runs(rules: Sequence[Rule], days: _Days, units: Units) -> Sql:
    """Return ``run``: which duties end so many misses in a row that a card is given for them."""
    found = [
        _run(rule, version, version.cards, days, units)
        for rule in rules
        for version in rule.versions
        if version.cards is not None and version.cards.misses
    ]
    nothing = Sql("SELECT '', 0, 0, '', 0, 0 WHERE 1 = 0")
    names = "rule, unit_id, subject, period, yellow_run, red_run"
    return Sql(f"run({names}) AS (") + joined(found or [nothing], " UNION ALL ") + ")"


def _run(rule: Rule, version: Version, cards: Cards, days: _Days, units: Units) -> Sql:
    """Return the runs that end in a span of this version; they may begin under an earlier one."""
    yellow, red = (
        _misses(misses, version.cycle.months) if misses else "0"
        for misses in (cards.yellow_misses, cards.red_misses)
    )
    ended = Sql(
        " WHERE starts_on >= %s AND starts_on < %s",
        (day(version.effective_from), day(version.effective_until or FOREVER)),
    )
    return (
        Sql(
            "SELECT rule, unit_id, subject, period, yellow_run, red_run FROM"
            " (SELECT rule, unit_id, subject, period, starts_on,"
            f" {yellow} AS yellow_run, {red} AS red_run FROM duties_duty w WHERE w.rule = %s AND ",
            (rule.id,),
        )
        + _watched(units, days, "w")
        + ") counted"
        + ended
    )


def _misses(number: int, months: int) -> str:
    """Return the number where as many spans in a row were missed, as known after the due day.

    In a row: nothing of the cycle lies between them that was not owed.
    """
    over = (
        "OVER (PARTITION BY unit_id, subject ORDER BY starts_on"
        f" ROWS BETWEEN {number - 1} PRECEDING AND CURRENT ROW)"
    )
    month = "(CAST(SUBSTR(CAST(starts_on AS text), 1, 4) AS integer) * 12"
    month += " + CAST(SUBSTR(CAST(starts_on AS text), 6, 2) AS integer))"
    known = later("due_on", "1")
    met = f"MAX(CASE WHEN met_on <= due_on THEN 1 ELSE 0 END) {over} = 0"
    said = [f"COALESCE(MIN({on}) {over} > {known}, 1 = 1)" for on in ("none_on", "waived_on")]
    whole = (
        f"COUNT(*) {over} = {number} AND {month} - MIN({month}) {over} = {(number - 1) * months}"
    )
    return f"CASE WHEN {' AND '.join([whole, met, *said])} THEN {number} ELSE 0 END"
