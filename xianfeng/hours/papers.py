"""Certificates as paper: one page or more for each member, in one file."""

from collections.abc import Sequence

from django.template.loader import render_to_string

from xianfeng.hours.enums import Source
from xianfeng.hours.models import Certificate
from xianfeng.ledgers.documents import printing


def pdf(certificates: Sequence[Certificate], address: str = "") -> bytes:
    """Return the certificates as a PDF; ``address`` is where a reader checks them.

    Raises printing.Unprintable.
    """
    papers = [
        (one, [(line, Source(line.source).label) for line in one.listed]) for one in certificates
    ]
    context = {"papers": papers, "address": address}
    return printing.pdf(render_to_string("hours/certificate.html", context))
