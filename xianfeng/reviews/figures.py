"""Numbers over reviews: how many members took part, and how many got which grade."""

from xianfeng.kernel.figures import Figure
from xianfeng.reviews.enums import Grade

HELD = Figure(
    "reviews.held",
    "开展民主评议党员",
    "次",
    "reviews.review",
    definition="期间内把评议结果告知本人的民主评议，一个支部一年计一次",
)
MEMBERS = Figure(
    "reviews.members",
    "参加民主评议的党员",
    "人次",
    "reviews.result",
    by=("grade",),
    definition="期间内告知结果的党员，含参加评议但不评定等次的预备党员",
)
GRADES = tuple(
    Figure(
        f"reviews.members.{grade.value}",
        f"民主评议{grade.label}",
        "人次",
        "reviews.result",
        where={"grade": grade.value},
        definition="期间内告知结果、支部评定为这一等次的党员",
    )
    for grade in Grade
)
PROBATIONARY = Figure(
    "reviews.members.probationary",
    "参加民主评议不评定等次的预备党员",
    "人次",
    "reviews.result",
    where={"probationary": True},
    definition="期间内参加民主评议的预备党员",
)

EVERY = (HELD, MEMBERS, *GRADES, PROBATIONARY)
