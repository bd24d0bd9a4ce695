"""The proposals: what is shown, what is left out because it changed, and one tap for all of it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.service.build import NOW, ON, City, accepted, checked, offered, sent
from tests.service.test_proposing import SATURDAY, check_in
from tests.units.build import user
from xianfeng.checkin import actions as checkin_actions
from xianfeng.checkin.models import MemberCheckin
from xianfeng.kernel.models import AuditEntry
from xianfeng.members.models import Membership
from xianfeng.service import actions, kept, proposing, tasks
from xianfeng.service.models import Dispatch, Proposal, Request, Shortage
from xianfeng.units.enums import Role

pytestmark = pytest.mark.django_db
PAGE = reverse("service:proposals")
HOUR = {"on_date": SATURDAY, "part": "morning"}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city():
    """Return a city in which two members of the first branch can mend, the first lives nearer."""
    made = City()
    check_in(made, made.members[0])
    check_in(made, made.members[1], at=made.east)
    return made


def browse(city, name):
    client = Client()
    client.force_login(city.users[name])
    return client


def rows(client):
    """Return (text, labels, shortage, fell away) of every request on the page."""
    return [
        (row.line.row.text, [label for _key, label in _choices(row)], row.short, row.gone)
        for _side, _page, rows, _any in client.get(PAGE).context["sides"]
        for row in rows
    ]


def _choices(row):
    return row.fields[1].field.choices if row.fields else []


def all_ticked(client):
    """Return what the page sends when nothing on it is changed."""
    data = {}
    for _side, _page, rows, _any in client.get(PAGE).context["sides"]:
        for row in rows:
            for bound in row.fields:
                data[bound.html_name] = bound.value()
    return data


def names(request):
    """Return who is proposed for a request, as it stands for the branch."""
    viewer_rows = Proposal.objects.filter(request=request).order_by("member__name")
    return list(viewer_rows.values_list("member__name", flat=True))


def standing(city, viewer=None):
    viewer = viewer or city.secretary
    found = kept.suggestions(viewer, list(kept.of_branches(viewer)), ON)
    return [[pick.proposal.member.name for pick in one.picks] for one in found]


def test_what_is_sent_is_matched_alone_and_shown_with_reasons_and_who_is_next(city):
    sent(city, skill="plumbing", **HOUR)
    assert rows(browse(city, "secretary")) == [
        (
            "水龙头漏水",
            ["党员甲（技能相符、同网格、合本人意愿、本月尚未服务；次选：党员乙，同社区）"],
            "", 0,
        )
    ]  # fmt: skip
    assert [row[0] for row in rows(browse(city, "clerk"))] == ["水龙头漏水"]
    for name in ("second", "rival"):
        assert rows(browse(city, name)) == []
    for name in ("first", "leader"):
        assert browse(city, name).get(PAGE).status_code == 404


def test_a_second_request_at_that_hour_is_proposed_to_who_is_still_free(city):
    for number in range(3):
        sent(city, text=f"第{number}件", phone=f"1380000003{number}", **HOUR)
    shown = rows(browse(city, "secretary"))
    assert [(text, [label[:3] for label in labels]) for text, labels, _short, _gone in shown] == [
        ("第0件", ["党员甲"]), ("第1件", ["党员乙"]), ("第2件", []),
    ]  # fmt: skip
    assert [short for _text, _labels, short, _gone in shown] == [
        "", "", "还差 1 人：报到的党员那时都有别的服务，或者已经请过",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"skill": "law"}, "还差 1 人：没有会法律咨询的人"),
        ({"skill": "plumbing", "on_date": date(2021, 7, 5), "part": "morning"},
         "还差 1 人：会水电维修的人这个时段都没空"),
        ({"skill": "plumbing", "places": 4}, "还差 2 人：会水电维修的人有空的只有 2 人"),
    ],
)  # fmt: skip
def test_a_place_that_stays_open_says_why(city, more, said):
    sent(city, **more)
    assert [row[2] for row in rows(browse(city, "secretary"))] == [said]


def test_who_has_had_enough_this_month_is_why_a_place_stays_open(city):
    MemberCheckin.objects.update(monthly_limit=1)
    offered(city, members=city.members[:2], places=2)
    sent(city, skill="plumbing", phone="13800000041")
    assert [row[2] for row in rows(browse(city, "secretary"))] == [
        "还差 1 人：会水电维修的人本月都已满"
    ]


def test_nobody_checked_in_is_said(city):
    MemberCheckin.objects.all().delete()
    sent(city)
    assert [row[2] for row in rows(browse(city, "secretary"))] == ["还差 1 人：还没有党员报到"]


def _moves(city):
    spell = Membership.objects.get(member=city.members[0])
    spell.until_on = ON
    spell.save()
    Membership.objects.create(member=city.members[0], unit=city.two, from_on=ON)


def _ends(city):
    row = MemberCheckin.objects.get(member=city.members[0])
    checkin_actions.end_checkin(
        actor=city.secretary, at=NOW, row=row, version=row.version, until_on=ON
    )


def _is_asked_that_hour(city):
    accepted(city, phone="13800000042", text="别的事", **HOUR)


def _has_had_enough(city):
    MemberCheckin.objects.update(monthly_limit=0)


def _forgets(city):
    MemberCheckin.objects.update(skills=0)


def _works_on_weekends(city):
    MemberCheckin.objects.update(slots=1)


@pytest.mark.parametrize(
    "change",
    [_moves, _ends, _is_asked_that_hour, _has_had_enough, _forgets, _works_on_weekends],
)
def test_what_holds_no_more_is_not_shown(city, change):
    sent(city, skill="plumbing", **HOUR)
    assert standing(city) == [["党员甲"]]
    change(city)
    assert standing(city)[:1] == [[]]
    (row,) = [row for row in rows(browse(city, "secretary")) if row[0] == "水龙头漏水"]
    assert (row[1], row[3]) == ([], 1)


def test_who_is_next_is_not_named_when_they_cannot_come_either(city):
    sent(city, skill="plumbing", **HOUR)
    MemberCheckin.objects.filter(member=city.members[1]).update(monthly_limit=0)
    ((_text, labels, _short, _gone),) = rows(browse(city, "secretary"))
    assert labels == ["党员甲（技能相符、同网格、合本人意愿、本月尚未服务）"]


def test_a_request_that_is_gone_is_not_shown(city):
    request = sent(city)
    actions.cancel_request(actor=city.first, at=NOW, request=request, number=request.number)
    assert Proposal.objects.count() == 1
    assert rows(browse(city, "secretary")) == []


def test_one_tap_asks_everybody_who_is_ticked(city):
    first = sent(city, text="第一件", phone="13800000031", **HOUR)
    second = sent(city, text="第二件", phone="13800000032", **HOUR)
    client = browse(city, "secretary")
    before = AuditEntry.objects.filter(verb="service.dispatch_request").count()
    answer = client.post(reverse("service:proposals_dispatch"), all_ticked(client), follow=True)
    assert [str(one) for one in answer.context["messages"]] == [
        "已派 2 张服务单，请了 2 人，等他们接单。"
    ]
    assert list(Dispatch.objects.order_by("request").values_list("request", "member__name")) == [
        (first.pk, "党员甲"), (second.pk, "党员乙"),
    ]  # fmt: skip
    assert Dispatch.objects.first().proposed == "grid,wish,unused"
    assert AuditEntry.objects.filter(verb="service.dispatch_request").count() == before + 2
    assert rows(client) == []


def test_what_changed_meanwhile_is_told_and_the_rest_goes_through(city):
    gone = sent(city, text="第一件", phone="13800000031", **HOUR)
    stays = sent(city, text="第二件", phone="13800000032", **HOUR)
    other = sent(city, text="第三件", phone="13800000033")
    client = browse(city, "secretary")
    data = all_ticked(client)
    actions.cancel_request(actor=city.first, at=NOW, request=gone, number=gone.number)
    Request.objects.filter(pk=stays.pk).update(version=9)
    answer = client.post(reverse("service:proposals_dispatch"), data, follow=True)
    assert [str(one) for one in answer.context["messages"]] == [
        "“第二件”刚刚有变动，没有派，请再看一眼。",
        "有 1 张服务单已不等着派，没有再派。",
        "已派 1 张服务单，请了 1 人，等他们接单。",
    ]
    assert [one.request for one in Dispatch.objects.all()] == [other]


def test_who_cannot_come_any_more_is_not_asked_with_an_old_page(city):
    sent(city, skill="plumbing", **HOUR)
    client = browse(city, "secretary")
    data = all_ticked(client)
    MemberCheckin.objects.update(monthly_limit=0)
    answer = client.post(reverse("service:proposals_dispatch"), data, follow=True)
    assert [str(one) for one in answer.context["messages"]] == [
        "“水龙头漏水”刚刚有变动，没有派，请再看一眼。"
    ]
    assert not Dispatch.objects.exists()


@pytest.mark.parametrize("name", ["second", "rival", "worker"])
def test_nobody_asks_for_another_branch(city, name):
    sent(city)
    data = all_ticked(browse(city, "secretary"))
    answer = browse(city, name).post(reverse("service:proposals_dispatch"), data)
    assert answer.status_code == 302
    assert not Dispatch.objects.exists()


def test_what_nobody_could_tick_is_not_taken(city):
    request = sent(city, **HOUR)
    client = browse(city, "secretary")
    for chosen in (city.outsider.pk, city.members[2].pk, "x", ""):
        data = {f"version_{request.pk}": request.version, f"ticked_{request.pk}": [chosen]}
        client.post(reverse("service:proposals_dispatch"), data)
    assert not Dispatch.objects.exists()


def test_the_community_sends_to_the_branch_that_the_matching_points_to(city):
    check_in(city, city.outsider)
    request = checked(city, skill="plumbing", places=3)
    worker = browse(city, "worker")
    assert [row[1] for row in rows(worker)] == [
        ["第一支部（建议 2 人、技能相符、同网格、合本人意愿、本月尚未服务）"]
    ]
    assert "党员甲" not in worker.get(PAGE).content.decode()
    assert rows(browse(city, "neighbour")) == []
    answer = worker.post(reverse("service:proposals_send"), all_ticked(worker), follow=True)
    assert [str(one) for one in answer.context["messages"]] == ["已把 1 张服务单派给党支部。"]
    request.refresh_from_db()
    assert (request.state, request.unit) == ("sent", city.one)
    # It is the branch's now, and matched with its members alone.
    assert names(request) == ["党员乙", "党员甲"]
    assert rows(worker) == []
    (row,) = rows(browse(city, "secretary"))
    assert row[2] == "还差 1 人：会水电维修的人有空的只有 2 人"


def test_no_other_branch_is_taken_from_a_page(city):
    request = checked(city)
    data = {f"version_{request.pk}": request.version, f"ticked_{request.pk}": [city.far.pk]}
    browse(city, "worker").post(reverse("service:proposals_send"), data)
    browse(city, "neighbour").post(reverse("service:proposals_send"), data)
    request.refresh_from_db()
    assert request.state == "checked"


def test_matching_again_takes_in_who_checked_in_since(city):
    request = sent(city, places=3)
    assert len(names(request)) == 2
    check_in(city, city.members[2])
    assert browse(city, "secretary").post(reverse("service:proposals_again")).status_code == 302
    assert names(request) == ["党员丙", "党员乙", "党员甲"]
    assert not Shortage.objects.exists()
    at_hand = checked(city, places=4, phone="13800000043", text="别的事")
    check_in(city, city.outsider)
    browse(city, "worker").post(reverse("service:proposals_again"))
    # Everybody has room for two this month: one is proposed already.
    assert names(at_hand) == ["党员丙", "党员乙", "党员甲", "外局党员"]
    assert names(request) == ["党员丙", "党员乙", "党员甲"]
    assert browse(city, "first").post(reverse("service:proposals_again")).status_code == 404


def test_who_says_no_makes_room_for_a_new_proposal(city):
    request = offered(city, **HOUR)
    mine = Dispatch.objects.get()
    assert names(request) == ["党员甲"]
    actions.decline_place(actor=city.first, at=NOW, dispatch=mine, version=1, because="出差")
    assert names(request) == ["党员乙"]


def test_every_day_the_whole_city_is_matched_and_nothing_is_written_for_nothing(city):
    tasks.propose(ON)
    assert not AuditEntry.objects.filter(verb="service.keep_proposals").exists()
    request = sent(city, places=3)
    check_in(city, city.members[2])
    tasks.propose(date(2021, 7, 1))
    assert set(Proposal.objects.values_list("made_on", flat=True)) == {date(2021, 7, 1)}
    assert names(request) == ["党员丙", "党员乙", "党员甲"]
    actions.cancel_request(actor=city.first, at=NOW, request=request, number=request.number)
    tasks.propose(date(2021, 7, 2))
    assert not Proposal.objects.exists()
    written = AuditEntry.objects.count()
    tasks.propose(date(2021, 7, 3))
    assert AuditEntry.objects.count() == written


def test_what_was_accepted_or_offered_is_never_moved(city):
    request = offered(city, **HOUR)
    tasks.propose(date(2021, 7, 1))
    part = Dispatch.objects.get()
    assert (part.request, part.member, part.state) == (request, city.members[0], "offered")
    assert names(request) == []


@pytest.mark.parametrize(("name", "count"), [("secretary", 12), ("worker", 11)])
def test_the_page_asks_as_much_for_three_as_for_one(city, name, count, django_assert_num_queries):
    make = sent if name == "secretary" else checked
    client = browse(city, name)
    make(city)
    client.get(PAGE)
    with django_assert_num_queries(count):
        assert len(rows(client)) == 1
    for number in range(2):
        make(city, phone=f"1380000005{number}")
    with django_assert_num_queries(count):
        assert len(rows(client)) == 3


def test_an_officer_of_the_whole_city_sees_what_every_branch_is_asked(city):
    sent(city)
    city.users["chief"] = user("chief", (Role.OFFICE, city.root))
    assert [row[0] for row in rows(browse(city, "chief"))] == ["水龙头漏水"]


def test_one_request_alone_reads_those_who_can(city):
    request = sent(city, skill="plumbing", **HOUR)
    check_in(city, city.members[2], skills=("law",))
    found = proposing.gather(
        city.secretary, list(proposing.waiting(city.secretary, "").filter(pk=request.pk)),
        city.one.path, ON,
    )  # fmt: skip
    assert sorted(hand.id for hand in found.hands) == sorted(one.pk for one in city.members[:2])
