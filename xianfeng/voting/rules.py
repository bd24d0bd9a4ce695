"""When a vote is valid, who is elected, and what passes: pure arithmetic over counts of people."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum

LEAST_VOTERS = 5
"""Below so many voters an electronic ballot is refused: a total would speak of persons."""

# verb -> (the states it starts from, the state it leads to)
EDGES = {
    "open": (frozenset({"draft"}), "open"),
    "close": (frozenset({"open"}), "closed"),
    "record": (frozenset({"draft", "open"}), "closed"),
    "cancel": (frozenset({"draft", "open"}), "cancelled"),
}


def may(verb: str, state: str) -> bool:
    """True when the verb's edge starts from this state."""
    return state in EDGES[verb][0]


def base(entitled: int, excused: int) -> int:
    """Return how many should attend: those with the right to vote, less the excused.

    Excused are only those whom the superior agreed to leave out and the meeting accepted.
    Source: 中组部答复 [S], read as a notice of another system, not as published text.
    """
    if not 0 <= excused <= entitled:
        raise ValueError((entitled, excused))
    return entitled - excused


def quorum(present: int, should: int) -> bool:
    """True when an election may be held: more than four fifths of those who should attend came.

    Source: 基层组织选举工作条例, about article 27 [S]; the article's number is from memory.
    """
    return present * 5 > should * 4


def quorum_least(should: int) -> int:
    """Return the least number of people present with whom an election may be held."""
    return should * 4 // 5 + 1


def is_elected(votes: int, should: int) -> bool:
    """True with more than half of those who should attend, not of those who came.

    Source: 旗帜网 (2023-08) on the 2020 regulation [S]; the 1990 text counted those who came.
    """
    return votes * 2 > should


def passes(in_favour: int, present: int, should: int) -> bool:
    """True when a resolution passes: at least half came, and more than half of all are in favour.

    Both are of the members with the right to vote. Source: 支部工作条例 11 [V].
    """
    return present * 2 >= should and in_favour * 2 > should


def least_candidates(seats: int) -> int:
    """Return how many candidates a committee election needs: a fifth more than seats, rounded up.

    Source: 基层组织选举工作条例, about article 15 [S]; examples since 2020: 3 seats 4 candidates,
    5 seats 6 candidates.
    """
    return seats + -(-seats // 5)


def is_valid_vote(collected: int, issued: int) -> bool:
    """True when no more ballots came back than were handed out; else the vote is void.

    Source: forms of local election rules [S].
    """
    return collected <= issued


def is_valid_ballot(chosen: int, seats: int | None) -> bool:
    """True when a ballot chooses no more than there are seats (None: as many as one likes).

    Source: forms of local election rules [S].
    """
    return seats is None or chosen <= seats


class Next(StrEnum):
    """What has to follow a ballot."""

    DONE = "done"
    RUN_OFF = "run_off"
    SECOND = "second"


@dataclass(frozen=True)
class Outcome[K: Hashable]:
    """Who is elected, who is tied for the last seats, and how many seats are still open."""

    elected: tuple[K, ...]
    tied: tuple[K, ...]
    open_seats: int

    @property
    def next(self) -> Next:
        """Return what has to follow: nothing, a run-off of the tied, or a second ballot."""
        if self.tied:
            return Next.RUN_OFF
        return Next.SECOND if self.open_seats else Next.DONE


def outcome[K: Hashable](votes: Mapping[K, int], should: int, seats: int) -> Outcome[K]:
    """Return the outcome of a ballot; ties keep the ballot's own order.

    More than ``seats`` above the half: by number of votes. Equal at the last seat: they are voted
    on again. Too few: another ballot, or fewer seats. Source: 旗帜网 [S].
    """
    above = [name for name, number in votes.items() if is_elected(number, should)]
    above.sort(key=lambda name: -votes[name])
    if len(above) <= seats:
        return Outcome(tuple(above), (), seats - len(above))
    last = votes[above[seats - 1]] if seats else max(votes.values(), default=0) + 1
    sure = [name for name in above if votes[name] > last]
    level = [name for name in above if votes[name] == last]
    if len(sure) + len(level) == seats:
        return Outcome(tuple(sure + level), (), 0)
    return Outcome(tuple(sure), tuple(level) if seats else (), seats - len(sure))


def may_reduce(elected: int, seats: int, least: int) -> bool:
    """True when the meeting may decide on fewer seats instead of another ballot.

    Source: 旗帜网 [S]: when the number elected comes near the number of seats.
    Reading: near means that the body can be formed, which ``least`` says (3 for a branch
    committee, 支部工作条例 about article 20 [S]), and that more than half of the seats are filled.
    """
    return least <= elected < seats and elected * 2 > seats


def paper_problems(
    *,
    should: int,
    issued: int,
    collected: int,
    valid: int,
    votes: Mapping[int, Mapping[str, int]],
    written_in: Mapping[int, int],
    first: str,
    seats: int | None,
) -> list[str]:
    """Return what contradicts itself in the tellers' numbers, as codes; empty when nothing does.

    ``votes`` holds each option's marks; ``first`` is the mark that ``seats`` limits.
    """
    problems = []
    if issued > should:
        problems.append("issued")
    if not is_valid_vote(collected, issued):
        problems.append("collected")
    if valid > collected:
        problems.append("valid")
    if any(sum(marks.values()) != valid for marks in votes.values()):
        problems.append("marks")
    chosen = sum(marks.get(first, 0) for marks in votes.values()) + sum(written_in.values())
    if seats is not None and chosen > seats * valid:
        problems.append("chosen")
    if any(number > valid for number in written_in.values()):
        problems.append("written_in")
    return problems
