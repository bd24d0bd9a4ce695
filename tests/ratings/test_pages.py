"""Pages of those who organise and of those who are rated."""

import re
import subprocess
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.ratings import build
from tests.ratings.build import City, cancel, close, give, now, opened, prepared, rated, slips
from tests.units.build import NOW, unit, user
from xianfeng.ledgers.documents import printing as library
from xianfeng.ratings import printing, queries, rules
from xianfeng.ratings.forms import SlipsForm
from xianfeng.ratings.models import Round, Slip
from xianfeng.units.models import Place, PlaceRole

pytestmark = pytest.mark.django_db
SUBMISSION = "6f1ab1de-6a5e-4bd1-8f1d-000000000001"


@pytest.fixture(autouse=True)
def june(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: build.ON)
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: NOW)


@pytest.fixture
def city():
    return City()


def of(city, name):
    client = Client()
    client.force_login(city.users[name])
    return client


def text(answer):
    return answer.content.decode()


def page(held, name="detail"):
    return reverse(f"ratings:{name}", args=[held.pk])


def as_shown(client, address):
    """Return the form of a page as a browser would send it untouched."""
    shown = client.get(address).context["form"]
    return {bound.html_name: bound.value() for bound in shown if bound.value() is not None}


def test_a_round_is_prepared_and_printed_without_typing_anything(city):
    clerk = of(city, "clerk")
    begin = reverse("ratings:create", args=["C"])
    assert begin in text(clerk.get(reverse("ratings:list")))
    assert clerk.post(begin, as_shown(clerk, begin)).status_code == 302
    held = Round.objects.get()
    assert (held.title, held.from_on, held.until_on, held.state) == (
        "2021年群众评议", build.ON, build.UNTIL, "draft",
    )  # fmt: skip
    names = held.rated.order_by("unit__path").values_list("unit__name", flat=True)
    assert list(names) == ["第一支部", "第二支部", "第三支部"]
    answer = clerk.post(page(held, "slips"), as_shown(clerk, page(held, "slips")))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Cache-Control"] == "no-store"
    assert [one.made for one in held.rated.all()] == [50, 50, 50]
    clerk.post(page(held, "open"), {"version": 1})
    assert now(held).state == "open"


@pytest.mark.parametrize(
    ("which", "sent", "names"),
    [
        ("children", [], ["甲局机关党委", "乙局机关党委"]),
        ("branches", [], ["第一支部", "第二支部", "第三支部", "外局支部"]),
        ("chosen", ["one", "far"], ["第一支部", "外局支部"]),
        ("children", ["one"], ["甲局机关党委", "乙局机关党委"]),
    ],
)
def test_an_organiser_says_which_units_are_rated(city, which, sent, names):
    officer, begin = of(city, "officer"), reverse("ratings:create", args=["R"])
    units = [getattr(city, name).pk for name in sent]
    officer.post(begin, as_shown(officer, begin) | {"which": which, "units": units})
    found = Round.objects.get().rated.order_by("unit__path").values_list("unit__name", flat=True)
    assert list(found) == names


def test_a_group_is_no_unit_of_its_own_and_none_chosen_is_told(city):
    officer, begin = of(city, "officer"), reverse("ratings:create", args=["R"])
    shown = dict(officer.get(begin).context["form"].fields["units"].choices)
    assert city.group.pk not in shown
    assert city.root.pk not in shown
    answer = officer.post(begin, as_shown(officer, begin) | {"which": "chosen"})
    assert "至少一个" in text(answer)
    assert Round.objects.count() == 0


def test_slips_are_printed_once_and_their_codes_work(city, tmp_path, settings):
    settings.SITE_ADDRESS = "https://dj.example.org"
    held, clerk = prepared(city), of(city, "clerk")
    sent = {"number": 11, "units": [rated(held, city.one).pk], "submission": SUBMISSION}
    answer = clerk.post(page(held, "slips"), sent)
    assert answer.content.startswith(b"%PDF-")
    again = clerk.post(page(held, "slips"), sent)
    assert (again.status_code, again["Location"]) == (302, page(held))
    assert Slip.objects.count() == 11
    clerk.post(page(held, "open"), {"version": 1})
    codes = printed(answer.content, tmp_path)
    assert len(codes) == 11
    for code in codes:
        assert Client().post(f"/rate/{code}/", {"stars": "5"}).status_code == 302
    assert Slip.objects.filter(state="used").count() == 11


def printed(content, folder):
    """Return the codes that stand on a PDF in print."""
    file = folder / "slips.pdf"
    file.write_bytes(content)
    try:
        told = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True)
    except FileNotFoundError:
        pytest.skip("poppler-utils is not installed")
    sign = "[2-9A-HJKMNP-Z]{3}"
    return [rules.normal_code(code) for code in re.findall(f"(?:{sign} ){{5}}{sign}", told.stdout)]


