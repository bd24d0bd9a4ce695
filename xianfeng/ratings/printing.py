"""Slips on paper: ten on a sheet, each with its QR code, cut along the lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import batched
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from xianfeng.ledgers.documents import printing
from xianfeng.ratings import rules
from xianfeng.ratings.models import Round

_ON_A_SHEET = 10


@dataclass(frozen=True)
class Paper:
    """One slip as it is printed."""

    unit: str
    code: str
    picture: SafeString


def pdf(held: Round, made: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    """Return the slips of each (unit's name, codes) as one PDF; a unit begins on a new sheet.

    Raises ``printing.Unprintable`` where the machine cannot lay out a page.
    """
    sheets = [
        [_paper(unit, code) for code in sheet]
        for unit, codes in made
        for sheet in batched(codes, _ON_A_SHEET)
    ]
    site = settings.SITE_ADDRESS + reverse("rate:code")
    context = {"round": held, "sheets": sheets, "site": site}
    return printing.pdf(render_to_string("ratings/slips_on_paper.html", context))


def address(code: str) -> str:
    """Return where the QR code of a slip leads."""
    return settings.SITE_ADDRESS + reverse("rate:voice", args=[code])


def is_near() -> bool:
    """True while the address is this machine's own: nobody else's telephone could open it."""
    return urlsplit(settings.SITE_ADDRESS).hostname in {"127.0.0.1", "localhost", "::1"}


def _paper(unit: str, code: str) -> Paper:
    # Codes are random, so any pattern of the standard will do; trying all eight takes as many times
    # as long, and a round needs hundreds.
    drawn = segno.make(address(code), error="m", micro=False, mask=0)
    picture = drawn.svg_inline(border=2, omitsize=True)
    return Paper(unit, rules.in_groups(code), mark_safe(picture))  # noqa: S308 - a drawing alone
