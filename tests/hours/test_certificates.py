"""Certificates: whose, of what, once; and held against the records by who reads one."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.hours.build import NOW, ON, YEAR, City, gave
from xianfeng.hours import queries
from xianfeng.hours.actions import issue_certificate
from xianfeng.hours.models import Certificate, Stint
from xianfeng.hours.rules import Line
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied, Viewer, operator

pytestmark = pytest.mark.django_db
NOBODY = Viewer(None, "")


@pytest.fixture
def city():
    return City()


def issued(actor, member, **span):
    return issue_certificate(actor=actor, at=NOW, member=member, **YEAR | span)


def checked(number, name):
    """Return what somebody without an account is told: None, or whether the records agree."""
    found = queries.certified(NOBODY, number, name)
    return found and found[1]


def test_a_member_gets_everything_they_gave_and_one_audit_row_says_so(city):
    gave(city.zhang, city.one, 1, date(2021, 3, 1), "1.5", "request", "便民维修")
    gave(city.zhang, city.two, 2, date(2021, 5, 1), "2")
    gave(city.zhang, city.one, 3, date(2020, 12, 31), "8")
    gave(city.li, city.one, 2, date(2021, 5, 1), "3")
    made = issued(city.own, city.zhang)
    assert made.listed == [
        Line("request", 1, date(2021, 3, 1), "便民维修", "1.50"),
        Line("event", 2, date(2021, 5, 1), "清洁家园", "2.00"),
    ]
    assert (made.hours, made.unit, made.made_on, made.on_behalf) == (
        Decimal("3.50"), city.two, ON, False,
    )  # fmt: skip
    entry = AuditEntry.objects.get(verb="hours.issue_certificate")
    assert (entry.subject_id, entry.unit_id) == (city.zhang.pk, city.two.pk)
    assert made.number not in str(entry.new)


def test_staff_certify_what_was_given_in_their_units(city):
    gave(city.zhang, city.one, 1, date(2021, 3, 1), "1.5")
    gave(city.zhang, city.far, 2, date(2021, 5, 1), "2")
    made = issued(city.secretary, city.zhang)
    assert [line.key for line in made.listed] == [1]
    assert (made.unit, made.on_behalf) == (city.one, True)
    assert [line.key for line in issued(city.clerk, city.zhang).listed] == [1]
    assert [line.key for line in issued(city.officer, city.zhang).listed] == [1, 2]
    assert [line.key for line in issued(operator("x"), city.zhang).listed] == [1, 2]


def test_who_keeps_no_records_certifies_for_nobody_else(city):
    gave(city.li, city.one, 1)
    for actor in (city.leader, city.own, NOBODY):
        with pytest.raises(Denied):
            issued(actor, city.li)
    for actor in (city.second, city.rival):
        with pytest.raises(Refused):
            issued(actor, city.li)
    assert Certificate.objects.count() == 0


def test_the_same_paper_asked_for_again_is_the_same_paper(city):
    gave(city.li, city.one, 1)
    first = issued(city.secretary, city.li)
    assert issued(city.secretary, city.li) == first
    assert AuditEntry.objects.filter(verb="hours.issue_certificate").count() == 2
    gave(city.li, city.one, 2)
    second = issued(city.secretary, city.li)
    assert (second == first, len(second.listed)) == (False, 2)
    first.refresh_from_db()
    assert len(first.listed) == 1


@pytest.mark.parametrize(
    ("span", "field"),
    [
        ({"first": date(2021, 6, 30), "last": date(2021, 6, 1)}, "first"),
        ({"last": date(2021, 7, 1)}, "last"),
        ({"first": date(2021, 6, 1), "last": date(2021, 6, 29)}, "first"),
    ],
)
def test_a_span_must_be_one_and_gone_and_hold_hours(city, span, field):
    gave(city.li, city.one, 1)
    with pytest.raises(Refused) as refused:
        issued(city.secretary, city.li, **span)
    assert refused.value.field == field
    assert Certificate.objects.count() == 0


def test_number_and_name_together_are_the_key(city):
    gave(city.li, city.one, 1)
    number = issued(city.secretary, city.li).printed_number
    assert checked(number, "李四") is True
    assert checked(number.lower().replace("-", " "), " 李 四 ") is True
    assert checked(number, "张三") is None
    assert checked(number, "") is None
    assert checked("", "李四") is None
    assert checked("2345-6789-ABCD", "李四") is None


def test_what_was_put_right_since_is_said_and_what_was_added_is_not(city):
    stint = gave(city.li, city.one, 1, hours="2")
    number = issued(city.secretary, city.li).number
    gave(city.li, city.one, 2)
    assert checked(number, "李四") is True
    Stint.objects.filter(pk=stint.pk).update(hours=Decimal("1"))
    assert checked(number, "李四") is False
    stint.delete()
    assert checked(number, "李四") is False


def test_staff_see_the_papers_they_had_made_and_members_all_their_own(city):
    gave(city.zhang, city.one, 1)
    gave(city.li, city.one, 1)
    own, ours = issued(city.own, city.zhang), issued(city.secretary, city.zhang)
    other = issued(city.secretary, city.li)

    def seen(viewer):
        return set(queries.certificates(viewer).values_list("pk", flat=True))

    assert seen(city.own) == {own.pk, ours.pk}
    assert seen(city.secretary) == seen(city.leader) == seen(city.officer) == {ours.pk, other.pk}
    assert seen(city.second) == seen(city.rival) == seen(NOBODY) == set()
    assert seen(operator("x")) == {own.pk, ours.pk, other.pk}


def test_a_paper_over_several_units_is_read_by_who_reads_them_all(city):
    gave(city.zhang, city.one, 1, date(2021, 3, 1))
    gave(city.zhang, city.two, 2, date(2021, 5, 1))
    made = issued(city.clerk, city.zhang)
    assert made.unit == city.office
    seen = {name for name in city.users if queries.certificates(getattr(city, name)).exists()}
    assert seen == {"officer", "clerk", "own"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_on": date(2021, 7, 1)},
        {"last_on": date(2021, 7, 1)},
        {"hours": 0},
    ],
)
def test_the_database_refuses_an_impossible_paper(city, wrong):
    fields = {
        "number": "23456789ABCD", "member": city.li, "unit": city.one, "lines": [], "hours": 1,
        "first_on": date(2021, 1, 1), "last_on": ON, "made_on": ON,
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(**fields | wrong)
    Certificate.objects.create(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(**fields)
