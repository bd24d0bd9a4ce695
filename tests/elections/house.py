"""Examples of the addresses of elections, and elections for what counts them."""

from datetime import date

from tests.house.example import PART, SIGNED_IN, Example, of, of_unit
from xianfeng.elections.models import Candidate, Election, Shift
from xianfeng.units.models import Term

AT = {"pk": "election"}

EXAMPLES = {
    "elections/": Example(SIGNED_IN),
    "elections/start/<path:code>/": of_unit(),
    "elections/terms/<int:pk>/shift/": of(PART, "term"),
    "elections/shifts/<int:pk>/answer/": of(PART, "shift"),
    "elections/<int:pk>/": of(PART, "election"),
    "elections/<int:pk>/steps/<slug:verb>/": Example(PART, AT | {"verb": "=reply"}),
    "elections/<int:pk>/papers/<slug:paper>/": Example(PART, AT | {"paper": "=names"}),
}


def election(unit, state="requested", **more):
    chosen = {
        "kind": "term",
        "started_on": date(2021, 2, 1),
        "party_group": True,
        "committee": True,
        "seats": 3,
        "years": 3,
    } | more
    return Election.objects.create(unit=unit, state=state, **chosen)


def held(unit, on, **more):
    """Make a completed election whose meeting was on a day."""
    return election(unit, "confirmed", met_on=on, confirmed_on=on, **more)


def furnish(*, a, b, member, people):
    """Make an election of unit A under way, a term, and a postponement asked for."""
    term = Term.objects.create(unit=a, from_on=date(2018, 3, 1), until_on=date(2021, 3, 1), years=3)
    one = election(a, term=term)
    Candidate.objects.create(election=one, member=member, position=1)
    shift = Shift.objects.create(
        term=term, until_on=term.until_on, to_on=date(2021, 9, 1), reason="专属理由",
        asked_on=date(2021, 2, 1),
    )  # fmt: skip
    return {"term": term.pk, "election": one.pk, "shift": shift.pk}


def count(*, root, committee, first, second, beside):
    """Complete two re-elections and a by-election from January to June 2021."""
    held(first, date(2021, 3, 8))
    held(second, date(2021, 4, 9))
    held(first, date(2021, 5, 10), kind="by_election", seats=1)
