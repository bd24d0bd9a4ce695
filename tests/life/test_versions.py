"""Property: whatever is amended, decided or taken back, every earlier version stays readable."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.life.conftest import AT, DAY, record
from xianfeng.kernel import audit
from xianfeng.life import actions, queries
from xianfeng.life.models import Meeting
from xianfeng.life.rules import Item

TITLES = st.text(alphabet="学习讨论会议决定", min_size=1, max_size=6)
AMENDED = st.tuples(st.just("amend"), TITLES, st.integers(0, 15), st.sets(st.integers(0, 3)))
DECIDED = st.tuples(st.just("decide"), TITLES, TITLES)
STEPS = st.lists(st.one_of(AMENDED, DECIDED), max_size=6)


def said(meeting):
    """Return what a meeting says now, as a version will show it."""
    found = queries.complete(meeting.viewer).get(pk=meeting.pk)
    return queries.versions(meeting.viewer, found).current.cells


def take(city, meeting, step, people):
    stated = {"actor": city.secretary_viewer, "at": AT, "meeting": meeting, "reason": "改"}
    version = Meeting.objects.get(pk=meeting.pk).version
    if step[0] == "decide":
        actions.set_agenda(**stated, items=[Item(step[1], step[2])], version=version)
        return
    absences = {people[place].pk: "duty" for place in step[3]}
    day = DAY + timedelta(days=step[2])
    actions.amend_meeting(
        **stated, record=record(held_on=day, title=step[1], absences=absences), version=version
    )


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS, voided=st.booleans())
def test_every_version_is_kept_in_order(city, steps, voided):
    people = [city.anna, city.bo, city.chen, city.new]
    meeting = actions.confirm_meeting(
        actor=city.secretary_viewer, at=AT, unit=city.one, record=record(title="起")
    )
    meeting.viewer = city.secretary_viewer
    expected = [said(meeting)]
    for step in steps:
        take(city, meeting, step, people)
        expected.append(said(meeting))
    if voided:
        version = Meeting.objects.get(pk=meeting.pk).version
        actions.void_meeting(
            actor=city.secretary_viewer, at=AT, meeting=meeting, version=version, reason="撤"
        )
        expected.append(expected[-1])

    found = queries.complete(city.secretary_viewer).get(pk=meeting.pk)
    history = queries.versions(city.secretary_viewer, found)
    assert [version.cells for version in reversed(history.versions)] == expected
    assert [version.number for version in history.versions] == list(range(len(expected), 0, -1))
    assert found.held_on >= date(2021, 3, 5)
    assert audit.verify() == []
