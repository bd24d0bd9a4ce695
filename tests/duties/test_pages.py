"""The pages: the list, the rule book, a rule, a derivation, one click for 本期无, a workbook."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.duties.build import held
from tests.plans.build import sign_in
from xianfeng.duties.models import NoneDeclared
from xianfeng.units.enums import Role

DAY = "2021-03-20"


def get(client, name, *args, **query):
    return client.get(reverse(f"duties:{name}", args=args), query)


def test_the_list_shows_states_on_the_day_and_filters(city, client):
    sign_in(client, Role.SECRETARY, city.branch)
    held(city.branch, "theme_day", date(2021, 1, 9))
    page = get(client, "list", as_of=DAY, rule="branch.theme_day")
    lines = [(line.duty.period, line.mark, line.when) for line in page.context["page"]]
    assert lines == [
        ("2021-01", "met", "已于 2021-01-09 完成"),
        ("2021-02", "overdue", "逾期 20 天"),
        ("2021-03", "open", "还有 11 天"),
    ]
    assert "黄牌" in page.content.decode()
    found = get(client, "list", as_of=DAY, rule="branch.theme_day", state="overdue")
    assert [line.duty.period for line in found.context["page"]] == ["2021-02"]
    foreign = get(client, "list", as_of=DAY, unit="HY00102")
    assert "没有找到这一个组织，请写全名或编码" in foreign.content.decode()


def test_the_list_costs_the_same_with_one_row_and_with_many(
    city, client, django_assert_max_num_queries
):
    sign_in(client, Role.COMMITTEE_OFFICER, city.root)
    get(client, "list", as_of=DAY)
    for period in ("2021-01", ""):
        with django_assert_max_num_queries(8):
            get(client, "list", as_of=DAY, rule="branch.theme_day", period=period)


def test_the_workbook_holds_the_same_list(city, client):
    sign_in(client, Role.SECRETARY, city.branch)
    held(city.branch, "theme_day", date(2021, 1, 9))
    answer = get(client, "export", as_of=DAY, rule="branch.theme_day")
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:4] == ["规则编号", "应办事项", "组织编码", "党组织"]
    assert [(row[2], row[4], row[6], row[7]) for row in rows[1:]] == [
        ("HY00101", "2021-01", "按期", None),
        ("HY00101", "2021-02", "逾期", "黄牌"),
        ("HY00101", "2021-03", "进行中", None),
    ]


def test_everybody_may_read_the_rules_and_staff_their_effect(city, client):
    sign_in(client, Role.MEMBER, city.branch)
    book = get(client, "rulebook").content.decode()
    assert "党支部党员大会一般每季度召开 1 次。" in book
    assert "已核对条文" in book
    page = get(client, "rule", "branch.committee_meeting", as_of=DAY)
    text = page.content.decode()
    assert "正式党员 7 人以上" in text
    assert "第十二条" in text
    assert "已开展的组织生活：支委会，实到不少于应到的 1/2" in text
    assert "地方加码：上级条文未设黄牌、红牌" in text
    assert "effect" not in page.context
    sign_in(client, Role.OFFICE, city.first)
    held(city.branch, "committee_meeting", date(2021, 1, 9))
    effect = get(client, "rule", "branch.committee_meeting", as_of=DAY).context["effect"]
    counts = {state: number for state, number, _ in effect}
    assert counts == {"open": 1, "met": 1, "late": 0, "overdue": 1, "none": 0, "waived": 0}
    assert get(client, "rule", "no.rule").status_code == 404


def test_each_rule_has_a_page(city, client):
    from xianfeng.duties import rulebook

    sign_in(client, Role.COMMITTEE_OFFICER, city.root)
    statuses = {rule.id: get(client, "rule", rule.id).status_code for rule in rulebook.every()}
    assert set(statuses.values()) == {200}


@pytest.mark.usefixtures("extra_rules")
def test_the_other_shapes_have_pages_too(city, client):
    sign_in(client, Role.COMMITTEE_OFFICER, city.root)
    words = {
        "test.once": "2021-03-31 前一次",
        "test.once_member": "的每名正式党员",
        "test.follow_up_unit": "其后 1 个月零 3 天内",
        "test.editions": "其后 5 个工作日内",
        "test.each_post": "的每名任副书记、书记的党员",
        "test.follow_up": "其后 12 个月内",
        "branch.lecture": "每半年 2 次，期满后 10 天内",
    }
    shown = {rule: get(client, "rule", rule).content.decode() for rule in words}
    assert [rule for rule, text in words.items() if text not in shown[rule]] == []


def test_a_derivation_is_seen_from_above_and_from_nowhere_else(city, client):
    address = ("explain", "branch.theme_day", city.branch.code, "2021-03")
    statuses = {}
    for role, unit in [
        (Role.SECRETARY, city.branch),
        (Role.OFFICE, city.first),
        (Role.SECRETARY, city.sibling),
        (Role.OFFICE, city.second),
        (Role.MEMBER, city.branch),
    ]:
        sign_in(client, role, unit)
        statuses[role.value, unit.code] = get(client, *address).status_code
    assert statuses == {
        ("secretary", "HY00101"): 200,
        ("office", "HY001"): 200,
        ("secretary", "HY00102"): 404,
        ("office", "HY002"): 404,
        ("member", "HY00101"): 404,
    }
    sign_in(client, Role.LEADER, city.root)
    assert get(client, *address, subject="x").status_code == 200


def test_nothing_this_time_in_one_click_and_back(city, client):
    sign_in(client, Role.SECRETARY, city.branch)
    said = {"rule": "branch.group_meeting", "unit": city.group.code, "period": "2021-02"}
    page = client.get(reverse("duties:explain", args=list(said.values())))
    assert "本期无" in page.content.decode()
    answer = client.post(reverse("duties:none"), {**said, "reason": "外出"}, follow=True)
    text = answer.content.decode()
    assert "已记下：本期无。" in text
    assert "撤回" in text
    assert NoneDeclared.objects.get().reason == "外出"
    answer = client.post(reverse("duties:none"), {**said, "take_back": "on"}, follow=True)
    assert "已撤回" in answer.content.decode()
    assert NoneDeclared.objects.count() == 0


@pytest.mark.parametrize(
    ("back", "own"),
    [
        ("/?unit=HY00101", True),
        ("", False),
        ("?unit=HY00101", False),
        ("https://example.org/", False),
        ("//example.org/", False),
        ("/\\example.org/", False),
        ("javascript:alert(1)", False),
        ("/" + "x" * 300, False),
    ],
)
def test_one_returns_to_the_page_one_came_from_on_this_site_only(city, client, back, own):
    sign_in(client, Role.SECRETARY, city.branch)
    said = {"rule": "branch.group_meeting", "unit": city.group.code, "period": "2021-02"}
    explained = reverse("duties:explain", args=list(said.values()))
    for more in ({}, {"take_back": "on"}):
        answer = client.post(reverse("duties:none"), {**said, **more, "back": back})
        assert (answer.status_code, answer.url) == (302, back if own else explained)


def test_what_cannot_be_said_is_answered_in_words(city, client):
    sign_in(client, Role.SECRETARY, city.branch)
    said = {"rule": "branch.theme_day", "unit": city.branch.code, "period": "2021-02"}
    answer = client.post(reverse("duties:none"), said, follow=True)
    assert "这一项不能说明" in answer.content.decode()
    assert client.post(reverse("duties:none"), {"rule": "x"}).status_code == 404
    assert client.post(reverse("duties:none"), said | {"rule": "x"}).status_code == 404
    foreign = said | {"unit": city.sibling.code}
    assert client.post(reverse("duties:none"), foreign).status_code == 404
    sign_in(client, Role.LEADER, city.branch)
    group = said | {"rule": "branch.group_meeting", "unit": city.group.code}
    assert client.post(reverse("duties:none"), group).status_code == 403
    assert NoneDeclared.objects.count() == 0
