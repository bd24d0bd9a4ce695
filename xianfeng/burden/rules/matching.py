"""Recognises a field that the system holds already, or that another task asked for: pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_NOISE = re.compile(r"[\W_]+|\([^()]*\)")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|「|」|“|”")
_BEFORE = re.compile(
    r"^(请|如实|准确|填写|填报|填|报送|上报|提供|统计|核对|本|你|您|贵|各|该|全|所在|所属|"
    r"单位|支部|党支部|党组织|组织|目前|现有|现|截至目前|截至|今年以来|今年|本年度|本年|年度|"
    r"上半年|下半年|全年|累计|共有|共|的|有)+"
)
_AFTER = re.compile(
    r"(的|总|人|名|个|次|数|数量|总数|人数|名数|个数|次数|总量|多少|几|情况|统计|合计|"
    r"为|是|及|等)+$"
)
_LEAST = 2
OVERLAP_DAYS = 365


@dataclass(frozen=True)
class Known:
    """Something the system holds: its names, and where it is to be read."""

    source: str
    title: str
    words: tuple[str, ...]
    pointer: str


@dataclass(frozen=True)
class Earlier:
    """A field of a task that was issued: to which units, when, and whether it is still open."""

    core: str
    title: str
    task: str
    units: frozenset[int]
    issued_on: date
    open: bool
    pointer: str


def core(title: str) -> str:
    """Return what a field's title is about, without polite, possessive and counting words.

    「请填写本支部党员总数（人）」 and 「党员数」 are both 「党员」; such words alone stay.
    """
    even = unicodedata.normalize("NFKC", title).strip()
    even = _NOISE.sub("", _BRACKETS.sub("", even)).casefold()
    short = _AFTER.sub("", _BEFORE.sub("", even))
    return short if len(short) >= _LEAST else even


def held(title: str, known: Iterable[Known]) -> Known | None:
    """Return what the system holds under a field's title or one of its synonyms, or None.

    Source: 整治形式主义为基层减负若干规定（2024-08）：同类材料最多报一次。
    Reading: the same thing under another polite word is the same thing; equal after ``core``.
    """
    wanted = core(title)
    for each in known:
        if wanted in {core(word) for word in (each.title, *each.words)}:
            return each
    return None


def again(
    title: str, units: frozenset[int], earlier: Iterable[Earlier], today: date
) -> Earlier | None:
    """Return the task that asked the same of any of these units, or None.

    It counts when it was issued within the last 12 months, or is open today.
    Source: as ``held``. Local: 12 months.
    """
    wanted, since = core(title), today - timedelta(days=OVERLAP_DAYS)
    for each in earlier:
        lately = each.open or each.issued_on >= since
        if each.core == wanted and lately and units & each.units:
            return each
    return None
