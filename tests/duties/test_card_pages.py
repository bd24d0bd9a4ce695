"""The pages of cards and waivers: the list, one card with its appeal, asking, answering, Excel."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.duties.test_waivers import at
from tests.plans.build import sign_in
from tests.units import build as units
from xianfeng.duties import queries
from xianfeng.duties.models import Appeal, Waiver
from xianfeng.kernel import clock
from xianfeng.units.enums import Role

DAY = "2021-03-20"
KEY = "branch.theme_day/HY00101/2021-02/0"
DUTY = {"unit": "HY00101", "rule": "branch.theme_day", "period": "2021-02"}


@pytest.fixture(autouse=True)
def _today(monkeypatch, settings):
    settings.IN_USE_SINCE = date(2021, 1, 1)
    monkeypatch.setattr(clock, "today", lambda: date(2021, 3, 20))
    monkeypatch.setattr(clock, "now", lambda: at(3, 20))


@pytest.fixture
def browse(client):
    people = {}

    def act(role, at_unit, path, **posted):
        known = people.get((role, at_unit)) or units.user(f"{role}{at_unit.pk}", (role, at_unit))
        people[role, at_unit] = known
        client.force_login(known)
        return client.post(path, posted) if posted else client.get(path)

    return act


def card():
    return reverse("duties:card", args=[KEY])


def shown(answer):
    return [(line.given.unit.code, line.given.period, line.given.card) for line in answer]


def test_the_list_shows_the_cards_in_force_and_filters(city, client):
    sign_in(client, Role.OFFICE, city.first)
    page = client.get(reverse("duties:cards"), {"rule": "branch.theme_day"})
    assert shown(page.context["page"]) == [
        ("HY00101", "2021-01", "red"),
        ("HY00101", "2021-02", "yellow"),
        ("HY00102", "2021-01", "red"),
        ("HY00102", "2021-02", "yellow"),
    ]
    asked = {"rule": "branch.theme_day", "unit": "HY00101", "card": "red"}
    page = client.get(reverse("duties:cards"), asked)
    assert shown(page.context["page"]) == [("HY00101", "2021-01", "red")]
    page = client.get(reverse("duties:cards"), asked | {"card": "yellow", "standing": "lifted"})
    assert shown(page.context["page"]) == [("HY00101", "2021-01", "yellow")]
    assert "转为红牌" in page.content.decode()
    page = client.get(reverse("duties:cards"), asked | {"card": "", "standing": "all"})
    assert len(page.context["page"].object_list) == 3
    foreign = client.get(reverse("duties:cards"), {"unit": "HY00201"})
    assert "没有找到这一个组织，请写全名或编码" in foreign.content.decode()


def test_the_list_costs_the_same_with_one_card_and_with_many(
    city, client, django_assert_num_queries
):
    sign_in(client, Role.COMMITTEE_OFFICER, city.root)
    client.get(reverse("duties:cards"))
    for unit in ("HY00201", ""):
        with django_assert_num_queries(11 if unit else 10):
            client.get(reverse("duties:cards"), {"rule": "branch.theme_day", "unit": unit})


def test_the_workbook_holds_the_same_list(city, client):
    sign_in(client, Role.SECRETARY, city.branch)
    asked = {"rule": "branch.theme_day", "standing": "all"}
    answer = client.get(reverse("duties:cards_export"), asked)
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(answer.content)).active]
    assert rows[0][:3] == ["组织编码", "党组织", "规则编号"]
    dates = [(row[4], row[6], str(row[7])[:10], row[9]) for row in rows[1:]]
    assert dates == [
        ("2021-01", "黄牌", "2021-02-10", "转为红牌"),
        ("2021-01", "红牌", "2021-03-02", None),
        ("2021-02", "黄牌", "2021-03-10", None),
    ]
    assert rows[1][10].startswith("地方加码")


def test_a_card_says_why_and_is_appealed_upheld_and_lifted(city, browse):
    page = browse(Role.SECRETARY, city.branch, card()).content.decode()
    assert "截止日 2021-02-28，逾期满 10 天，2021-03-10 起黄牌" in page
    assert "地方加码：上级条文未设黄牌、红牌，天数由本地设定" in page
    said = {"verb": "appeal_card", "version": 0, "word": "活动已开展，记录在补"}
    answer = browse(Role.SECRETARY, city.branch, card(), **said)
    assert answer.headers["Location"] == card()
    (waiting,) = queries.requests_waiting(city.office, date(2021, 3, 20))
    assert (waiting.href, waiting.kind, waiting.what) == (card(), "申诉", "主题党日")
    page = browse(Role.OFFICE, city.first, card()).content.decode()
    assert "活动已开展，记录在补" in page
    said = {"verb": "uphold_appeal", "version": 1, "word": "确已开展"}
    browse(Role.OFFICE, city.first, card(), **said)
    page = browse(Role.SECRETARY, city.branch, card()).content.decode()
    assert "2021-03-20 申诉成立：确已开展" in page
    assert 'name="verb"' not in page
    assert Appeal.objects.get().state == "upheld"


def test_without_a_reason_the_page_says_so_and_keeps_what_was_written(city, browse):
    said = {"verb": "appeal_card", "version": 0, "word": ""}
    answer = browse(Role.SECRETARY, city.branch, card(), **said)
    assert (answer.status_code, Appeal.objects.count()) == (200, 0)
    assert "请写明申诉的理由" in answer.content.decode()


@pytest.mark.parametrize("verb", ["burn", "grant_waiver", "uphold_appeal"])
def test_a_verb_that_is_not_the_viewers(city, browse, verb):
    answer = browse(Role.SECRETARY, city.branch, card(), verb=verb, version=1, word="确已开展")
    assert answer.status_code == 403


def test_a_card_of_elsewhere_does_not_exist(city, browse):
    assert browse(Role.OFFICE, city.second, card()).status_code == 404
    assert browse(Role.MEMBER, city.branch, card()).status_code == 404
    assert browse(Role.OFFICE, city.second, card(), verb="appeal_card").status_code == 404


def test_a_waiver_is_asked_for_from_the_duty_and_granted(city, client, browse):
    explain = reverse("duties:explain", args=["branch.theme_day", "HY00101", "2021-02"])
    page = browse(Role.SECRETARY, city.branch, explain).content.decode()
    href = f"{reverse('duties:ask_waiver')}?rule=branch.theme_day&unit=HY00101&period=2021-02"
    assert href.replace("&", "&amp;") in page
    form = client.get(href)
    assert "截止 2021-02-28" in form.content.decode()
    ask = reverse("duties:ask_waiver")
    answer = browse(Role.SECRETARY, city.branch, ask, **DUTY, reason="全员外出")
    waiver = Waiver.objects.get()
    own = reverse("duties:waiver", args=[waiver.pk])
    assert (answer.headers["Location"], waiver.reason) == (own, "全员外出")
    asked = browse(Role.OFFICE, city.first, reverse("duties:requests")).content.decode()
    assert "等我答复" in asked
    assert own in asked
    browse(Role.OFFICE, city.first, own, verb="grant_waiver", version=1, word="同意")
    page = browse(Role.SECRETARY, city.branch, explain).content.decode()
    assert "2021-03-20 上级同意免办" in page
    assert "申请免办<" not in page
    asked = browse(Role.SECRETARY, city.branch, reverse("duties:requests")).content.decode()
    assert "已同意免办" in asked
    listed = client.get(reverse("duties:list"), {**DUTY, "state": "waived"})
    assert [line.when for line in listed.context["page"]] == ["2021-03-20 同意免办"]
    sheet = client.get(reverse("duties:export"), {**DUTY, "state": "waived"})
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(sheet.content)).active]
    assert [(row[6], row[7]) for row in rows[1:]] == [("免办", None)]


def test_who_may_not_ask_is_told_so(city, browse):
    ask = f"{reverse('duties:ask_waiver')}?rule=branch.theme_day&unit=HY00101&period="
    assert browse(Role.LEADER, city.branch, ask + "2021-02").status_code == 403
    assert browse(Role.SECRETARY, city.other, ask + "2021-02").status_code == 404
    assert browse(Role.SECRETARY, city.branch, ask + "2021-99").status_code == 404
    own = reverse("duties:ask_waiver")
    answer = browse(Role.SECRETARY, city.branch, own, **DUTY, reason="")
    assert (answer.status_code, Waiver.objects.count()) == (200, 0)


def test_a_waiver_of_elsewhere_does_not_exist(city, browse):
    about = {"unit": city.branch, "rule": "branch.theme_day", "period": "2021-02"}
    waiver = Waiver.objects.create(**about, reason="专属原因", asked_on=date(2021, 3, 1))
    own = reverse("duties:waiver", args=[waiver.pk])
    assert browse(Role.OFFICE, city.second, own).status_code == 404
    assert browse(Role.SECRETARY, city.sibling, own, verb="grant_waiver").status_code == 404
    page = browse(Role.OFFICE, city.second, reverse("duties:requests")).content.decode()
    assert "专属原因" not in page
    refused = browse(Role.OFFICE, city.first, own, verb="refuse_waiver", version=1, word="")
    assert "请写明不同意的原因" in refused.content.decode()
    stale = browse(Role.OFFICE, city.first, own, verb="refuse_waiver", version=7, word="可以改期")
    assert "别人刚刚改过" in stale.content.decode()


def test_a_post_sent_twice_is_taken_once(city, browse):
    key = "6f2c1d5e-0b57-4d6e-9a3d-0d9d1c1e7a11"
    said = {"verb": "appeal_card", "version": 0, "word": "已开展", "submission": key}
    browse(Role.SECRETARY, city.branch, card(), **said)
    assert Appeal.objects.count() == 1
