"""Examples of the addresses of cards and waivers; their figures follow from what others record."""

from datetime import date

from tests.house.example import PART, STAFF, Example, of
from xianfeng.duties.models import Appeal, Waiver

ASKED = {"unit": "A", "rule": "branch.theme_day", "period": "2021-03"}
EXAMPLES = {
    "duties/cards/": Example(STAFF, send={"standing": "all"}),
    "duties/cards/export": Example(STAFF, send={"standing": "all"}),
    "duties/cards/of/<path:key>": Example(PART, {"key": "card"}),
    "duties/requests/": Example(STAFF),
    "duties/waivers/ask": Example(PART, send=ASKED),
    "duties/waivers/<int:pk>/": of(PART, "waiver"),
}


def furnish(*, a, b, member, people):
    """Ask for a waiver for A, and appeal one of its cards."""
    about = {"rule": "branch.theme_day", "unit": a, "asked_on": date(2021, 5, 1)}
    waiver = Waiver.objects.create(**about, period="2021-01", reason="专属原因")
    Appeal.objects.create(**about, period="2021-04", reason="专属理由")
    return {"waiver": waiver.pk, "card": "branch.theme_day/A/2021-04/0"}


def count(*, root, committee, first, second, beside):
    """Record nothing: branches that held no theme day have their cards already."""
