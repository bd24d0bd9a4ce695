"""The same duties by other ways: SQL written by hand for seven rules, and a loop of queries."""

from datetime import date

from django.db import connection, transaction
from django.db.models import Q

from xianfeng.duties.models import Duty, NoneDeclared
from xianfeng.kernel.periods import Cycle, between
from xianfeng.life.models import MeetingMark
from xianfeng.members.models import Membership
from xianfeng.units.models import Unit

TABLE = "rival_duty"
BRANCHES = ("branch", "joint_branch", "retired_branch", "temporary_branch")
# rule, kind of meeting, cycle, kinds of units, by number of members with a quorum
RULES = [
    ("branch.general_meeting", "general_meeting", Cycle.QUARTER, BRANCHES, False),
    ("branch.committee_meeting", "committee_meeting", Cycle.MONTH, BRANCHES, True),
    ("branch.group_meeting", "group_meeting", Cycle.MONTH, ("group",), False),
    ("branch.theme_day", "theme_day", Cycle.MONTH, BRANCHES, False),
    ("branch.life_meeting", "life_meeting", Cycle.YEAR, BRANCHES, False),
    ("branch.review", "review", Cycle.YEAR, BRANCHES, False),
    ("branch.lecture", "lecture", Cycle.QUARTER, BRANCHES, False),
]
COLUMNS = "rule, unit_id, subject, period, starts_on, due_on, need, done, met_on, none_on"


def prepare() -> None:
    """Make a table like the product's own, with the same indexes, for what the rival writes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"CREATE TABLE {TABLE} (LIKE duties_duty INCLUDING ALL)")
            return
        cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name = 'duties_duty' AND sql != ''")
        for number, (statement,) in enumerate(cursor.fetchall()):
            renamed = statement.replace('"duties_duty"', f'"{TABLE}"')
            cursor.execute(renamed.replace('INDEX "', f'INDEX "rival{number}_'))


def empty(table: str) -> None:
    """Take all rows out, and the space they took."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"{'TRUNCATE' if connection.vendor == 'postgresql' else 'DELETE FROM'} {table}"
        )


def evaluate(year: int) -> None:
    """Write the duties of the seven rules: one statement each, with nothing general about it."""
    with transaction.atomic(), connection.cursor() as cursor:
        for rule, kind, cycle, kinds, counted in RULES:
            cursor.execute(_statement(rule, kind, cycle, kinds, counted, year))


