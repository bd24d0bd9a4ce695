"""Ages and years in the ranks as of a day, and the bands in which they are counted: pure."""

from dataclasses import dataclass
from datetime import date

from xianfeng.kernel.periods import add_months

HAN = "01"
YOUNGEST = 18


@dataclass(frozen=True)
class Band:
    """A span of whole years, both ends inside; None is open."""

    id: str
    title: str
    low: int | None
    high: int | None


# The bands of the yearly statistics of members (党内统计公报).
AGES = (
    Band("0-30", "30岁及以下", None, 30),
    Band("31-35", "31至35岁", 31, 35),
    Band("36-40", "36至40岁", 36, 40),
    Band("41-45", "41至45岁", 41, 45),
    Band("46-50", "46至50岁", 46, 50),
    Band("51-55", "51至55岁", 51, 55),
    Band("56-60", "56至60岁", 56, 60),
    Band("61-", "61岁及以上", 61, None),
)
YEARS = (
    Band("0-4", "不满5年", None, 4),
    Band("5-9", "5至9年", 5, 9),
    Band("10-19", "10至19年", 10, 19),
    Band("20-29", "20至29年", 20, 29),
    Band("30-39", "30至39年", 30, 39),
    Band("40-49", "40至49年", 40, 49),
    Band("50-", "50年及以上", 50, None),
)


def whole_years(since: date, on: date) -> int:
    """Return the whole years from one day to another: an age, or the years in the ranks."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def began_within(band: Band, on: date) -> tuple[date | None, date | None]:
    """Return (after, until): who began after the one and not after the other is in the band."""
    after = None if band.high is None else add_months(on, -12 * (band.high + 1))
    until = None if band.low is None else add_months(on, -12 * band.low)
    return after, until


def band_of(bands: tuple[Band, ...], band_id: str) -> Band | None:
    """Return the band of that id, or None."""
    return next((band for band in bands if band.id == band_id), None)


def joined_too_young(born_on: date, joined_on: date) -> bool:
    """True when somebody joined before turning eighteen.

    Source: 中国共产党章程 第一条（年满十八岁）.
    """
    return whole_years(born_on, joined_on) < YOUNGEST
