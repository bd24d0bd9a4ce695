"""The same duties, derived the slow way: object by object, without any SQL of the engine."""

from calendar import monthrange
from datetime import date, timedelta

from xianfeng.duties.enums import Each, Shape
from xianfeng.duties.models import Appeal, Duty, NoneDeclared, Waiver
from xianfeng.kernel import facts
from xianfeng.kernel.periods import parse, period_of
from xianfeng.members.models import Membership, Post
from xianfeng.units.models import Unit, UnitState


def derived(rule, year):
    """Return the rows of the table, as the oracle writes them."""
    return sorted(
        Duty.objects.filter(rule=rule.id, due_on__year=year).values_list(
            "unit_id",
            "subject",
            "period",
            "starts_on",
            "due_on",
            "need",
            "done",
            "met_on",
            "none_on",
            "waived_on",
            "waived_until",
            "spared_on",
        )
    )


def expected(rule, year):
    """Return the rows that should stand, in order."""
    make = {
        Shape.PERIODIC: _periodic,
        Shape.ONCE: _once,
        Shape.FOLLOW_UP: _follow_up,
        Shape.COMMITMENT: _commitment,
    }[rule.shape]
    rows = [row for version in rule.versions for row in make(rule, version, year)]
    return sorted((*row, *_decided(rule, *row[:3])) for row in rows)


def _decided(rule, unit_id, subject, period):
    """Return since when and until when a duty is waived, and since when it is spared a card."""
    about = {"rule": rule.id, "unit_id": unit_id, "subject": subject, "period": period}
    waiver = Waiver.objects.filter(**about, state__in=["granted", "revoked"]).first()
    appeal = Appeal.objects.filter(**about, state="upheld").first()
    waived = (waiver.decided_on, waiver.revoked_on) if waiver else (None, None)
    return (*waived, appeal.decided_on if appeal else None)


def _periodic(rule, version, year):
    months = version.cycle.months
    for start_year in (year - 1, year):
        for month in range(1, 13, months):
            start = date(start_year, month, 1)
            last_month = month + months - 1
            end = date(start_year, last_month, monthrange(start_year, last_month)[1])
            due = end + timedelta(days=version.due_days_after)
            if due.year == year and _in_force(version, start):
                name = str(period_of(start, version.cycle))
                for unit in _applicable(version, start, end):
                    if version.owes.each == Each.UNIT:
                        days = _days(version, unit, name, start, end)
                        yield _row(rule, version, unit.pk, 0, name, start, due, days)
                    else:
                        yield from _of_people(rule, version, unit, name, start, end, due, end)


def _once(rule, version, year):
    if version.due.year != year:
        return
    name = str(year)
    start, due = version.effective_from, version.due
    for unit in _applicable(version, start, due):
        if version.owes.each == Each.UNIT:
            days = _days(version, unit, name, start, date(9999, 12, 31))
            yield _row(rule, version, unit.pk, 0, name, start, due, days)
        else:
            last = date(9999, 12, 31)
            yield from _of_people(rule, version, unit, name, start, due, due, last)


def _of_people(rule, version, unit, name, start, end, due, last):
    """Yield a row for each who owes on the span's last day; facts count wherever recorded."""
    if version.owes.each == Each.MEMBER:
        people = {member.pk for member in _full(unit, end)}
    else:
        people = {
            post.member_id
            for post in Post.objects.filter(unit=unit)
            if (not version.owes.titles or post.title in version.owes.titles)
            and post.from_on <= end
            and (post.until_on is None or end < post.until_on)
        }
    for person in people:
        days = [
            on
            for _, subject, on, _ in _facts(version.discharged_by)
            if subject == person and start <= on <= last
        ]
        yield _row(rule, version, unit.pk, person, name, start, due, days)


def _follow_up(rule, version, year):
    by_person = bool(facts.get(version.after.fact).subject)
    opened = {}
    for unit_id, subject, on, _ in _facts(version.after):
        key = (unit_id, subject if by_person else 0, f"{on:%Y-%m}")
        opened[key] = min(on, opened.get(key, on))
    for (unit_id, subject, name), start in opened.items():
        kind = _kind(Unit.objects.get(pk=unit_id), start)
        if not _in_force(version, start) or kind not in version.owes.kinds:
            continue
        due = _due(version, start)
        if due.year == year:
            days = [
                on
                for other_unit, other, on, _ in _facts(version.discharged_by)
                if on >= start and (other == subject if by_person else other_unit == unit_id)
            ]
            yield _row(rule, version, unit_id, subject, name, start, due, days)


