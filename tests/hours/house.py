"""Examples of the addresses of hours, and facts that its figures count."""

from datetime import date

from tests.house.example import PART, PUBLIC, SIGNED_IN, STAFF, Example, of, of_member
from xianfeng.hours.models import Certificate, Stint
from xianfeng.members.models import Member

AT_A = {"unit": "A"}
EXAMPLES = {
    "hours/": Example(STAFF, send=AT_A),
    "hours/export/": Example(STAFF, send=AT_A),
    # Who looks here is no member.
    "hours/mine/": Example(SIGNED_IN, answer=404),
    "hours/members/<int:pk>/": of_member(),
    "hours/members/<int:pk>/certify/": of_member(posted=True, answer=302),
    "hours/certificates/<int:pk>/": of(PART, "certificate"),
    "hours/stints/<int:pk>/": of(PART, "stint"),
    "hours/check/": Example(PUBLIC),
}
ON = date(2021, 2, 6)


def furnish(*, a, b, member, people):
    """Give hours of A's member, certified by their branch."""
    stint = Stint.objects.create(
        member=member, unit=a, source="event", key=900_001, what="专属活动", on=ON, hours="2"
    )
    stint.refresh_from_db()
    made = Certificate.objects.create(
        number="23456789ABCD", member=member, unit=a, first_on=date(2021, 1, 1), last_on=ON,
        lines=[["event", 900_001, "2021-02-06", "专属活动", "2.00"]], hours="2", made_on=ON,
        on_behalf=True,
    )  # fmt: skip
    return {"stint": stint.pk, "certificate": made.pk}


def count(*, root, committee, first, second, beside):
    """Give half a day of a member of the second branch, in February 2021."""
    one = Member.objects.filter(memberships__unit=second).order_by("pk").first()
    if one is not None:
        Stint.objects.create(
            member=one, unit=second, source="event", key=900_002, what="植树", on=ON, hours="4"
        )
