"""机关党建＋: who pushes a key task, what was done for it, and how much of it each may see."""

from datetime import date

import pytest

from tests.members.build import member
from tests.plans.build import plan, task
from tests.units.build import DAY, NOW, officer, unit, viewer
from xianfeng.care.models import Talk
from xianfeng.kernel import facts
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Denied, Viewer
from xianfeng.life.models import Meeting
from xianfeng.outreach.models import Event
from xianfeng.plans import actions, queries, tying
from xianfeng.plans.models import Pusher, PushingProject, Tie
from xianfeng.units.enums import Role, UnitKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    first, second, third = unit("A", root), unit("B", root), unit("C", root)
    key = task(plan(root), first, 1, date(2021, 12, 1), helpers=[second], key_on=date(2021, 1, 5))
    return root, first, second, third, key


def meeting(of, on=date(2021, 6, 1), state="confirmed"):
    return Meeting.objects.create(
        unit=of, kind="theme_day", held_on=on, title=f"{of.code}的主题党日", state=state,
        recorded_at=NOW, confirmed_at=NOW if state == "confirmed" else None,
    )  # fmt: skip


def event(of):
    return Event.objects.create(
        unit=of, kind="sport", title=f"{of.code}的活动", on=date(2021, 6, 2), recorded_at=NOW
    )


def tie(actor, key, *chosen):
    return actions.tie_facts(
        actor=actor, at=NOW, task=key, chosen=[(kind, row.pk) for kind, row in chosen]
    )


def told(who, key):
    return {each.kind.id: len(each.keys) for each in queries.did(who, key)}


def test_each_sees_and_counts_only_what_they_may_see(city):
    root, first, second, third, key = city
    tie(viewer((Role.SECRETARY, first)), key, ("life.meeting", meeting(first)))
    tie(
        viewer((Role.SECRETARY, second)), key,
        ("life.meeting", meeting(second)), ("outreach.event", event(second)),
    )  # fmt: skip
    seen = {
        "root": told(officer(root), key),
        "lead": told(viewer((Role.LEADER, first)), key),
        "assisting": told(viewer((Role.SECRETARY, second)), key),
        "third": told(viewer((Role.SECRETARY, third)), key),
        "member": told(viewer((Role.MEMBER, first)), key),
        "nobody": told(Viewer(None, ""), key),
    }
    assert seen == {
        "root": {"life.meeting": 2, "outreach.event": 1},
        "lead": {"life.meeting": 1},
        "assisting": {"life.meeting": 1, "outreach.event": 1},
        "third": {},
        "member": {},
        "nobody": {},
    }


def test_a_fact_of_another_unit_is_not_there_to_be_tied(city):
    _root, first, second, third, key = city
    theirs, own = meeting(second), meeting(first)
    for chosen in (
        [("life.meeting", theirs)],
        [("life.meeting", own), ("life.meeting", theirs)],
        [("nothing.known", own)],
        [],
    ):
        with pytest.raises(Refused):
            tie(viewer((Role.SECRETARY, first)), key, *chosen)
    for actor in (viewer((Role.SECRETARY, third)), viewer((Role.LEADER, first))):
        with pytest.raises(Denied):
            tie(actor, key, ("life.meeting", meeting(third)))
    assert not Tie.objects.exists()


def test_a_talk_is_never_tied_even_by_a_forged_post(city):
    _root, first, _second, _third, key = city
    held = Talk.objects.create(
        unit=first, first=member("甲一", first), second=member("乙一", first), kind="members",
        on=date(2021, 6, 1), recorded_at=NOW,
    )  # fmt: skip
    with pytest.raises(Refused):
        tie(viewer((Role.SECRETARY, first)), key, ("care.talk", held))
    Tie.objects.create(task=key, kind="care.talk", key=held.pk)
    assert told(viewer((Role.SECRETARY, first)), key) == {}