def test_a_qr_code_leads_to_the_address_of_its_code(settings):
    settings.SITE_ADDRESS = "https://dj.example.org"
    assert (
        printing.address("ABC234DEF567GHJ89K") == "https://dj.example.org/rate/ABC234DEF567GHJ89K/"
    )
    assert printing.is_near() is False
    settings.SITE_ADDRESS = "http://127.0.0.1:8000"
    assert printing.is_near() is True


def test_ten_slips_stand_on_a_sheet_and_each_unit_begins_a_new_one(city, monkeypatch):
    laid_out = []
    monkeypatch.setattr(library, "pdf", lambda html: laid_out.append(html) or b"%PDF-")
    made = [(name, [rules.new_code() for _ in range(number)])
            for name, number in (("第一支部", 11), ("第二支部<b>", 10))]  # fmt: skip
    printing.pdf(prepared(city), made)
    sheets = laid_out[0].split("<table>")[1:]
    assert [(sheet.count("<svg"), sheet.count("第一支部")) for sheet in sheets] == [
        (10, 10), (1, 1), (10, 0),
    ]  # fmt: skip
    assert "第二支部&lt;b&gt;" in sheets[2]


def test_where_nothing_can_be_printed_no_slip_is_made(city, monkeypatch):
    def refuse(html):
        raise library.Unprintable("libpango")

    monkeypatch.setattr(library, "pdf", refuse)
    held = prepared(city)
    sent = {"number": 10, "units": [rated(held, city.one).pk]}
    answer = of(city, "clerk").post(page(held, "slips"), sent)
    assert (answer.status_code, "libpango" in text(answer)) == (503, True)
    assert Slip.objects.count() == 0


def test_a_file_holds_a_thousand_slips_and_the_form_begins_with_units_that_have_none(city):
    held = prepared(city)
    slips(city, held, 1, 0, 0)
    kept = list(queries.rated_visible_to(city.clerk).filter(round=held))
    assert SlipsForm(None, kept)["units"].value() == [kept[1].pk, kept[2].pk]
    form = SlipsForm({"number": "334", "units": [one.pk for one in kept]}, kept)
    assert form.errors["units"] == ["一次最多印 1000 张，请少选几个单位，分几次印。"]
    assert SlipsForm({"number": "333", "units": [one.pk for one in kept]}, kept).is_valid()


def test_unused_slips_are_voided_by_one_button(city):
    held, codes = opened(city, 3, 0, 0)
    give(codes["第一支部"][0])
    clerk, one = of(city, "clerk"), rated(held, city.one)
    void = reverse("ratings:void", args=[one.pk])
    assert f'action="{void}"' in text(clerk.get(page(held)))
    assert clerk.post(void)["Location"] == page(held)
    assert f'action="{void}"' not in text(clerk.get(page(held)))
    assert sorted(Slip.objects.values_list("state", flat=True)) == ["used", "void", "void"]
    close(city, held)
    assert clerk.post(void)["Location"] == page(held)


def test_results_say_what_is_not_shown_and_draw_no_rank(city):
    held, codes = opened(city, 12, 12, 12)
    for number, code in enumerate(codes["第一支部"]):
        give(code, stars=1 if number else 5, text="<b>慢</b>" if number == 1 else "")
    for code in codes["第三支部"]:
        give(code, stars=5)
    give(codes["第二支部"][0], stars=3, text="专属的话")
    close(city, held)
    shown = text(of(city, "clerk").get(page(held)))
    rows = [" ".join(re.sub("<[^>]*>", " ", row).split()) for row in shown.split("<tr>")[2:]]
    assert [row.split(" 群众的话")[0] for row in rows] == [
        "第一支部 1.3 分 12 份 1 0 0 0 11",
        "第二支部 暂不显示（不足 10 份）",
        "第三支部 5.0 分 12 份 12 0 0 0 0",
        "合计（只含显示的单位） 3.2 分 24 份 13 0 0 0 11",
    ]
    assert ("专属的话" in shown, "<b>慢</b>" in shown, "&lt;b&gt;慢" in shown) == (
        False,
        False,
        True,
    )
    own = text(of(city, "secretary").get(page(held)))
    assert ("第一支部" in own, "第三支部" in own, "合计" in own) == (True, False, False)


def test_what_is_not_theirs_does_not_exist(city):
    held, _codes = opened(city, 1, 1, 1)
    void = reverse("ratings:void", args=[rated(held, city.one).pk])
    steps = [page(held, name) for name in ("slips", "amend", "cancel")]
    for name, seen, done in (("secretary", 200, 403), ("rival", 404, 404), ("fellow", 404, 404)):
        client = of(city, name)
        assert client.get(page(held)).status_code == seen
        assert {client.get(step).status_code for step in steps} == {done}
        posts = {client.post(page(held, step)).status_code for step in ("open", "close")}
        assert posts | {client.post(void).status_code} == {done}
    assert of(city, "rival").get(reverse("ratings:create", args=["C"])).status_code == 404
    assert of(city, "secretary").get(reverse("ratings:create", args=["B1"])).status_code == 403
    second = reverse("ratings:void", args=[rated(held, city.two).pk])
    assert of(city, "secretary").post(second).status_code == 404
    assert now(held).state == "open"


