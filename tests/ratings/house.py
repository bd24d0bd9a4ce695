"""Examples of the addresses of ratings, and facts that its figures count."""

from datetime import date

from tests.house.example import PART, PUBLIC, STAFF, Example, of, of_unit
from tests.units.build import NOW
from xianfeng.ratings import boxes, rules
from xianfeng.ratings.models import Rated, Round, Slip, Voice

EXAMPLES = {
    "ratings/": Example(STAFF),
    "ratings/new/<path:code>/": of_unit(),
    "ratings/<int:pk>/": of(PART, "rating_round"),
    "ratings/<int:pk>/amend/": of(PART, "rating_round"),
    "ratings/<int:pk>/cancel/": of(PART, "rating_round"),
    "ratings/<int:pk>/open/": of(PART, "rating_round", posted=True, answer=409),
    "ratings/<int:pk>/close/": of(PART, "rating_round", posted=True, answer=302),
    "ratings/<int:pk>/slips/": of(PART, "rating_round"),
    "ratings/rated/<int:pk>/void/": of(PART, "rated", posted=True, answer=302),
    "rate/": Example(PUBLIC),
    "rate/done/": Example(PUBLIC),
    # Only what the form of the page sends is taken.
    "rate/large-type/": Example(PUBLIC, answer=405),
    "rate/<str:typed>/": Example(PUBLIC, {"typed": "=ABC"}, answer=404),
}


def furnish(*, a, b, member, people):
    """Have A rated in an open round of its own."""
    held = Round.objects.create(
        unit=a, title="专属评议", state="open", opened_at=NOW,
        from_on=date(2021, 1, 1), until_on=date(2099, 12, 31),
    )  # fmt: skip
    rated = Rated.objects.create(round=held, unit=a, made=1)
    Slip.objects.create(id=boxes.digest(rules.new_code()), rated=rated)
    boxes.set_up(rated)
    return {"rating_round": held.pk, "rated": rated.pk}


def count(*, root, committee, first, second, beside):
    """Close a round in March 2021 in which one branch got ten voices, another too few."""
    held = Round.objects.create(
        unit=committee, title="评议", state="closed", opened_at=NOW,
        from_on=date(2021, 3, 1), until_on=date(2021, 3, 31), closed_on=date(2021, 3, 31),
    )  # fmt: skip
    Rated.objects.create(round=held, unit=second, made=12)
    rated = Rated.objects.create(round=held, unit=first, made=12, votes=10)
    Voice.objects.bulk_create(Voice(rated=rated, stars=stars) for stars in [4] * 6 + [5] * 4)
