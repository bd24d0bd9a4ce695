"""Has the cards stand that were given up to a day, with the duties they follow from."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db.models import Min

from xianfeng.duties import rulebook
from xianfeng.duties.engine import cards, writing
from xianfeng.duties.enums import Shape
from xianfeng.duties.rules import FOREVER, Rule, years_begun
from xianfeng.kernel import facts


def draw(as_of: date) -> None:
    """Derive what is missing of carded duties since the place is watched, and draw their cards."""
    rules = [rule for rule in rulebook.active() if rule.gives_cards]
    since = watched_since(rules)
    writing.ensure({(r.id, year): r for r in rules for year in years_begun(r, as_of, since)})
    cards.ensure(rules, since, as_of)


def watched_since(rules: Iterable[Rule]) -> date:
    """Return the day from which periods may give cards: since when the system is in use here.

    Where nobody said, the first day of the month of the first record that these rules read: a past
    without any record says nothing of a unit. Without a record nothing is watched yet.
    """
    if settings.IN_USE_SINCE is not None:
        return settings.IN_USE_SINCE
    columns = {
        (version.discharged_by.fact, rule.shape == Shape.COMMITMENT)
        for rule in rules
        for version in rule.versions
    }
    for commitment in (False, True):
        days = [_first(kind) for kind, own in sorted(columns) if own is commitment]
        known = [day for day in days if day is not None]
        if known:
            return min(known).replace(day=1)
    return FOREVER


def _first(kind_id: str) -> date | None:
    kind = facts.get(kind_id)
    found: date | None = kind.rows().aggregate(day=Min(kind.on or kind.due))["day"]
    return found
