"""The online branch as people see it: what is addressed to them, and nothing of others."""

from datetime import date, timedelta

import pytest

from tests.members.build import member
from tests.units.build import unit, user
from tests.voice.build import consultation, item, notice, opinion, thread
from xianfeng.kernel import clock
from xianfeng.units.enums import Role, UnitKind
from xianfeng.voice.models import Consultation, Notice, Opinion, Remark

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE, name="市直工委")
    a, b = unit("A", root, name="第一支部"), unit("B", root, name="第二支部")
    return root, a, b


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def sign_in(client, *roles):
    made = user("u", *roles)
    client.force_login(made)
    return made


def test_a_member_s_branch_shows_what_is_said_to_it_and_nothing_else(client, city):
    root, a, b = city
    notice(root, "全市通知")
    notice(root, "工委内部", below=False)
    notice(a, "支部通知")
    notice(a, "过期通知", until_on=date(2021, 3, 2))
    notice(a, "将来通知", from_on=clock.today() + timedelta(days=9))
    notice(a, "撤回通知", withdrawn_on=date(2021, 3, 2), withdrawn_reason="错了")
    notice(b, "别家通知")
    consultation(b, "别家的事")
    thread(b, "别家讨论")
    item(a, "学习资料")
    sign_in(client, (Role.MEMBER, a))
    shown = page(client, "/voice/")
    for words in ("全市通知", "支部通知", "学习资料"):
        assert words in shown
    for words in ("工委内部", "过期通知", "将来通知", "撤回通知", "别家", "发布通知"):
        assert words not in shown
    everything = page(client, "/voice/unit/A/notices/")
    assert "过期通知" in everything
    assert "已撤回" in everything
    assert "将来通知" not in everything


def test_several_units_are_offered_to_choose_from(client, city):
    _, a, b = city
    sign_in(client, (Role.SECRETARY, a), (Role.MEMBER, b))
    shown = page(client, "/voice/")
    assert "/voice/unit/A/" in shown
    assert "/voice/unit/B/" in shown


def test_who_may_see_and_not_write_is_told_so(client, city):
    sign_in(client, (Role.MEMBER, city[1]))
    for place in ("notices/new/", "library/new/", "consultations/new/"):
        assert client.get(f"/voice/unit/A/{place}").status_code == 403
        assert client.get(f"/voice/unit/B/{place}").status_code == 404


def test_a_notice_is_published_from_its_page_and_withdrawn(client, city):
    sign_in(client, (Role.SECRETARY, city[1]))
    sent = {"title": "开会", "text": "三点", "from_on": "2021-06-01", "until_on": "2021-05-01"}
    assert (
        "结束日期早于开始日期" in client.post("/voice/unit/A/notices/new/", sent).content.decode()
    )
    client.post("/voice/unit/A/notices/new/", sent | {"until_on": ""})
    made = Notice.objects.get()
    assert client.post(f"/voice/notices/{made.pk}/withdraw/", {"reason": "改期"}).status_code == 302
    assert "改期" in page(client, f"/voice/notices/{made.pk}/")


def test_asking_taking_part_answering_and_deciding(client, city):
    today = clock.today()
    sign_in(client, (Role.SECRETARY, city[1]))
    sent = {"title": "党日去哪里", "text": "两个地方", "due_on": today, "anonymous": "named"}
    answer = client.post("/voice/unit/A/consultations/new/", sent)
    asked = Consultation.objects.get()
    assert answer["Location"] == f"/voice/consultations/{asked.pk}/"
    client.post(f"/voice/consultations/{asked.pk}/give/", {"text": "去社区", "from_whom": "老王"})
    made = Opinion.objects.get()
    assert (made.author_name, made.on_behalf) == ("老王", True)
    said = {"outcome": "taken", "answer": "就去社区"}
    client.post(f"/voice/opinions/{made.pk}/answer/", said)
    assert client.get(f"/voice/consultations/{asked.pk}/decide/").status_code == 200
    early = client.post(f"/voice/consultations/{asked.pk}/decide/", {"decision": "去社区"})
    assert "截止以后" in early.content.decode()
    past = today - timedelta(days=1)
    Consultation.objects.update(asked_on=past, due_on=past)
    client.post(f"/voice/consultations/{asked.pk}/decide/", {"decision": "去社区服务"})
    shown = page(client, f"/voice/consultations/{asked.pk}/")
    for words in ("去社区服务", "就去社区", "已决定"):
        assert words in shown


