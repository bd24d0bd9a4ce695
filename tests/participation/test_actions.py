"""A community's word and a unit's signature: who may, of whom, when, and what it leaves."""

from datetime import date

import pytest
from django.db import IntegrityError

from tests.members.build import member
from tests.participation.build import AT, MARCH, ON, at, said, signed
from tests.units.build import NOW
from xianfeng.checkin import actions as checkin
from xianfeng.kernel.actions import Conflict, Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.participation import actions
from xianfeng.participation.enums import Verdict
from xianfeng.participation.models import Opinion, Report


def test_a_community_says_of_a_unit_that_it_is_so(city):
    row = said(city)
    found = (row.unit, row.member, row.community, row.year, row.verdict, row.text, row.said_on)
    assert found == (city.one, None, city.east, 2021, "true", "", ON)
    assert AuditEntry.objects.latest("pk").verb == "participation.give_opinion"


def test_what_differs_is_written_down(city):
    with pytest.raises(Refused) as refused:
        said(city, verdict=Verdict.DIFFERS, text="  ")
    assert (refused.value.message, refused.value.field) == ("请写明哪里有出入。", "text")
    row = said(city, verdict=Verdict.DIFFERS, text=" 少来一次 ")
    assert (row.verdict, row.text) == ("differs", "少来一次")


def test_a_grid_assigned_makes_its_community_one_that_speaks(city):
    assert said(city, city.two).unit == city.two


def test_a_community_says_it_of_a_member_and_the_branch_is_known(city):
    row = said(city, city.members[0])
    assert (row.unit, row.member, row.community) == (city.one, city.members[0], city.east)


@pytest.mark.parametrize("name", ["neighbour", "secretary", "officer", "clerk", "first", "leader"])
def test_nobody_but_who_works_there_speaks_for_a_community(city, name):
    with pytest.raises(Denied):
        said(city, actor=name)
    assert Opinion.objects.count() == 0


def test_no_community_speaks_of_who_was_not_there(city):
    with pytest.raises(Refused) as refused:
        said(city, city.far)
    assert refused.value.message == "这个党组织这一年没有在本社区报到，也没有联系本社区。"
    with pytest.raises(Refused) as refused:
        said(city, city.outsider)
    assert refused.value.message == "这名党员这一年没有在本社区报到。"
    with pytest.raises(Refused):
        said(city, year=2020)


def test_who_was_sent_back_was_not_there(city):
    checkin.refuse_checkin(
        actor=city.worker, at=NOW, row=city.checked_in, version=1, because="没有来过"
    )
    with pytest.raises(Refused):
        said(city)


def test_who_left_during_the_year_was_there(city):
    checkin.end_checkin(
        actor=city.secretary, at=NOW, row=city.checked_in, version=1, until_on=date(2021, 6, 1)
    )
    assert said(city).unit == city.one
    with pytest.raises(Refused):
        said(city, year=2022, when=at(2022, 12, 5))


