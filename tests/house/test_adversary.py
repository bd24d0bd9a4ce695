"""What somebody learns who tries: each test holds data that would show if it leaked."""

from datetime import date

import pytest

from tests.members.build import member
from tests.units.build import DAY, NOW, agency, unit, user, viewer
from xianfeng.ledgers import registry
from xianfeng.life import queries as life
from xianfeng.life.models import Meeting
from xianfeng.members.models import Membership
from xianfeng.units import queries as units
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    """Return the root and two branches below it, each of an agency of its own."""
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE, name="隐藏的工委")
    a = unit("A", root, agency=agency("甲局"))
    b = unit("B", root, agency=agency("隐藏的乙局"))
    return root, a, b


def meeting_of(branch):
    return Meeting.objects.create(
        unit=branch, kind="general_meeting", held_on=date(2021, 3, 5), title="一季度大会",
        state="confirmed", absentees="缺席者", recorded_at=NOW, confirmed_at=NOW,
    )  # fmt: skip


def test_a_plain_member_is_not_told_who_was_absent_in_an_old_ledger_either(city):
    meeting = meeting_of(city[1])
    for role, told in ((Role.MEMBER, ""), (Role.LEADER, "缺席者")):
        history = life.versions(viewer((role, city[1])), meeting)
        assert history.current.cells["absentees"] == told


def test_a_hidden_code_is_searched_for_as_any_word_is(city):
    _root, a, b = city
    meeting_of(a)
    a.name = "1B支部"
    a.save()
    looking = viewer((Role.SECRETARY, a))
    assert life.listed(looking, unit=b.code).count() == life.listed(looking, unit="1B").count() == 1


def test_a_manager_is_offered_the_agencies_of_their_part(city):
    root, a, _b = city
    agency("没有组织的单位")
    offered = [one.name for one in units.agencies(viewer((Role.OFFICE, a)))]
    assert offered == ["没有组织的单位", "甲局"]
    assert len(units.agencies(viewer((Role.COMMITTEE_OFFICER, root)))) == 3


def test_an_export_of_units_names_no_superior_out_of_sight(city):
    _root, a, _b = city
    rows = list(registry.get("units").export(viewer((Role.SECRETARY, a)), "", False))
    assert [row[0] for row in rows] == ["A"]
    assert rows[0][3:5] == (None, None)


@pytest.mark.parametrize("address", ["/search/?q=%00", "/units/unit/A%00/", "/life/?unit=%00"])
def test_an_address_with_a_nul_is_answered_with_a_page(client, city, address):
    client.force_login(user("u", (Role.SECRETARY, city[1])))
    answer = client.get(address)
    assert answer.status_code == 400
    assert "这个请求读不懂" in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_word_longer_than_a_pattern_may_be_finds_what_its_beginning_finds(client, city):
    client.force_login(user("u", (Role.SECRETARY, city[1])))
    for address in ("/search/?q=", "/life/?unit=", "/life/record/?q=", "/units/?q="):
        assert client.get(address + "x" * 60_000).status_code == 200


def test_a_masked_number_is_not_shown_of_somebody_who_has_moved_on(client, city):
    _root, a, b = city
    gone = member("李迁", a, until=date(2020, 1, 1), id_number="710000198602209658")
    Membership.objects.create(member=gone, unit=b, from_on=date(2020, 1, 1))
    client.force_login(user("u", (Role.SECRETARY, a)))
    page = client.get("/members/?as_of=2019-06-01").content.decode()
    assert "李迁" in page
    assert "710*" not in page
    assert date(2020, 1, 1) < DAY
