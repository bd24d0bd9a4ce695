"""Pages of hours: one's own, a unit's, the paper, and checking it."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests.hours.build import NOW, ON, City, gave
from tests.members.build import member
from xianfeng.hours.models import Certificate, Stint
from xianfeng.ledgers.documents import printing

pytestmark = pytest.mark.django_db
LIST, MINE, CHECK = (reverse(f"hours:{name}") for name in ("list", "mine", "check"))


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city():
    return City()


def browse(city, name):
    client = Client()
    client.force_login(city.users[name])
    return client


def text(answer):
    return answer.content.decode()


def person(one):
    return reverse("hours:person", args=[one.pk])


def certify(client, one, **span):
    return client.post(reverse("hours:certify", args=[one.pk]), span)


def test_my_page_shows_this_year_and_leads_to_the_others(city):
    gave(city.zhang, city.one, 1, date(2021, 3, 1), "1.5", "request", "便民维修")
    gave(city.zhang, city.one, 2, date(2020, 5, 1), "20")
    gave(city.zhang, city.one, 4, date(2021, 3, 2), "0.75")
    gave(city.li, city.one, 3, what="别人的活动")
    page = browse(city, "own").get(MINE)
    assert [row.key for row in page.context["rows"]] == [4, 1]
    said = text(page)
    assert "2021-01-01 至 2021-06-30，服务 2 次，共 2.25 小时。" in said
    assert '<td class="number">20</td>' in said
    assert "?first=2020-01-01&amp;last=2020-12-31" in said
    assert "?first=2021-01-01&amp;last=2021-06-30" in said
    assert "别人的活动" not in said
    years = [(one["year"], one["times"], one["hours"]) for one, *_ in page.context["years"]]
    assert years == [(2021, 2, 2.25), (2020, 1, 20)]
    past = browse(city, "own").get(MINE, {"first": "2020-01-01", "last": "2020-12-31"})
    assert [row.key for row in past.context["rows"]] == [2]


def test_my_page_looks_at_the_day_that_is_asked_about(city):
    gave(city.zhang, city.one, 1, date(2021, 3, 1))
    gave(city.zhang, city.one, 2, date(2020, 5, 1))
    page = browse(city, "own").get(MINE, {"as_of": "2020-06-30"})
    assert [row.key for row in page.context["rows"]] == [2]


def test_who_gave_nothing_is_told_how_it_comes_and_gets_no_button(city):
    said = text(browse(city, "own").get(MINE))
    assert "时长自动记在这里，不用填报" in said
    assert "hours/members" not in said
    assert browse(city, "secretary").get(MINE).status_code == 404


def test_a_span_that_is_none_keeps_what_was_typed_and_shows_the_year(city):
    gave(city.zhang, city.one, 1)
    page = browse(city, "own").get(MINE, {"first": "2021-06-30", "last": "2021-06-01"})
    assert [row.key for row in page.context["rows"]] == [1]
    assert "结束日期应不早于开始日期" in text(page)
    assert 'value="2021-06-01"' in text(page)
    for wrong in ("x", "2021-13-01", "0001-01-01"):
        assert browse(city, "own").get(MINE, {"first": wrong}).status_code == 200


def test_one_tap_gives_the_paper(city):
    gave(city.zhang, city.one, 1)
    client = browse(city, "own")
    answer = certify(client, city.zhang, first="2021-01-01", last="2021-06-30")
    made = Certificate.objects.get()
    assert answer.headers["Location"] == reverse("hours:certificate", args=[made.pk])
    paper = client.get(answer.headers["Location"])
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert paper.content.startswith(b"%PDF-")
    assert answer.headers["Location"] in text(client.get(MINE))
    for stranger in ("rival", "second"):
        assert browse(city, stranger).get(answer.headers["Location"]).status_code == 404


def test_a_paper_asked_for_beyond_today_ends_today(city):
    gave(city.zhang, city.one, 1)
    certify(browse(city, "own"), city.zhang, first="2021-01-01", last="2021-12-31")
    assert Certificate.objects.get().last_on == ON


def test_the_paper_says_whose_what_how_long_and_how_to_check_it(city, monkeypatch):
    gave(city.zhang, city.one, 1, date(2021, 3, 1), "1.5", "request", "便民<b>维修")
    client = browse(city, "own")
    certify(client, city.zhang)
    made = Certificate.objects.get()
    pages = []
    monkeypatch.setattr(printing, "pdf", lambda html: pages.append(html) or b"%PDF-")
    client.get(reverse("hours:certificate", args=[made.pk]))
    said = "".join(pages)
    wanted = (
        "第一支部党员张三", "自2021年1月1日至2021年6月30日", "1 次，共 1.5 小时", "2021-03-01",
        "便民&lt;b&gt;维修", "服务单", made.printed_number, f"http://testserver{CHECK}",
    )  # fmt: skip
    assert [word for word in wanted if word not in said] == []


def test_a_machine_without_the_libraries_says_what_to_install(city, monkeypatch):
    def refuse(html):
        raise printing.Unprintable("libpango")

    monkeypatch.setattr(printing, "pdf", refuse)
    gave(city.zhang, city.one, 1)
    client = browse(city, "own")
    answer = client.get(certify(client, city.zhang).headers["Location"])
    assert (answer.status_code, "libpango-1.0-0" in text(answer)) == (503, True)


def test_nothing_to_certify_is_said_on_the_page(city):
    answer = certify(browse(city, "own"), city.zhang)
    assert answer.headers["Location"] == person(city.zhang)
    client = browse(city, "own")
    assert "这段时间没有服务时长的记录" in text(client.post(
        reverse("hours:certify", args=[city.zhang.pk]), follow=True
    ))  # fmt: skip


def test_a_secretary_prints_for_a_member_without_an_account(city):
    gave(city.li, city.one, 1)
    client = browse(city, "secretary")
    assert "李四的志愿服务" in text(client.get(person(city.li)))
    assert certify(client, city.li).status_code == 302
    assert Certificate.objects.get().on_behalf
    assert certify(browse(city, "leader"), city.li).status_code == 403
    assert "志愿服务证明（PDF）" not in text(browse(city, "leader").get(person(city.li)))
    for stranger in ("second", "rival", "own"):
        assert browse(city, stranger).get(person(city.li)).status_code == 404
        assert certify(browse(city, stranger), city.li).status_code == 404
    assert Certificate.objects.count() == 1


def test_a_branch_sees_what_was_given_there_by_who_has_moved_on(city):
    gave(city.away, city.one, 1, what="在第一支部")
    gave(city.away, city.far, 2, what="在外局支部")
    here, there = (browse(city, name).get(person(city.away)) for name in ("secretary", "rival"))
    assert [row.what for row in here.context["rows"]] == ["在第一支部"]
    assert [row.what for row in there.context["rows"]] == ["在外局支部"]


def test_the_list_goes_by_units_and_names_never_by_hours(city):
    gave(city.wang, city.two, 1, hours="8")
    gave(city.zhang, city.one, 1, hours="1")
    gave(city.zhang, city.one, 2, hours="1.5", source="request")
    gave(city.li, city.one, 1, hours="3")
    gave(city.away, city.far, 1, what="隐藏的活动")
    page = browse(city, "clerk").get(LIST)
    rows = [
        (r["member__name"], r["unit__name"], r["times"], r["total"]) for r in page.context["page"]
    ]
    assert rows == [
        ("张三", "第一支部", 2, 2.5),
        ("李四", "第一支部", 1, 3),
        ("王五", "第二支部", 1, 8),
    ]
    assert [(one.id, one.value) for one in page.context["numbers"]] == [
        ("service.hours", 13.5), ("service.helpers", 3),
    ]  # fmt: skip
    assert [(str(label), value) for label, value in page.context["parts"]] == [
        ("志愿服务活动", 12), ("服务单", 1.5),
    ]  # fmt: skip
    assert "赵六" not in text(page)


def test_the_list_is_narrowed_by_name_days_and_unit(city):
    gave(city.zhang, city.one, 1, date(2021, 3, 1))
    gave(city.li, city.one, 2, date(2021, 3, 1))
    gave(city.wang, city.two, 3, date(2020, 3, 1))
    client = browse(city, "clerk")

    def names(**send):
        return [row["member__name"] for row in client.get(LIST, send).context["page"]]

    assert names() == ["张三", "李四"]
    assert names(name="张") == ["张三"]
    assert names(first="2020-01-01") == ["张三", "李四", "王五"]
    assert names(first="2020-01-01", unit="B2") == ["王五"]
    assert client.get(LIST, {"unit": "E1"}).status_code == 404
    assert browse(city, "own").get(LIST).status_code == 404


def test_the_workbook_holds_the_list_and_every_service(city):
    gave(city.zhang, city.one, 1, date(2021, 3, 1), "1.5", "request", "便民维修")
    gave(city.zhang, city.one, 2, date(2021, 5, 1), "2", what="=1+1")
    gave(city.away, city.far, 1)
    answer = browse(city, "clerk").get(reverse("hours:export"))
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    first, second = ([[cell.value for cell in row] for row in sheet.rows] for sheet in book)
    assert first == [
        ["组织编码", "党组织", "姓名", "次数", "小时"], ["B1", "第一支部", "张三", 2, 3.5],
    ]  # fmt: skip
    assert [(row[2], row[4], row[5], row[6]) for row in second[1:]] == [
        ("张三", "便民维修", "服务单", 1.5), ("张三", "=1+1", "志愿服务活动", 2),
    ]  # fmt: skip
    assert browse(city, "own").get(reverse("hours:export")).status_code == 404


def test_hours_lead_to_what_they_were_given_for_or_say_it_themselves(city):
    own = gave(city.zhang, city.one, 1)
    page = browse(city, "secretary").get(reverse("hours:stint", args=[own.pk]))
    assert (page.status_code, "清洁家园" in text(page)) == (200, True)
    assert browse(city, "own").get(reverse("hours:stint", args=[own.pk])).status_code == 200
    assert browse(city, "rival").get(reverse("hours:stint", args=[own.pk])).status_code == 404


def test_anybody_checks_a_paper_without_an_account(city):
    gave(city.li, city.one, 1, hours="2")
    certify(browse(city, "secretary"), city.li)
    number = Certificate.objects.get().printed_number
    client = Client()
    assert client.get(CHECK).status_code == 200
    good = client.post(CHECK, {"number": number, "name": "李四"})
    assert (good.status_code, "与记录相符" in text(good)) == (200, True)
    assert "2021-01-01 至 2021-06-30" in text(good)
    Stint.objects.update(hours=1)
    assert "记录后来有更正" in text(client.post(CHECK, {"number": number, "name": "李四"}))


@pytest.mark.parametrize(
    "typed",
    [
        {"number": "2345-6789-ABCD", "name": "李四"},
        {"number": "2345-6789-ABCD", "name": "张三"},
        {"number": "<script>", "name": "<script>"},
    ],
)
def test_what_no_paper_says_is_answered_alike(city, typed):
    gave(city.li, city.one, 1)
    certify(browse(city, "secretary"), city.li)
    Certificate.objects.update(number="23456789ABCE")
    answer = Client().post(CHECK, typed)
    assert answer.status_code == 422
    said = text(answer)
    assert [word for word in ("与记录相符", "第一支部", "<script>") if word in said] == []
    assert "查无此证明" in said


def test_an_empty_or_endless_form_is_asked_again(city):
    for typed in ({}, {"number": "2" * 5000, "name": "李" * 5000}):
        answer = Client().post(CHECK, typed)
        assert (answer.status_code, "与记录相符" in text(answer)) == (422, False)


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_as_much_for_three_as_for_one(city, number, django_assert_num_queries):
    for key in range(number):
        gave(city.zhang, city.one, key)
        gave(member(f"党员{key}", city.one), city.one, key)
    own, staff = browse(city, "own"), browse(city, "clerk")
    certify(own, city.zhang)
    own.get(MINE), staff.get(LIST)
    with django_assert_num_queries(8):
        own.get(MINE)
    with django_assert_num_queries(10):
        staff.get(LIST)


def test_ways_to_these_pages(city):
    gave(city.zhang, city.one, 1)
    own, staff = browse(city, "own"), browse(city, "secretary")
    assert f'href="{person(city.zhang)}"' in text(own.get(f"/members/{city.zhang.pk}/"))
    assert f'href="{person(city.li)}"' in text(staff.get(f"/members/{city.li.pk}/"))
    assert f'href="{LIST}"' in text(staff.get(reverse("volunteering:list")))
    assert f'href="{LIST}"' not in text(own.get(reverse("volunteering:list")))
    assert f'href="{CHECK}"' in text(Client().get("/accounts/login/"))
