"""The pages of assignments, of the front and of estates, as people use them."""

from datetime import date
from uuid import uuid4

import pytest

from tests.members.build import member
from tests.service.build import ON, place
from tests.units.build import NOW, unit
from xianfeng.checkin import actions
from xianfeng.checkin.models import Assignment, Deployment
from xianfeng.units.enums import GridLevel

FIRST = date(2021, 6, 1)
PAGES = ("deployments/", "front/", "estates/")


@pytest.fixture
def estate(city):
    return place("和家小区", city.grid, GridLevel.ESTATE)


def sent(**more):
    return {"submission": str(uuid4())} | more


def assign(city, *places, unit="one", actor="officer"):
    return actions.assign_places(
        actor=getattr(city, actor), at=NOW, unit=getattr(city, unit), places=places, from_on=FIRST
    )


def send(city, *people, where=None):
    return actions.deploy_members(
        actor=city.officer, at=NOW, members=people, place=where or city.east, from_on=FIRST
    )


def appoint(city, person, where):
    return actions.appoint_secretary(
        actor=city.officer, at=NOW, member=person, estate=where, from_on=FIRST
    )


def told(answer, client):
    return [str(one) for one in client.get(answer["Location"]).context["messages"]]


def listed(answer):
    return [
        (line.place.name, line.place.taken, [row.unit.code for row in line.assignments])
        for line in answer.context["lines"]
    ]


def test_every_place_is_listed_with_who_helps_it_and_numbers_agree(city, enter):
    south = place("南街社区")
    inner = place("第1网格", south, GridLevel.GRID)
    assign(city, city.grid)
    assign(city, south, unit="far")
    answer = enter("officer").get("/checkin/deployments/")
    # A community is helped where one of its grids is, a grid where its whole community is.
    assert listed(answer) == [
        ("东街社区", True, []), ("第1网格", True, ["B1"]), ("西街社区", False, []),
        ("南街社区", True, ["E1"]), (inner.name, True, []),
    ]  # fmt: skip
    assert [(title, value) for title, value, _href in answer.context["boxes"]] == [
        ("联系帮扶社区", 2), ("联系帮扶网格", 1),
        ("还没有联系单位的社区", 1), ("还没有联系单位的网格", 0),
    ]  # fmt: skip
    lists = [href for _title, _value, href in answer.context["boxes"]]
    behind = [[name for name, *_ in listed(enter("officer").get(href))] for href in lists]
    assert behind == [["东街社区", "南街社区"], ["第1网格", "第1网格"], ["西街社区"], []]
    gaps = enter("officer").get("/checkin/deployments/?state=gaps")
    assert listed(gaps) == [("西街社区", False, [])]
    narrowed = enter("officer").get("/checkin/deployments/?unit=D")
    assert [name for name, _taken, _units in listed(narrowed)] == ["南街社区", "第1网格"]
    before = enter("officer").get("/checkin/deployments/?as_of=2021-05-31&state=taken")
    assert listed(before) == []


def test_who_does_not_see_all_sees_their_own_and_no_gaps(city, enter):
    assign(city, city.grid)
    assign(city, city.west, unit="far")
    shown = {
        name: [line.place.name for line in enter(name).get(f"/checkin/{PAGES[0]}").context["lines"]]
        for name in ("clerk", "rival", "secretary", "leader", "second", "worker", "neighbour")
    }
    assert shown == {
        "clerk": ["东街社区", "第1网格"], "rival": ["西街社区"],
        "secretary": ["东街社区", "第1网格"], "leader": ["东街社区", "第1网格"], "second": [],
        "worker": ["东街社区", "第1网格"], "neighbour": ["西街社区"],
    }  # fmt: skip
    # Who assigns finds every place to tick, and is told of nobody else's.
    every = listed(enter("clerk").get("/checkin/deployments/?state="))
    assert every == [("东街社区", True, []), ("第1网格", True, ["B1"]), ("西街社区", False, [])]
    for name, gaps in (("clerk", False), ("neighbour", True)):
        page = enter(name).get("/checkin/deployments/?state=").content.decode()
        assert ("还没有联系单位的" in page) is gaps, name
        assert ("外局支部" in page) is gaps, name


def test_ticked_places_are_assigned_with_one_choice(city, enter):
    client = enter("officer")
    form = client.get("/checkin/deployments/").context["form"]
    assert (list(form.fields), form["from_on"].value()) == (["unit", "from_on"], ON)
    ticked = [city.grid.pk, city.west.pk]
    post = sent(row=ticked, unit=city.one.pk, from_on="2021-06-10")
    answer = client.post("/checkin/deployments/?state=gaps", post)
    assert answer["Location"] == "/checkin/deployments/?state=gaps"
    assert told(answer, client) == ["已把 2 处分给第一支部。"]
    client.post("/checkin/deployments/?state=gaps", post)
    assert Assignment.objects.count() == 2
    again = client.post("/checkin/deployments/", sent(row=ticked, unit=city.one.pk, from_on=ON))
    assert again.context["form"].non_field_errors() == [
        "第一支部已经联系：第1网格、西街社区。请去掉这几处的勾。"
    ]
    assert again.context["ticked"] == set(ticked)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"row": []}, "__all__"),
        ({"row": ["x", "9" * 30]}, "__all__"),
        ({"unit": ""}, "unit"),
        ({"from_on": "2021-07-01"}, "from_on"),
        ({"from_on": ""}, "from_on"),
    ],
)
def test_what_cannot_be_assigned_is_said_where_it_stands(city, enter, changed, field):
    post = sent(row=[city.west.pk], unit=city.one.pk, from_on="2021-06-10") | changed
    answer = enter("officer").post("/checkin/deployments/", post)
    assert list(answer.context["form"].errors) == [field]
    assert Assignment.objects.count() == 0


