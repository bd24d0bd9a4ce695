"""Draws cards from duties: those given up to a day, as ``rules.spells`` decides them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.conf import settings
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


def ensure(rules: Iterable[Rule], until: date) -> None:
    """Draw the cards that were given up to a day, where they do not stand yet; else one query.

    The duties themselves must stand.
    """
    wanted = {rule.id: rule for rule in rules if rule.gives_cards}
    if _missing(wanted, until):
        with transaction.atomic():
            lock()
            missing = _missing(wanted, until)
            _draw(missing, until, None)
            DerivedCards.objects.filter(rule__in=[rule.id for rule in missing]).delete()
            DerivedCards.objects.bulk_create(
                DerivedCards(rule=rule.id, until=until, digest=_digest(rule)) for rule in missing
            )
            if missing:
                statistics.refresh(GivenCard)


def refresh(rules: Iterable[Rule], units: frozenset[int]) -> None:
    """Draw the cards of these units again, of the rules whose cards stand, after duties changed."""
    known = {rule.id: rule for rule in rules if rule.gives_cards}
    if not known:
        return
    until: dict[date, list[Rule]] = {}
    for rule_id, last in DerivedCards.objects.filter(rule__in=known).values_list("rule", "until"):
        until.setdefault(last, []).append(known[rule_id])
    for last, drawn in until.items():
        _draw(drawn, last, units)


def forget(rules: Iterable[Rule]) -> None:
    """Drop the markers of rules whose duties were derived again."""
    carded = [rule.id for rule in rules if rule.gives_cards]
    if carded:
        DerivedCards.objects.filter(rule__in=carded).delete()


def _digest(rule: Rule) -> str:
    """Return the rule's fingerprint with the day from which the place is watched: 64 characters."""
    since = settings.IN_USE_SINCE
    return f"{rulebook.digest(rule)[:50]} {since or ''}"


def _missing(wanted: dict[str, Rule], until: date) -> list[Rule]:
    stand = {
        rule: digest
        for rule, last, digest in DerivedCards.objects.filter(rule__in=wanted).values_list(
            "rule", "until", "digest"
        )
        if last >= until
    }
    return [rule for rule_id, rule in wanted.items() if stand.get(rule_id) != _digest(rule)]


def _draw(rules: Sequence[Rule], until: date, units: Units) -> None:
    """Delete and insert the cards of these rules and units."""
    if not rules:
        return
    chosen = among("rule", [rule.id for rule in rules]) + " AND " + among("unit_id", units)
    execute(Sql(f"DELETE FROM {_TABLE} WHERE ") + chosen)
    execute(Sql(f"INSERT INTO {_TABLE} ({_COLUMNS}) ") + _selected(rules, until, units))


def _selected(rules: Sequence[Rule], until: date, units: Units) -> Sql:
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
    tables.append(_runs(rules, until, units))
    tables.append(_turns(until, units))
    days = "yellow_days, red_days, yellow_run, red_run"
    dated = ", ".join(
        f"CASE WHEN {card}_run > 0 THEN {later('base', '1')}"
        f" ELSE {later('base', f'{card}_days')} END AS {card}_on"
        for card in ("yellow", "red")
    )
    tables.append(Sql(f"dated AS (SELECT {_KEY}, ends_on, ends_by, {days}, {dated} FROM turn)"))
    return Sql("WITH ") + joined(tables, ", ") + " " + _cards(until)


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


def _watched(units: Units, until: date, name: str) -> Sql:
    """Return the condition on duties: due before a day, of these units, since the place is used."""
    found = Sql(f"{name}.due_on < %s AND ", (day(until),)) + among(f"{name}.unit_id", units)
    if settings.IN_USE_SINCE is not None:
        found += Sql(f" AND {name}.starts_on >= %s", (day(settings.IN_USE_SINCE),))
    return found


def _turns(until: date, units: Units) -> Sql:
    """Return ``turn``: since when a duty is overdue (``base`` is the day before), until when, why.

    A second turn begins where a waiver was revoked; a run of misses is no longer counted then.
    """
    days = {"done": "d.met_on", "none": "d.none_on", "waived": "d.waived_on"}
    days["appeal"] = "d.spared_on"
    first = _turn(days, "d.due_on", "COALESCE(run.yellow_run, 0), COALESCE(run.red_run, 0)")
    first += (
        " LEFT JOIN run ON run.rule = d.rule AND run.unit_id = d.unit_id"
        " AND run.subject = d.subject AND run.period = d.period"
        " WHERE (d.met_on IS NULL OR d.met_on > d.due_on) AND "
    )
    first += _watched(units, until, "d")
    base = f"CASE WHEN d.waived_until > d.due_on THEN {later('d.waived_until', '-1')}"
    again = _turn(
        {why: on for why, on in days.items() if why != "waived"},
        f"{base} ELSE d.due_on END",
        "0, 0",
    )
    again += Sql(" WHERE d.waived_until IS NOT NULL AND ") + _watched(units, until, "d")
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


def _runs(rules: Sequence[Rule], until: date, units: Units) -> Sql:
    """Return ``run``: which duties end so many misses in a row that a card is given for them."""
    found = [
        _run(rule, version, version.cards, until, units)
        for rule in rules
        for version in rule.versions
        if version.cards is not None and version.cards.misses
    ]
    nothing = Sql("SELECT '', 0, 0, '', 0, 0 WHERE 1 = 0")
    names = "rule, unit_id, subject, period, yellow_run, red_run"
    return Sql(f"run({names}) AS (") + joined(found or [nothing], " UNION ALL ") + ")"


def _run(rule: Rule, version: Version, cards: Cards, until: date, units: Units) -> Sql:
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
        + _watched(units, until, "w")
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
