"""The SQL of the meter: declared names and parameters, the same text on both databases."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from xianfeng.burden import rules
from xianfeng.burden.sources import Source
from xianfeng.duties.engine.parts import Sql, among, joined, values
from xianfeng.kernel.periods import Cycle, period_of
from xianfeng.units.permissions import RECORDERS

# Who typed: the nearest unit at or above the entry's for which the one who wrote kept records.
_TYPIST = """(SELECT r.unit_id FROM units_unitrole r JOIN units_unit ru ON ru.id = r.unit_id
 WHERE r.user_id = g.actor_id AND r.from_on <= g.ends_on
 AND (r.until_on IS NULL OR r.until_on > g.month)
 AND SUBSTR(u.path, 1, LENGTH(ru.path)) = ru.path AND """
_ADDED = """ ON CONFLICT (unit_id, month, verb) DO UPDATE SET
 times = burden_typed.times + excluded.times, fields = burden_typed.fields + excluded.fields,
 seconds = burden_typed.seconds + excluded.seconds, upto = excluded.upto"""
_REPLACED = """ ON CONFLICT (unit_id, month) DO UPDATE SET ends_on = excluded.ends_on,
 whole = excluded.whole, fields = excluded.fields, minutes = excluded.minutes,
 notices = excluded.notices"""


def add(months: list[date], after: int, upto: int) -> None:
    """Add the entries after one up to another to the months in which they were written."""
    costs = [
        (verb, cost.fields, cost.seconds, int(cost.own))
        for verb, cost in sorted(rules.entry_costs().items())
        if cost.fields or cost.seconds or cost.own
    ]
    each = rules.cost_of("typed")
    _execute(
        Sql(
            "INSERT INTO burden_typed (unit_id, month, verb, times, fields, seconds, upto) WITH"
            " span(month, ends_on, begins_at, until_at) AS "
        )
        + values([_span(month) for month in months])
        + ", cost(verb, fields, seconds, own) AS "
        + values(costs)
        + ", g AS ("
        + _grouped(after, upto)
        + "), told AS (SELECT "
        + Sql(_TYPIST)
        + among("r.role", RECORDERS)
        + " ORDER BY LENGTH(ru.path) DESC, r.unit_id LIMIT 1) AS unit_id, g.month, g.verb, g.times,"
        " g.own FROM g JOIN units_unit u ON u.id = g.unit_id)"
        " SELECT told.unit_id, told.month, told.verb, SUM(told.times),"
        + Sql(
            " SUM(told.times * cost.fields + told.own * cost.own),"
            " SUM(told.times * cost.seconds + told.own * cost.own * %s), %s",
            (each, upto),
        )
        + " FROM told JOIN cost ON cost.verb = told.verb WHERE told.unit_id IS NOT NULL"
        " GROUP BY told.unit_id, told.month, told.verb" + _ADDED
    )


def _grouped(after: int, upto: int) -> Sql:
    """Return how often each verb was written for a unit in a month; the fields it names, too."""
    own = sorted(verb for verb, cost in rules.entry_costs().items() if cost.own)
    if connection.vendor == "postgresql":
        typed = "CAST(a.new ->> 'typed' AS INTEGER)"
    else:
        typed = "CAST(json_extract(a.new, '$.typed') AS INTEGER)"
    return (
        Sql(
            "SELECT a.unit_id, a.actor_id, span.month, span.ends_on, a.verb, COUNT(*) AS times,"
            " SUM(CASE WHEN "
        )
        + among("a.verb", own)
        + f" THEN COALESCE({typed}, 0) ELSE 0 END) AS own FROM kernel_auditentry a JOIN span"
        " ON a.at >= span.begins_at AND a.at < span.until_at"
        + Sql(" WHERE a.seq > %s AND a.seq <= %s", (after, upto))
        + " AND a.actor_id IS NOT NULL AND a.unit_id IS NOT NULL"
        " GROUP BY a.unit_id, a.actor_id, span.month, span.ends_on, a.verb"
    )


def receive(source: Source, months: list[date]) -> None:
    """Write the notices of one kind that were sent in these months: only those from above."""
    spans = Sql(" WITH span(month, ends_on) AS ") + values([_span(month)[:2] for month in months])
    text, params = source.rows().query.sql_with_params()
    reached = (
        " JOIN units_unit u ON u.path > s.path AND SUBSTR(u.path, 1, LENGTH(s.path)) = s.path"
        " AND u.established_on <= f.day AND (u.abolished_on IS NULL OR u.abolished_on > f.day)"
        if source.below
        else " JOIN units_unit u ON u.id = f.receiver AND u.id <> s.id"
        " AND SUBSTR(u.path, 1, LENGTH(s.path)) = s.path"
    )
    _execute(
        Sql("INSERT INTO burden_sent (unit_id, month, kind, superior_id, times)")
        + spans
        + Sql(" SELECT u.id, span.month, %s, s.id, COUNT(*) FROM (", (source.kind.id,))
        + Sql(text, tuple(params))
        + ") f JOIN span ON f.day >= span.month AND f.day <= span.ends_on"
        " JOIN units_unit s ON s.id = f.superior" + reached + " GROUP BY u.id, span.month, s.id"
    )


def total(months: list[date], upto: int | None) -> None:
    """Write the totals of months: of all units, or of those that typed up to an entry.

    A unit in being has its row even when nothing was asked of it: zero is what it typed.
    """
    chosen = Sql("SELECT t.unit_id FROM burden_typed t WHERE ") + among("t.upto", [upto])
    only = Sql("") if upto is None else Sql(" AND unit_id IN (") + chosen + ")"
    owner = Sql("") if upto is None else Sql(" AND u.id IN (") + chosen + ")"
    during = among("month", months)
    _execute(
        Sql(
            "INSERT INTO burden_burdenmonth"
            " (unit_id, month, ends_on, whole, fields, minutes, notices)"
            " WITH span(month, ends_on) AS "
        )
        + values([_span(month)[:2] for month in months])
        + ", typed AS (SELECT unit_id, month, SUM(fields) AS fields, SUM(seconds) AS seconds"
        " FROM burden_typed WHERE "
        + joined([during, only], "")
        + " GROUP BY unit_id, month), sent AS (SELECT unit_id, month, SUM(times) AS times"
        " FROM burden_sent WHERE "
        + joined([during, only], "")
        + " GROUP BY unit_id, month) SELECT u.id, span.month, span.ends_on,"
        " (u.established_on <= span.month"
        " AND (u.abolished_on IS NULL OR u.abolished_on > span.ends_on)),"
        " COALESCE(typed.fields, 0), (COALESCE(typed.seconds, 0) + 59) / 60,"
        " COALESCE(sent.times, 0) FROM span CROSS JOIN units_unit u"
        " LEFT JOIN typed ON typed.unit_id = u.id AND typed.month = span.month"
        " LEFT JOIN sent ON sent.unit_id = u.id AND sent.month = span.month"
        " WHERE (typed.unit_id IS NOT NULL OR sent.unit_id IS NOT NULL"
        " OR (u.established_on <= span.ends_on"
        " AND (u.abolished_on IS NULL OR u.abolished_on > span.month)))" + owner + _REPLACED
    )


def _span(month: date) -> tuple[Any, ...]:
    """Return a month's first and last day, and the moments at which it begins and is over."""
    ends_on = period_of(month, Cycle.MONTH).end
    return month, ends_on, _moment(month), _moment(ends_on + timedelta(days=1))


def _moment(day: date) -> Any:
    """Return the beginning of a day at the office as this database takes it."""
    begun = timezone.make_aware(datetime.combine(day, time.min))
    return connection.ops.adapt_datetimefield_value(begun)


def _execute(statement: Sql) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.params)
