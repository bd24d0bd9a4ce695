"""Pairs of a unit with another side, the years they owe, and the deeds done for each other."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from xianfeng.checkin.enums import Wish
from xianfeng.partners.enums import DeedState, Direction, NamedKind, Side
from xianfeng.units.models import Place, Unit

_CLOSED = ["refused", "dropped"]


class Pair(models.Model):
    """A unit paired (结对) with a place, another unit, or somebody named: [from_on, until_on).

    ``community`` is the one in which the place lies: its workers speak for the place.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="pairs")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="pairs")
    community = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    other = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="paired_by")
    named = models.CharField(max_length=80, blank=True, default="")
    named_kind = models.CharField(max_length=20, choices=NamedKind.choices, blank=True, default="")
    aim = models.CharField(max_length=200, blank=True, default="")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit__path", "from_on", "pk"]
        indexes = [models.Index(fields=["community"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    place__isnull=False, community__isnull=False, other=None, named="",
                    named_kind="",
                )
                | Q(place=None, community=None, other__isnull=False, named="", named_kind="")
                | (
                    Q(place=None, community=None, other=None, named_kind__in=NamedKind.values)
                    & ~Q(named="")
                ),
                name="pair_with_one_side",
            ),
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(other=F("unit")), name="pair_not_with_itself"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="pair_forward"
            ),
            models.UniqueConstraint(
                fields=["unit", "place"], condition=Q(until_on=None), name="pair_place_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "named"],
                condition=Q(until_on=None) & ~Q(named=""),
                name="pair_named_once",
            ),
            models.UniqueConstraint(
                Least("unit", "other"),
                Greatest("unit", "other"),
                condition=Q(until_on=None, other__isnull=False),
                name="pair_units_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"与{self.other_side}结对"

    @property
    def other_side(self) -> str:
        """Return the name of the other side; a place with the community it lies in."""
        if self.place is not None:
            inside = self.community is not None and self.place_id != self.community_id
            return f"{self.community}{self.place}" if inside else self.place.name
        return self.other.name if self.other is not None else self.named


class PairYear(models.Model):
    """One calendar year of a pair: [from_on, until_on).

    ``due_on`` is when its deeds are owed, None where the year owes none.
    """

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="years")
    from_on = models.DateField()
    until_on = models.DateField()
    due_on = models.DateField(null=True)

    class Meta:
        ordering = ["pair", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["pair", "from_on"], name="pair_year_once"),
            models.CheckConstraint(
                condition=Q(until_on__gt=F("from_on"))
                & (Q(due_on=None) | Q(due_on__gte=F("from_on"), due_on__lt=F("until_on"))),
                name="pair_year_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair}，{self.year} 年"

    @property
    def year(self) -> int:
        """Return the year."""
        return self.from_on.year


class Deed(models.Model):
    """What one side does for the other (实事).

    With ``pair`` it is one of a pair's; without, of a unit and the community where it checked in.
    ``community`` and ``other`` are those of the relation. ``confirmed_by`` says in whose words
    the unit wrote a confirmation down that was given on paper.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="deeds")
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, null=True, related_name="deeds")
    community = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="deeds")
    other = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    direction = models.CharField(max_length=10, choices=Direction.choices)
    title = models.CharField(max_length=100)
    category = models.CharField(max_length=20, choices=Wish.choices, blank=True, default="")
    proposed_by = models.CharField(max_length=10, choices=Side.choices)
    proposed_on = models.DateField()
    due_on = models.DateField(null=True)
    agreed_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    result = models.CharField(max_length=300, blank=True, default="")
    beneficiaries = models.PositiveIntegerField(null=True)
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.CharField(max_length=40, blank=True, default="")
    because = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=10, choices=DeedState.choices)
    on_behalf = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["pair", "state", "done_on"]),
            models.Index(fields=["unit", "state"]),
            models.Index(fields=["community", "state"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(pair__isnull=False) | Q(community__isnull=False, other=None),
                name="deed_of_a_relation",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DeedState.values)
                & Q(direction__in=Direction.values)
                & Q(proposed_by__in=Side.values)
                & (Q(category="") | Q(category__in=Wish.values)),
                name="deed_words_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "confirmed"], done_on__isnull=False)
                | (~Q(state__in=["done", "confirmed"]) & Q(done_on=None)),
                name="deed_done_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed_on__isnull=False)
                | (~Q(state="confirmed") & Q(confirmed_on=None, confirmed_by="")),
                name="deed_confirmed_on_a_day",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=_CLOSED) & ~Q(because=""))
                | (~Q(state__in=_CLOSED) & Q(because="")),
                name="deed_closed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(beneficiaries=None) | Q(beneficiaries__gte=1),
                name="deed_for_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title
