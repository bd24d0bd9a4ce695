"""Cards of units: those in force, those lifted, and one of them with all that explains it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, QuerySet, Value, When

from xianfeng.duties import rulebook, words
from xianfeng.duties.engine import drawing, runs
from xianfeng.duties.engine.counting import key_of
from xianfeng.duties.enums import AppealState, Card, Lifted, Shape, State
from xianfeng.duties.models import Appeal, Duty, GivenCard, Waiver
from xianfeng.duties.permissions import READERS
from xianfeng.duties.queries.listing import ready, unit_of, visible_to
from xianfeng.duties.queries.subjects import NOBODY, subjects
from xianfeng.duties.rules import Cards, Rule, Version, state_on
from xianfeng.kernel import facts
from xianfeng.kernel.periods import parse
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class CardLine:
    """A card of a unit as a person reads it on a day; it names the unit and no person."""

    given: GivenCard
    rule: Rule
    what: str
    lit: bool

    @property
    def period_title(self) -> str:
        """Return the period as people say it."""
        return parse(self.given.period).title

    @property
    def lifted(self) -> str:
        """Return why it is no longer in force, or nothing."""
        return "" if self.lit else str(Lifted(self.given.lifted_by).label)


def given_by(viewer: Viewer, as_of: date, under: Unit | None = None) -> QuerySet[GivenCard]:
    """Return the cards given up to a day in the viewer's part, lifted since or not."""
    drawing.draw(as_of)
    path = under.path if under is not None else ""
    found = GivenCard.objects.filter(viewer.within("unit__path", READERS), given_on__lte=as_of)
    return _in_fixed_order(found.filter(below("unit__path", path)))


def cards_in_force(viewer: Viewer, as_of: date, under: Unit | None = None) -> QuerySet[GivenCard]:
    """Return the cards in force on a day in the viewer's part, in the fixed order of units."""
    return given_by(viewer, as_of, under).filter(Q(lifted_on=None) | Q(lifted_on__gt=as_of))


def _in_fixed_order(found: QuerySet[GivenCard]) -> QuerySet[GivenCard]:
    """Order cards by the tree, the rule book and time: never by how many there are."""
    places = [When(rule=rule.id, then=Value(at)) for at, rule in enumerate(rulebook.active())]
    order = ("unit__path", Case(*places, default=999), "starts_on", "subject", "given_on")
    return found.order_by(*order).select_related("unit")


def card_lines(viewer: Viewer, found: Iterable[GivenCard], as_of: date) -> list[CardLine]:
    """Return cards as lines, in the order given."""
    listed = list(found)
    known = subjects(viewer, [_as_duty(card) for card in listed if _names(card.rule)])
    return [
        CardLine(
            card,
            rulebook.get(card.rule),
            known.get((card.rule, card.subject), NOBODY).name or rulebook.get(card.rule).title,
            card.lifted_on is None or card.lifted_on > as_of,
        )
        for card in listed
    ]


def _names(rule_id: str) -> bool:
    """True for a commitment that is about a thing: what a unit took upon itself has a name.

    A card is the unit's: where a duty is about a person, no card says about whom.
    """
    rule = rulebook.get(rule_id)
    kind = facts.get(rule.versions[-1].discharged_by.fact)
    return rule.shape == Shape.COMMITMENT and not kind.subject


def _as_duty(card: GivenCard) -> Duty:
    return Duty(rule=card.rule, subject=card.subject, starts_on=card.starts_on)


@dataclass(frozen=True)
class CardPage:
    """A duty with its cards: why each was given, what lifts it, its appeals and its waiver."""

    duty: Duty
    rule: Rule
    version: Version
    terms: Cards
    what: str
    state: State
    card: Card | None
    told: list[tuple[GivenCard, bool, str]]
    appeals: list[Appeal]
    waiver: Waiver | None
    appeal: Appeal | None
    card_state: str

    @property
    def unit(self) -> Unit:
        """Return the unit that holds the card."""
        return self.duty.unit

    @property
    def period_title(self) -> str:
        """Return the period as people say it."""
        return parse(self.duty.period).title


