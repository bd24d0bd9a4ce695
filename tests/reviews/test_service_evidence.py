"""What a member did for residents stands in their yearly review, and nobody entered it there."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.hours.build import gave
from tests.reviews.build import finished
from tests.service.build import NOW, ON, City, accepted, closed, done, later, offered, part_of
from xianfeng.checkin import actions as checkin
from xianfeng.reviews import queries
from xianfeng.service import actions as service

pytestmark = pytest.mark.django_db
HOURS, CHECKED_IN, FRONT = "志愿服务时长", "党员到社区报到", "党员下沉一线"


@pytest.fixture
def city():
    return City()


@pytest.fixture
def entry(city):
    return finished(city.one, city.members[0], year=2021)


def told(viewer, entry):
    """Return {title: [(day, words)]} of what stands beside a review."""
    return {
        one.title: [(day, words) for day, words, _href in one.rows]
        for one in queries.evidence(viewer, entry)
    }


def test_a_request_that_is_done_stands_in_the_review_of_who_did_it(city, entry):
    done(city, minutes=90)
    line = {HOURS: [(ON, "便民维修 服务单 1.5 小时")]}
    assert told(city.secretary, entry) == line
    assert told(city.first, entry) == line
    fellow = finished(city.two, city.members[1], year=2021)
    assert told(city.fellow, fellow) == {}


def test_it_is_nobody_elses_to_read(city, entry):
    closed(city)
    for viewer in (city.officer, city.clerk, city.rival, city.second, city.worker, city.fellow):
        assert told(viewer, entry) == {}


def test_what_was_never_done_is_no_evidence(city, entry):
    offered(city, phone="13800000001")
    accepted(city, phone="13800000002")
    request = offered(city, phone="13800000003")
    mine = part_of(request, city.members[0])
    service.withdraw_place(actor=city.secretary, at=NOW, dispatch=mine, version=mine.version)
    request = accepted(city, phone="13800000004")
    mine = part_of(request, city.members[0])
    service.decline_place(
        actor=city.first, at=NOW, dispatch=mine, version=mine.version, because="不在本地"
    )
    request = accepted(city, phone="13800000005")
    service.cancel_request(actor=city.first, at=NOW, request=request, number=request.number)
    assert told(city.secretary, entry) == {}


def test_another_years_service_stands_in_that_years_review(city, entry):
    gave(city.members[0], city.one, 1, date(2020, 12, 31), "2", what="年前的活动")
    gave(city.members[0], city.one, 2, date(2021, 1, 1), "3", what="元旦值守")
    before = finished(city.two, city.members[0], year=2020)
    assert told(city.first, before) == {HOURS: [(date(2020, 12, 31), _line("年前的活动", 2))]}
    assert told(city.first, entry) == {HOURS: [(date(2021, 1, 1), "元旦值守 志愿服务活动 3 小时")]}


def _line(what, hours):
    return f"第一支部 {what} 志愿服务活动 {hours} 小时"


def test_check_in_and_the_front_stand_beside_it(city, entry):
    one, since = city.members[0], ON - timedelta(days=20)
    checkin.checkin_member(actor=city.first, at=NOW, member=one, community=city.east, from_on=since)
    [sent] = checkin.deploy_members(
        actor=city.secretary, at=NOW, members=[one], place=city.grid, from_on=since
    )
    found = told(city.secretary, entry)
    assert [(title, rows[0][0]) for title, rows in found.items()] == [
        (CHECKED_IN, since), (FRONT, since),
    ]  # fmt: skip
    assert ["东街社区" in rows[0][1] for rows in found.values()] == [True, True]
    checkin.end_deployments(actor=city.secretary, at=NOW, rows=[sent], until_on=since)
    assert list(told(city.secretary, entry)) == [CHECKED_IN]


def test_who_is_still_at_the_front_from_last_year_is_there_this_year(city, entry):
    one, since = city.members[0], date(2020, 12, 1)
    at = NOW.replace(year=2020, month=12, day=1)
    [sent] = checkin.deploy_members(
        actor=city.secretary, at=at, members=[one], place=city.grid, from_on=since
    )
    assert [day for day, _words in told(city.first, entry)[FRONT]] == [since]
    checkin.end_deployments(
        actor=city.secretary, at=later(0), rows=[sent], until_on=date(2021, 1, 1)
    )
    assert told(city.first, entry) == {}


def test_the_page_and_the_paper_list_and_add_nothing_up(city, entry):
    from io import BytesIO

    from docx import Document

    done(city, phone="13800000001", minutes=90)
    done(city, phone="13800000002", minutes=60)
    client = Client()
    client.force_login(city.users["first"])
    said = client.get(f"/reviews/entries/{entry.pk}/").content.decode()
    wanted = ("便民维修 服务单 1.5 小时", "便民维修 服务单 1 小时")
    assert [words for words in (*wanted, "2.5") if words in said] == list(wanted)
    paper = Document(BytesIO(client.get(f"/reviews/entries/{entry.pk}/form/").content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert [words for words in wanted if words not in cells] == []
    assert [cell for cell in cells if "2.5" in cell] == []


def test_a_long_list_says_how_many_more_there_are(city, entry):
    for key in range(33):
        gave(city.members[0], city.one, key, date(2021, 1, 1) + timedelta(days=key))
    [found] = queries.evidence(city.first, entry)
    assert (len(found.rows), found.more) == (30, 3)
    client = Client()
    client.force_login(city.users["first"])
    assert "另有 3 条" in client.get(f"/reviews/entries/{entry.pk}/").content.decode()
