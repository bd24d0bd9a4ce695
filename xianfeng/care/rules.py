"""Political birthdays, fifty years in the Party, and the talks that a year asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from xianfeng.kernel.periods import add_months

FIFTY = 50
SECRETARIES = ("secretary",)
COMMITTEE = (
    "secretary",
    "deputy_secretary",
    "full_time_deputy",
    "organisation",
    "publicity",
    "discipline",
    "committee_member",
)
SECRETARY_COMMITTEE, AMONG_COMMITTEE = "secretary_committee", "committee"
COMMITTEE_MEMBER, AMONG_MEMBERS = "committee_member", "members"
NEED_COMMITTEE, NEED_WITH_COMMITTEE, NEED_WITH_MEMBER = (
    "committee",
    "with_committee",
    "with_member",
)

Pair = tuple[int, int]


@dataclass(frozen=True)
class Needed:
    """One required talk: of two named committee members, or of a member with anybody of a side."""

    kind: str
    first: int
    second: int | None = None


@dataclass(frozen=True)
class Held:
    """A talk as the yearly count reads it; ``first`` is the one with the higher post."""

    kind: str
    first: int
    second: int
    on: date


def birthday_in(joined_on: date, year: int) -> date | None:
    """Return the day of a political birthday in a year; none before the first anniversary.

    Who joined on 29 February keeps it on the 28th of other years.
    Local: no regulation names political birthdays; the day counted is that of joining (入党日期).
    """
    years = year - joined_on.year
    return add_months(joined_on, 12 * years) if years >= 1 else None


def fifty_years_on(joined_on: date, confirmed_on: date | None) -> date:
    """Return the day on which somebody has been in the Party for fifty years.

    Years in the Party count from becoming a full member; without that day, from joining.
    Source: 中国共产党章程, 7 [M].
    """
    return add_months(confirmed_on or joined_on, 12 * FIFTY)


def by_first_of_july(day: date) -> bool:
    """True when the fifty years are reached by 1 July, the day on which the medal is given.

    Source: notices on the 光荣在党50年 medal [M].
    """
    return (day.month, day.day) <= (7, 1)


def paired(
    one: int, other: int, secretaries: Iterable[int], committee: Iterable[int]
) -> tuple[str, int, int]:
    """Return what a talk of two people is, and the two with the higher post first.

    Equals stand in the order of their keys, so that the same two are always the same pair.
    """
    high, low = set(secretaries), set(committee)

    def height(person: int) -> int:
        return 2 if person in high else int(person in low)

    first, second = sorted((one, other), key=lambda person: (-height(person), person))
    if height(first) == 0:
        return AMONG_MEMBERS, first, second
    if height(second) == 0:
        return COMMITTEE_MEMBER, first, second
    return (SECRETARY_COMMITTEE if height(first) == 2 else AMONG_COMMITTEE), first, second


def needed(committee: Iterable[int], members: Iterable[int]) -> list[Needed]:
    """Return the talks a branch owes in a year.

    Any two of its committee; each other member with one of the committee, and with one other
    member. Nobody is owed a talk where there is nobody to hold it with.
    Source: 支部工作条例 19 [S].
    Reading: the text names the kinds of pairs, not that everybody talks with everybody.
    """
    officers = sorted(set(committee))
    others = sorted(set(members) - set(officers))
    owed = [Needed(NEED_COMMITTEE, one, two) for one, two in combinations(officers, 2)]
    if officers:
        owed += [Needed(NEED_WITH_COMMITTEE, one) for one in others]
    if len(others) > 1:
        owed += [Needed(NEED_WITH_MEMBER, one) for one in others]
    return owed


def first_days(talks: Iterable[Held]) -> tuple[Mapping[Pair, date], Mapping[tuple[str, int], date]]:
    """Return the first day on which each pair of officers talked, and each person by kind.

    The person of a talk with the committee is the one who is not on it; a talk of two members
    counts for both.
    """
    pairs: dict[Pair, date] = {}
    persons: dict[tuple[str, int], date] = {}
    for talk in sorted(talks, key=lambda each: each.on):
        if talk.kind in {SECRETARY_COMMITTEE, AMONG_COMMITTEE}:
            pairs.setdefault(ordered(talk.first, talk.second), talk.on)
        elif talk.kind == COMMITTEE_MEMBER:
            pairs.setdefault(ordered(talk.first, talk.second), talk.on)
            persons.setdefault((NEED_WITH_COMMITTEE, talk.second), talk.on)
        else:
            for person in (talk.first, talk.second):
                persons.setdefault((NEED_WITH_MEMBER, person), talk.on)
    return pairs, persons


def met(
    owed: Needed, pairs: Mapping[Pair, date], persons: Mapping[tuple[str, int], date]
) -> date | None:
    """Return the day on which a required talk was first held, or None."""
    if owed.second is not None:
        return pairs.get(ordered(owed.first, owed.second))
    return persons.get((owed.kind, owed.first))


def ordered(one: int, other: int) -> Pair:
    """Return two keys, the smaller first."""
    return (one, other) if one < other else (other, one)
