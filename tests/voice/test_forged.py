"""Every address that writes, posted by everybody who may not: nothing is written, nothing told."""

import pytest

from tests.units.build import unit, user
from tests.voice import house
from xianfeng.kernel.models import AuditEntry
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.models import UnitRole
from xianfeng.voice.models import Opinion, Remark

pytestmark = pytest.mark.django_db
NOTICE = {"title": "伪造", "text": "伪造", "from_on": "2021-06-01", "below": "on"}
FORGED = {
    "/voice/unit/A/notices/new/": NOTICE,
    "/voice/unit/A/library/new/": NOTICE,
    "/voice/unit/A/consultations/new/": NOTICE | {"due_on": "2099-01-01", "anonymous": "named"},
    "/voice/notices/{notice}/withdraw/": {"reason": "伪造"},
    "/voice/library/{library_item}/withdraw/": {"reason": "伪造"},
    "/voice/consultations/{closed_consultation}/decide/": {"decision": "伪造"},
    "/voice/consultations/{consultation}/withdraw/": {"reason": "伪造"},
    "/voice/opinions/{opinion}/answer/": {"outcome": "taken", "answer": "伪造"},
    "/voice/threads/{thread}/close/": {},
    "/voice/remarks/{remark}/withdraw/": {},
}
# What the people of the unit may do, and nobody beside it.
OPEN_TO_THE_UNIT = {
    "/voice/consultations/{consultation}/give/": {"text": "伪造"},
    "/voice/unit/A/threads/new/": {"title": "伪造", "text": "伪造"},
    "/voice/threads/{thread}/say/": {"text": "伪造"},
}


@pytest.fixture
def world():
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a, b = unit("A", root), unit("B", root)
    people = {
        "superior": user("superior", (Role.COMMITTEE_OFFICER, root)),
        "sibling": user("sibling", (Role.SECRETARY, b)),
        "member": user("member", (Role.MEMBER, a)),
        "leader": user("leader", (Role.LEADER, a)),
        "former": user("former", (Role.SECRETARY, a)),
        "outsider": user("outsider"),
        **{office: user(office, office=office) for office in ("system", "security", "audit")},
    }
    UnitRole.objects.filter(user=people["former"]).update(until_on="2021-01-01")
    return house.furnish(a=a, b=b, member=None, people=people), people


def post(client, world, address, sent, person):
    keys, people = world
    client.logout()
    if person:
        client.force_login(people[person])
    return client.post(address.format(**keys), sent)


@pytest.mark.parametrize("address", FORGED)
def test_nobody_else_writes(client, world, address):
    for person in (None, *world[1]):
        if person == "superior":
            continue
        answer = post(client, world, address, FORGED[address], person)
        assert answer.status_code in ({403, 404} if person else {302}), person
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize("address", OPEN_TO_THE_UNIT)
def test_the_unit_s_own_people_take_part_and_nobody_beside(client, world, address):
    sent = OPEN_TO_THE_UNIT[address]
    for person in ("sibling", "former", "outsider", "system", "security", "audit"):
        assert post(client, world, address, sent, person).status_code == 404, person
    assert AuditEntry.objects.count() == 0
    for person in ("member", "leader"):
        assert post(client, world, address, sent, person).status_code == 302, person
    assert AuditEntry.objects.count() == 2


@pytest.mark.parametrize("address", FORGED)
def test_the_same_post_writes_for_who_may(client, world, address):
    assert post(client, world, address, FORGED[address], "superior").status_code == 302
    assert AuditEntry.objects.count() == 1


def test_a_member_cannot_give_an_opinion_in_another_s_name(client, world):
    sent = {"text": "伪造", "from_whom": "书记", "user": world[1]["superior"].pk,
            "author_name": "书记", "answer": "好", "outcome": "taken"}  # fmt: skip
    before = Opinion.objects.count()
    post(client, world, "/voice/consultations/{consultation}/give/", sent, "member")
    made = Opinion.objects.get(text="伪造")
    assert Opinion.objects.count() == before + 1
    assert (made.author_name, made.user, made.answer, made.on_behalf) == (
        "member", world[1]["member"], "", False,
    )  # fmt: skip


def test_words_are_taken_once_however_often_they_are_sent(client, world):
    key = "3f2b8c1e-0a63-4a58-9d4f-0f6e5b7c9a10"
    for _ in range(2):
        sent = {"text": "两次", "submission": key}
        post(client, world, "/voice/threads/{thread}/say/", sent, "member")
    assert Remark.objects.filter(text="两次").count() == 1
