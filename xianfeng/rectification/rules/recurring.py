"""Which earlier problem a new one repeats: the same words, or nearly the same."""

import unicodedata
from collections.abc import Iterable

ALIKE = 0.7


def normalised(text: str) -> str:
    """Return the letters and digits of a text: width, case, spaces and punctuation do not count."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def overlap(one: str, other: str) -> float:
    """Return how far two normalised texts share their pairs of neighbouring characters: 0 to 1."""
    if one == other:
        return 1.0
    mine, theirs = _pairs(one), _pairs(other)
    if not mine or not theirs:
        return 0.0
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


def alike(one: str, other: str) -> bool:
    """True when one text says the same as the other, or nearly.

    Local: two texts are nearly the same when 7 of 10 of their pairs of characters are shared.
    """
    return overlap(normalised(one), normalised(other)) >= ALIKE


def nearest(text: str, earlier: Iterable[tuple[int, str]]) -> list[int]:
    """Return the keys of the earlier texts that are alike, the most alike first."""
    own = normalised(text)
    found = [(overlap(own, normalised(said)), key) for key, said in earlier]
    return [key for share, key in sorted(found, key=lambda one: (-one[0], -one[1]))
            if share >= ALIKE]  # fmt: skip


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
