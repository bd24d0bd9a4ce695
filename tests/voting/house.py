"""Examples of the addresses of polls, and a poll for what counts polls."""

from datetime import date

from tests.house.example import PART, SIGNED_IN, Example, of, of_unit
from tests.units.build import NOW
from xianfeng.voting import ballots
from xianfeng.voting.ballots import Choice
from xianfeng.voting.enums import Mode, PollState, Purpose
from xianfeng.voting.models import Poll

EXAMPLES = {
    "voting/": Example(SIGNED_IN),
    "voting/new/<path:code>/": of_unit(),
    "voting/<int:pk>/": of(PART, "poll"),
    # The superior sees the poll and is not on its roll.
    "voting/<int:pk>/ballot/": of(PART, "poll", answer=403),
    "voting/<int:pk>/open/": of(PART, "poll", posted=True, answer=302),
    "voting/<int:pk>/close/": of(PART, "poll", posted=True, answer=409),
    "voting/<int:pk>/cancel/": of(PART, "poll"),
    "voting/<int:pk>/totals/": of(PART, "poll"),
    "voting/<int:pk>/papers/": of(PART, "poll"),
}


def paper(unit, title="专属表决", **more):
    return ballots.draft(
        unit=unit,
        purpose=Purpose.DECISION,
        title=title,
        mode=Mode.PAPER,
        options=[Choice(title)],
        expected=more.pop("expected", 5),
        **more,
    )


def furnish(*, a, b, member, people):
    """Make a poll of unit A that is not open yet."""
    return {"poll": paper(a).pk}


def count(*, root, committee, first, second, beside):
    """Hold one vote in March 2021."""
    poll = paper(first, "表决")
    Poll.objects.filter(pk=poll.pk).update(
        state=PollState.CLOSED, held_on=date(2021, 3, 8), issued=5, collected=5, valid=5,
        closed_at=NOW,
    )  # fmt: skip
