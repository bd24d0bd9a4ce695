"""The pages beside a meeting as people use them: forms keep input, others see nothing."""

from datetime import date

import pytest
from django.test import Client

from tests.life.conftest import AT, record
from xianfeng.life import actions
from xianfeng.life.models import Exemption, Meeting, Opinion, Theme
from xianfeng.rectification.models import Problem


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("xianfeng.kernel.clock.today", lambda: date(2021, 3, 20))
    monkeypatch.setattr("xianfeng.kernel.clock.now", lambda: AT)


@pytest.fixture
def enter(city):
    def signed_in(role):
        client = Client()
        client.force_login(getattr(city, f"{role}_user"))
        return client

    return signed_in


@pytest.fixture
def held(city):
    return actions.confirm_meeting(
        actor=city.secretary_viewer, at=AT, unit=city.one,
        record=record("life_meeting", absences={city.bo.pk: "sick"}),
    )  # fmt: skip


def items(*rows, version=1, **more):
    data = {"items-TOTAL_FORMS": str(len(rows)), "items-INITIAL_FORMS": "0", "version": version}
    for at, row in enumerate(rows):
        data |= {f"items-{at}-{name}": value for name, value in row.items()}
    return data | more


def test_a_meeting_is_planned_shown_and_recorded_with_nothing_retyped(city, enter):
    secretary, member = enter("secretary"), enter("member")
    answer = secretary.post(
        "/life/plan/",
        {"kind": "theme_day", "held_on": "2021-03-20", "starts_at": "15:00", "title": "三月党日",
         "place": "三楼", "agenda": "学习\n讨论"},
    )  # fmt: skip
    plan = Meeting.objects.get()
    assert answer.headers["Location"] == f"/life/{plan.pk}/"
    desk = member.get("/").content.decode()
    assert [word in desk for word in ("三月党日", "15:00", "1. 学习；2. 讨论")] == [True] * 3
    assert f'href="/life/{plan.pk}/draft/"' in secretary.get("/life/record/").content.decode()

    page = secretary.get(f"/life/{plan.pk}/draft/")
    form = page.context["form"]
    assert (form["title"].value(), form["place"].value()) == ("三月党日", "三楼")
    secretary.post(
        f"/life/{plan.pk}/draft/",
        {"do": "confirm", "unit": "G11", "draft": plan.pk, "kind": "theme_day",
         "held_on": "2021-03-20", "title": form["title"].value(), "place": "三楼",
         "listed": form.shown},
    )  # fmt: skip
    plan.refresh_from_db()
    assert (plan.state, plan.expected, plan.agenda.count()) == ("confirmed", 4, 2)


def test_a_plan_in_the_past_keeps_what_was_typed(city, enter):
    page = enter("secretary").post(
        "/life/plan/",
        {"kind": "lecture", "held_on": "2021-03-01", "title": "写好的", "agenda": "甲"},
    )
    form = page.context["form"]
    assert list(form.errors) == ["held_on"]
    assert (form["title"].value(), form["agenda"].value()) == ("写好的", "甲")


def test_an_agenda_keeps_untouched_items_and_says_what_is_missing(city, enter, held):
    client = enter("secretary")
    client.post(f"/life/{held.pk}/agenda/", items({"title": "甲"}, {"title": "乙"}, {"title": ""}))
    page = client.get(f"/life/{held.pk}/agenda/")
    assert [form["title"].value() for form in page.context["rows"]] == ["甲", "乙", None, None]

    first = {"title": "甲", "decision": "同意", "in_favour": "2"}
    client.post(f"/life/{held.pk}/agenda/", items(first, {"title": "乙"}, version=2))
    assert list(held.agenda.values_list("title", "entitled", "attended", "in_favour")) == [
        ("甲", 3, 2, 2), ("乙", None, None, None),
    ]  # fmt: skip
    wrong = items({"title": "甲", "decision": "同意", "due_on": "2021-04-01"}, version=3)
    page = client.post(f"/life/{held.pk}/agenda/", wrong)
    assert page.context["rows"].forms[0].errors == {"owner": ["写了时限的，请写明由谁落实"]}
    changed = items({"title": "甲", "decision": "不同意"}, version=3)
    assert "请写明原因" in client.post(f"/life/{held.pk}/agenda/", changed).content.decode()
    late = client.post(f"/life/{held.pk}/agenda/", items({"title": "丙"}, version=1))
    assert "刚刚被别人改过" in late.content.decode()


def test_a_record_is_taken_back_with_a_reason(city, enter, held):
    client = enter("secretary")
    page = client.post(f"/life/{held.pk}/void/", {"reason": "", "version": 1})
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["reason"])
    client.post(f"/life/{held.pk}/void/", {"reason": "记错了", "version": 1})
    shown = client.get(f"/life/{held.pk}/").content.decode()
    assert "这份记录已经撤销，不计入台账和统计。原因：记错了" in shown
    assert enter("member").get(f"/life/{held.pk}/").status_code == 404
    assert client.get(f"/life/{held.pk}/void/").status_code == 302


