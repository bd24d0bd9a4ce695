"""What somebody learns who tries: each test holds data that would show if it leaked."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.members.build import member
from tests.units.build import DAY, NOW, agency, unit, user, viewer
from xianfeng.duties.actions import declare_none
from xianfeng.duties.models import DerivedYear
from xianfeng.kernel import clock
from xianfeng.ledgers import registry
from xianfeng.life import queries as life
from xianfeng.life.models import Meeting
from xianfeng.members.models import Membership
from xianfeng.units import queries as units
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of

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


def draft(client, address="/life/record/", **stated):
    sent = {"unit": "A", "kind": "general_meeting", "held_on": "2021-03-05", "do": "draft"}
    return client.post(address, sent | stated)


@pytest.mark.parametrize(
    "wrong",
    [
        {"expected": "3", "present": "5"},
        {"minutes": "-1"},
        {"minutes": "99999"},
        {"held_on": "0001-01-01"},
        {"title": "\0"},
        {"unit": "\0"},
    ],
)
def test_a_draft_that_no_database_takes_is_answered_with_a_page(client, city, wrong):
    client.force_login(user("u", (Role.SECRETARY, city[1])))
    expected = 404 if "unit" in wrong else 200
    assert draft(client, **wrong).status_code == expected
    assert draft(client, "/life/record/people/", **wrong).status_code == expected
    kept = draft(client, "/life/record/autosave/", **wrong)
    assert kept.status_code in {202, 204, 404}
    assert Meeting.objects.count() == (kept.status_code == 204)


def test_a_code_with_a_stroke_and_a_period_that_is_none_do_not_break_pages(client, city):
    stroke = unit("A/1", city[0])
    client.force_login(user("u", (Role.SECRETARY, stroke)))
    for address in ("/", "/duties/", "/board/", "/duties/explain/branch.lecture/A/1/2021-Q2"):
        assert client.get(address).status_code == 200
    said = {"rule": "branch.lecture", "unit": "A/1", "period": "2021-Q2"}
    assert client.post("/duties/none", said).status_code == 302
    for period in ("<b>", "a/b", "2021-Q2\0", "x" * 9):
        assert client.post("/duties/none", said | {"period": period}).status_code == 404


@pytest.mark.parametrize("year", ["0001", "1899", "2190", "9999", "9999-12", "0000"])
def test_far_years_are_neither_derived_nor_an_error(client, city, year):
    client.force_login(user("u", (Role.SECRETARY, city[1])))
    day = f"{year[:4]}-06-01"
    for address, status in (
        (f"/reports/figures/life.due/?period={year}", 200),
        (f"/reports/figures/?from={day}&to={day}", 200),
        (f"/reports/figures/export?from=0001-01-01&to={day}", 200),
        (f"/duties/?as_of={day}&year=", 200),
        (f"/?as_of={day}", 200),
        (f"/board/?as_of={day}&year={year}", 200),
        (f"/duties/explain/branch.lecture/A/{year}", 404),
    ):
        assert client.get(address).status_code == status, address
    years = set(DerivedYear.objects.values_list("year", flat=True))
    assert max(years) <= clock.today().year + 7
    assert not [one for one in years if one < 1900]


def test_every_answer_carries_the_rules_for_browsers(client, city):
    client.force_login(user("u", (Role.SECRETARY, city[1])))
    for address in ("/", "/nirgends/", "/units/unit/B/", "/life/?unit=%00", "/life/export/",
                    "/ledgers/export/meetings.csv", "/duties/export"):  # fmt: skip
        answer = client.get(address)
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        assert answer["Referrer-Policy"] == "same-origin"
        if "export" in address:
            assert answer["Content-Disposition"].startswith("attachment")


def test_nobody_is_sent_elsewhere_after_signing_in(client, city):
    person = user("u", (Role.SECRETARY, city[1]))
    person.set_password("juede-hen-chang-9")
    person.save()
    sent = {"login": "u", "password": "juede-hen-chang-9"}
    for place in ("//evil.example/", "https://evil.example/", "javascript:alert(1)"):
        client.logout()
        answer = client.post("/accounts/login/", sent | {"next": place})
        assert (answer.status_code, answer["Location"]) == (302, "/")


def test_whoever_says_that_there_is_nothing_waits_for_the_chain_first(city):
    actor = viewer_of(user("u", (Role.SECRETARY, city[1])), clock.today())
    said = {"unit": city[1], "rule": "branch.lecture", "period": "2021-Q2"}
    with CaptureQueriesContext(connection) as asked:
        declare_none(actor=actor, at=clock.now(), **said)
    named = [query["sql"] for query in asked.captured_queries]
    first = {word: next(n for n, sql in enumerate(named) if word in sql)
             for word in ("kernel_audithead", "duties_derivedyear")}  # fmt: skip
    assert first["kernel_audithead"] < first["duties_derivedyear"]