def test_nobody_assigns_to_units_they_do_not_manage(city, enter):
    post = sent(row=[city.west.pk], unit=city.far.pk, from_on="2021-06-10")
    assert list(enter("clerk").post("/checkin/deployments/", post).context["form"].errors) == [
        "unit"
    ]
    for name in ("secretary", "leader", "worker"):
        assert enter(name).post("/checkin/deployments/", post).status_code == 403, name
    assert enter("first").post("/checkin/deployments/", post).status_code == 404
    assert Assignment.objects.count() == 0


def test_an_assignment_ends_on_its_page(city, enter):
    (row,) = assign(city, city.grid)
    address = f"/checkin/deployments/{row.pk}/end/"
    for name, status in (("secretary", 403), ("worker", 403), ("second", 404), ("rival", 404)):
        assert enter(name).get(address).status_code == status, name
    client = enter("clerk")
    assert client.get(address).context["form"]["until_on"].value() == ON
    wrong = client.post(address, sent(until_on="2021-05-01"))
    assert list(wrong.context["form"].errors) == ["until_on"]
    assert client.post(address, sent(until_on="2021-06-20"))["Location"] == "/checkin/deployments/"
    row.refresh_from_db()
    assert row.until_on == date(2021, 6, 20)


def test_a_secretary_sends_several_by_ticks_alone(city, enter):
    assign(city, city.grid)
    client = enter("secretary")
    page = client.get("/checkin/front/send/")
    form = page.context["form"]
    # What the branch helps is chosen already, and today is there.
    assert (form["place"].value(), form["from_on"].value()) == (city.grid.pk, ON)
    assert [spell.member.name for spell in page.context["rows"]] == ["党员丙", "党员乙", "党员甲"]
    keys = [one.pk for one in (*city.members[:2], city.outsider)]
    answer = client.post("/checkin/front/send/", sent(row=keys, place=city.grid.pk, from_on=ON))
    assert told(answer, client) == ["已派 2 名党员下沉。"]
    found = Deployment.objects.values_list("member__name", "place__name", "from_on", "kind")
    assert sorted(found) == [
        ("党员乙", "第1网格", ON, "deployed"), ("党员甲", "第1网格", ON, "deployed")
    ]  # fmt: skip
    left = client.get("/checkin/front/send/").context["rows"]
    assert [spell.member.name for spell in left] == ["党员丙"]
    nobody = client.post("/checkin/front/send/", sent(place=city.grid.pk, from_on=ON))
    assert nobody.context["form"].non_field_errors() == ["请先勾选党员。"]


def test_who_keeps_several_branches_chooses_one_first(city, enter):
    client = enter("clerk")
    assert "form" not in client.get("/checkin/front/send/").context
    page = client.get("/checkin/front/send/?unit=B1")
    assert len(page.context["rows"]) == 3
    assert "form" not in client.get("/checkin/front/send/?unit=E1").context
    for name in ("leader", "first", "worker"):
        assert enter(name).get("/checkin/front/send/").status_code == 404, name


def test_ticked_members_are_back(city, enter):
    rows = send(city, *city.members[:2])
    (away,) = send(city, city.outsider)
    client = enter("secretary")
    page = client.get("/checkin/front/").context["page"]
    assert [row.member.name for row in page] == ["党员甲", "党员乙"]
    post = sent(row=[rows[0].pk, away.pk], until_on="2021-06-20")
    assert told(client.post("/checkin/front/", post), client) == ["已登记 1 名党员返回。"]
    shown = {
        state: [row.member.name for row in client.get(f"/checkin/front/?state={state}").context
                ["page"]]
        for state in ("now", "past", "all")
    }  # fmt: skip
    assert shown == {"now": ["党员乙"], "past": ["党员甲"], "all": ["党员甲", "党员乙"]}
    then = client.get("/checkin/front/?as_of=2021-06-19").context["page"]
    assert [row.member.name for row in then] == ["党员甲", "党员乙"]
    none = client.post("/checkin/front/", sent(row=[away.pk], until_on=ON))
    assert none.context["form"].non_field_errors() == ["请先勾选。"]
    for name in ("leader", "worker"):
        post = sent(row=[rows[1].pk], until_on=ON)
        assert enter(name).post("/checkin/front/", post).status_code == 403, name
    assert Deployment.objects.filter(until_on=None).count() == 2


