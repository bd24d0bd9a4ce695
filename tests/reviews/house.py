"""Examples of the addresses of reviews, and facts that their figures count."""

from datetime import date

from tests.house.example import PART, SIGNED_IN, STAFF, Example, of
from tests.members.build import member as made
from tests.reviews.build import finished
from xianfeng.reviews.enums import Grade
from xianfeng.reviews.models import Correction

EXAMPLES = {
    "reviews/": Example(STAFF, send={"year": "2021"}),
    "reviews/export/": Example(STAFF, send={"year": "2021"}),
    "reviews/mine/": Example(SIGNED_IN),
    "reviews/new/<path:code>/": Example(PART, {"code": "unit"}),
    "reviews/<int:pk>/": of(PART, "review"),
    "reviews/<int:pk>/sheet/": of(PART, "review"),
    "reviews/<int:pk>/go/<slug:verb>/": Example(PART, {"pk": "review", "verb": "=close"}),
    "reviews/<int:pk>/vote/": of(PART, "review"),
    "reviews/<int:pk>/mass/": of(PART, "review"),
    "reviews/<int:pk>/grades/": of(PART, "review"),
    "reviews/<int:pk>/cancel/": of(PART, "review"),
    "reviews/entries/<int:pk>/": of(PART, "entry"),
    # A member's own words are for the branch, not for its superior.
    "reviews/entries/<int:pk>/form/": of(PART, "entry", answer=403),
    "reviews/entries/<int:pk>/self/": of(PART, "entry"),
    "reviews/entries/<int:pk>/reply/": of(PART, "entry"),
    "reviews/entries/<int:pk>/answer/": of(PART, "entry"),
    "reviews/entries/<int:pk>/correction/": of(PART, "entry"),
    "reviews/entries/<int:pk>/correction/done/": of(PART, "entry"),
}


def furnish(*, a, b, member, people):
    """Make a review of A in which its member got the last grade."""
    entry = finished(a, member, grade="unqualified", on=date(2021, 12, 20))
    entry.self_review, entry.self_on = "专属自评", date(2021, 12, 1)
    entry.save()
    Correction.objects.create(
        entry=entry, measure="专属措施", set_on=date(2021, 12, 21), due_on=date(2022, 6, 1)
    )
    return {"review": entry.review_id, "entry": entry.pk}


def count(*, root, committee, first, second, beside):
    """Record a review of the year before with every grade, informed in 2021."""
    on = date(2021, 1, 15)
    whose = {grade: made(f"评议{grade}", None, born_on=date(1970, 1, 1)) for grade in Grade.values}
    review = finished(first, whose["excellent"], 2020, "excellent", on).review
    for grade in list(Grade.values)[1:]:
        review.entries.create(member=whose[grade], probationary=False, grade=grade)
    review.entries.create(member=made("评议预备", None), probationary=True)
