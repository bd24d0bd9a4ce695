"""Old items of life meetings become problems; what nobody could verify becomes a resolution."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from tests.life.conftest import AT
from xianfeng.life.models import AgendaItem, Meeting
from xianfeng.rectification.models import Answer, Problem, ProblemSpell

moving = import_module("xianfeng.life.migrations.0003_problems_of_meetings")
MARCH, MAY = date(2021, 3, 9), date(2021, 5, 31)


@pytest.fixture
def before(city):
    """Return the models as they were, with the table that is gone now."""
    nodes = [("life", "0002_beside_meetings"), *moving.Migration.dependencies]
    apps = MigrationLoader(connection).project_state(nodes).apps
    editor = connection.schema_editor()
    editor.deferred_sql = []
    statement, parameters = editor.table_sql(apps.get_model("life", "Rectification"))
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    return apps


def held(unit, state="confirmed"):
    at = AT if state == "confirmed" else None
    return Meeting.objects.create(
        unit=unit, kind="life_meeting", held_on=MARCH, state=state, recorded_at=AT, confirmed_at=at
    )


def item(apps, meeting, problem, **more):
    return apps.get_model("life", "Rectification").objects.create(
        meeting_id=meeting.pk, problem=problem, measure="研讨", owner="安国", due_on=MAY, **more
    )


def test_nothing_is_lost_and_nothing_is_called_verified(city, before):
    meeting, draft, at_root = held(city.one), held(city.one, "draft"), held(city.root)
    item(before, meeting, "没改的")
    item(before, meeting, "改了的", done_on=date(2021, 4, 8), result="已改")
    item(before, draft, "草稿里的")
    item(before, at_root, "工委的", done_on=MAY, result="好")
    moving.into_problems(before, None)

    common = (city.one.pk, city.office.pk, "life_meeting", "thought", "研讨", "安国", MARCH, MAY)
    assert list(
        Problem.objects.order_by("pk").values_list(
            "text", "state", "answered_on", "closed_on", "origin", "unit", "verifier", "source",
            "category", "measure", "owner", "raised_on", "due_on",
        )
    ) == [
        ("没改的", "open", None, None, f"life.meeting:{meeting.pk}", *common),
        ("改了的", "answered", date(2021, 4, 8), None, f"life.meeting:{meeting.pk}", *common),
    ]  # fmt: skip
    assert list(
        ProblemSpell.objects.values_list("problem__text", "state", "from_on", "until_on").order_by(
            "pk"
        )
    ) == [
        ("没改的", "open", MARCH, None),
        ("改了的", "open", MARCH, date(2021, 4, 8)),
        ("改了的", "answered", date(2021, 4, 8), None),
    ]
    later = timezone.localdate() + timedelta(days=14)
    assert list(Answer.objects.values_list("text", "given_on", "accepted", "verify_by")) == [
        ("已改", date(2021, 4, 8), None, later)
    ]
    assert list(
        AgendaItem.objects.order_by("pk").values_list(
            "meeting", "number", "title", "decision", "owner", "due_on", "done_on", "result"
        )
    ) == [
        (draft.pk, 1, "草稿里的", "草稿里的：研讨", "安国", MAY, None, ""),
        (at_root.pk, 1, "工委的", "工委的：研讨", "安国", MAY, MAY, "好"),
    ]


def test_what_was_done_on_the_day_of_the_meeting_has_one_spell(city, before):
    item(before, held(city.one), "当天改的", done_on=MARCH)
    moving.into_problems(before, None)
    assert list(ProblemSpell.objects.values_list("state", "from_on", "until_on")) == [
        ("answered", MARCH, None)
    ]
    assert Answer.objects.get().text == "研讨"
