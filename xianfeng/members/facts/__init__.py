"""What happened to members: joined, moved, took up posts, left."""

from xianfeng.members.facts.moves import STANDING, TRANSFER_IN, TRANSFER_OUT
from xianfeng.members.facts.posts import POST
from xianfeng.members.facts.spells import (
    ACCEPTED,
    BELONGING,
    CONFIRMED,
    GROUP_SPELL,
    MEMBERSHIP,
)

KINDS = (
    MEMBERSHIP,
    BELONGING,
    ACCEPTED,
    CONFIRMED,
    POST,
    GROUP_SPELL,
    TRANSFER_OUT,
    TRANSFER_IN,
    STANDING,
)

__all__ = [
    "ACCEPTED",
    "BELONGING",
    "CONFIRMED",
    "GROUP_SPELL",
    "KINDS",
    "MEMBERSHIP",
    "POST",
    "STANDING",
    "TRANSFER_IN",
    "TRANSFER_OUT",
]
