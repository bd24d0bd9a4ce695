"""How the example of an address is written down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PUBLIC = "public"  # answers whoever asks
ANONYMOUS = "anonymous"  # answers who is not signed in, and sends others on
SIGNED_IN = "signed in"  # answers everybody who is signed in, with what is theirs
PART = "part"  # an object of A: exists for the superior, for nobody else
STAFF = "staff"  # a list: answers the superior; others get none of A, or nothing at all
OFFICES = ("system", "security", "audit")  # exists for the holder of this office alone


@dataclass(frozen=True)
class World:
    """Branch A with one of everything, and everybody who comes by."""

    keys: Mapping[str, Any]
    people: Mapping[str, Any]


@dataclass(frozen=True)
class Example:
    """One address: ``keys`` fill the route, ``send`` is the query, or the body when posted.

    ``answer`` is the status for those who may (a bare post is mostly told what is missing),
    ``refused`` for those who may not; ``also`` names further offices it is open to.
    """

    whose: str
    keys: Mapping[str, str] = field(default_factory=dict)
    send: Mapping[str, Any] = field(default_factory=dict)
    posted: bool = False
    answer: int = 200
    refused: tuple[int, ...] = (404,)
    also: tuple[str, ...] = ()


def of_unit(**more: Any) -> Example:
    """Return the example of a page of unit A."""
    return Example(PART, {"code": "unit"}, **more)


def of_member(**more: Any) -> Example:
    """Return the example of a page of the member of A."""
    return Example(PART, {"pk": "member"} | more.pop("keys", {}), **more)


def of(whose: str, key: str, **more: Any) -> Example:
    """Return the example of a page that is found by one key."""
    return Example(whose, {"pk": key}, **more)