def test_twice_is_once_and_what_is_no_key_task_takes_nothing(city):
    root, first, _second, _third, key = city
    own, held = viewer((Role.SECRETARY, first)), meeting(first)
    assert [tie(own, key, ("life.meeting", held)) for _ in range(2)] == [1, 0]
    plain = task(key.plan, first, 2, DAY)
    with pytest.raises(Refused, match="重点工作"):
        tie(own, plain, ("life.meeting", held))
    with pytest.raises(Refused, match="重点工作"):
        actions.set_pusher(actor=officer(root), at=NOW, task=plain, unit=first, how="x")


def test_what_was_recorded_lately_is_offered_until_it_is_tied(city):
    _root, first, second, _third, key = city
    old, lately = meeting(first, date(2020, 12, 31)), meeting(first, date(2021, 1, 1))
    meeting(second)
    own, kind = viewer((Role.SECRETARY, first)), facts.get("life.meeting")
    (shown,) = queries.recent(own, key, kind, DAY)
    assert (shown.key, shown.on, shown.unit) == (lately.pk, date(2021, 1, 1), "A党组织")
    assert "A的主题党日" in shown.words
    assert shown.href == f"/life/{lately.pk}/"
    tie(own, key, ("life.meeting", lately))
    assert queries.recent(own, key, kind, DAY) == []
    assert old.pk not in [each.key for each in queries.recent(own, key, kind, DAY)]
    assert queries.recent(viewer((Role.LEADER, first)), key, kind, DAY) == []


def test_only_who_recorded_it_unties(city):
    root, first, second, _third, key = city
    held = meeting(second)
    tie(viewer((Role.SECRETARY, second)), key, ("life.meeting", held))
    about = {"at": NOW, "task": key, "kind": "life.meeting", "key": held.pk}
    with pytest.raises(Refused):
        actions.untie_fact(actor=viewer((Role.SECRETARY, first)), **about)
    actions.untie_fact(actor=officer(root), **about)
    assert not Tie.objects.exists()
    with pytest.raises(Refused):
        actions.untie_fact(actor=officer(root), **about)


def test_units_push_in_their_own_words(city):
    root, first, second, third, key = city
    about = {"at": NOW, "task": key, "unit": third}
    actions.set_pusher(actor=viewer((Role.OFFICE, first)), **about, how=" 突击队 ")
    actions.set_pusher(actor=officer(root), **about, how="结对")
    assert list(Pusher.objects.values_list("unit", "how")) == [(third.pk, "结对")]
    with pytest.raises(Refused) as refusal:
        actions.set_pusher(actor=officer(root), **about, how=" ")
    assert refusal.value.field == "how"
    with pytest.raises(Denied):
        actions.set_pusher(actor=viewer((Role.OFFICE, second)), **about, how="x")
    actions.remove_pusher(actor=officer(root), **about)
    with pytest.raises(Refused):
        actions.remove_pusher(actor=officer(root), **about)


def test_a_project_of_one_s_own_pushes(city):
    root, first, second, third, key = city
    own = task(plan(second, "项目清单", kind="projects"), second, 1, DAY, title="先锋岗")
    theirs = task(plan(third, "项目清单", kind="projects"), third, 1, DAY)
    secretary = viewer((Role.SECRETARY, second))
    assert list(queries.pushing_projects(secretary, key)) == [own]
    with pytest.raises(Refused):
        actions.tie_project(actor=secretary, at=NOW, task=key, project=theirs)
    actions.tie_project(actor=secretary, at=NOW, task=key, project=own)
    assert list(queries.pushing_projects(secretary, key)) == []
    assert [each.project for each in queries.projects_for(officer(root), key)] == [own]
    assert list(queries.projects_for(viewer((Role.SECRETARY, first)), key)) == []
    assert PushingProject.objects.count() == 1


def test_kinds_that_may_be_tied_have_a_day_and_a_page():
    found = tying.kinds()
    assert {"life.meeting", "outreach.event", "voting.held"} <= {kind.id for kind in found}
    assert all(kind.on and tying.page_of(kind, 1) for kind in found)
