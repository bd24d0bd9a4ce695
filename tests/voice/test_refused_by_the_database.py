"""What the database refuses, whoever writes it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.units.build import NOW, unit, user
from tests.voice.build import consultation, item, notice, opinion, thread
from xianfeng.voice.models import Opinion, Remark, Thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def a():
    return unit("A")


def refused(make, *args, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(*args, **fields)


def test_a_notice_ends_after_it_begins_and_is_withdrawn_with_a_reason(a):
    refused(notice, a, until_on=date(2021, 2, 1))
    refused(notice, a, withdrawn_on=date(2021, 4, 1))
    refused(notice, a, withdrawn_reason="没有日期")


def test_the_library_holds_no_empty_item(a):
    refused(item, a, text="", link="")


def test_a_consultation_is_decided_after_its_last_day_and_in_words(a):
    refused(consultation, a, due_on=date(2021, 3, 1))
    refused(consultation, a, decided_on=date(2021, 6, 30), decision="太早")
    refused(consultation, a, decided_on=date(2021, 7, 1))
    refused(consultation, a, decision="没有日期")


@pytest.mark.parametrize("held", [{"author_name": "某人"}, {"on_behalf": True}])
def test_an_anonymous_opinion_cannot_hold_anybody(a, held):
    made = opinion(a, anonymous=True)
    refused(Opinion.objects.filter(pk=made.pk).update, **held)
    refused(Opinion.objects.filter(pk=made.pk).update, user=user("某人"))


def test_an_answer_has_a_day_an_outcome_and_words(a):
    made = Opinion.objects.filter(pk=opinion(a).pk)
    for part in ({"answer": "好"}, {"outcome": "taken"}, {"answered_on": date(2021, 4, 2)}):
        refused(made.update, **part)
    refused(made.update, answered_on=date(2021, 4, 2), outcome="great", answer="好")


def test_an_opinion_of_a_consultation_says_which(a):
    refused(opinion, a, subject="consultation")
    made = Opinion.objects.filter(pk=opinion(a).pk)
    refused(made.update, consultation=consultation(a))


def test_a_thread_hangs_on_one_thing_and_a_remark_keeps_its_words(a):
    refused(thread, a, notice=notice(a), consultation=consultation(a))
    made = Thread.objects.get(pk=thread(a).pk)
    refused(Remark.objects.create, thread=made, author_name="甲", text="", written_at=NOW)
    refused(made.remarks.update, withdrawn_at=NOW)
