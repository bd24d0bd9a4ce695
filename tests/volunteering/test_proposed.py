"""A community puts an event forward; the branch that checked in there opens it with one tap."""

from datetime import date

import pytest
from django.urls import reverse

from tests.volunteering.build import NOW, ON, event, fresh, place, planned, proposed
from xianfeng.checkin.models import UnitCheckin
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Denied
from xianfeng.volunteering import actions, facts, queries
from xianfeng.volunteering.models import Event

PROPOSE = reverse("volunteering:propose")
EVERYBODY = (
    "officer", "clerk", "rival", "secretary", "second", "leader", "first", "worker", "neighbour",
)  # fmt: skip


def refusal(act, *args, **more):
    with pytest.raises(Refused) as refused:
        act(*args, **more)
    return refused.value.message, refused.value.field


def page_of(made):
    return reverse("volunteering:event", args=[made.pk])


def test_what_is_proposed_waits_for_the_branch_and_owes_nothing(city):
    made = proposed(city)
    assert (made.state, made.unit, made.community) == ("proposed", city.one, city.east)
    assert AuditEntry.objects.latest("seq").verb == "volunteering.propose_event"
    assert list(facts.owed()) == []
    seen = [
        name
        for name in EVERYBODY
        if queries.visible_to(getattr(city, name)).filter(pk=made.pk).exists()
    ]
    assert seen == ["officer", "clerk", "secretary", "leader", "worker"]
    assert refusal(place, city, made, city.members[0])[0].startswith("这场活动现在不接受报名")


def test_the_branch_changes_the_day_and_opens_it(city):
    made = proposed(city)
    made = actions.amend_event(
        actor=city.secretary, at=NOW, event=made, version=1,
        planned=planned(on=date(2021, 7, 17), community=city.east),
    )  # fmt: skip
    assert (made.state, made.on) == ("proposed", date(2021, 7, 17))
    actions.open_event(actor=city.secretary, at=NOW, event=made, version=2)
    assert fresh(made).state == "open"
    assert list(facts.owed()) == [made]


@pytest.mark.parametrize("name", ["officer", "secretary", "first", "neighbour"])
def test_only_who_works_for_the_community_proposes_and_takes_back(city, name):
    made, actor = proposed(city), getattr(city, name)
    with pytest.raises(Denied):
        proposed(city, actor=actor)
    with pytest.raises(Denied):
        actions.take_event_back(actor=actor, at=NOW, event=made, version=1)
    assert Event.objects.count() == 1


def test_only_a_unit_that_checked_in_there_is_asked(city):
    said = ("这个党组织没有到本社区报到，请选报到过的。", "partner")
    chosen = planned(community=city.east)
    ask = {"actor": city.worker, "at": NOW, "planned": chosen}
    assert refusal(actions.propose_event, unit=city.two, **ask) == said
    UnitCheckin.objects.create(unit=city.two, community=city.west, from_on=ON)
    UnitCheckin.objects.create(
        unit=city.one, community=city.east, from_on=ON, until_on=ON, state="ended"
    )
    for unit in (city.one, city.two):
        assert refusal(actions.propose_event, unit=unit, **ask) == said
    gone = planned(community=city.east, on=date(2021, 6, 29))
    UnitCheckin.objects.create(unit=city.one, community=city.east, from_on=ON)
    past = refusal(actions.propose_event, actor=city.worker, at=NOW, unit=city.one, planned=gone)
    assert past == ("活动日期已经过了，请核对。", "on")


def test_a_worker_is_offered_the_branches_of_their_communities(city, browse):
    first = UnitCheckin.objects.create(unit=city.one, community=city.east, from_on=ON)
    UnitCheckin.objects.create(unit=city.two, community=city.west, from_on=ON)
    client = browse("worker")
    form = client.get(PROPOSE).context["form"]
    assert list(form.fields["partner"].choices) == [(first.pk, "第一支部（东街社区）")]
    data = {
        "partner": first.pk, "title": "清洁家园", "category": "environment", "on": "2021-07-10",
        "starts_at": "09:00", "ends_at": "11:00", "places": "5",
    }  # fmt: skip
    answer = client.post(PROPOSE, data)
    made = Event.objects.get()
    assert answer.headers["Location"] == page_of(made)
    assert (made.state, made.unit, made.places) == ("proposed", city.one, 5)
    early = client.post(PROPOSE, data | {"ends_at": "08:00"})
    assert (early.status_code, Event.objects.count()) == (422, 1)
    assert "结束时间应在开始时间之后" in early.content.decode()
    assert browse("secretary").get(PROPOSE).status_code == 403


def test_the_branch_answers_on_the_events_own_page(city, browse):
    yes, no = proposed(city), proposed(city, title="义诊")
    client = browse("secretary")
    said = client.get(page_of(yes)).content.decode()
    assert [word for word in ("东街社区提出的活动", "开放报名", "收回") if word in said] == [
        "东街社区提出的活动", "开放报名",
    ]  # fmt: skip
    client.post(f"{page_of(yes)}steps/open_event/", {"version": 1})
    client.post(f"{page_of(no)}steps/cancel_event/", {"version": 1, "because": "人手不够"})
    assert (fresh(yes).state, fresh(no).state) == ("open", "cancelled")
    told = browse("worker").get(page_of(no)).content.decode()
    assert "人手不够" in told


def test_the_community_takes_back_what_was_not_answered(city, browse):
    made = proposed(city)
    client = browse("worker")
    client.post(f"{page_of(made)}steps/take_event_back/", {"version": 1})
    assert (fresh(made).state, fresh(made).because) == ("cancelled", "社区收回")
    own = event(city, community=city.east)
    answer = client.post(f"{page_of(own)}steps/cancel_event/", {"version": 1, "because": "下雨"})
    assert (answer.status_code, fresh(own).state) == (403, "open")
