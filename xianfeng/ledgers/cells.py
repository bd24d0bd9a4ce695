"""Parses raw cells: every parser returns (value, error code), (None, None) for a blank cell."""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from xianfeng.ledgers.codes import Choices

_PLAIN = re.compile(r"[\u4e00-\u9fff、0-9A-Za-z]*")
_HAN_WITH_SPACES = re.compile(r"[\u3400-\u9fff\s]+")
_LONGEST_SPACED_NAME: Final = 4
_NOTHING: Final = frozenset(
    {"", "-", "--", "—", "——", "/", "\\", "无", "暂无", "空", "N/A", "#N/A"}
)
_WIDE = str.maketrans(
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {0x3000: " ", 0xA0: " "}
    # What is not seen: NUL, which PostgreSQL refuses, zero width, and turns of the direction.
    | dict.fromkeys((0, 0x200B, 0xFEFF, 0x200E, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_KEPT_WIDE: Final = "，；：（）！？"  # Chinese punctuation stays as it is written
_TEXT_WIDE = {k: v for k, v in _WIDE.items() if chr(k) not in _KEPT_WIDE}
_QUOTES: Final = "'‘’`＇\u2019"
_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_LIST_SEPARATORS = re.compile(r"[、,，;；/／|\s]+")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(E[+-]?\d{1,3})?", re.IGNORECASE | re.ASCII)
_MOST_DIGITS: Final = 15
_HUGE: Final = 1e16
_MONEY_SIGNS = re.compile(r"^[¥￥]|元$")


def written(raw: object) -> str:
    """Return a cell as clean text: half-width digits and spaces, no apostrophe in front.

    A whole number held as a float loses its '.0'; dates come as ISO text; None is ''.
    """
    if type(raw) is str:
        return raw if _PLAIN.fullmatch(raw) else _clean(raw)
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else repr(raw)
    if isinstance(raw, dt.datetime) and raw.time() == dt.time():
        return raw.date().isoformat()
    return str(raw)


@lru_cache(maxsize=65_536)
def _clean(text: str) -> str:
    text = text.translate(_TEXT_WIDE).strip()
    if protected := _FORMULA_TEXT.fullmatch(text):  # ="0012": how text survives in a CSV
        text = protected[1]
    return text.lstrip(_QUOTES).strip()


def text(raw: object) -> tuple[str, None]:
    """Return clean text, '' for a blank cell."""
    return written(raw), None


def name(raw: object) -> tuple[str, None]:
    """Return a person's name; spaces that only spread out a short Chinese name are dropped."""
    value = written(raw)
    if " " in value or "\t" in value or "\n" in value:
        joined = "".join(value.split())
        if _HAN_WITH_SPACES.fullmatch(value) and len(joined) <= _LONGEST_SPACED_NAME:
            return joined, None
        return " ".join(value.split()), None
    return value, None


def listed(raw: object) -> tuple[tuple[str, ...], None]:
    """Split a cell at 、 , ; / and spaces; repeated entries count once."""
    if raw == "" or raw is None:
        return (), None
    return _split(written(raw)), None


@lru_cache(maxsize=16_384)
def _split(value: str) -> tuple[str, ...]:
    parts = _LIST_SEPARATORS.split(value)
    return tuple(dict.fromkeys(part for part in parts if part not in _NOTHING))


def choice(raw: object, choices: Choices) -> tuple[str | None, str | None]:
    """Return the canonical spelling out of `choices`, or choice_unknown."""
    try:
        return choices.seen[raw], None
    except (KeyError, TypeError):
        pass
    value = "".join(written(raw).split())
    if value in _NOTHING and value not in choices.lookup:
        return None, None
    found = choices.find(value)
    if found is None:
        return None, "choice_unknown"
    if isinstance(raw, str):  # 1 == True == 1.0 as keys: memoise text alone
        choices.remember(raw, found)
    return found, None


def yes_no(raw: object) -> tuple[bool | None, str | None]:
    """Return True for 是 √ 有 1 …, False for 否 × 无 0 …, None for a blank cell."""
    value = written(raw).upper()
    if value in ("是", "√", "✓", "✔", "有", "1", "Y", "YES", "TRUE", "对"):
        return True, None
    if value in ("否", "×", "✗", "X", "无", "0", "N", "NO", "FALSE", "不是", "没有"):
        return False, None
    return (None, None) if value in _NOTHING else (None, "choice_unknown")


def integer(raw: object) -> tuple[int | None, str | None]:
    """Return a whole number; '3年' and '45人' count as the number in front."""
    value, code = money(raw, _INTEGER_UNITS)
    if value is None:
        return None, code
    return (int(value), None) if value == value.to_integral_value() else (None, "number_invalid")


_INTEGER_UNITS = re.compile(r"[年人名次个届]$")


def money(
    raw: object, ornaments: re.Pattern[str] = _MONEY_SIGNS
) -> tuple[Decimal | None, str | None]:
    """Return an amount in yuan; currency signs, 元 and thousands separators are dropped."""
    if type(raw) is float:
        return (Decimal(repr(raw)), None) if abs(raw) < _HUGE else (None, "number_invalid")
    if type(raw) is int:
        return (Decimal(raw), None) if abs(raw) < _HUGE else (None, "number_invalid")
    if raw == "" or raw is None:
        return None, None
    if not isinstance(raw, str):
        return None, "number_invalid"
    value = ornaments.sub("", "".join(written(raw).split()).replace("，", ","))
    if value in _NOTHING:
        return None, None
    if _THOUSANDS.fullmatch(value):
        value = value.replace(",", "")
    if not _NUMBER.fullmatch(value):
        return None, "number_invalid"
    amount = Decimal(value)
    return (amount, None) if amount.adjusted() <= _MOST_DIGITS else (None, "number_invalid")


_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(
    r"(\(0\d{2,3}\)|0\d{2,3}-?)?[2-9]\d{6,7}([-转]\d{1,6})?|[48]00-?\d{3}-?\d{4}", re.ASCII
)
_COUNTRY = re.compile(r"^(\+|00)?86-?(?=1[3-9])")


def phone(raw: object, *, landline: bool = False) -> tuple[str | None, str | None]:
    """Return a mainland mobile number as 11 digits; landlines too where the column allows."""
    if type(raw) is str and _MOBILE.fullmatch(raw):
        return raw, None
    value = "".join(written(raw).replace("（", "(").replace("）", ")").split())
    value = value.replace("—", "-").replace("–", "-")
    if value in _NOTHING:
        return None, None
    digits = _COUNTRY.sub("", value).replace("-", "")
    if _MOBILE.fullmatch(digits):
        return digits, None
    if landline and _LANDLINE.fullmatch(value):
        return value.replace("(", "").replace(")", "-").replace("转", "-"), None
    return None, "phone_invalid"