def test_a_year_is_spoken_of_from_december_on(city):
    for act in (
        lambda: said(city, when=at(2021, 11, 30)),
        lambda: signed(city, when=at(2021, 11, 30)),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.message == "2021 年还没有过完，2021年12月1日起办理。"
    assert said(city, when=at(2021, 12, 1)).said_on == date(2021, 12, 1)


def test_one_word_for_each_unit_community_and_year(city):
    said(city)
    with pytest.raises(Refused):
        said(city)
    said(city, city.members[0])
    with pytest.raises(Refused):
        said(city, city.members[0])
    assert Opinion.objects.count() == 2


def test_a_word_is_changed_by_who_saw_it_last(city):
    row = said(city)
    changed = actions.amend_opinion(
        actor=city.worker, at=at(2021, 12, 22), row=row, version=1, verdict=Verdict.DIFFERS,
        text="只来过一次",
    )  # fmt: skip
    assert (changed.verdict, changed.text, changed.version) == ("differs", "只来过一次", 2)
    assert changed.said_on == date(2021, 12, 22)
    with pytest.raises(Conflict):
        actions.amend_opinion(actor=city.worker, at=AT, row=row, version=1, verdict=Verdict.TRUE)
    with pytest.raises(Denied):
        actions.amend_opinion(actor=city.neighbour, at=AT, row=row, version=2, verdict=Verdict.TRUE)


def test_a_unit_signs_once_all_its_communities_have_spoken(city):
    with pytest.raises(Refused) as refused:
        signed(city)
    assert refused.value.message == "东街社区还没有给出意见；2022年1月15日以后可以不等。"
    said(city)
    row = signed(city)
    assert (row.unit, row.year, row.signed_on, row.version) == (city.one, 2021, ON, 1)
    assert row.signed_by == city.users["secretary"]
    with pytest.raises(Refused) as refused:
        signed(city)
    assert refused.value.message == "这一年的报告已经签署；要改，请先由党组织撤回签署。"


def test_after_its_day_a_missing_word_holds_nobody_up(city):
    with pytest.raises(Refused):
        signed(city, when=at(2022, 1, 15))
    assert signed(city, when=at(2022, 1, 16)).signed_on == date(2022, 1, 16)


def test_another_unit_s_word_does_not_count(city):
    said(city, city.two)
    said(city, city.members[0])
    with pytest.raises(Refused):
        signed(city)


def test_who_was_nowhere_signs_without_a_word(city):
    alone = city.office
    assert signed(city, alone, actor="clerk").unit == alone


@pytest.mark.parametrize("name", ["worker", "leader", "first", "second", "rival"])
def test_nobody_else_signs(city, name):
    said(city)
    with pytest.raises(Denied):
        signed(city, actor=name)
    assert Report.objects.count() == 0


def test_signed_nothing_is_said_otherwise_until_it_is_opened_again(city):
    row = said(city)
    report = signed(city)
    again = {"at": AT, "row": row, "version": 1, "verdict": Verdict.DIFFERS, "text": "少一次"}
    with pytest.raises(Refused):
        actions.amend_opinion(actor=city.worker, **again)
    with pytest.raises(Refused):
        said(city, city.members[0])
    with pytest.raises(Denied):
        actions.reopen_report(actor=city.worker, at=AT, row=report, version=1)
    with pytest.raises(Conflict):
        actions.reopen_report(actor=city.secretary, at=AT, row=report, version=2)
    opened = actions.reopen_report(actor=city.secretary, at=AT, row=report, version=1)
    assert (opened.signed_on, opened.signed_by, opened.version) == (None, None, 2)
    actions.amend_opinion(actor=city.worker, **again)
    with pytest.raises(Refused):
        actions.reopen_report(actor=city.secretary, at=AT, row=report, version=2)
    with pytest.raises(Conflict):
        signed(city)
    assert signed(city, version=2).version == 3


def test_a_member_who_moved_is_spoken_of_in_both_places(city):
    first = city.members[0]
    checkin.checkin_member(
        actor=city.secretary, at=NOW, member=first, community=city.west, from_on=date(2021, 6, 1)
    )
    assert said(city, first).community == city.east
    assert said(city, first, actor="neighbour", where=city.west).community == city.west


def test_the_branch_is_the_last_of_the_year(city):
    mover = member("转接党员", city.one, until=date(2021, 8, 1))
    mover.memberships.create(unit=city.two, from_on=date(2021, 8, 1))
    checkin.checkin_member(
        actor=city.secretary, at=NOW, member=mover, community=city.east, from_on=MARCH
    )
    assert said(city, mover).unit == city.two


@pytest.mark.parametrize(
    "wrong",
    [{"verdict": "good"}, {"verdict": "differs", "text": ""}],
)
def test_the_database_refuses_what_cannot_be(city, wrong):
    chosen = {"verdict": "true", "text": "", "said_on": ON} | wrong
    with pytest.raises(IntegrityError):
        Opinion.objects.create(unit=city.one, community=city.east, year=2021, **chosen)


def test_the_database_refuses_a_signature_without_its_day(city):
    with pytest.raises(IntegrityError):
        Report.objects.create(unit=city.one, year=2021, signed_by=city.users["secretary"])
