"""One SELECT for each shape: the duties of a version of a rule, in the columns of the table."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import F

from xianfeng.duties.engine.parts import (
    KIND,
    Sql,
    among,
    counts_for,
    fact_table,
    joined,
    matching,
    span_list,
    values,
)
from xianfeng.duties.engine.people import full_members, owing
from xianfeng.duties.enums import Each, Shape
from xianfeng.duties.rules import FOREVER, Rule, Span, Version
from xianfeng.kernel import facts

COLUMNS = "rule, unit_id, subject, period, starts_on, due_on, need, done, met_on, none_on"
STORED = f"{COLUMNS}, waived_on, waived_until, spared_on"
# What superiors said about one duty; at most one row of each stands for it.
_OF_DUTY = (
    " ON {0}.rule = owed.rule AND {0}.unit_id = owed.unit_id"
    " AND {0}.period = owed.period AND {0}.subject = owed.subject AND {0}.state"
)
Units = Collection[int] | None
Until = date | None


def duties_of(
    rule: Rule,
    version: Version,
    spans: Sequence[Span],
    unit_ids: Units,
    until: Until = None,
) -> Sql:
    """Return the SELECT of the duties of these spans, of these units or (None) of all.

    ``until`` leaves out the facts of later days, except those of commitments.
    """
    if rule.shape == Shape.COMMITMENT:
        return _commitment(rule, version, spans, unit_ids)
    if rule.shape == Shape.FOLLOW_UP:
        return _follow_up(rule, version, spans, unit_ids, until)
    if version.owes.each != Each.UNIT:
        return _of_people(rule, version, spans, unit_ids, until)
    return _of_units(rule, version, spans, unit_ids, until)


def decided(owed: Sql) -> Sql:
    """Return the SELECT of derived duties of any shape with what superiors said about them.

    One join for all rules together: each of its own would cost every narrow update its planning.
    """
    columns = ", ".join(f"owed.{name}" for name in COLUMNS.split(", "))
    return (
        Sql(f"WITH owed({COLUMNS}) AS (")
        + owed
        + f") SELECT {columns}, waiver.decided_on AS waived_on,"
        + " waiver.revoked_on AS waived_until, appeal.decided_on AS spared_on FROM owed"
        + " LEFT JOIN duties_waiver waiver"
        + _OF_DUTY.format("waiver")
        + " IN ('granted', 'revoked') LEFT JOIN duties_appeal appeal"
        + _OF_DUTY.format("appeal")
        + " = 'upheld'"
    )


def _in_being(version: Version, unit_ids: Units) -> Sql:
    return (
        Sql("u.established_on <= span.starts_on")
        + " AND (u.abolished_on IS NULL OR u.abolished_on > span.ends_on) AND "
        + among(KIND, version.owes.kinds or None)
        + " AND "
        + among("u.id", unit_ids)
    )


def _counted(version: Version, key: str) -> Sql:
    """Return the common table ``counted(owner, name, done, met_on)``: facts by owner and span."""
    join = f"FROM span JOIN fact ON {counts_for(version.cycle)}"
    if version.need == 1:
        return Sql(
            f"counted AS (SELECT {key} AS owner, span.name, COUNT(*) AS done,"
            f" MIN(fact_on) AS met_on {join} GROUP BY {key}, span.name)"
        )
    return Sql(
        "counted AS (SELECT owner, name, COUNT(*) AS done,"
        " MIN(CASE WHEN nth = %s THEN fact_on END) AS met_on FROM"
        f" (SELECT {key} AS owner, span.name, fact_on, ROW_NUMBER() OVER"
        f" (PARTITION BY {key}, span.name ORDER BY fact_on) AS nth {join}) nths"
        " GROUP BY owner, name)",
        (version.need,),
    )


def _of_units(
    rule: Rule, version: Version, spans: Sequence[Span], unit_ids: Units, until: Until
) -> Sql:
    owes = version.owes
    tables = [span_list(spans), fact_table(version.discharged_by, spans, unit_ids, until=until)]
    tables.append(_counted(version, "fact_unit"))
    limits = Sql("")
    if owes.counts_members:
        tables.append(full_members(owes, unit_ids))
        limits = Sql(" LEFT JOIN ranks ON ranks.unit_id = u.id AND ranks.name = span.name")
    chosen = _in_being(version, unit_ids)
    if owes.min_full_members is not None:
        chosen += Sql(" AND COALESCE(ranks.full_members, 0) >= %s", (owes.min_full_members,))
    if owes.max_full_members is not None:
        chosen += Sql(" AND COALESCE(ranks.full_members, 0) <= %s", (owes.max_full_members,))
    return (
        Sql("WITH ")
        + joined(tables, ", ")
        + Sql(
            " SELECT %s, u.id, 0, span.name, span.starts_on, span.due_on, %s,"
            " COALESCE(counted.done, 0), counted.met_on, nd.declared_on"
            " FROM units_unit u JOIN span ON 1 = 1"
            " LEFT JOIN counted ON counted.owner = u.id AND counted.name = span.name"
            " LEFT JOIN duties_nonedeclared nd"
            " ON nd.rule = %s AND nd.unit_id = u.id AND nd.period = span.name",
            (rule.id, version.need, rule.id),
        )
        + limits
        + " WHERE "
        + chosen
    )


def _of_people(
    rule: Rule, version: Version, spans: Sequence[Span], unit_ids: Units, until: Until
) -> Sql:
    """Each full member, or holder of a post, on the span's last day owes.

    A fact counts wherever it was recorded.
    """
    tables = [span_list(spans), owing(version.owes, unit_ids)]
    tables.append(fact_table(version.discharged_by, spans, None, until=until))
    tables.append(_counted(version, "fact_subject"))
    return (
        Sql("WITH ")
        + joined(tables, ", ")
        + Sql(
            " SELECT %s, u.id, owing.member_id, span.name, span.starts_on, span.due_on, %s,"
            " COALESCE(counted.done, 0), counted.met_on, nd.declared_on"
            " FROM owing JOIN span ON span.starts_on = owing.starts_on"
            " JOIN units_unit u ON u.id = owing.unit_id"
            " LEFT JOIN counted ON counted.owner = owing.member_id AND counted.name = span.name"
            " LEFT JOIN duties_nonedeclared nd"
            " ON nd.rule = %s AND nd.unit_id = u.id AND nd.period = span.name",
            (rule.id, version.need, rule.id),
        )
        + " WHERE "
        + _in_being(version, unit_ids)
    )


def _follow_up(
    rule: Rule, version: Version, spans: Sequence[Span], unit_ids: Units, until: Until
) -> Sql:
    """The first of a subject's facts in a month opens one duty; the next fact closes it.

    Facts are read from the first day of the first month: a span may begin in the midst of it, and
    what a subject began before, under an earlier edition or for an earlier year, stands.
    """
    if version.after is None:
        raise ValueError(f"{rule.id}: a follow-up of nothing")
    key = "fact_subject" if facts.get(version.after.fact).subject else "fact_unit"
    owner = "fact_subject" if key == "fact_subject" else "0"
    month = min(span.starts_on for span in spans).replace(day=1)
    whole = replace(spans[-1], name="", starts_on=month)
    since = replace(spans[0], name="", facts_until=FOREVER)
    tables = [
        span_list(spans),
        fact_table(version.after, [whole], unit_ids, "opening"),
        Sql(
            "opened AS (SELECT fact_unit AS unit_id, "
            f"{key} AS owner, {owner} AS subject, MIN(fact_on) AS opened_on FROM opening"
            " GROUP BY fact_unit, fact_subject, SUBSTR(CAST(fact_on AS text), 1, 7))"
        ),
        fact_table(version.discharged_by, [since], None, "answer", until),
    ]
    return (
        Sql("WITH ")
        + joined(tables, ", ")
        + Sql(
            " SELECT %s, o.unit_id, o.subject, span.name, span.starts_on, span.due_on, 1,"
            " COUNT(answer.fact_on), MIN(answer.fact_on), CAST(NULL AS date)"
            " FROM opened o JOIN span ON span.starts_on = o.opened_on"
            " JOIN units_unit u ON u.id = o.unit_id",
            (rule.id,),
        )
        + f" LEFT JOIN answer ON answer.{key} = o.owner AND answer.fact_on >= o.opened_on WHERE "
        + among(KIND, version.owes.kinds or None)
        + " GROUP BY o.unit_id, o.subject, span.name, span.starts_on, span.due_on"
    )


def _commitment(rule: Rule, version: Version, spans: Sequence[Span], unit_ids: Units) -> Sql:
    """Each row owes itself by its own due day; the period is the month of that day."""
    kind = facts.get(version.discharged_by.fact)
    due = {f"{kind.due}__gte": spans[0].starts_on, f"{kind.due}__lte": spans[-1].ends_on}
    found = matching(version.discharged_by).filter(**due)
    if unit_ids is not None:
        found = found.filter(**{f"{kind.unit}__in": sorted(unit_ids)})
    columns = {"row_unit": F(kind.unit), "row_due": F(kind.due), "row_done": F(kind.done)}
    text, params = found.order_by().values(row_key=F("pk"), **columns).query.sql_with_params()
    months = values([(span.name, span.starts_on, span.ends_on) for span in spans])
    return (
        Sql("WITH span(name, starts_on, ends_on) AS ")
        + months
        + Sql(
            f", promise AS ({text}) SELECT %s, row_unit, row_key, span.name, span.starts_on,"
            " row_due, 1, CASE WHEN row_done IS NULL THEN 0 ELSE 1 END, row_done,"
            " CAST(NULL AS date)"
            " FROM promise JOIN span ON row_due BETWEEN span.starts_on AND span.ends_on",
            (*params, rule.id),
        )
    )
