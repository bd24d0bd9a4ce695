"""One of everything of members for the walks over all addresses, figures and queries."""

from datetime import date

from tests.house.example import PART, STAFF, Example, of, of_member
from tests.members.build import member
from xianfeng.members.models import StandingChange, Transfer

UNIT = {"code": "unit"}
FOUND = {"code": "unit", "finding": "=too_small"}

EXAMPLES = {
    "members/new/": Example(STAFF),
    "members/arrive/": Example(STAFF),
    "members/departures/": Example(STAFF),
    "members/transfers/": Example(STAFF),
    "members/transfers/<int:pk>/": of(PART, "letter"),
    "members/transfers/<int:pk>/letter/": of(PART, "letter"),
    "members/transfers/<int:pk>/receive/": of(PART, "letter", posted=True),
    "members/transfers/<int:pk>/refuse/": of(PART, "letter", posted=True),
    "members/transfers/<int:pk>/withdraw/": of(PART, "letter", posted=True),
    "members/transfers/<int:pk>/lapse/": of(PART, "letter", posted=True),
    "members/<int:pk>/transfer/": of_member(),
    "members/<int:pk>/adjust/": of_member(posted=True),
    "members/<int:pk>/standing/": of_member(),
    "members/<int:pk>/restore/": of_member(posted=True),
    "members/setting/": Example(STAFF),
    "members/setting/export/": Example(STAFF),
    "members/setting/<path:code>/": Example(PART, UNIT),
    "members/setting/<path:code>/approve/<str:finding>/": Example(PART, FOUND),
    "members/setting/<path:code>/end/<str:finding>/": Example(PART, FOUND, posted=True, answer=404),
    "members/officers/": Example(STAFF),
    "members/officers/<path:code>/": Example(PART, UNIT),
    "members/groups/": Example(STAFF),
    "members/groups/<path:code>/": Example(PART, UNIT),
}


def furnish(*, a, b, member, people):
    """Make a letter on the way out of A, to an organisation outside."""
    letter = Transfer.objects.create(
        member=member, kind="outside_out", way="letter", from_unit=a, outside="专属外地党委",
        number="专属-1", issued_on=date(2021, 6, 1), runs_out_on=date(2021, 8, 30),
    )  # fmt: skip
    return {"letter": letter.pk}


def count(*, root, committee, first, second, beside):
    """Record what the figures over comings and goings count: one of each."""
    gone = member("转出者", None)
    Transfer.objects.create(
        member=gone, kind="inside", way="letter", from_unit=first, to_unit=second,
        issued_on=date(2021, 2, 1), runs_out_on=date(2021, 5, 2), state="received",
        closed_on=date(2021, 3, 1),
    )  # fmt: skip
    StandingChange.objects.create(
        member=gone, unit=first, kind="died", changed_on=date(2021, 4, 1), document="证明"
    )