def test_the_exempted_are_ticked_on_the_form_also_when_they_come_onto_the_list(city, enter):
    client = enter("secretary")
    sent = {"do": "exempt", "member": city.bo.pk, "ground": "age", "decided_on": "2021-03-01",
            "from_on": "2021-03-05", "until_on": ""}  # fmt: skip
    client.post("/life/exemptions/", sent)
    assert Exemption.objects.get().member == city.bo
    again = client.post("/life/exemptions/", sent)
    assert list(again.context["form"].errors) == ["from_on"]

    def ticked(page):
        return [row["person"].name for row in page.context["form"].rows if row["absent"]]

    assert ticked(client.get("/life/record/?kind=lecture")) == ["薄冰"]
    group = {"unit": "G11", "kind": "lecture", "held_on": "2021-03-05", "listed": ""}
    assert ticked(client.post("/life/record/people/", group)) == ["薄冰"]
    earlier = client.post("/life/record/people/", {**group, "held_on": "2021-03-04"})
    assert ticked(earlier) == []


@pytest.mark.parametrize("role", ["member", "sibling", "outsider"])
@pytest.mark.parametrize(
    "address", ["exemptions/?unit=G11", "lacking/?unit=G11", "leaders/?unit=G11", "{}/around/"]
)
def test_lists_of_people_are_for_their_own_staff(city, enter, held, role, address):
    answer = enter(role).get(f"/life/{address.format(held.pk)}")
    assert answer.status_code == 404


def test_a_leader_reads_and_does_not_write(city, enter, held):
    client = enter("leader")
    assert client.get("/life/lacking/?unit=G11").status_code == 200
    assert client.get(f"/life/{held.pk}/around/").status_code == 200
    for address in (f"{held.pk}/guests/", f"{held.pk}/make-up/{city.bo.pk}/", f"{held.pk}/void/"):
        assert client.get(f"/life/{address}").status_code == 403
    sent = {"do": "opinion", "source": "masses", "count": "1"}
    assert client.post(f"/life/{held.pk}/around/", sent).status_code == 403
    assert Opinion.objects.count() == 0


def test_what_stands_around_a_life_meeting_is_filled_in_piece_by_piece(city, enter, held):
    client, address = enter("secretary"), f"/life/{held.pk}/around/"
    client.post(address, {"do": "opinion", "source": "masses", "count": "3", "text": "多下去"})
    anna, bo = city.anna.pk, city.bo.pk
    client.post(address, {"do": "criticism", "themselves": [anna], "speaker": anna, "about": [bo]})
    kept = {"do": "rectification", "category": "thought", "problem": "学习不够", "measure": "研讨"}
    page = client.post(address, {**kept, "owner": "", "due_on": "2021-03-04"})
    assert list(page.context["rectification"].errors) == ["owner"]
    page = client.post(address, {**kept, "owner": "安国", "due_on": "2021-03-04"})
    assert page.context["rectification"]["problem"].value() == "学习不够"
    client.post(address, {**kept, "owner": "安国", "due_on": "2021-04-01"})

    item = Problem.objects.get()
    page = client.get(address)
    around = page.context["around"]
    assert f'href="/rectification/problems/{item.pk}/"' in page.content.decode()
    assert (len(around.opinions), around.themselves, around.pairs) == (
        1, frozenset({anna}), frozenset({(anna, bo)}),
    )  # fmt: skip
    assert [(one.text, one.state) for one in around.items] == [("学习不够", "open")]


def test_a_make_up_lesson_is_recorded_from_the_meeting(city, enter, held):
    client = enter("secretary")
    address = f"/life/{held.pk}/make-up/{city.bo.pk}/"
    assert f'href="{address}"' in client.get(f"/life/{held.pk}/").content.decode()
    client.post(address, {"on": "2021-03-10", "way": "visit"})
    assert "2021-03-10 送学上门" in client.get(f"/life/{held.pk}/").content.decode()
    assert client.get(f"/life/{held.pk}/make-up/{city.anna.pk}/").status_code == 404


def test_a_theme_is_published_and_taken_with_one_tap(city, enter):
    office, secretary = enter("superior"), enter("secretary")
    sent = {"do": "publish", "unit": "G1", "month": "2021-13", "title": "三月主题", "text": ""}
    assert list(office.post("/life/themes/", sent).context["form"].errors) == ["month"]
    office.post("/life/themes/", {**sent, "month": "2021-03"})
    theme = Theme.objects.get()
    address = f"/life/record/?kind=theme_day&amp;theme={theme.pk}"
    assert f'href="{address}"' in secretary.get("/life/themes/").content.decode()
    form = secretary.get(f"/life/record/?kind=theme_day&theme={theme.pk}").context["form"]
    assert (form["title"].value(), form["theme"].value()) == ("三月主题", theme.pk)
    secretary.post(
        "/life/record/",
        {"do": "confirm", "unit": "G11", "kind": "theme_day", "held_on": "2021-03-20",
         "title": "三月主题", "theme": theme.pk, "listed": form.shown},
    )  # fmt: skip
    assert Meeting.objects.get().theme == theme
    assert "第一支部" in office.get(f"/life/themes/{theme.pk}/").content.decode()
    form = secretary.get("/life/record/?kind=general_meeting").context["form"]
    assert (form.offers_themes, form.asks_lecturer) == (False, False)


def test_the_fixed_day_stands_on_the_member_s_desk(city, enter):
    enter("secretary").post("/life/fixed-day/G11/", {"day": "15"})
    assert "固定在 2021-03-15" in enter("member").get("/").content.decode()
    assert enter("sibling").get("/life/fixed-day/G11/").status_code == 404
