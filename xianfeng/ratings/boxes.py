"""The sealed box of one unit in an open round: for actions, which check and log.

No row is made for a voice. Stars and words are kept apart, so that no voice has a signature.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from xianfeng.kernel import crypto
from xianfeng.ratings.enums import Stars
from xianfeng.ratings.models import Box, Rated, Remark, Voice

MOST_SIGNS = 200
_EACH = 4 * MOST_SIGNS + 8  # a sign takes four bytes at most: those that JSON escapes take two
_FRAME = 200
_DIGITS = 6


@dataclass
class Held:
    """What a box holds: how many gave so many stars, and the words, sorted."""

    stars: dict[int, int] = field(default_factory=lambda: dict.fromkeys(Stars.values, 0))
    words: list[str] = field(default_factory=list)

    @property
    def votes(self) -> int:
        """Return how many voices were given."""
        return sum(self.stars.values())


def digest(code: str) -> UUID:
    """Return the key of the slip with this code: nobody can find the code from it."""
    index = crypto.blind("rating slip", code)
    return UUID(bytes=(index or b"")[:16])


def set_up(rated: Rated, held: Held | None = None) -> None:
    """Make the box of a unit whose round opens: empty, unless something is in it already."""
    Box.objects.create(rated=rated, sealed=_sealed(held or Held(), rated.made))


def widen(rated: Rated) -> None:
    """Give the box room for the slips that were made since; a draft has none yet."""
    box = Box.objects.select_for_update().filter(rated=rated).first()
    if box is not None:
        _put(box, _opened(box), rated)


def drop(rated: Rated, stars: int, text: str) -> None:
    """Drop one voice into the box; the caller holds the round's row."""
    box = Box.objects.select_for_update().get(rated=rated)
    held = _opened(box)
    held.stars[stars] += 1
    if text:
        held.words = sorted([*held.words, text])
    _put(box, held, rated)


def empty(rated: Rated) -> Held:
    """Take everything out of a box, and destroy it."""
    box = Box.objects.select_for_update().get(rated=rated)
    held = _opened(box)
    box.delete()
    return held


def store(rated: Rated, held: Held) -> None:
    """Write the voices and words of a unit that is shown: sorted, so that no order tells more."""
    rated.votes = held.votes
    rated.save(update_fields=["votes"])
    stars = [number for number, times in sorted(held.stars.items()) for _ in range(times)]
    Voice.objects.bulk_create(Voice(rated=rated, stars=number) for number in stars)
    Remark.objects.bulk_create(Remark(rated=rated, text=text) for text in held.words)


def destroy(rated: Iterable[Rated]) -> None:
    """Destroy the boxes of these units unread."""
    Box.objects.filter(rated__in=[one.pk for one in rated]).delete()


def _put(box: Box, held: Held, rated: Rated) -> None:
    box.sealed = _sealed(held, rated.made)
    box.save(update_fields=["sealed"])


def _sealed(held: Held, slips: int) -> bytes:
    """Seal, padded to what as many slips could fill: the length says nothing of what was given."""
    stars = {str(number): f"{times:0{_DIGITS}}" for number, times in held.stars.items()}
    text = json.dumps({"stars": stars, "words": held.words}, ensure_ascii=False)
    return crypto.seal(text + " " * (_FRAME + _EACH * slips - len(text.encode())))


def _opened(box: Box) -> Held:
    inside = json.loads(crypto.unseal(box.sealed))
    stars = {int(number): int(times) for number, times in inside["stars"].items()}
    return Held(stars, inside["words"])
