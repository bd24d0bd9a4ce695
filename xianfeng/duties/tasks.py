"""What the engine does once a day, so that no reader waits for it in the morning."""

from datetime import date

from xianfeng.duties import rulebook
from xianfeng.duties.engine import drawing, writing
from xianfeng.duties.models import DerivedCards
from xianfeng.kernel import clock


def derive_recent(on: date) -> None:
    """Derive the duties that are due last year, this year and the next.

    Where cards are looked at, those of today are drawn.
    """
    looked_at = DerivedCards.objects.exists()
    years = range(on.year - 1, on.year + 2)
    writing.ensure({(rule.id, year): rule for rule in rulebook.active() for year in years})
    if looked_at:
        drawing.draw(on)


def today() -> date:
    """Return the day up to which cards are facts."""
    return clock.today()