def test_an_estate_is_handed_over_by_name_alone(city, enter, estate):
    first = appoint(city, city.members[0], estate)
    client, address = enter("secretary"), f"/checkin/estates/{estate.pk}/"
    form = client.get(address).context["form"]
    assert list(form.fields) == ["name", "from_on", "before"]
    post = {"name": "党员乙", "from_on": "2021-06-20", "before": first.pk}
    assert client.post(address, sent(**post))["Location"] == address
    found = client.get(address).context["rows"]
    assert [(row.member.name, row.from_on, row.until_on) for row in found] == [
        ("党员乙", date(2021, 6, 20), None), ("党员甲", FIRST, date(2021, 6, 20))
    ]  # fmt: skip
    stale = client.post(address, sent(**post))
    assert stale.context["form"].non_field_errors() == [
        "别人刚刚改过，请回到上一页看看最新情况再办"
    ]
    for who in ("没有人", "外局党员"):
        wrong = client.post(address, sent(**post | {"name": who}))
        assert list(wrong.context["form"].errors) == ["name"], who


def test_a_namesake_is_told_apart_by_the_branch(city, enter, estate):
    member("党员甲", city.two)
    client, address = enter("clerk"), f"/checkin/estates/{estate.pk}/"
    asked = client.post(address, sent(name="党员甲", from_on="2021-06-20"))
    assert asked.context["form"].errors["name"] == [
        "有几个同名党员，请在姓名后空一格写党支部：党员甲 第一支部、党员甲 第二支部。"
    ]
    client.post(address, sent(name="党员甲 第二", from_on="2021-06-20"))
    assert Deployment.objects.get().unit == city.two


def test_estates_vacant_and_held(city, enter, estate):
    other = place("安居小区", city.grid, GridLevel.ESTATE)
    appoint(city, city.members[0], estate)

    def shown(name, query=""):
        lines = enter(name).get(f"/checkin/estates/{query}").context["lines"]
        return [(at.name, held.member.name if held else None) for at, held in lines]

    every = [("和家小区", "党员甲"), ("安居小区", None)]
    assert shown("officer") == shown("worker") == shown("secretary") == every
    assert shown("officer", "?state=gaps") == every[1:]
    assert shown("officer", "?state=taken") == shown("leader") == every[:1]
    assert shown("officer", "?as_of=2021-05-31") == [("和家小区", None), ("安居小区", None)]
    # Another agency's secretary is nobody they know of.
    assert shown("rival") == [("和家小区", None), ("安居小区", None)]
    assert shown("neighbour") == []
    assert enter("neighbour").get(f"/checkin/estates/{other.pk}/").status_code == 404
    post = sent(name="外局党员", from_on="2021-06-20")
    answer = enter("rival").post(f"/checkin/estates/{estate.pk}/", post)
    assert answer.context["form"].non_field_errors() == [
        "这个小区的第一书记由别的单位派出，请先由该单位登记离任。"
    ]
    assert enter("worker").post(f"/checkin/estates/{estate.pk}/", post).status_code == 403


def test_a_first_secretary_leaves(city, enter, estate):
    row = appoint(city, city.members[0], estate)
    address = f"/checkin/front/{row.pk}/end/"
    for name, status in (("leader", 403), ("worker", 403), ("second", 404), ("rival", 404)):
        assert enter(name).get(address).status_code == status, name
    answer = enter("secretary").post(address, sent(until_on="2021-06-20"))
    assert answer["Location"] == f"/checkin/estates/{estate.pk}/"
    row.refresh_from_db()
    assert row.until_on == date(2021, 6, 20)


@pytest.mark.parametrize("address", PAGES)
def test_members_without_another_role_find_no_such_page(enter, address):
    assert enter("first").get(f"/checkin/{address}").status_code == 404


@pytest.mark.parametrize(
    ("name", "address", "queries"),
    [
        ("officer", "deployments/", 13),
        ("worker", "deployments/", 11),
        ("officer", "front/", 6),
        ("officer", "estates/", 7),
    ],
)
def test_the_number_of_queries_does_not_grow(
    city, enter, estate, django_assert_num_queries, name, address, queries
):
    assign(city, city.grid)
    send(city, city.members[0])
    appoint(city, city.members[1], estate)
    client = enter(name)
    client.get(f"/checkin/{address}")
    with django_assert_num_queries(queries):
        client.get(f"/checkin/{address}")
    for number in range(3):
        branch = unit(f"B1{number}", city.office)
        grid = place(f"第{number + 2}网格", city.east, GridLevel.GRID)
        actions.assign_places(actor=city.officer, at=NOW, unit=branch, places=[grid], from_on=FIRST)
        send(city, member(f"同事{number}", branch), where=grid)
        there = place("安居小区", grid, GridLevel.ESTATE)
        appoint(city, member(f"同乡{number}", branch), there)
    with django_assert_num_queries(queries):
        client.get(f"/checkin/{address}")