def test_a_stale_page_is_told_what_stands_now(city):
    held = prepared(city)
    clerk = of(city, "clerk")
    clerk.post(page(held, "amend"), as_shown(clerk, page(held, "amend")) | {"title": "新名称"})
    answer = clerk.post(page(held, "open"), {"version": 1})
    assert (answer.status_code, "刚刚有了变化" in text(answer)) == (409, True)
    stale = {"version": 1, "title": "旧", "from_on": "2021-07-01", "until_on": "2021-07-30"}
    assert "别人刚刚改过" in text(clerk.post(page(held, "amend"), stale))
    assert (now(held).title, now(held).state) == ("新名称", "draft")


def test_a_cancelled_round_says_why(city):
    held = cancel(city, prepared(city))
    shown = text(of(city, "clerk").get(page(held)))
    assert "已作废：印错了" in shown
    assert "印评议码" not in shown


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(city, number, django_assert_num_queries):
    for _ in range(number):
        opened(city, 1, 0, 0)
    clerk = of(city, "clerk")
    with django_assert_num_queries(7):
        answer = clerk.get(reverse("ratings:list"))
    assert answer.context["page"].paginator.count == number


@pytest.mark.parametrize("number", [1, 3])
def test_results_ask_as_often_for_three_units_as_for_one(city, number, django_assert_num_queries):
    units = [city.one, city.two, city.three][:number]
    held, codes = opened(city, *[10] * number, units=units)
    for own in codes.values():
        for code in own:
            give(code, text="好")
    close(city, held)
    clerk = of(city, "clerk")
    with django_assert_num_queries(8):
        answer = clerk.get(page(held))
    assert answer.context["page"].paginator.count == number


def test_the_frame_leads_staff_here_and_neither_members_nor_community_workers(city):
    community = Place.objects.create(level="community", name="东街社区")
    worker = user("worker")
    PlaceRole.objects.create(user=worker, place=community, from_on=date(2010, 1, 1))
    link = f'href="{reverse("ratings:list")}"'
    people = {**city.users, "worker": worker}
    sees = set()
    for name, person in people.items():
        client = Client()
        client.force_login(person)
        if link in text(client.get("/service/mine/", follow=True)):
            sees.add(name)
    assert sees == {"officer", "clerk", "rival", "secretary", "second", "leader", "stranger"}


def test_only_units_with_others_below_them_begin_a_round(city):
    shown = {name: [unit.code for unit in of(city, name).get("/ratings/").context["organisers"]]
             for name in ("officer", "clerk", "secretary", "leader", "fellow")}  # fmt: skip
    assert shown == {
        "officer": ["R"], "clerk": ["C"], "secretary": [], "leader": [], "fellow": [],
    }  # fmt: skip


def test_a_rated_unit_is_told_to_wait_and_sees_no_number(city):
    held, codes = opened(city, 12, 12, 12)
    for code in codes["第一支部"][:7]:
        give(code)
    shown = text(of(city, "secretary").get(page(held)))
    assert "正在评议，结束以后显示结果" in shown
    assert ("第一支部" in shown, "第二支部" in shown, "已收" in shown) == (True, False, False)
    counted = text(of(city, "clerk").get(page(held)))
    rows = [" ".join(re.sub("<[^>]*>", " ", row).split()) for row in counted.split("<tr>")[2:]]
    assert [" ".join(row.split()[:7]) for row in rows] == [
        "第一支部 12 张 7 份 5 张", "第二支部 12 张 0 份 12 张", "第三支部 12 张 0 份 12 张",
    ]  # fmt: skip


def test_results_are_paged_by_fifty_and_the_sum_is_of_all(city):
    others = [unit(f"N{number:02}", city.office, name=f"新{number:02}支部") for number in range(51)]
    held, codes = opened(city, 10, *[0] * 49, 10, units=others)
    for name in ("新00支部", "新50支部"):
        for code in codes[name]:
            give(code, text="好")
    close(city, held)
    clerk = of(city, "clerk")
    first, second = (clerk.get(page(held), {"page": number}).context for number in (1, 2))
    assert (len(first["page"]), [line.rated.unit.name for line in second["page"]]) == (
        50, ["新50支部"],
    )  # fmt: skip
    assert [line.rated.unit.name for line in second["remarked"]] == ["新50支部"]
    assert (first["total"].rated.votes, second["total"].rated.votes) == (20, 20)