def _statement(
    rule: str, kind: str, cycle: Cycle, kinds: tuple[str, ...], counted: bool, year: int
) -> str:
    lite = connection.vendor == "sqlite"
    cast = "" if lite else "::date"
    spans = ", ".join(
        f"('{span}', '{span.start}'{cast}, '{span.end}'{cast})"
        for span in between(date(year, 1, 1), date(year, 12, 31), cycle)
    )
    own = {
        Cycle.MONTH: "substr(x.held_on, 1, 7)" if lite else "to_char(x.held_on, 'YYYY-MM')",
        Cycle.QUARTER: (
            "substr(x.held_on, 1, 4) || '-Q' || ((substr(x.held_on, 6, 2) + 2) / 3)"
            if lite
            else "to_char(x.held_on, 'YYYY-\"Q\"Q')"
        ),
        Cycle.YEAR: "substr(x.held_on, 1, 4)" if lite else "to_char(x.held_on, 'YYYY')",
    }[cycle]
    length = {
        Cycle.MONTH: "x.made_up LIKE '____-__' AND x.made_up NOT LIKE '%Q_'",
        Cycle.QUARTER: "x.made_up LIKE '____-Q_'",
        Cycle.YEAR: "x.made_up LIKE '____'",
    }[cycle]
    quorum = " AND (x.present IS NULL OR x.expected IS NULL OR x.present * 2 >= x.expected)"
    members = (
        " JOIN (SELECT s.unit_id, p.name, count(*) AS n FROM members_membership s"
        " JOIN members_member m ON m.id = s.member_id JOIN p ON s.from_on <= p.last"
        " AND (s.until_on IS NULL OR s.until_on > p.last) AND m.confirmed_on <= p.last"
        " AND m.standing = 'normal' GROUP BY s.unit_id, p.name HAVING count(*) >= 7) f"
        " ON f.unit_id = u.id AND f.name = p.name"
    )
    return (
        f"WITH p(name, first, last) AS (VALUES {spans}), h AS (SELECT x.unit_id,"
        f" CASE WHEN {length} THEN x.made_up ELSE {own} END AS period,"
        " count(*) AS n, min(x.held_on) AS met FROM life_meeting x"
        " JOIN life_meetingmark k ON k.meeting_id = x.id"
        f" WHERE k.kind = '{kind}' AND x.state = 'confirmed'"
        f" AND x.held_on BETWEEN '{year}-01-01' AND '{year + 1}-12-31'{quorum if counted else ''}"
        f" GROUP BY 1, 2) INSERT INTO {TABLE} ({COLUMNS})"
        f" SELECT '{rule}', u.id, 0, p.name, p.first, p.last, 1, coalesce(h.n, 0),"
        " h.met, d.declared_on"
        f" FROM units_unit u CROSS JOIN p{members if counted else ''}"
        " LEFT JOIN h ON h.unit_id = u.id AND h.period = p.name"
        " LEFT JOIN duties_nonedeclared d"
        f" ON d.rule = '{rule}' AND d.unit_id = u.id AND d.period = p.name"
        f" WHERE u.kind IN ({', '.join(repr(each) for each in kinds)})"
        " AND u.established_on <= p.first AND (u.abolished_on IS NULL OR u.abolished_on > p.last)"
    )


def differences() -> int:
    """Return in how many rows the two tables differ."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT {COLUMNS} FROM {TABLE}"
            f" EXCEPT SELECT {COLUMNS} FROM duties_duty) a"
        )
        first: int = cursor.fetchone()[0]
        cursor.execute(f"SELECT count(*) FROM {TABLE}")
        theirs: int = cursor.fetchone()[0]
    return first + abs(theirs - Duty.objects.count())


def loop(year: int, units: int) -> int:
    """Work out the duties of some units one by one, as a first draft would; return their number."""
    found = 0
    step = max(1, Unit.objects.count() // units)
    for unit in Unit.objects.order_by("path")[::step][:units]:
        for rule, kind, cycle, kinds, counted in RULES:
            if unit.kind in kinds:
                for span in between(date(year, 1, 1), date(year, 12, 31), cycle):
                    found += _one(unit, rule, kind, counted, str(span), span.start, span.end)
    return found


def _one(unit: Unit, rule: str, kind: str, counted: bool, name: str, start: date, end: date) -> int:
    if unit.established_on > start or (unit.abolished_on and unit.abolished_on <= end):
        return 0
    if counted:
        here = Q(from_on__lte=end) & (Q(until_on=None) | Q(until_on__gt=end))
        full = here & Q(member__confirmed_on__lte=end, member__standing="normal")
        if Membership.objects.filter(full, unit=unit).count() < 7:
            return 0
    inside = Q(meeting__held_on__gte=start, meeting__held_on__lte=end)
    marks = MeetingMark.objects.filter(
        inside | Q(meeting__made_up=name), meeting__unit=unit, kind=kind
    )
    days = [
        mark.meeting.held_on
        for mark in marks.select_related("meeting")
        if len(mark.meeting.made_up) != len(name) or mark.meeting.made_up == name
        if not counted or mark.meeting.present * 2 >= mark.meeting.expected
    ]
    NoneDeclared.objects.filter(rule=rule, unit=unit, period=name).first()
    Duty(
        rule=rule, unit=unit, period=name, starts_on=start, due_on=end,
        done=len(days), met_on=min(days, default=None),
    )  # fmt: skip
    return 1
