"""The ledger of requests: many at once from a workbook, by who works for the community."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.service.build import NOW, PHONE, City, done, later, sent
from tests.service.test_proposing import check_in
from tests.units.build import user
from xianfeng.kernel import crypto, figures
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied, operator
from xianfeng.ledgers import actions as ledgers
from xianfeng.ledgers import registry, sheets
from xianfeng.ledgers.models import Batch
from xianfeng.ledgers.sheets import Heading
from xianfeng.service import actions, queries
from xianfeng.service.models import Proposal, Request
from xianfeng.units.models import PlaceRole

pytestmark = pytest.mark.django_db
TITLES = ["社区", "网格", "要办的事", "类别", "希望日期", "时段", "人数", "特长", "紧急程度",
          "联系人", "电话", "地址"]  # fmt: skip
TAP = ["东街社区", "第1网格", "厨房水龙头漏水", "便民维修", date(2021, 7, 3), "上午", 2,
       "水电维修", "较急", "张阿姨", "13800000031", "3栋201"]  # fmt: skip
TALK = ["", "", "讲讲医保新政策", "政策宣传", None, "", None, "", "", "", "0371-65500000", ""]


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: date(2021, 6, 30))
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city():
    return City()


def workbook(*lines, titles=TITLES):
    target = BytesIO()
    sheets.write_xlsx(target, [Heading(title) for title in titles], lines, title="台账")
    return target.getvalue()


def examined(viewer, *lines, at=NOW, titles=TITLES):
    return ledgers.import_file(
        actor=viewer, at=at, kind=registry.get("requests"), name="台账.xlsx",
        content=workbook(*lines, titles=titles), valid_only=True,
    )  # fmt: skip


def take_in(viewer, *lines, **more):
    return examined(viewer, *lines, **more).outcome()


def counts(outcome):
    return tuple(outcome[name] for name in ("rows", "rejected", "new", "changed", "unchanged"))


def warned(outcome):
    return [(one["row"], one["code"]) for one in outcome["warnings"]]


def take_back(viewer):
    batch = Batch.objects.latest("pk")
    ledgers.undo(actor=viewer, at=NOW, batch_id=batch.pk, version=batch.version)


def out(viewer, unmasked=False):
    return [list(row) for row in registry.get("requests").export(viewer, "", unmasked)]


def cell(column, value):
    line = list(TAP)
    line[TITLES.index(column)] = value
    return line


def test_requests_come_in_checked_and_matched_and_the_same_file_changes_nothing(city):
    check_in(city, city.members[0])
    assert counts(take_in(city.worker, TAP, TALK)) == (2, 0, 2, 0, 0)
    tap, talk = Request.objects.order_by("pk")
    assert (tap.state, tap.source, tap.community, tap.grid) == (
        "checked", "sheet", city.east, city.grid,
    )  # fmt: skip
    assert (tap.category, tap.skill, tap.on_date, tap.part, tap.places, tap.urgency) == (
        "repair", "plumbing", date(2021, 7, 3), "morning", 2, 2,
    )  # fmt: skip
    assert (tap.placed_on, tap.checked_on, tap.promised_on, tap.placed_by) == (
        date(2021, 6, 30), date(2021, 6, 30), date(2021, 7, 5), city.users["worker"],
    )  # fmt: skip
    assert queries.contact(city.worker, tap) == {
        "contact": "张阿姨", "phone": "13800000031", "address": "3栋201",
    }  # fmt: skip
    # One community is the worker's: the sheet need not name it.
    assert (talk.community, talk.grid, talk.places, talk.urgency) == (city.east, None, 1, 1)
    assert crypto.unseal(talk.phone_sealed) == "037165500000"
    assert set(Proposal.objects.values_list("request", flat=True)) == {tap.pk, talk.pk}
    assert counts(take_in(city.worker, TAP, TALK)) == (2, 0, 0, 0, 2)
    assert Request.objects.count() == 2
    figure = figures.get("service.orders")
    assert figures.compute(city.officer, figure, NOW.date(), NOW.date()).value == 2


def test_headings_as_people_write_them(city):
    titles = ["序号", "需求内容", "服务类型", "联系电话", "居民姓名"]
    outcome = take_in(city.worker, [1, "修灯", "便民维修", PHONE, "住户"], titles=titles)
    assert counts(outcome) == (1, 0, 1, 0, 0)


def test_who_serves_two_communities_must_say_which(city):
    PlaceRole.objects.create(user=city.users["worker"], place=city.west, from_on=date(2010, 1, 1))
    outcome = take_in(city.worker, TAP, TALK)
    assert [(one["row"], one["column"], one["code"]) for one in outcome["errors"]] == [
        (4, "社区", "required")
    ]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("社区", "西街社区", "choice_unknown"),
        ("社区", "没有这里", "choice_unknown"),
        ("网格", "第9网格", "choice_unknown"),
        ("要办的事", "", "required"),
        ("要办的事", "长" * 301, "text_too_long"),
        ("类别", "搬家", "choice_unknown"),
        ("希望日期", date(2021, 6, 29), "date_invalid"),
        ("希望日期", date(2022, 6, 29), "date_invalid"),
        ("时段", "半夜", "choice_unknown"),
        ("人数", 51, "number_invalid"),
        ("人数", 0, "number_invalid"),
        ("特长", "飞行", "choice_unknown"),
        ("紧急程度", "火急", "choice_unknown"),
        ("电话", "123", "phone_invalid"),
        ("电话", "", "required"),
    ],
)
def test_what_cannot_be_is_rejected(city, column, value, code):
    outcome = take_in(city.worker, cell(column, value))
    found = [(error["column"], error["code"]) for error in outcome["errors"]]
    assert (outcome["rejected"], found) == (1, [(column, code)])
    assert not Request.objects.exists()


def test_what_may_be_the_same_is_shown_before_it_is_taken_in(city):
    open_one = sent(city, text="水管坏了", phone="13800000031")
    outcome = take_in(city.worker, TAP, cell("要办的事", "龙头还是漏"), cell("类别", "环境整治"))
    assert warned(outcome) == [
        (3, "similar_open"), (4, "similar_open"), (4, "similar_in_file"),
    ]  # fmt: skip
    assert outcome["warnings"][0]["message"] == (
        f"可能与 2021-06-30 点的“{open_one.text}”是同一件事；确是两件，照样导入"
    )
    assert counts(outcome) == (3, 0, 3, 0, 0)


def test_the_same_text_at_the_same_place_is_pointed_to_whoever_called(city):
    sent(city, text="厨房水龙头漏水", phone="13800000099")
    assert warned(take_in(city.worker, TAP)) == [(3, "similar_open")]


def test_what_ended_long_ago_or_elsewhere_is_no_warning(city):
    done(city, text="厨房水龙头漏水", phone="13800000031", on_date=None)
    assert warned(take_in(city.worker, TAP)) == []


def test_a_row_twice_is_taken_once(city):
    outcome = take_in(city.worker, TAP, TAP)
    assert [(one["row"], one["code"]) for one in outcome["errors"]] == [(4, "duplicate_in_file")]
    assert counts(outcome) == (2, 1, 1, 0, 0)


def test_the_day_may_have_passed_when_the_file_comes_again(city):
    take_in(city.worker, TAP)
    assert counts(take_in(city.worker, TAP, at=later(10))) == (1, 0, 0, 0, 1)
    # After a season the same wish is a new one, and this day is long gone.
    assert counts(take_in(city.worker, TAP, at=later(100))) == (1, 1, 0, 0, 0)


def test_a_batch_is_taken_back_whole_unless_one_went_on(city):
    check_in(city, city.members[0])
    take_in(city.worker, TAP, TALK)
    take_back(city.worker)
    assert not Request.objects.exists()
    assert not Proposal.objects.exists()
    take_in(city.worker, TAP, TALK)
    request = Request.objects.first()
    actions.send_request(actor=city.worker, at=NOW, request=request, version=1, unit=city.one)
    with pytest.raises(Refused):
        take_back(city.worker)
    assert Request.objects.count() == 2


def test_contacts_go_out_masked_and_only_while_it_is_open(city):
    take_in(city.worker, TAP)
    done(city, phone="13800000032")
    assert out(city.worker) == [
        [*TAP[:9], "***", "138******31", "*****"],
        ["东街社区", "第1网格", "水龙头漏水", "便民维修", None, "", 1, "", "一般", "", "", ""],
    ]
    assert out(city.neighbour) == []
    assert out(city.officer) == []
    assert out(operator("测试"), unmasked=True)[0] == TAP
    assert counts(take_in(city.worker, *out(operator("测试"), unmasked=True)[:1])) == (
        1,
        0,
        0,
        0,
        1,
    )


@pytest.mark.parametrize("name", ["officer", "clerk", "secretary", "leader", "first"])
def test_no_keeper_of_records_takes_requests_in(city, name):
    with pytest.raises(Denied):
        take_in(getattr(city, name), TAP)


def test_another_community_takes_none_in_here(city):
    assert counts(take_in(city.neighbour, TAP)) == (1, 1, 0, 0, 0)
    assert not Request.objects.exists()


def test_what_is_written_down_of_the_import_names_nobody(city):
    take_in(city.worker, TAP)
    entry = AuditEntry.objects.get(verb="ledgers.import")
    assert entry.new == {
        "kind": "requests", "file": "台账.xlsx", "rows": 1, "accepted": 1, "rejected": 0,
        "new": 1, "changed": 0, "unchanged": 0,
    }  # fmt: skip
    kept = str(Batch.objects.get().outcome)
    assert [word for word in ("张阿姨", "13800000031", "3栋201") if word in kept] == []


def test_a_worker_comes_from_the_desk_and_takes_a_file_in(city):
    client = Client()
    client.force_login(city.users["worker"])
    upload = reverse("ledgers:upload", args=["requests"])
    assert f'href="{upload}"' in client.get(reverse("service:desk")).content.decode()
    assert client.get(reverse("ledgers:template", args=["requests"])).status_code == 200
    file = SimpleUploadedFile("台账.xlsx", workbook(TAP, TALK))
    answer = client.post(upload, {"file": file})
    batch = Batch.objects.get()
    here = reverse("ledgers:batch", args=[batch.pk])
    assert answer.headers["Location"] == here
    said = client.get(here).content.decode()
    assert [word for word in ("13800000031", "3栋201") if word in said] == []
    assert not Request.objects.exists()
    client.post(reverse("ledgers:apply", args=[batch.pk]), {"version": batch.version})
    assert Request.objects.count() == 2
    assert [kind.id for kind, may in client.get(reverse("ledgers:home")).context["kinds"]] == [
        "requests"
    ]
    other = Client()
    other.force_login(city.users["neighbour"])
    assert other.get(here).status_code == 404
    user("nobody")
    for name in ("secretary", "first"):
        stranger = Client()
        stranger.force_login(city.users[name])
        assert stranger.get(upload).status_code == 404


def test_ten_times_as_many_rows_ask_as_often(city, django_assert_num_queries):
    def lines(first, number):
        return [
            [*TAP[:2], f"第{at}件事", *TAP[3:10], f"1390000{at:04}", ""]
            for at in range(first, first + number)
        ]

    take_in(city.worker, *lines(0, 1))
    # PostgreSQL takes one lock for the import, and one for each kind of fact it tells of.
    asked = 32 if connection.vendor == "postgresql" else 27
    with django_assert_num_queries(asked):
        take_in(city.worker, *lines(10, 2))
    with django_assert_num_queries(asked):
        take_in(city.worker, *lines(20, 20))
