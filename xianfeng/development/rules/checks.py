"""What is wrong with each entry of a history: what blocks it, and what is only warned of.

Time limits never block: a step that came late did happen, and stands as late. What blocks is a
step out of its order, a condition that both editions set, and what cannot be.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import date

from xianfeng.development.rules import history, limits, steps
from xianfeng.development.rules.chain import Chain
from xianfeng.development.rules.history import Entry, Walk
from xianfeng.kernel.calendar import working_days_between
from xianfeng.kernel.periods import add_months


@dataclass(frozen=True)
class Problem:
    """Something wrong with the entry of a step; ``values`` fill the sentence of its code."""

    code: str
    step: int
    on: date
    field: str = ""
    blocks: bool = True
    values: tuple[tuple[str, object], ...] = attribute(default=(), compare=False)


@dataclass(frozen=True)
class Person:
    """What the rules must know of somebody: the day of birth, and who decides for their branch."""

    born_on: date
    chain: Chain


def problems(entries: Iterable[Entry], person: Person) -> list[Problem]:
    """Return what is wrong with each entry, judged by what stood before it."""
    taken = history.ordered(entries)
    found: list[Problem] = []
    for number, entry in enumerate(taken):
        stands = history.walk(taken[:number])
        found += _of(entry, stands, person)
    return found


def earliest(number: int, stands: Walk) -> date | None:
    """Return the first day on which a step may be taken, or None when a step before it is missing.

    Source: 发展党员工作细则 13 (one year of cultivation), 31, 32 (the end of probation).
    """
    if stands.missing(number):
        return None
    days = [stands.done[step].on for step in steps.BY_NUMBER[number].needs]
    if number == steps.TARGET:
        named = stands.done[steps.ACTIVIST].on
        days.append(add_months(named, limits.CULTIVATION_MONTHS))
    if number == steps.CONFIRM_CONGRESS and stands.probation_ends:
        days.append(stands.probation_ends)
    return max(days, default=None)


def _of(entry: Entry, stands: Walk, person: Person) -> Iterator[Problem]:
    yield from _order(entry, stands)
    check = _CHECKS.get(entry.step)
    if check is not None and entry.outcome != history.RETURNED:
        yield from check(entry, stands, person)
    if entry.outcome in {history.RETURNED, history.POSTPONED} and not entry.reason.strip():
        yield _problem("reason", entry, "reason")


def _order(entry: Entry, stands: Walk) -> Iterator[Problem]:
    """Nobody skips a step, and none is taken twice or before the one it follows."""
    step = steps.BY_NUMBER[entry.step]
    missing = stands.missing(entry.step)
    if missing:
        names = "、".join(steps.BY_NUMBER[number].name for number in missing)
        yield _problem("missing", entry, "on", steps=names)
    if stands.cancelled_on is not None:
        yield _problem("over", entry, "on")
    held = stands.done.get(entry.step)
    if held is not None and not step.repeats:
        again = entry.step == steps.CONGRESS and steps.APPROVAL not in stands.done
        if not (again and _expired(held.on, entry.on)):
            yield _problem("twice", entry, "on", day=held.on)
    if entry.outcome == history.POSTPONED and entry.step != steps.APPROVAL:
        yield _problem("outcome", entry, "outcome")
    if entry.outcome in {history.EXTEND, history.CANCEL} and entry.step != steps.CONFIRM_CONGRESS:
        yield _problem("outcome", entry, "outcome")


def _expired(congress: date, day: date) -> bool:
    return day > add_months(congress, limits.APPROVAL_MONTHS_AT_MOST)


def _application(entry: Entry, stands: Walk, person: Person) -> Iterator[Problem]:
    """Eighteen years of age on the day of the application. Source: 5 [V in part]."""
    if entry.on < add_months(person.born_on, 12 * limits.ADULT):
        yield _problem("age", entry, "on", day=add_months(person.born_on, 12 * limits.ADULT))


def _contacts(entry: Entry, stands: Walk, person: Person) -> Iterator[Problem]:
    """One or two full members. Source: 9 [M 2014, G 2026]."""
    if not 1 <= len(entry.contacts) <= 2:
        yield _problem("contacts", entry, "contacts")


def _target(entry: Entry, stands: Walk, person: Person) -> Iterator[Problem]:
    """A year of cultivation; from 2026 a publicity of five working days that is over.

    Source: 13 [S 2014, G 2026]. Local: the 2014 edition sets no number of days of publicity.
    """
    named = stands.done.get(steps.ACTIVIST)
    if named is not None and entry.on < add_months(named.on, limits.CULTIVATION_MONTHS):
        day = add_months(named.on, limits.CULTIVATION_MONTHS)
        yield _problem("cultivation", entry, "on", day=day)
    binding = limits.edition_on(entry.on) is limits.E2026
    first, last = entry.publicity_from, entry.publicity_until
    if first is None or last is None:
        yield _problem("publicity", entry, "publicity_from", blocks=binding)
    elif last < first or last > entry.on:
        yield _problem("publicity_days", entry, "publicity_until")
    elif (days := working_days_between(first, last)) < limits.PUBLICITY_WORKDAYS:
        yield _problem("publicity_short", entry, "publicity_until", blocks=binding, days=days)


def _sponsors(entry: Entry, stands: Walk, person: Person) -> Iterator[Problem]:
    """Two full members. Source: 14 [M 2014, G 2026]."""
    if len(entry.sponsors) != 2:
        yield _problem("sponsors", entry, "sponsors")


def _training(entry: Entry, stands: Walk, person: Person) -> Iterator[Problem]:
    """Three days or 24 hours. Source: 17 [S 2014, G 2026]."""
    enough = (entry.days or 0) >= limits.TRAINING_DAYS
    if not enough and (entry.hours or 0) < limits.TRAINING_HOURS:
        yield _problem("training", entry, "days")


def _vote(entry: Entry, stands: Walk, person: Person) -> Iterator[Problem]:
    """More than half present, more than half of those who should attend in favour.

    Source: 20 [M 2014, G 2026], 支部工作条例 11 [V].
    """
    numbers = (entry.expected, entry.present, entry.in_favour, entry.against, entry.abstained)
    if any(number is None for number in numbers):
        yield _problem("votes", entry, "expected")
        return
    should, present, *cast = (number or 0 for number in numbers)
    if present > should or sum(cast) > present:
        yield _problem("votes_add", entry, "present")
    elif 2 * present <= should:
        yield _problem("quorum", entry, "present", need=should // 2 + 1)
    elif not history.votes_pass(entry):
        yield _problem("majority", entry, "in_favour", need=should // 2 + 1)


def _approval(entry: Entry, stands: Walk, person: Person) -> Iterator[Problem]:
    """Within three months, or six with the reason; beyond that the meeting is held anew.

    Source: 25 [S 2014, G 2026]; 机关基层组织工作条例 37 [V] for the party group.
    """
    congress = stands.done.get(steps.CONGRESS)
    if congress is not None and entry.outcome == history.DONE:
        if _expired(congress.on, entry.on):
            yield _problem("approval_expired", entry, "on")
        elif entry.on > add_months(congress.on, limits.APPROVAL_MONTHS) and not (
            entry.reason.strip() or stands.postponed
        ):
            yield _problem("approval_late", entry, "reason")
    yield from _party_group(entry, congress, person)


def _party_group(entry: Entry, resolution: Entry | None, person: Person) -> Iterator[Problem]:
    if not person.chain.agency or entry.outcome == history.POSTPONED:
        return
    code = "party_group_hears" if person.chain.hears else "party_group_examines"
    if entry.party_group_on is None:
        yield _problem(code, entry, "party_group_on")
    elif entry.party_group_on > entry.on or (
        resolution is not None and entry.party_group_on < resolution.on
    ):
        yield _problem("party_group_days", entry, "party_group_on")


def _confirm_application(entry: Entry, stands: Walk, person: Person) -> Iterator[Problem]:
    """Written by the person when probation ends; earlier is warned of. Source: 32 [S, G]."""
    if stands.probation_ends and entry.on < add_months(stands.probation_ends, -1):
        day = stands.probation_ends
        yield _problem("application_early", entry, "on", blocks=False, day=day)


def _confirm_congress(entry: Entry, stands: Walk, person: Person) -> Iterator[Problem]:
    """Not before probation ends, cancelling apart; one extension of six to twelve months.

    Source: 31, 32 [S 2014, G and M 2026].
    """
    ends = stands.probation_ends
    if ends and entry.on < ends and entry.outcome != history.CANCEL:
        yield _problem("probation", entry, "on", day=ends)
    if entry.outcome == history.EXTEND:
        least, most = limits.EXTENSION_MONTHS
        if stands.extended_on is not None:
            yield _problem("extended", entry, "resolution", day=stands.extended_on)
        if not least <= (entry.months or 0) <= most:
            yield _problem("extension", entry, "months")
    yield from _vote(entry, stands, person)


def _confirm_approval(entry: Entry, stands: Walk, person: Person) -> Iterator[Problem]:
    yield from _party_group(entry, stands.done.get(steps.CONFIRM_CONGRESS), person)


_CHECKS: dict[int, Callable[[Entry, Walk, Person], Iterator[Problem]]] = {
    steps.APPLICATION: _application,
    steps.CONTACTS: _contacts,
    steps.TARGET: _target,
    steps.SPONSORS: _sponsors,
    steps.TRAINING: _training,
    steps.CONGRESS: _vote,
    steps.APPROVAL: _approval,
    steps.CONFIRM_APPLICATION: _confirm_application,
    steps.CONFIRM_CONGRESS: _confirm_congress,
    steps.CONFIRM_APPROVAL: _confirm_approval,
}


def _problem(
    code: str, entry: Entry, name: str, *, blocks: bool = True, **values: object
) -> Problem:
    return Problem(code, entry.step, entry.on, name, blocks, tuple(values.items()))
