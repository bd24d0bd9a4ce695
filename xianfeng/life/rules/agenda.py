"""What an item of an agenda may say, and when a later change of it needs a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xianfeng.life.rules.meetings import Problem
from xianfeng.voting import rules as voting

_NUMBERS = ("entitled", "attended", "in_favour", "against", "abstained")


@dataclass(frozen=True)
class Item:
    """One item: its title and, once decided, the decision, the vote, and who does it by when."""

    title: str
    decision: str = ""
    entitled: int | None = None
    attended: int | None = None
    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None
    owner: str = ""
    due_on: date | None = None

    @property
    def voted(self) -> bool:
        """True when any number of a vote is stated."""
        return any(getattr(self, name) is not None for name in _NUMBERS)

    @property
    def passed(self) -> bool | None:
        """Return whether the vote carried the decision; None where no vote is stated.

        Source: 支部工作条例 11 (半数以上到会, 赞成超过应到会有表决权党员的半数).
        """
        if self.entitled is None or self.attended is None or self.in_favour is None:
            return None
        return voting.passes(self.in_favour, self.attended, self.entitled)


def agenda_problems(item: Item, held_on: date) -> list[Problem]:
    """Return what is wrong with one item of a meeting held on that day.

    A vote is stated in full: who should attend and may vote, who of them came, and the votes; the
    votes are those of who came.

    Source: 支部工作条例 11 (应到会有表决权党员).
    """
    found = []
    if not item.decision and (item.voted or item.owner or item.due_on):
        found.append(Problem("decision", "decision_missing"))
    if item.voted:
        found += _about_vote(item)
    if item.due_on is not None and item.due_on < held_on:
        found.append(Problem("due_on", "due_before"))
    if item.due_on is not None and not item.owner:
        found.append(Problem("owner", "owner_missing"))
    return found


def _about_vote(item: Item) -> list[Problem]:
    votes = (item.in_favour, item.against, item.abstained)
    if item.entitled is None or item.attended is None or item.in_favour is None:
        return [Problem("in_favour", "vote_incomplete")]
    if item.attended > item.entitled:
        return [Problem("attended", "more_than_expected")]
    if sum(vote or 0 for vote in votes) > item.attended:
        return [Problem("in_favour", "more_votes")]
    return []


def altered(before: Sequence[Item], after: Sequence[Item]) -> bool:
    """True when something already decided reads otherwise or is gone; adding alters nothing."""
    for at, item in enumerate(before):
        if item.decision and (at >= len(after) or after[at] != item):
            return True
    return False