def card_page(viewer: Viewer, key: str, as_of: date) -> CardPage | None:
    """Return the cards of one duty, by its key in an address; None where there is none."""
    duty = _duty_at(viewer, key)
    if duty is None:
        return None
    rule = rulebook.get(duty.rule)
    version = rule.version_at(duty.starts_on)
    given = _of_duty(given_by(viewer, as_of), duty)
    rows = card_lines(viewer, given, as_of)
    if not rows or version is None or version.cards is None:
        return None
    missed = runs.runs_of([duty]).get(key_of(duty), ())
    holds = next((Card(row.given.card) for row in rows if row.lit), None)
    appeals = list(_asked(Appeal.objects.order_by("pk"), duty, as_of))
    waiting = [one for one in appeals if one.decided_on is None or one.decided_on > as_of]
    appeal = next((one for one in waiting if one.state != AppealState.TAKEN_BACK), None)
    return CardPage(
        duty,
        rule,
        version,
        version.cards,
        rows[0].what,
        state_on(runs.dates_of(duty), as_of),
        holds,
        [(row.given, row.lit, _why(row.given, duty, missed)) for row in rows],
        appeals,
        _asked(Waiver.objects.order_by("-pk"), duty, as_of).first(),
        appeal if holds else None,
        ("appealed" if appeal else "given") if holds else "lifted",
    )


def _why(given: GivenCard, duty: Duty, missed: Sequence[str]) -> str:
    run = missed[-given.run :] if given.run else ()
    return words.given_because(duty, Card(given.card), given.given_on, run)


def _asked[P: (Appeal, Waiver)](found: QuerySet[P], duty: Duty, as_of: date) -> QuerySet[P]:
    """Return what was asked about a duty by a day."""
    about = {"rule": duty.rule, "unit": duty.unit, "period": duty.period, "subject": duty.subject}
    return found.filter(**about, asked_on__lte=as_of)


def _of_duty(found: QuerySet[GivenCard], duty: Duty) -> QuerySet[GivenCard]:
    about = {"rule": duty.rule, "unit": duty.unit, "period": duty.period, "subject": duty.subject}
    return found.filter(**about).order_by("given_on")


def _duty_at(viewer: Viewer, key: str) -> Duty | None:
    rule, _slash, rest = key.partition("/")
    parts = rest.rsplit("/", 2)
    if len(parts) < 3 or not parts[2].isdecimal() or len(parts[2]) > 17:
        return None
    unit = unit_of(viewer, parts[0])
    return duty_of(viewer, rule, unit, parts[1], int(parts[2])) if unit is not None else None


def duty_of(viewer: Viewer, rule: str, unit: Unit, period: str, subject: int) -> Duty | None:
    """Return one visible duty, or None when it is not owed."""
    found = next((each for each in rulebook.active() if each.id == rule), None)
    try:
        named = parse(period)
    except ValueError:
        return None
    if found is None or not 1900 <= named.start.year <= 2200:
        return None
    ready([found], named.end, named.start)
    about = {"rule": rule, "unit": unit, "period": period, "subject": subject}
    return visible_to(viewer).filter(**about).select_related("unit").first()


def state_of(viewer: Viewer, duty: Duty, as_of: date) -> State | None:
    """Return the state of a visible duty on a day, or None."""
    seen = viewer.reaches(duty.unit.path, READERS)
    return state_on(runs.dates_of(duty), as_of) if seen else None


def card_held(
    viewer: Viewer, unit: Unit, rule: str, period: str, subject: int, as_of: date
) -> Card | None:
    """Return the card that a unit holds for a duty on a day, or None."""
    about = {"rule": rule, "unit": unit, "period": period, "subject": subject}
    held = cards_in_force(viewer, as_of, unit).filter(**about).first()
    return Card(held.card) if held is not None else None
