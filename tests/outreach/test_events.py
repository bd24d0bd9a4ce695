"""Mass organisations and events: editions count by themselves, and who may do what."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.outreach.conftest import AT
from xianfeng.kernel import figures
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.outreach import rules
from xianfeng.outreach.actions import events as actions
from xianfeng.outreach.actions.events import Held
from xianfeng.outreach.models import Event
from xianfeng.outreach.queries import events as queries

YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def union(city, actor="secretary", name="甲局工会", unit=None):
    return actions.set_up(
        actor=getattr(city, f"{actor}_viewer"), at=AT, unit=unit or city.a, kind="union",
        name=name, set_up_on=date(2020, 5, 1), officers=[("主席", "王主席")],
    )  # fmt: skip


def held(city, actor="secretary", **more):
    stated = {"kind": "sport", "title": "职工运动会", "on": date(2021, 5, 1)} | more
    return actions.record_event(
        actor=getattr(city, f"{actor}_viewer"), at=AT, unit=city.a, held=Held(**stated)
    )


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "第一届"), (10, "第十届"), (12, "第十二届"), (20, "第二十届"), (21, "第二十一届"),
        (100, "第一百届"), (105, "第一百零五届"), (110, "第一百一十届"), (200, "第二百届"),
        (1001, "第一千零一届"), (2021, "第二千零二十一届"), (9999, "第九千九百九十九届"),
    ],
)  # fmt: skip
def test_an_edition_is_written_as_people_write_it(number, written):
    assert rules.ordinal(number) == written


@pytest.mark.parametrize("number", [0, -1, 10000])
def test_an_edition_that_is_none_is_refused(number):
    with pytest.raises(ValueError, match=str(number)):
        rules.ordinal(number)


def test_the_next_edition_follows_the_highest():
    assert rules.next_edition([]) == 1
    assert rules.next_edition([None, 3, 1]) == 4


def test_a_series_goes_on_from_its_last_edition(city):
    first = held(city, series="职工运动会", edition=7, on=date(2020, 5, 1))
    second = held(city, series="职工运动会")
    assert (first.ordinal, second.edition, held(city).edition) == ("第七届", 8, None)
    assert [(one.name, one.kind, one.ordinal, one.last_on)
            for one in queries.series(city.secretary_viewer, city.a)] == [
        ("职工运动会", "sport", "第九届", date(2021, 5, 1))
    ]  # fmt: skip
    assert queries.series(city.sibling_viewer, city.a) == []


@pytest.mark.parametrize(
    ("stated", "field"),
    [
        ({"series": "职工运动会", "edition": 7}, "edition"),
        ({"series": "职工运动会", "edition": 10_000}, "edition"),
        ({"edition": 3}, "series"),
        ({"on": date(2021, 6, 21)}, "on"),
    ],
)
def test_what_cannot_be_is_refused(city, stated, field):
    held(city, series="职工运动会", edition=7, on=date(2020, 5, 1))
    with pytest.raises(Refused) as caught:
        held(city, **stated)
    assert caught.value.field == field


def test_a_withdrawn_edition_is_free_again(city):
    event = held(city, series="职工运动会")
    actions.withdraw_event(actor=city.secretary_viewer, at=AT, event=event, reason="没有办成")
    assert held(city, series="职工运动会").edition == 1
    with pytest.raises(Refused, match="已经作废"):
        actions.withdraw_event(actor=city.secretary_viewer, at=AT, event=event, reason="再一次")


def test_events_are_counted_by_kind_with_who_came(city):
    held(city, members=10, staff=20, public=5)
    held(city, kind="contest", title="知识竞赛", members=3)
    event = held(city, kind="culture", title="记错的")
    actions.withdraw_event(actor=city.secretary_viewer, at=AT, event=event, reason="记错")
    figure = figures.get("event.held")
    values = {who: figures.compute(getattr(city, f"{who}_viewer"), figure, *YEAR).value
              for who in ("officer", "secretary", "sibling")}  # fmt: skip
    assert values == {"officer": 2, "secretary": 2, "sibling": 0}
    split = figures.split(city.officer_viewer, figure, "kind", *YEAR)
    assert sorted(split) == [("contest", 1), ("sport", 1)]
    people = figures.compute(city.officer_viewer, figures.get("event.people"), *YEAR)
    assert people.value == 38


def test_a_mass_organisation_belongs_to_the_units_agency(city):
    made = union(city)
    assert (made.agency, made.officers.get().name) == (city.a.agency, "王主席")
    with pytest.raises(Refused, match="这个名称的群团组织已登记，不用再登记"):
        union(city)
    assert held(city, organisation=made).organisation == made
    with pytest.raises(Refused, match="这个群团组织不属于本组织，请重新选择"):
        held(city, organisation=union(city, actor="officer", name="乙工会", unit=city.b))


def test_officers_are_replaced_and_the_log_keeps_who_was_before(city):
    made = union(city)
    actions.change_officers(
        actor=city.secretary_viewer, at=AT, organisation=made, officers=[("主席", "李主席")]
    )
    entry = AuditEntry.objects.get(verb="outreach.change_officers")
    assert (entry.old, entry.new) == (
        {"officers": [["主席", "王主席"]]}, {"officers": [["主席", "李主席"]]},
    )  # fmt: skip


def test_a_dissolved_organisation_stood_until_its_day(city):
    made = union(city)
    with pytest.raises(Refused) as caught:
        actions.dissolve(
            actor=city.secretary_viewer, at=AT, organisation=made, dissolved_on=date(2020, 5, 1)
        )
    assert caught.value.field == "dissolved_on"
    actions.dissolve(
        actor=city.secretary_viewer, at=AT, organisation=made, dissolved_on=date(2021, 6, 1)
    )
    figure = figures.get("mass.organisations")
    for day, number in ((date(2021, 5, 31), 1), (date(2021, 6, 1), 0)):
        assert figures.compute(city.officer_viewer, figure, day, day).value == number
    assert list(queries.standing(city.secretary_viewer, city.a)) == []


@pytest.mark.parametrize("who", ["boss", "sibling", "member"])
def test_only_who_keeps_the_records_records(city, who):
    made, event = union(city), held(city)
    viewer = getattr(city, f"{who}_viewer")
    with pytest.raises(Denied):
        union(city, actor=who, name="别的")
    with pytest.raises(Denied):
        held(city, actor=who)
    with pytest.raises(Denied):
        actions.withdraw_event(actor=viewer, at=AT, event=event, reason="无权")
    with pytest.raises(Denied):
        actions.change_officers(actor=viewer, at=AT, organisation=made, officers=[])
    with pytest.raises(Denied):
        actions.dissolve(actor=viewer, at=AT, organisation=made, dissolved_on=date(2021, 6, 1))


def test_the_form_proposes_the_next_edition(city, enter):
    held(city, series="职工运动会", edition=7)
    client = enter(city.secretary_user)
    page = client.get("/outreach/events/record/")
    assert "第八届职工运动会" in page.content.decode()
    form = client.get("/outreach/events/record/?series=职工运动会").context["form"]
    assert (form["edition"].value(), form["title"].value(), form["kind"].value()) == (
        8, "第八届职工运动会", "sport",
    )  # fmt: skip
    sent = {"unit": "A", "kind": "sport", "title": "第八届职工运动会", "on": "2021-06-01",
            "series": "职工运动会", "edition": "", "members": "9"}  # fmt: skip
    assert client.post("/outreach/events/record/", sent).status_code == 302
    assert Event.objects.get(on=date(2021, 6, 1)).edition == 8
    again = client.post("/outreach/events/record/", sent | {"edition": "8"})
    assert again.context["form"].errors == {"edition": ["职工运动会第八届已登记过，请核对届次"]}


def test_a_mass_organisation_is_registered_on_its_page(city, enter):
    client = enter(city.secretary_user)
    sent = {"unit": "A", "kind": "women", "name": "甲局妇联", "set_up_on": "2020-03-08",
            "officers": "主席 钱主席\n副主席 孙 主席"}  # fmt: skip
    answer = client.post("/outreach/organisations/new/", sent)
    page = client.get(answer["Location"]).content.decode()
    assert ("主席 钱主席" in page, "副主席 孙主席" in page) == (True, True)
    wrong = client.post("/outreach/organisations/new/", sent | {"name": "x", "officers": "钱"})
    assert wrong.context["form"].errors == {"officers": ["请一行写一人：职务，空一格，姓名"]}


def test_the_workbook_holds_the_list(city, enter):
    held(city, members=10, series="职工运动会", edition=7)
    answer = enter(city.secretary_user).get("/outreach/events/export/?year=2021")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [row[2:6] for row in rows if row[2] == "职工运动会"] == [
        ("职工运动会", "体育活动", "职工运动会", 7)
    ]
    other = enter(city.sibling_user).get("/outreach/events/export/?year=2021")
    assert "职工运动会" not in str(list(load_workbook(BytesIO(other.content)).active.values))
