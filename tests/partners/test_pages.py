"""The pages as people use them: one line typed, one tap to confirm, nothing of others."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from tests.partners.build import (
    NOW,
    ON,
    RECEIVED,
    checked_in,
    estate,
    go,
    named,
    pair,
    proposed,
    recorded,
    with_second,
)
from tests.units.build import unit
from xianfeng.checkin import actions as checkin_actions
from xianfeng.partners.models import Deed, Pair


def sent(**more):
    return {"submission": str(uuid4())} | more


def test_a_secretary_pairs_their_branch_by_choosing_a_place(city, enter):
    home = estate(city)
    client = enter("secretary")
    form = client.get("/partners/new/").context["form"]
    assert (list(form.fields), form.initial) == (
        ["place", "other", "named", "named_kind", "from_on", "aim"], {"from_on": ON}
    )  # fmt: skip
    assert [label for label, _lines in form.fields["place"].choices] == [
        "", "东街社区", "西街社区"
    ]  # fmt: skip
    answer = client.post("/partners/new/", sent(place=home.pk, from_on="2021-06-30"))
    made = Pair.objects.get()
    assert answer["Location"] == f"/partners/pairs/{made.pk}/"
    assert (made.unit, made.place, made.community) == (city.one, home, city.east)


@pytest.mark.parametrize("said", ["B2", "第二支部"])
def test_another_branch_is_named_by_code_or_name(city, enter, said):
    enter("secretary").post("/partners/new/", sent(other=said, from_on="2021-06-30"))
    assert Pair.objects.get().other == city.two


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({}, "place"),
        ({"other": "不知哪里支部"}, "other"),
        ({"other": "支部"}, "other"),
        ({"other": "第一支部"}, "other"),
        ({"named": "某公司"}, "named_kind"),
        ({"named": "某公司", "named_kind": "magic"}, "named_kind"),
        ({"place": "999999"}, "place"),
        ({"named": "某公司", "named_kind": "other", "from_on": "2021-07-01"}, "from_on"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(city, enter, told, field):
    answer = enter("secretary").post("/partners/new/", sent(from_on="2021-06-30") | told)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Pair.objects.count() == 0


def test_who_keeps_many_branches_records_chooses_one(city, enter):
    client = enter("clerk")
    form = client.get("/partners/new/").context["form"]
    assert form.fields["unit"].choices == [(city.one.pk, "第一支部"), (city.two.pk, "第二支部")]
    told = sent(unit=city.two.pk, place=city.grid.pk, from_on="2021-06-30")
    client.post("/partners/new/", told)
    assert Pair.objects.get().unit == city.two
    client.post("/partners/new/", told | sent(unit=city.far.pk))
    assert Pair.objects.count() == 1


def test_a_done_deed_is_one_typed_line_and_one_tap_of_the_other_side(city, enter):
    made = pair(city)
    client = enter("secretary")
    form = client.get(f"/partners/pairs/{made.pk}/record/").context["form"]
    assert form.initial == {"direction": "given", "done_on": ON}
    assert "confirmed_by" not in form.fields
    told = sent(direction="given", title="修路灯", done_on="2021-06-30")
    answer = client.post(f"/partners/pairs/{made.pk}/record/", told)
    assert answer["Location"] == f"/partners/pairs/{made.pk}/"
    deed = Deed.objects.get()
    assert (deed.title, deed.state) == ("修路灯", "done")
    client = enter("worker")
    lines = client.get("/partners/deeds/").context["lines"]
    assert [(line.row.pk, line.confirms) for line in lines] == [(deed.pk, True)]
    answer = client.post(
        f"/partners/deeds/{deed.pk}/confirm_deed/", sent(version=deed.version, back="list")
    )
    assert answer["Location"] == "/partners/deeds/"
    assert Deed.objects.get().state == "confirmed"


def test_a_community_writes_down_what_it_did_for_a_unit_that_checked_in(city, enter):
    row = checked_in(city)
    client = enter("worker")
    form = client.get(f"/partners/communities/{row.pk}/record/").context["form"]
    assert form.initial["direction"] == "received"
    assert form.fields["direction"].choices == [
        ("given", "第一支部为东街社区办的"), ("received", "东街社区为第一支部办的")
    ]  # fmt: skip
    told = sent(direction="received", title="借场地", done_on="2021-06-30", beneficiaries="12")
    client.post(f"/partners/communities/{row.pk}/record/", told)
    deed = Deed.objects.get()
    assert (deed.pair, deed.community, deed.beneficiaries, deed.state) == (
        None, city.east, 12, "done"
    )  # fmt: skip
    found = enter("secretary").get("/partners/communities/").context["page"].object_list
    assert [(one.unit, one.given, one.received) for one in found] == [(city.one, 0, 1)]


def test_a_confirmation_on_paper_is_asked_where_nobody_has_an_account(city, enter):
    made = named(city)
    client = enter("secretary")
    assert "confirmed_by" in client.get(f"/partners/pairs/{made.pk}/record/").context["form"].fields
    deed = recorded(city, made)
    address = f"/partners/deeds/{deed.pk}/confirm_deed/"
    page = client.get(f"/partners/deeds/{deed.pk}/")
    (step,) = page.context["steps"]
    assert (step.title, list(step.form.fields)) == (
        "代录对方的确认", ["version", "confirmed_by", "confirmed_on"]
    )  # fmt: skip
    answer = client.post(address, sent(version=1))
    assert list(answer.context["steps"][0].form.errors) == ["confirmed_by", "confirmed_on"]
    client.post(address, sent(version=1, confirmed_by="经理", confirmed_on="2021-06-30"))
    deed.refresh_from_db()
    assert (deed.state, deed.confirmed_by, deed.on_behalf) == ("confirmed", "经理", True)


def test_a_proposal_is_answered_on_its_page(city, enter):
    made = pair(city)
    client = enter("secretary")
    told = sent(direction="given", title="修路灯", due_on="2021-08-31", category="repair")
    answer = client.post(f"/partners/pairs/{made.pk}/propose/", told)
    deed = Deed.objects.get()
    assert answer["Location"] == f"/partners/deeds/{deed.pk}/"
    titles = [step.title for step in client.get(answer["Location"]).context["steps"]]
    assert titles == ["收回提议"]
    client = enter("worker")
    steps = client.get(answer["Location"]).context["steps"]
    assert [(step.title, step.first) for step in steps] == [("同意", True), ("不同意", False)]
    assert steps[0].form.initial["due_on"] == date(2021, 8, 31)
    client.post(f"/partners/deeds/{deed.pk}/agree_deed/", sent(version=1, due_on="2021-08-31"))
    again = client.post(f"/partners/deeds/{deed.pk}/refuse_deed/", sent(version=1, because="不办"))
    assert again.status_code == 422
    assert "别人刚刚办过这一步" in again.content.decode()
    assert Deed.objects.get().state == "agreed"


def test_both_directions_of_a_year_stand_beside_each_other(city, enter):
    made = pair(city, from_on=date(2020, 3, 1))
    recorded(city, made, title="去年", done_on=date(2020, 11, 1))
    recorded(city, made, title="修路灯")
    recorded(city, made, RECEIVED, title="借场地")
    proposed(city, made, title="义诊", due_on=date(2021, 7, 5))
    client = enter("secretary")

    def shown(address):
        context = client.get(address).context
        columns = [
            (title, [(line.row.title, line.mark) for line in lines])
            for title, lines in context["columns"]
        ]
        return columns, context["count"], context["years"]

    ours, theirs = "第一支部为东街社区第1网格办的", "东街社区第1网格为第一支部办的"
    assert shown(f"/partners/pairs/{made.pk}/") == (
        [(ours, [("义诊", "open"), ("修路灯", "open")]), (theirs, [("借场地", "met")])],
        2,
        [2021, 2020],
    )
    assert shown(f"/partners/pairs/{made.pk}/?year=2020") == (
        [(ours, [("义诊", "open"), ("去年", "open")]), (theirs, [])], 1, [2021, 2020]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("due_on", "as_of", "mark", "words"),
    [
        (None, "2021-06-30", "open", "已商定，待办"),
        (date(2021, 7, 20), "2021-06-30", "open", "已商定，待办"),
        (date(2021, 7, 15), "2021-06-30", "soon", "已商定，待办"),
        (date(2021, 7, 15), "2021-07-18", "overdue", "已商定，待办，逾期 3 天"),
    ],
)
def test_an_agreed_deed_says_how_it_stands(city, enter, due_on, as_of, mark, words):
    deed = proposed(city, named(city), due_on=due_on)
    line = enter("secretary").get(f"/partners/deeds/{deed.pk}/?as_of={as_of}").context["line"]
    assert (line.mark, line.words) == (mark, words)


def test_the_list_counts_the_year_and_can_be_narrowed(city, enter):
    made, other = pair(city), with_second(city)
    for day in (date(2021, 3, 1), date(2021, 4, 1), date(2021, 5, 1)):
        recorded(city, made, done_on=day)
    recorded(city, other)

    def listed(query, name="officer"):
        page = enter(name).get(f"/partners/{query}").context["page"]
        return [(row.other_side, row.count) for row in page.object_list]

    both = [("东街社区第1网格", 3), ("第二支部", 1)]
    assert listed("") == both
    assert listed("?short=on") == [("第二支部", 1)]
    assert listed("?words=第二") == [("第二支部", 1)]
    assert listed("?unit=B2") == [("第二支部", 1)]
    assert listed("?unit=D") == []
    assert listed("?as_of=2021-04-15") == [("东街社区第1网格", 2), ("第二支部", 0)]
    assert listed("?as_of=2021-01-31") == []
    assert listed("", "second") == [("第二支部", 1)]
    assert listed("", "worker") == [("东街社区第1网格", 3)]
    assert listed("", "rival") == []
    assert enter("rival").get("/partners/?unit=B1").status_code == 404


def test_each_box_is_seen_from_ones_own_side(city, enter):
    made = pair(city)
    proposed(city, made, title="等社区答复")
    recorded(city, made, title="等社区确认")
    go("agree_deed", city.worker, proposed(city, made, title="支部要办"))
    go("agree_deed", city.secretary,
       proposed(city, made, RECEIVED, actor=city.worker, title="社区要办"))  # fmt: skip
    recorded(city, named(city), title="等纸面确认")

    def boxes(name):
        client = enter(name)
        found = {}
        for box in ("waiting", "ours", "theirs", "done", "every"):
            lines = client.get(f"/partners/deeds/?box={box}").context["lines"]
            found[box] = sorted(line.row.title for line in lines)
        numbers = [number for _label, number, _href in
                   client.get("/partners/").context["boxes"]]  # fmt: skip
        assert numbers == [len(titles) for titles in found.values()]
        return found

    mine = boxes("secretary")
    assert mine.pop("every") == ["支部要办", "社区要办", "等社区确认", "等社区答复", "等纸面确认"]
    assert mine == {
        "waiting": ["等纸面确认"], "ours": ["支部要办"], "theirs": ["社区要办"],
        "done": ["等社区确认", "等纸面确认"],
    }  # fmt: skip
    theirs = boxes("worker")
    assert theirs.pop("every") == ["支部要办", "社区要办", "等社区确认", "等社区答复"]
    assert theirs == {
        "waiting": ["等社区确认", "等社区答复"], "ours": ["社区要办"], "theirs": ["支部要办"],
        "done": ["等社区确认"],
    }  # fmt: skip
    assert boxes("neighbour")["every"] == []


@pytest.mark.parametrize("name", ["first", "fellow"])
def test_a_member_without_an_office_has_no_such_pages(city, enter, name):
    made = pair(city)
    deed = recorded(city, made)
    row = checked_in(city)
    for address in ("", "communities/", "deeds/", "export/pairs/", "new/", f"pairs/{made.pk}/",
                    f"communities/{row.pk}/", f"deeds/{deed.pk}/"):  # fmt: skip
        assert enter(name).get(f"/partners/{address}").status_code == 404, address


def test_who_only_reads_is_offered_nothing_and_may_write_nothing(city, enter):
    made = pair(city)
    deed = recorded(city, made)
    client = enter("leader")
    context = client.get(f"/partners/pairs/{made.pk}/").context
    assert (context["writes"], context["ends"]) == (False, False)
    for address in ("propose/", "record/", "end/"):
        assert client.get(f"/partners/pairs/{made.pk}/{address}").status_code == 403, address
    assert client.get("/partners/new/").status_code == 404
    answer = client.post(f"/partners/deeds/{deed.pk}/confirm_deed/", sent(version=1))
    assert answer.status_code == 403
    for name in ("second", "rival", "neighbour"):
        for address in (f"pairs/{made.pk}/", f"deeds/{deed.pk}/"):
            assert enter(name).get(f"/partners/{address}").status_code == 404, (name, address)


def test_a_pair_ends_and_offers_nothing_more(city, enter):
    made = pair(city)
    client = enter("secretary")
    told = sent(version=1, until_on="2021-06-30")
    answer = client.post(f"/partners/pairs/{made.pk}/end/", told)
    assert answer["Location"] == f"/partners/pairs/{made.pk}/"
    context = client.get(answer["Location"]).context
    assert (context["writes"], context["ends"]) == (False, False)
    late = client.post(
        f"/partners/pairs/{made.pk}/record/",
        sent(direction="given", title="修路灯", done_on="2021-06-30"),
    )
    assert (late.status_code, Deed.objects.count()) == (422, 0)


def test_what_nobody_knows_is_not_found(city, enter):
    deed = recorded(city, pair(city))
    client = enter("secretary")
    assert client.get("/partners/export/people/").status_code == 404
    assert client.post(f"/partners/deeds/{deed.pk}/burn/", sent()).status_code == 404
    assert client.get("/partners/deeds/?box=magic").status_code == 200


def cells(answer):
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_workbooks(city, enter):
    made = pair(city, aim="帮老旧小区")
    recorded(city, made, title="=1+1", beneficiaries=30, category="repair")
    recorded(city, named(city), title="送书", confirmed_by="经理")
    client = enter("secretary")
    rows = cells(client.get("/partners/export/pairs/?words=东街"))
    assert [row[0] for row in rows] == ["组织编码", "B1"]
    assert (rows[1][1:4], rows[1][5]) == (["第一支部", "东街社区第1网格", "帮老旧小区"], 1)
    rows = cells(client.get("/partners/export/deeds/?box=every"))
    found = sorted([[*row[1:6], row[8], row[10], row[12], row[13]] for row in rows[1:]])
    assert found == [
        ["东街社区第1网格", "结对", "党组织为对方办的", "=1+1", "便民维修", 30,
         "已办，待确认", None, None],
        ["东风物业公司", "结对", "党组织为对方办的", "送书", None, None,
         "受益方已确认", "经理", "是"],
    ]  # fmt: skip
    assert len(cells(enter("rival").get("/partners/export/deeds/?box=every"))) == 1


@pytest.mark.parametrize(
    ("name", "address", "queries"),
    [
        ("officer", "", 8),
        ("worker", "communities/", 6),
        ("worker", "deeds/?box=every", 7),
        ("secretary", "pairs/{pair}/", 7),
    ],
)
def test_the_number_of_queries_does_not_grow(
    city, enter, django_assert_num_queries, name, address, queries
):
    made = pair(city)
    recorded(city, made)
    checked_in(city)
    client, there = enter(name), f"/partners/{address.format(pair=made.pk)}"
    client.get(there)
    with django_assert_num_queries(queries):
        client.get(there)
    for number in range(3):
        recorded(city, made)
        branch = unit(f"B1{number}", city.office)
        more = pair(city, unit=branch, actor=city.clerk, place=city.east)
        recorded(city, more, actor=city.clerk)
        relation = checkin_actions.checkin_unit(
            actor=city.clerk, at=NOW, unit=branch, community=city.east, from_on=ON
        )
        recorded(city, relation, actor=city.clerk)
    with django_assert_num_queries(queries):
        client.get(there)