def _due(version, start):
    later = start.year * 12 + start.month - 1 + version.within_months
    year, month = later // 12, later % 12 + 1
    due = date(year, month, min(start.day, monthrange(year, month)[1]))
    due += timedelta(days=version.within_days)
    worked = 0
    while worked < version.within_working_days:  # 2020 to 2022: weekends alone are known
        due += timedelta(days=1)
        worked += due.isoweekday() <= 5
    return due


def _commitment(rule, version, year):
    kind = facts.get(version.discharged_by.fact)
    for row in kind.rows():
        due, done = facts.cell(row, kind.due), facts.cell(row, kind.done)
        month = date(due.year, due.month, 1)
        if due.year == year and _in_force(version, month):
            unit_id = facts.cell(row, kind.unit)
            yield (
                unit_id,
                row.pk,
                f"{due:%Y-%m}",
                month,
                due,
                1,
                int(done is not None),
                done,
                None,
            )


def _row(rule, version, unit_id, subject, name, start, due, days):
    days = sorted(days)
    met_on = days[version.need - 1] if len(days) >= version.need else None
    none = None
    if rule.shape != Shape.FOLLOW_UP:
        none = NoneDeclared.objects.filter(rule=rule.id, unit_id=unit_id, period=name).first()
    none_on = none.declared_on if none else None
    return (unit_id, subject, name, start, due, version.need, len(days), met_on, none_on)


def _in_force(version, day):
    until = version.effective_until
    return version.effective_from <= day and (until is None or day < until)


def _applicable(version, start, end):
    owes = version.owes
    for unit in Unit.objects.all():
        if unit.established_on > start or (unit.abolished_on and unit.abolished_on <= end):
            continue
        if _kind(unit, end) not in owes.kinds:
            continue
        count = len(_full(unit, end))
        if owes.min_full_members is not None and count < owes.min_full_members:
            continue
        if owes.max_full_members is not None and count > owes.max_full_members:
            continue
        yield unit


def _kind(unit, day):
    """Return what a unit was on a day: as a closed stretch has it, or as it is."""
    for state in UnitState.objects.filter(unit=unit, until_on__isnull=False):
        if state.from_on <= day < state.until_on:
            return state.kind
    return unit.kind


def _full(unit, day):
    members = []
    for spell in Membership.objects.filter(unit=unit).select_related("member"):
        member = spell.member
        here = spell.from_on <= day and (spell.until_on is None or day < spell.until_on)
        confirmed = member.confirmed_on is not None and member.confirmed_on <= day
        left = member.left_on is not None and member.left_on > day
        if here and confirmed and (member.standing == "normal" or left):
            members.append(member)
    return members


def _days(version, unit, name, start, end):
    days = []
    for unit_id, _, on, made_up in _facts(version.discharged_by):
        if unit_id != unit.pk:
            continue
        if made_up and parse(made_up).cycle == version.cycle:
            if made_up == name:
                days.append(on)
        elif start <= on <= end:
            days.append(on)
    return days


def _facts(match):
    kind = facts.get(match.fact)
    for row in kind.rows():
        if all(_has(row, kind, name, value) for name, value in match.where) and _quorum(
            row, kind, match
        ):
            subject = facts.cell(row, kind.subject) if kind.subject else 0
            made_up = facts.cell(row, kind.made_up) if kind.made_up else ""
            yield facts.cell(row, kind.unit), subject, facts.cell(row, kind.on), made_up


def _has(row, kind, name, value):
    found = facts.cell(row, kind.lookup(name))
    return found in value if isinstance(value, tuple) else found == value


def _quorum(row, kind, match):
    if match.quorum is None:
        return True
    present = facts.cell(row, kind.lookup("present"))
    expected_number = facts.cell(row, kind.lookup("expected"))
    if present is None or expected_number is None:
        return True
    return present >= expected_number * match.quorum