def test_a_name_is_shown_to_who_answers_and_to_the_giver_alone(client, city):
    _, a, _ = city
    giver = user("提意见的", (Role.MEMBER, a))
    made = opinion(a, "少开会", giver)
    address = f"/voice/opinions/{made.pk}/"
    for name, role, status, named in (
        ("书记", Role.SECRETARY, 200, True), ("党员", Role.MEMBER, 404, False),
    ):  # fmt: skip
        client.force_login(user(name, (role, a)))
        answer = client.get(address)
        assert (answer.status_code, "提意见的" in answer.content.decode()) == (status, named)
    Opinion.objects.update(
        answered_on=date(2021, 4, 2), outcome="taken", answer="好", answered_by="书记"
    )
    client.force_login(user("另一党员", (Role.MEMBER, a)))
    shown = page(client, address)
    assert "少开会" in shown
    assert "提意见的" not in shown
    client.force_login(giver)
    assert "提意见的" in page(client, address)


def test_the_form_names_no_superior_out_of_sight(client, city):
    root, a, _ = city
    sign_in(client, (Role.MEMBER, a))
    shown = page(client, "/voice/opinions/new/?page=/life/")
    assert "上级党组织" in shown
    assert "市直工委" not in shown
    assert 'value="/life/"' in shown
    sent = {
        "subject": "system",
        "text": "字太小",
        "way": "named",
        "unit": root.pk,
        "page": "/life/",
    }
    client.post("/voice/opinions/new/", sent)
    assert Opinion.objects.get().unit == root


@pytest.mark.parametrize("wrong", [{"unit": "999"}, {"text": ""}, {"way": "x"}, {"text": "\0"}])
def test_what_is_missing_is_asked_for(client, city, wrong):
    sign_in(client, (Role.MEMBER, city[1]))
    sent = {"subject": "work", "text": "少开会", "way": "named", "unit": city[1].pk} | wrong
    assert client.post("/voice/opinions/new/", sent).status_code == 200
    assert Opinion.objects.count() == 0


def test_no_opinion_without_a_unit(client):
    sign_in(client)
    assert client.get("/voice/opinions/new/").status_code == 404


def test_the_foot_of_a_page_leads_to_an_opinion_about_it(client, city):
    sign_in(client, (Role.MEMBER, city[1]))
    assert 'href="/voice/opinions/new/?page=/units/unit/A/"' in page(client, "/units/unit/A/")


def test_a_discussion_takes_words_and_gives_them_back(client, city):
    sign_in(client, (Role.MEMBER, city[1]))
    over = notice(city[1])
    sent = {"title": "问一下", "text": "几点开始"}
    answer = client.post(f"/voice/unit/A/threads/new/?notice={over.pk}", sent)
    address = answer["Location"]
    client.post(f"{address}say/", {"text": "<b>三点</b>"})
    shown = page(client, address)
    assert "&lt;b&gt;三点" in shown
    last = Remark.objects.order_by("pk").last()
    client.post(f"/voice/remarks/{last.pk}/withdraw/")
    assert "这段话已由本人撤回" in page(client, address)
    assert client.get(f"/voice/unit/A/threads/new/?notice={notice(city[2]).pk}").status_code == 404


def test_rights_are_counts_of_a_year(client, city):
    _, a, _ = city
    notice(a)
    consultation(a)
    opinion(a, answered_on=date(2021, 4, 9))
    opinion(a, "没答复的")
    sign_in(client, (Role.MEMBER, a))
    shown = page(client, "/voice/unit/A/rights/?year=" + str(clock.today().year))
    assert "知情" in shown
    year = clock.today().year
    Notice.objects.update(from_on=date(year, 1, 5))
    Opinion.objects.update(received_on=date(year, 1, 5))
    text = " ".join(page(client, "/voice/unit/A/rights/").split())
    for title, number in (("通知", 1), ("提出意见", 2), ("采纳和部分采纳", 1), ("已答复的意见", 1)):
        row = f'<th scope="row">{title}</th><td class="number"><span class="number">{number}</span>'
        assert row in text, title
    assert "没答复的" not in text


def test_my_own_page_lists_what_i_gave_under_my_name(client, city):
    person = sign_in(client, (Role.MEMBER, city[1]))
    member("某人", city[1])
    today = clock.today()
    opinion(city[1], "我的想法", person, received_on=today, due_on=today)
    opinion(city[1], "别人的想法", received_on=today, due_on=today)
    shown = page(client, "/voice/mine/")
    assert "我的想法" in shown
    assert "别人的想法" not in shown


def test_the_list_of_opinions_exports_for_staff_with_names(client, city):
    from io import BytesIO

    from openpyxl import load_workbook

    opinion(city[1], "少开会")
    opinion(city[2], "别家的")
    client.force_login(user("书记", (Role.SECRETARY, city[1])))
    answer = client.get("/voice/opinions/export/")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[3:5] for row in rows if row[0] == "第一支部"] == [["少开会", "口头"]]
    assert "别家的" not in str(rows)
    client.force_login(user("党员", (Role.MEMBER, city[1])))
    assert client.get("/voice/opinions/export/").status_code == 404
