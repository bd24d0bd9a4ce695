"""Integrity education: the month's edition, bases and visits, case lessons, reminder talks."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.outreach.conftest import AT, TODAY
from xianfeng.care.models import Talk
from xianfeng.kernel import figures
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.outreach.actions import events
from xianfeng.outreach.actions import integrity as actions
from xianfeng.outreach.actions.events import Held
from xianfeng.outreach.actions.integrity import Case
from xianfeng.outreach.models import BaseVisit, EducationBase, Lesson
from xianfeng.outreach.queries import integrity as queries

YEAR = (date(2021, 1, 1), date(2021, 12, 31))
MONTH = "党风廉政宣教月"


def base(city, who="officer", unit=None, name="廉政教育馆"):
    return actions.register_base(
        actor=getattr(city, f"{who}_viewer"), at=AT, unit=unit or city.office, name=name,
        place="人民路 1 号", theme="家风",
    )  # fmt: skip


def visited(city, at_base, who="secretary", unit=None, on=date(2021, 5, 10), people=12):
    return actions.record_base_visit(
        actor=getattr(city, f"{who}_viewer"), at=AT, unit=unit or city.a, base=at_base, on=on,
        people=people,
    )  # fmt: skip


def learnt(city, who="secretary", unit=None, **more):
    told = {"title": "公款吃喝", "source": "市纪委通报", "on": date(2021, 5, 12), "people": 9}
    return actions.record_lesson(
        actor=getattr(city, f"{who}_viewer"), at=AT, unit=unit or city.a, case=Case(**told | more)
    )


def month(city, edition, on, who="officer", unit=None):
    held = Held(kind="campaign", title=MONTH, on=on, series=MONTH, edition=edition)
    actor = getattr(city, f"{who}_viewer")
    return events.record_event(actor=actor, at=AT, unit=unit or city.office, held=held)


def value(viewer, name, first=YEAR[0], last=YEAR[1]):
    return figures.compute(viewer, figures.get(name), first, last).value


def reminded(unit, first, second, on):
    return Talk.objects.create(
        unit=unit, first=first, second=second, on=on, kind="members", purpose="reminder",
        form="in_person", recorded_at=AT,
    )  # fmt: skip


def test_the_edition_is_that_of_the_latest_month_in_the_period(city):
    month(city, 11, date(2020, 5, 6))
    month(city, 12, date(2021, 5, 6))
    month(city, 3, date(2021, 5, 8), who="secretary", unit=city.a)
    held = Held(
        kind="sport", title="第四十届运动会", on=date(2021, 4, 1), series="运动会", edition=40
    )
    events.record_event(actor=city.officer_viewer, at=AT, unit=city.office, held=held)
    figure = figures.get("integrity.edition")
    assert value(city.officer_viewer, figure.id) == 12
    assert value(city.officer_viewer, figure.id, date(2020, 1, 1), date(2020, 12, 31)) == 11
    assert value(city.officer_viewer, figure.id, date(2021, 6, 1), TODAY) is None
    assert value(city.secretary_viewer, figure.id) == 3
    listed = figures.rows(city.officer_viewer, figure, *YEAR).order_by("pk")
    assert [event.edition for event in listed] == [12, 3]


def test_visitors_and_lessons_are_counted_where_they_stand(city):
    house = base(city)
    visited(city, house)
    visited(city, house, who="sibling", unit=city.b, people=8)
    wrong = visited(city, house, on=date(2021, 5, 11), people=300)
    actions.withdraw_base_visit(actor=city.secretary_viewer, at=AT, visit=wrong, reason="记错")
    learnt(city)
    gone = learnt(city, title="另一例")
    actions.withdraw_lesson(actor=city.secretary_viewer, at=AT, lesson=gone, reason="重复")
    assert {
        who: [
            value(getattr(city, f"{who}_viewer"), f"integrity.{name}")
            for name in ("visitors", "lessons")
        ]
        for who in ("officer", "secretary", "sibling")
    } == {"officer": [20, 1], "secretary": [12, 1], "sibling": [8, 0]}


def test_a_base_is_offered_below_and_never_beside(city):
    above, own = base(city), base(city, "secretary", city.a, "支部廉政角")
    assert list(queries.bases_for(city.secretary_viewer, city.a)) == [above, own]
    assert list(queries.bases_for(city.sibling_viewer, city.b)) == [above]
    assert list(queries.bases_for(city.officer_viewer, city.b)) == [above]
    with pytest.raises(Refused) as caught:
        visited(city, own, "sibling", city.b)
    assert caught.value.field == "base"
    assert list(queries.bases(city.secretary_viewer)) == [own]


def test_a_closed_base_is_offered_no_more_and_its_visits_stay(city):
    house = base(city)
    with pytest.raises(Refused) as caught:
        actions.close_base(actor=city.officer_viewer, at=AT, base=house, closed_on=TODAY)
    assert caught.value.field == "closed_on"
    EducationBase.objects.update(opened_on=date(2021, 1, 1))
    visited(city, house)
    actions.close_base(actor=city.officer_viewer, at=AT, base=house, closed_on=date(2021, 6, 1))
    house.refresh_from_db()
    assert list(queries.bases_for(city.secretary_viewer, city.a)) == []
    assert value(city.officer_viewer, "integrity.visitors") == 12
    with pytest.raises(Refused) as caught:
        visited(city, house, on=date(2021, 6, 1))
    assert caught.value.field == "on"
    with pytest.raises(Refused, match="已经停用"):
        actions.close_base(actor=city.officer_viewer, at=AT, base=house, closed_on=TODAY)
    assert base(city).pk != house.pk


@pytest.mark.parametrize(
    ("stated", "field"),
    [
        ({"on": date(2021, 6, 21)}, "on"),
        ({"people": 0}, "people"),
        ({"source": " "}, "source"),
        ({"title": " "}, "title"),
    ],
)
def test_a_lesson_has_a_day_people_and_a_published_source(city, stated, field):
    with pytest.raises(Refused) as caught:
        learnt(city, **stated)
    assert (caught.value.field, Lesson.objects.count()) == (field, 0)


def test_the_same_is_recorded_once_until_it_is_withdrawn(city):
    house = base(city)
    first, case = visited(city, house), learnt(city)
    for again in (lambda: visited(city, house), lambda: learnt(city), lambda: base(city)):
        with pytest.raises(Refused, match="已登记"):
            again()
    actions.withdraw_base_visit(actor=city.officer_viewer, at=AT, visit=first, reason="记错")
    actions.withdraw_lesson(actor=city.officer_viewer, at=AT, lesson=case, reason="记错")
    assert (visited(city, house).people, learnt(city).people) == (12, 9)
    for act, row in ((actions.withdraw_base_visit, {"visit": first}),
                     (actions.withdraw_lesson, {"lesson": case})):  # fmt: skip
        with pytest.raises(Refused, match="已经作废"):
            act(actor=city.officer_viewer, at=AT, reason="再一次", **row)
    with pytest.raises(Refused) as caught:
        actions.withdraw_lesson(
            actor=city.officer_viewer, at=AT, lesson=Lesson.objects.get(withdrawn=""), reason=" "
        )
    assert caught.value.field == "reason"


@pytest.mark.parametrize("who", ["boss", "sibling", "member"])
def test_only_who_keeps_the_records_records(city, who):
    house, viewer = base(city), getattr(city, f"{who}_viewer")
    visit, case = visited(city, house), learnt(city)
    before = AuditEntry.objects.count()
    for act in (
        lambda: base(city, who, city.a, "别的"),
        lambda: visited(city, house, who, on=date(2021, 5, 1)),
        lambda: learnt(city, who, title="别的"),
        lambda: actions.close_base(actor=viewer, at=AT, base=house, closed_on=date(2022, 1, 1)),
        lambda: actions.withdraw_base_visit(actor=viewer, at=AT, visit=visit, reason="无权"),
        lambda: actions.withdraw_lesson(actor=viewer, at=AT, lesson=case, reason="无权"),
    ):
        with pytest.raises(Denied):
            act()
    assert AuditEntry.objects.count() == before


def test_reminder_talks_are_counted_and_nothing_else_is_told(city):
    reminded(city.a, city.boss, city.anguo, date(2021, 3, 1))
    reminded(city.a, city.boss, city.plain, date(2021, 4, 1))
    reminded(city.a, city.boss, city.plain, date(2020, 4, 1))
    told = queries.reminders(city.officer_viewer, 2021)
    assert (told.talks, told.held, told.not_held) == (2, 1, 1)
    told = queries.reminders(city.sibling_viewer, 2021)
    assert (told.talks, told.held, told.not_held) == (0, 0, 1)
    assert queries.reminders(city.member_viewer, 2021) is None


def test_the_page_counts_reminders_and_names_nobody(city, enter):
    reminded(city.a, city.boss, city.plain, date(2021, 4, 1))
    page = enter(city.officer_user).get("/outreach/integrity/?year=2021").content.decode()
    assert "提醒谈话" in page
    assert "普通党员" not in page
    page = enter(city.member_user).get("/outreach/integrity/?year=2021").content.decode()
    assert "提醒谈话" not in page


def test_a_visit_is_recorded_with_the_roll_filled_in(city, enter):
    house, client = base(city), enter(city.secretary_user)
    form = client.get("/outreach/integrity/visits/record/").context["form"]
    assert (form["people"].value(), form["on"].value()) == (2, TODAY)
    assert [str(one) for one in form.fields["base"].queryset] == ["廉政教育馆"]
    sent = {"unit": "A", "base": house.pk, "on": "2021-06-01", "people": "2"}
    answer = client.post("/outreach/integrity/visits/record/", sent)
    page = client.get(answer["Location"]).content.decode()
    assert ("参观廉政教育馆" in page, "2 人" in page) == (True, True)
    again = client.post("/outreach/integrity/visits/record/", sent)
    assert again.context["form"].errors == {"on": ["这一天到这个基地的参观已登记过，请核对"]}
    visit = BaseVisit.objects.get()
    gone = client.post(f"/outreach/integrity/visits/{visit.pk}/withdraw/", {"reason": "记错"})
    assert "已作废：记错" in client.get(gone["Location"]).content.decode()


def test_a_lesson_is_recorded_and_withdrawn_on_its_pages(city, enter):
    client = enter(city.secretary_user)
    sent = {"unit": "A", "title": "公款吃喝", "source": "", "on": "2021-06-01", "people": "2"}
    wrong = client.post("/outreach/integrity/lessons/record/", sent)
    assert list(wrong.context["form"].errors) == ["source"]
    right = client.post("/outreach/integrity/lessons/record/", sent | {"source": "市纪委通报"})
    assert "市纪委通报" in client.get(right["Location"]).content.decode()
    lesson = Lesson.objects.get()
    client.post(f"/outreach/integrity/lessons/{lesson.pk}/withdraw/", {"reason": "重复"})
    lesson.refresh_from_db()
    assert lesson.withdrawn == "重复"


def test_the_offices_register_and_close_a_base(city, enter):
    client = enter(city.officer_user)
    sent = {"unit": "O", "name": "廉政教育馆", "place": "人民路", "theme": "家风"}
    assert client.post("/outreach/integrity/bases/new/", sent).status_code == 302
    house = EducationBase.objects.get()
    EducationBase.objects.update(opened_on=date(2021, 1, 1))
    closing = f"/outreach/integrity/bases/{house.pk}/close/"
    assert closing in client.get("/outreach/integrity/").content.decode()
    assert closing not in enter(city.secretary_user).get("/outreach/integrity/").content.decode()
    assert enter(city.secretary_user).post(closing, {"closed_on": "2021-06-20"}).status_code == 404
    assert enter(city.officer_user).post(closing, {"closed_on": "2021-06-20"}).status_code == 302
    house.refresh_from_db()
    assert house.closed_on == TODAY


def test_the_month_s_form_goes_on_with_the_series(city, enter):
    client = enter(city.officer_user)
    form = client.get(f"/outreach/events/record/?series={MONTH}").context["form"]
    assert [form[name].value() for name in ("series", "kind", "title")] == [
        MONTH, "campaign", MONTH,
    ]  # fmt: skip
    month(city, 11, date(2020, 5, 6))
    form = client.get(f"/outreach/events/record/?series={MONTH}").context["form"]
    assert (form["edition"].value(), form["title"].value()) == (12, f"第十二届{MONTH}")


def test_the_workbook_holds_visits_and_lessons_in_sight(city, enter):
    house = base(city)
    visited(city, house)
    visited(city, house, who="sibling", unit=city.b)
    learnt(city)
    answer = enter(city.secretary_user).get("/outreach/integrity/export/?year=2021")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert [row[:2] + row[3:6] for row in rows if row[0] in {"参观", "警示案例"}] == [
        ("参观", "甲支部", "廉政教育馆", "家风", 12),
        ("警示案例", "甲支部", "公款吃喝", "市纪委通报", 9),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_s_queries_do_not_grow(city, enter, rows, django_assert_num_queries):
    for number in range(rows):
        house = base(city, name=f"基地{number}")
        visited(city, house)
        learnt(city, title=f"案例{number}")
        month(city, number + 1, date(2021, 5, 1 + number))
    client = enter(city.officer_user)
    with django_assert_num_queries(10):
        client.get("/outreach/integrity/?year=2021")
