"""An anonymous opinion holds nobody, wherever in the database one looks."""

from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from tests.members.build import member
from tests.units.build import NOW, unit, user
from tests.voice.build import consultation, opinion
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.models import AuditEntry, Submission
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.queries import viewer_of
from xianfeng.voice import actions, queries
from xianfeng.voice.models import Opinion

pytestmark = pytest.mark.django_db
TODAY = date(2021, 6, 30)


@pytest.fixture
def city():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    branch, beside = unit("A", root), unit("B", root)
    person = user("写意见的人", (Role.MEMBER, branch))
    return root, branch, beside, person


def text_of_every_table(*without):
    """Return everything that stands in the database, as one text."""
    found = []
    for model in apps.get_models():
        if model._meta.label not in without:
            found += [repr(row) for row in model.objects.values_list()]
    return "\n".join(found)


def test_neither_row_nor_audit_nor_submission_leads_from_the_words_to_the_writer(client, city):
    _, branch, _, person = city
    client.force_login(person)
    sessions = text_of_every_table()
    sent = {"subject": "work", "text": "少开会", "unit": branch.pk, "way": "anonymous",
            "page": f"/members/{person.pk}/",
            "submission": "3f2b8c1e-0a63-4a58-9d4f-0f6e5b7c9a10"}  # fmt: skip
    answer = client.post("/voice/opinions/new/", sent)
    assert (answer.status_code, answer["Location"]) == (302, "/voice/opinions/")
    made = Opinion.objects.get()
    assert (made.user_id, made.author_name, made.page) == (None, "", "/members/")
    assert Submission.objects.count() == 0
    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.actor_name, entry.target) == (None, "匿名", "voice.opinion")
    assert entry.new == {"subject": "work", "anonymous": True}
    assert timezone.localtime(entry.at).time() == datetime.min.time()
    new = [line for line in text_of_every_table().splitlines() if line not in sessions]
    assert [line for line in new if person.name in line] == []


def test_the_same_words_sent_twice_are_taken_once(city):
    _, branch, _, person = city
    for _ in range(2):
        actions.give_anonymously(
            actor=viewer_of(person, TODAY), at=NOW, unit=branch, subject="work", text="少开会"
        )
    assert Opinion.objects.count() == 1


def test_keys_have_no_order(city):
    _, branch, *_ = city
    keys = [opinion(branch, str(n), anonymous=True).pk for n in range(12)]
    assert keys != sorted(keys)
    assert len(set(keys)) == 12


def test_an_anonymous_consultation_asks_at_least_ten(city):
    _, branch, _, _ = city
    secretary = viewer_of(user("书记", (Role.SECRETARY, branch)), TODAY)
    asked = {"unit": branch, "title": "怎么办", "text": "说明", "due_on": date(2021, 7, 9),
             "below": True, "anonymous": True}  # fmt: skip
    for number in range(9):
        member(f"党员{number}", branch)
    with pytest.raises(Refused) as refusal:
        actions.ask(actor=secretary, at=NOW, **asked)
    assert (refusal.value.message, refusal.value.field) == (
        "征求范围不足 10 人，匿名也看得出是谁，请改为实名", "anonymous",
    )  # fmt: skip
    member("第十个", branch)
    assert actions.ask(actor=secretary, at=NOW, **asked).anonymous is True


def test_anonymous_opinions_of_a_consultation_appear_at_once_after_closing(city):
    _, branch, _, person = city
    asked = consultation(branch, due_on=TODAY, anonymous=True, asked_on=date(2021, 6, 1))
    actions.give_anonymously(
        actor=viewer_of(person, TODAY), at=NOW, unit=branch, subject="consultation",
        text="同意", consultation=asked,
    )  # fmt: skip
    made = Opinion.objects.get()
    assert (made.received_on, made.due_on) == (TODAY, date(2021, 7, 15))
    secretary = viewer_of(user("书记", (Role.SECRETARY, branch)), TODAY)
    assert list(queries.visible_to(secretary, TODAY)) == []
    assert list(queries.visible_to(secretary, TODAY + timedelta(days=1))) == [made]
    with pytest.raises(Refused):
        actions.answer_opinion(actor=secretary, at=NOW, opinion=made, outcome="taken", answer="好")


@pytest.mark.parametrize("anonymous", [True, False])
def test_named_or_anonymous_was_fixed_when_it_was_asked(city, anonymous):
    _, branch, _, person = city
    asked = consultation(branch, due_on=TODAY, anonymous=not anonymous, asked_on=date(2021, 6, 1))
    give = actions.give_anonymously if anonymous else actions.give_opinion
    with pytest.raises(Refused):
        give(actor=viewer_of(person, TODAY), at=NOW, unit=branch, subject="consultation",
             text="同意", consultation=asked)  # fmt: skip
    assert Opinion.objects.count() == 0


def test_the_page_of_an_anonymous_consultation_keeps_no_submission(client, city):
    _, branch, _, person = city
    asked = consultation(branch, due_on=clock.today(), anonymous=True)
    client.force_login(person)
    assert (
        client.post(f"/voice/consultations/{asked.pk}/give/", {"text": "同意"}).status_code == 302
    )
    assert (Opinion.objects.count(), Submission.objects.count()) == (1, 0)
