"""Pure rules of ratings: states, codes of slips, and what is shown of a result."""

from xianfeng.ratings.rules.codes import LENGTH, in_groups, new_code, normal_code
from xianfeng.ratings.rules.disclosure import LEAST, is_shown, mean
from xianfeng.ratings.rules.states import ORGANISER, ROUND, Standing, standing

__all__ = [
    "LEAST",
    "LENGTH",
    "ORGANISER",
    "ROUND",
    "Standing",
    "in_groups",
    "is_shown",
    "mean",
    "new_code",
    "normal_code",
    "standing",
]
