"""Visits: who was visited, what it came to, who still waits; and who may know."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.care.conftest import AT, TODAY
from tests.members.build import member
from xianfeng.care.actions import visits as actions
from xianfeng.care.actions.visits import Paid
from xianfeng.care.models import Need, Visit
from xianfeng.care.queries import people
from xianfeng.care.queries import visits as queries
from xianfeng.kernel import figures
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.members.models import Membership

DAY = date(2021, 2, 5)
YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def visited(city, *who, **more):
    paid = Paid(
        **{"on": DAY, "people": [one.pk for one in who], "occasion": "new_year",
           "amount": Decimal(500), "fund": "dues", "visitors": "安国"} | more
    )  # fmt: skip
    return actions.record_visits(actor=city.secretary_viewer, at=AT, unit=city.a, paid=paid)


def needed(city, who, kind="hardship", actor="secretary"):
    return actions.add_need(
        actor=getattr(city, f"{actor}_viewer"), at=AT, unit=city.a, member_id=who.pk, kind=kind,
        from_on=date(2021, 1, 1),
    )  # fmt: skip


def values(viewer, *names):
    return [figures.compute(viewer, figures.get(name), *YEAR).value for name in names]


def test_several_people_are_one_record_with_one_audit_row(city):
    visited(city, city.chenchen, city.dingning)
    visited(city, city.chenchen, occasion="first_of_july", amount=Decimal("300.50"))
    assert AuditEntry.objects.filter(verb="care.record_visits").count() == 2
    assert values(city.officer_viewer, "care.visits", "care.amount", "care.people") == [
        3, Decimal("1300.50"), 2,
    ]  # fmt: skip
    assert [(row["member__name"], row["times"], row["amount"], row["last_on"])
            for row in queries.per_head(city.officer_viewer, 2021)] == [
        ("陈晨", 2, Decimal("800.50"), DAY),
        ("丁宁", 1, Decimal(500), DAY),
    ]  # fmt: skip


def test_the_list_of_a_figure_is_its_number(city):
    visited(city, city.chenchen, city.dingning)
    figure = figures.get("care.amount")
    rows = figures.rows(city.officer_viewer, figure, *YEAR)
    assert sum(row.amount for row in rows) == Decimal(1000)
    split = figures.split(city.officer_viewer, figure, "fund", *YEAR)
    assert split == [("dues", Decimal(1000))]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"people": []}, "people"),
        ({"on": date(2021, 6, 21)}, "on"),
        ({"fund": "none"}, "fund"),
        ({"amount": Decimal(-1)}, "amount"),
        ({"amount": Decimal(1_000_000)}, "amount"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(city, changed, field):
    with pytest.raises(Refused) as caught:
        visited(city, city.chenchen, **changed)
    assert (caught.value.field, Visit.objects.count()) == (field, 0)


def test_somebody_of_another_branch_is_refused(city):
    with pytest.raises(Refused, match="有人当天不在本组织，请按新名单核对"):
        visited(city, city.gebi)


def test_a_visit_without_money_has_no_fund(city):
    (made,) = visited(city, city.chenchen, amount=Decimal(0), fund="dues")
    assert (made.fund, made.amount) == ("none", 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=made.pk).update(amount=5)


def test_the_family_of_somebody_who_died_is_visited_within_a_month(city):
    Membership.objects.filter(member=city.dingning).update(until_on=date(2021, 2, 1))
    assert len(visited(city, city.dingning, occasion="funeral")) == 1
    with pytest.raises(Refused):
        visited(city, city.dingning, on=date(2021, 3, 15), occasion="funeral")


@pytest.mark.parametrize("who", ["sibling", "leader", "member", "system"])
def test_only_who_keeps_the_branchs_records_records_a_visit(city, who):
    paid = Paid(DAY, [city.chenchen.pk], "new_year")
    with pytest.raises(Denied):
        actions.record_visits(actor=getattr(city, f"{who}_viewer"), at=AT, unit=city.a, paid=paid)


def test_a_superior_records_on_behalf(city):
    paid = Paid(DAY, [city.chenchen.pk], "new_year")
    (made,) = actions.record_visits(actor=city.officer_viewer, at=AT, unit=city.a, paid=paid)
    (own,) = visited(city, city.dingning)
    assert (made.on_behalf, own.on_behalf) == (True, False)


def test_who_sees_visits(city):
    visited(city, city.chenchen, city.dingning)
    seen = {
        who: sorted(queries.visible_to(getattr(city, f"{who}_viewer"))
                    .values_list("member__name", flat=True))
        for who in ("secretary", "officer", "leader", "sibling", "member", "system")
    }  # fmt: skip
    assert seen == {
        "secretary": ["丁宁", "陈晨"],
        "officer": ["丁宁", "陈晨"],
        "leader": ["丁宁", "陈晨"],
        "sibling": [],
        "member": ["陈晨"],
        "system": [],
    }


def test_a_withdrawn_visit_counts_no_more_and_stays_on_record(city):
    first, _second = visited(city, city.chenchen, city.dingning)
    actions.withdraw_visit(actor=city.secretary_viewer, at=AT, visit=first, reason="重复登记")
    assert values(city.officer_viewer, "care.visits", "care.amount") == [1, Decimal(500)]
    assert queries.listed(city.officer_viewer, 2021).count() == 2
    with pytest.raises(Refused, match="请写明原因"):
        actions.withdraw_visit(actor=city.secretary_viewer, at=AT, visit=_second, reason=" ")
    with pytest.raises(Denied):
        actions.withdraw_visit(actor=city.sibling_viewer, at=AT, visit=_second, reason="别人的")


# Who is in need.


def test_who_is_in_need_is_for_the_branchs_staff_and_party_affairs_staff_above(city):
    needed(city, city.chenchen)
    seen = {
        who: queries.needs(getattr(city, f"{who}_viewer"), TODAY).count()
        for who in ("secretary", "officer", "leader", "sibling", "member", "system")
    }
    assert seen == {
        "secretary": 1, "officer": 1, "leader": 0, "sibling": 0, "member": 0, "system": 0,
    }  # fmt: skip


def test_no_page_shows_a_need_to_anybody_else(city, enter):
    need = needed(city, city.chenchen, kind="illness")
    for who in ("leader", "sibling", "member", "system"):
        client = enter(getattr(city, f"{who}_user"))
        for address in ("/care/needs/", "/care/year/", "/care/units/A/",
                        f"/care/members/{city.chenchen.pk}/", "/care/record/?unit=A",
                        f"/care/needs/{need.pk}/end/"):  # fmt: skip
            page = client.get(address).content.decode()
            assert "（患病）" not in page, (who, address)
            assert "<td>患病</td>" not in page, (who, address)
            assert "患病，自" not in page, (who, address)
    assert (
        "患病，自"
        in enter(city.secretary_user).get(f"/care/members/{city.chenchen.pk}/").content.decode()
    )


def test_who_in_need_was_not_visited_this_year(city):
    needed(city, city.chenchen)
    needed(city, city.dingning, kind="illness")
    visited(city, city.dingning)
    visited(city, city.chenchen, on=date(2020, 12, 30))
    waiting = queries.not_visited(city.secretary_viewer, TODAY)
    assert [need.member.name for need in waiting] == ["陈晨"]
    assert queries.not_visited(city.sibling_viewer, TODAY).count() == 0


def test_somebody_stands_on_the_list_once_for_each_reason_until_it_ends(city):
    need = needed(city, city.chenchen)
    needed(city, city.chenchen, kind="illness")
    with pytest.raises(Refused, match="这个人已按这一类别列入，不用再登记"):
        needed(city, city.chenchen)
    with pytest.raises(Refused, match="结束日期应在列入日期之后，请核对"):
        actions.end_need(actor=city.secretary_viewer, at=AT, need=need, until_on=date(2021, 1, 1))
    actions.end_need(actor=city.secretary_viewer, at=AT, need=need, until_on=date(2021, 6, 1))
    assert [n.kind for n in queries.needs(city.secretary_viewer, TODAY)] == ["illness"]
    assert queries.needs(city.secretary_viewer, date(2021, 5, 31)).count() == 2
    needed(city, city.chenchen)
    assert Need.objects.filter(member=city.chenchen, kind="hardship").count() == 2


@pytest.mark.parametrize("who", ["sibling", "leader", "member", "system"])
def test_nobody_else_puts_somebody_on_the_list_or_takes_them_off(city, who):
    need = needed(city, city.chenchen)
    with pytest.raises(Denied):
        needed(city, city.dingning, actor=who)
    with pytest.raises(Denied):
        actions.end_need(actor=getattr(city, f"{who}_viewer"), at=AT, need=need, until_on=TODAY)


def test_in_a_large_unit_those_in_need_and_those_looked_for_are_offered(city):
    for number in range(people.LONGEST_LIST):
        member(f"众人{number:03d}", city.b)
    needed(city, city.chenchen)
    root = city.root
    assert people.is_long(city.officer_viewer, root, TODAY)
    assert not people.is_long(city.officer_viewer, city.a, TODAY)
    labels = [one.label for one in people.listed(city.officer_viewer, root, TODAY, visiting=True)]
    assert labels == ["陈晨（生活困难）"]
    found = people.listed(city.officer_viewer, root, TODAY, "众人00", (city.gebi.pk,))
    assert [one.label for one in found if one.name == "陈晨"] == ["陈晨"]
    assert [one.name for one in found] == [
        "陈晨", *(f"众人{number:03d}" for number in range(10)), "隔壁",
    ]  # fmt: skip
