"""What is done once a day is done once a day."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session

from tests.cli.run import xianfeng
from xianfeng.kernel import schedule
from xianfeng.kernel.models import Submission
from xianfeng.kernel.tidying import tidy

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def jobs(monkeypatch):
    monkeypatch.setattr(schedule, "_daily", {})
    runs = []
    schedule.daily("test.first", lambda today: runs.append(("first", today)))
    return runs


def test_once_a_day_however_often_one_asks(jobs):
    days = [date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 2)]
    assert [schedule.due(day, AT) for day in days] == [["test.first"], [], ["test.first"]]
    assert jobs == [("first", date(2026, 3, 1)), ("first", date(2026, 3, 2))]


def test_what_went_wrong_is_tried_again(jobs):
    def stumble(today):
        raise OSError

    schedule.daily("test.second", stumble)
    with pytest.raises(OSError):
        schedule.due(date(2026, 3, 1), AT)
    schedule.daily("test.second", lambda today: None)
    assert schedule.due(date(2026, 3, 1), AT) == ["test.second"]


def test_tidying_throws_away_old_keys_and_ended_sessions_only():
    for days in (29, 40):
        Submission.objects.create(key=uuid4(), at=AT - timedelta(days=days), location="/")
    now = datetime.now(UTC)
    Session.objects.create(session_key="ended", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="lives", expire_date=now + timedelta(days=1))
    tidy(AT.date())
    assert [key.at for key in Submission.objects.all()] == [AT - timedelta(days=29)]
    assert [session.session_key for session in Session.objects.all()] == ["lives"]


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_runs_once_does_the_days_jobs(capsys):
    ran = xianfeng(capsys, "worker", "--once")
    assert ran.status == 0
    assert "每日任务已完成：kernel.tidy" in ran.err
    assert "每日任务已完成" not in xianfeng(capsys, "worker", "--once").err
