"""The pages as people use them: one tap for a member, ticks for a branch and a community."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from tests.members.build import member
from tests.service.build import ON, place
from tests.units.build import NOW, unit
from xianfeng.checkin import actions
from xianfeng.checkin.actions import Offer
from xianfeng.checkin.models import MemberCheckin, UnitCheckin
from xianfeng.units.enums import GridLevel

FIRST = date(2021, 6, 1)


def check_in(city, person, where=None):
    return actions.checkin_member(
        actor=city.secretary, at=NOW, member=person, community=where or city.east, from_on=FIRST
    )


def check_unit_in(city, code="one", actor="secretary"):
    return actions.checkin_unit(
        actor=getattr(city, actor), at=NOW, unit=getattr(city, code), community=city.east,
        from_on=FIRST,
    )  # fmt: skip


def sent(**more):
    return {"submission": str(uuid4()), "monthly_limit": "2"} | more


def rostered(city):
    first = city.members[0]
    first.community, first.skills = city.grid, "法律咨询、围棋"
    first.wishes, first.service_times = "扶老助残", "周六上午、周日下午"
    first.save()
    return first


def test_a_member_sends_what_the_roster_says_with_one_tap(city, enter):
    first = rostered(city)
    form = enter("first").get("/checkin/mine/").context["form"]
    assert form.initial == {
        "place": city.grid.pk, "skills": ["law"], "wishes": ["care"], "slots": ["15", "19"],
        "monthly_limit": 2,
    }  # fmt: skip
    answer = enter("first").post("/checkin/mine/", sent(**form.initial))
    assert (answer.status_code, answer["Location"]) == (302, "/checkin/mine/")
    row = MemberCheckin.objects.get()
    assert (row.member, row.community, row.grid, row.from_on) == (first, city.east, city.grid, ON)
    assert (row.skills, row.wishes, row.slots) == (0b1000, 0b1, 1 << 15 | 1 << 19)
    assert (row.monthly_limit, row.on_behalf, row.state) == (2, False, "reported")


def test_a_member_changes_what_they_offer_and_moves_home(city, enter):
    row = check_in(city, city.members[0])
    client = enter("first")
    client.post("/checkin/mine/", sent(place=city.east.pk, skills=["plumbing"], slots=["0"]))
    row.refresh_from_db()
    assert (row.skills, row.slots, row.version, row.state) == (1, 1, 2, "reported")
    client.post("/checkin/mine/", sent(place=city.west.pk, skills=["plumbing"]))
    found = MemberCheckin.objects.order_by("pk").values_list("community__name", "state")
    assert list(found) == [("东街社区", "ended"), ("西街社区", "reported")]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"place": ""}, "place"),
        ({"place": "999999"}, "place"),
        ({"skills": ["magic"]}, "skills"),
        ({"slots": ["21"]}, "slots"),
        ({"monthly_limit": "32"}, "monthly_limit"),
        ({"monthly_limit": ""}, "monthly_limit"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(city, enter, changed, field):
    answer = enter("first").post("/checkin/mine/", sent(place=city.east.pk) | changed)
    assert list(answer.context["form"].errors) == [field]
    assert MemberCheckin.objects.count() == 0


def test_who_is_no_member_has_no_page_of_their_own(city, enter):
    assert enter("worker").get("/checkin/mine/").status_code == 404


def test_a_branch_checks_many_in_from_the_missing_list(city, enter):
    first = rostered(city)
    client = enter("secretary")
    page = client.get("/checkin/missing/")
    assert [spell.member.name for spell in page.context["page"]] == ["党员丙", "党员乙", "党员甲"]
    keys = [one.pk for one in (*city.members, city.outsider)]
    answer = client.post("/checkin/for/", sent(row=keys, back="/checkin/missing/?unit=B1"))
    assert answer["Location"] == "/checkin/missing/?unit=B1"
    row = MemberCheckin.objects.get()
    assert (row.member, row.grid, row.skills, row.on_behalf) == (first, city.grid, 0b1000, True)
    told = [str(one) for one in client.get(answer["Location"]).context["messages"]]
    assert told == [
        "已代 1 名党员报到，等社区确认。",
        "花名册没有写居住社区：党员乙、党员丙。请点姓名逐个代为报到。",
    ]


def test_who_is_missing_is_listed_by_community_too(city, enter):
    first, second, _third = city.members
    estate = place("和家小区", city.grid, GridLevel.ESTATE)
    for person, home in ((first, estate), (second, city.west), (city.outsider, city.east)):
        person.community = home
        person.save()
    client = enter("officer")
    towns = client.get("/checkin/").context["communities"]
    assert [(town.name, town.missing) for town in towns] == [
        ("东街社区", 2), ("西街社区", 1), ("", 1)
    ]  # fmt: skip

    def listed(query):
        page = client.get(f"/checkin/missing/?{query}").context["page"]
        return [spell.member.name for spell in page]

    assert listed(f"community={city.east.pk}") == ["党员甲", "外局党员"]
    assert listed(f"community={city.east.pk}&unit=D") == ["外局党员"]
    assert listed("community=0") == ["党员丙"]
    for wrong in ("x", city.grid.pk, 99999):
        assert client.get(f"/checkin/missing/?community={wrong}").status_code == 404, wrong
    check_in(city, first)
    assert listed(f"community={city.east.pk}") == ["外局党员"]


def test_the_community_a_unit_helps_is_chosen_already(city, enter):
    actions.assign_places(
        actor=city.officer, at=NOW, unit=city.one, places=[city.grid], from_on=FIRST
    )
    form = enter("secretary").get("/checkin/unit/B1/").context["form"]
    assert form.initial == {"from_on": ON, "community": city.east}


def test_where_nothing_waits_the_way_to_everything_is_shown(city, enter):
    page = enter("worker").get("/checkin/here/").content.decode()
    assert "没有等着确认的报到。" in page
    assert 'href="?state="' in page
    assert 'href="?state="' not in enter("worker").get("/checkin/here/?state=").content.decode()


def test_the_second_page_of_a_community_still_lists_what_waits(city, enter):
    rows = [check_in(city, one) for one in city.members]
    actions.confirm_checkin(actor=city.worker, at=NOW, row=rows[0], version=1)
    page = enter("worker").get("/checkin/here/?page=1").context["page"]
    assert [row.pk for row in page] == [rows[2].pk, rows[1].pk]


@pytest.mark.parametrize("row", [[], ["x"], ["²"], ["9" * 30]])
def test_no_ticks_check_nobody_in(city, enter, row):
    answer = enter("secretary").post("/checkin/for/", sent(row=row, back="//evil.example/"))
    assert (answer.status_code, answer["Location"]) == (302, "/checkin/missing/")
    assert MemberCheckin.objects.count() == 0


def test_a_branch_checks_one_in(city, enter):
    other = city.members[2]
    client = enter("secretary")
    answer = client.post(f"/checkin/for/{other.pk}/", sent(place=city.west.pk))
    assert answer["Location"] == "/checkin/missing/"
    assert MemberCheckin.objects.get().on_behalf is True
    assert client.get(f"/checkin/for/{city.outsider.pk}/").status_code == 404
    for name in ("leader", "fellow", "worker", "rival"):
        assert enter(name).get(f"/checkin/for/{other.pk}/").status_code == 404, name


@pytest.mark.parametrize("name", ["leader", "first", "worker", "rival"])
def test_nobody_else_checks_many_in(city, enter, name):
    rostered(city)
    keys = [one.pk for one in city.members]
    enter(name).post("/checkin/for/", sent(row=keys))
    assert MemberCheckin.objects.count() == 0


def test_both_rates_and_every_branch_are_shown(city, enter):
    check_in(city, city.members[0])
    check_unit_in(city)
    answer = enter("officer").get("/checkin/")
    found = [(line.unit.code, line.members, line.checked, line.missing) for line in
             answer.context["rows"]]  # fmt: skip
    assert found == [("B1", 3, 1, 2), ("B2", 0, 0, 0), ("E1", 1, 0, 1)]
    assert [(one.id, one.value) for one in answer.context["numbers"]] == [
        ("checkin.units_rate", Decimal("33.3")),
        ("checkin.members", 1), ("checkin.members_rate", 25),
    ]  # fmt: skip
    assert [vars(town) for town in answer.context["communities"]] == [
        {"key": city.east.pk, "name": "东街社区", "units": 1, "members": 1, "missing": 0},
        {"key": 0, "name": "", "units": 0, "members": 0, "missing": 3},
    ]
    narrowed = enter("officer").get("/checkin/?unit=D")
    assert [line.unit.code for line in narrowed.context["rows"]] == ["E1"]
    assert [(town.key, town.missing) for town in narrowed.context["communities"]] == [(0, 1)]
    before = enter("officer").get("/checkin/?as_of=2021-05-31")
    assert [line.checked for line in before.context["rows"]] == [0, 0, 0]


def test_who_reads_what(city, enter):
    check_in(city, city.members[0])
    assert [line.unit.code for line in enter("rival").get("/checkin/").context["rows"]] == ["E1"]
    assert enter("rival").get("/checkin/?unit=B1").status_code == 404
    assert enter("worker").get("/checkin/")["Location"] == "/checkin/here/"
    for address in ("missing/", "export/", "here/"):
        assert enter("first").get(f"/checkin/{address}").status_code == 404, address
    assert enter("secretary").get("/checkin/here/").status_code == 404


def test_the_workbook_names_who_is_missing(city, enter):
    check_in(city, city.members[0])
    check_unit_in(city)
    answer = enter("clerk").get("/checkin/export/")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    lines = [row for row in rows if row[0] in {"B1", "B2", "E1"}]
    assert [[row[0], row[2], *row[4:]] for row in lines] == [
        ["B1", "东街社区", 3, 1, "党员丙、党员乙"], ["B2", None, 0, 0, None]
    ]  # fmt: skip


def test_a_community_confirms_many_at_once_and_only_its_own(city, enter):
    rows = [check_in(city, one) for one in city.members[:2]]
    far = check_in(city, city.members[2], city.west)
    own = check_unit_in(city)
    client = enter("worker")
    page = client.get("/checkin/here/")
    assert {row.pk for row in page.context["page"]} == {row.pk for row in rows}
    ticked = [f"member-{one.pk}" for one in (rows[0], far)] + [f"unit-{own.pk}", "unit-x"]
    client.post("/checkin/here/confirm/", sent(row=ticked))
    assert list(MemberCheckin.objects.order_by("pk").values_list("state", flat=True)) == [
        "confirmed", "reported", "reported"
    ]  # fmt: skip
    assert UnitCheckin.objects.get().state == "confirmed"
    every = client.get("/checkin/here/?state=")
    assert [row.state for row in every.context["page"]] == ["reported", "confirmed"]
    answer = client.post("/checkin/here/confirm/", sent())
    assert answer["Location"] == "/checkin/here/"


def test_a_community_sends_one_back(city, enter):
    row = check_in(city, city.members[0])
    client = enter("worker")
    address = f"/checkin/members/{row.pk}/refuse_checkin/"
    client.post(address, sent(version=1, because="不住这里"))
    row.refresh_from_db()
    assert (row.state, row.refused_because) == ("refused", "不住这里")
    answer = client.post(address, sent(version=1, because="不住这里"))
    assert "别人刚刚改过" in answer.content.decode()


def test_one_check_in_says_what_was_offered(city, enter):
    actions.checkin_member(
        actor=city.first, at=NOW, member=city.members[0], community=city.east, from_on=FIRST,
        grid=city.grid, offer=Offer(8, 1, 1 << 15, 3),
    )  # fmt: skip
    row = MemberCheckin.objects.get()
    facts = dict(enter("first").get(f"/checkin/members/{row.pk}/").context["facts"])
    assert facts == {
        "社区": "东街社区", "状态": "已报到，待社区确认", "报到日期": FIRST, "网格": "第1网格",
        "特长": "法律咨询", "愿意参加的服务": "扶老助残", "方便的时间": "周六上午",
        "每月愿意接": "3 单",
    }  # fmt: skip
    ways = {
        name: enter(name).get(f"/checkin/members/{row.pk}/").context["amend"]
        for name in ("first", "secretary", "leader", "worker")
    }
    assert ways == {
        "first": "/checkin/mine/", "secretary": f"/checkin/for/{row.member_id}/", "leader": "",
        "worker": "",
    }  # fmt: skip
    for name in ("fellow", "rival", "neighbour", "second"):
        assert enter(name).get(f"/checkin/members/{row.pk}/").status_code == 404, name
    assert enter("first").get(f"/checkin/others/{row.pk}/").status_code == 404
    assert enter("first").get(f"/checkin/members/{row.pk}/burn/").status_code == 404


def test_a_unit_checks_in_with_three_fields(city, enter):
    client = enter("secretary")
    form = client.get("/checkin/unit/B1/").context["form"]
    assert (list(form.fields), form.initial) == (
        ["community", "from_on", "agreement"], {"from_on": ON, "community": None}
    )  # fmt: skip
    told = sent(community=city.east.pk, from_on="2021-06-20", agreement="每月两次活动")
    answer = client.post("/checkin/unit/B1/", told)
    row = UnitCheckin.objects.get()
    assert answer["Location"] == f"/checkin/units/{row.pk}/"
    assert (row.unit, row.agreement) == (city.one, "每月两次活动")
    again = client.post("/checkin/unit/B1/", sent(community=city.east.pk, from_on="2021-06-20"))
    assert again.context["form"].errors == {"community": ["已经在这个社区报到过了。"]}
    assert client.get("/checkin/unit/B2/").status_code == 404
    assert enter("leader").get("/checkin/unit/B1/").status_code == 403
    ended = enter("secretary").post(
        f"/checkin/units/{row.pk}/end_checkin/", sent(version=1, until_on="2021-06-30")
    )
    assert ended["Location"] == f"/checkin/units/{row.pk}/"
    assert UnitCheckin.objects.get().state == "ended"


@pytest.mark.parametrize(
    ("name", "address", "queries"),
    [("officer", "", 18), ("secretary", "missing/", 6), ("worker", "here/?state=", 7)],
)
def test_the_number_of_queries_does_not_grow(
    city, enter, django_assert_num_queries, name, address, queries
):
    check_in(city, city.members[0])
    check_unit_in(city)
    client = enter(name)
    client.get(f"/checkin/{address}")
    with django_assert_num_queries(queries):
        client.get(f"/checkin/{address}")
    for number in range(3):
        check_in(city, member(f"同事{number}", city.one))
        member(f"同乡{number}", unit(f"B1{number}", city.office))
    with django_assert_num_queries(queries):
        client.get(f"/checkin/{address}")


def test_a_member_is_led_to_their_own_check_in(enter):
    assert enter("first").get("/checkin/")["Location"] == "/checkin/mine/"
