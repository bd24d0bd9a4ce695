"""Has the cards stand that were given up to a day, with the duties they follow from."""

from datetime import date

from django.conf import settings

from xianfeng.duties import rulebook
from xianfeng.duties.engine import cards, writing
from xianfeng.duties.rules import years_begun


def draw(as_of: date) -> None:
    """Derive what is missing of carded duties since the use here began, and draw their cards."""
    rules = [rule for rule in rulebook.active() if rule.gives_cards]
    since = settings.IN_USE_SINCE
    writing.ensure({(r.id, year): r for r in rules for year in years_begun(r, as_of, since)})
    cards.ensure(rules, as_of)
