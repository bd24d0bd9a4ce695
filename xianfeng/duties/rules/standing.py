"""What a duty is on a day, and from which day to which it holds a card."""

from dataclasses import dataclass
from datetime import date, timedelta

from xianfeng.duties.enums import Card, Lifted, State
from xianfeng.duties.rules.book import FOREVER, Cards

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Dates:
    """The days of a duty: when it is due, and when it was answered, and how.

    It is waived in ``[waived_on, waived_until)``; from ``spared_on`` it gets no card: an appeal
    was upheld.
    """

    due_on: date
    met_on: date | None = None
    none_on: date | None = None
    waived_on: date | None = None
    waived_until: date | None = None
    spared_on: date | None = None

    def waived(self, as_of: date) -> bool:
        """True when the duty is waived on a day."""
        begun = self.waived_on is not None and self.waived_on <= as_of
        return begun and (self.waived_until is None or as_of < self.waived_until)


@dataclass(frozen=True)
class Spell:
    """A card of a duty in ``[given_on, lifted_on)``; ``run`` misses in a row gave it, or days."""

    card: Card
    given_on: date
    lifted_on: date | None = None
    lifted_by: Lifted | None = None
    run: int = 0

    def covers(self, as_of: date) -> bool:
        """True when the card is in force on a day."""
        return self.given_on <= as_of and (self.lifted_on is None or as_of < self.lifted_on)


def state_on(dates: Dates, as_of: date) -> State:
    """Return what a duty is on a day; what happened later is not known yet.

    A duty is open up to and including its due day and overdue after it. What was held outweighs
    本月无, and both outweigh a waiver.
    """
    if dates.met_on is not None and dates.met_on <= as_of:
        return State.MET if dates.met_on <= dates.due_on else State.LATE
    if dates.none_on is not None and dates.none_on <= as_of:
        return State.NONE
    if dates.waived(as_of):
        return State.WAIVED
    return State.OPEN if as_of <= dates.due_on else State.OVERDUE


def miss(dates: Dates, known_on: date) -> bool:
    """True when a span was not met by its due day, as known on a day.

    Reading: one that was said to be none, or was once waived, is no miss: it breaks the run.
    """
    met = dates.met_on is not None and dates.met_on <= dates.due_on
    said = any(day is not None and day <= known_on for day in (dates.none_on, dates.waived_on))
    return not met and not said


def spells(cards: Cards | None, dates: Dates, run: int = 0) -> list[Spell]:
    """Return the cards of a duty, the first first; ``run`` is the number of misses up to it.

    A yellow card ends on the day the red one is given. A waiver lifts a card; once it is revoked
    the days are counted from the day it ended, and the run no more.
    Local: no regulation knows these cards; the thresholds and who set them stand in the rule.
    """
    if cards is None:
        return []
    answers = {
        Lifted.DONE: dates.met_on,
        Lifted.NONE: dates.none_on,
        Lifted.WAIVED: dates.waived_on,
        Lifted.APPEAL: dates.spared_on,
    }
    found = _turn(cards, dates.due_on, run, answers)
    if dates.waived_until is not None:
        again = max(dates.due_on, dates.waived_until - _DAY)
        found += _turn(cards, again, 0, {**answers, Lifted.WAIVED: None})
    return found


def _turn(cards: Cards, base: date, run: int, answers: dict[Lifted, date | None]) -> list[Spell]:
    """Return the cards that follow from being overdue since the day after ``base``."""
    given = [(day, why) for why, day in answers.items() if day is not None]
    ends, why = min(given, key=lambda one: one[0], default=(FOREVER, None))
    yellow, by_yellow = _given(cards.yellow_days, cards.yellow_misses, base, run)
    red, by_red = _given(cards.red_days, cards.red_misses, base, run)
    end = None if ends == FOREVER else ends
    found = []
    if yellow < min(red, ends):
        until = (red, Lifted.RED) if red < ends else (end, why)
        found.append(Spell(Card.YELLOW, yellow, *until, by_yellow))
    if red < ends:
        found.append(Spell(Card.RED, red, end, why, by_red))
    return found


def _given(days: int | None, misses: int | None, base: date, run: int) -> tuple[date, int]:
    """Return the day a card is given, and the misses that give it (0: the days overdue do)."""
    if misses is not None and run >= misses:
        return base + _DAY, misses
    return (FOREVER if days is None else base + timedelta(days=days)), 0


def card_on(cards: Cards | None, dates: Dates, as_of: date, run: int = 0) -> Card | None:
    """Return the card that a duty holds on a day, or None."""
    return next((one.card for one in spells(cards, dates, run) if one.covers(as_of)), None)
