"""Every address of an object of A, posted to with much that a form might ask for.

Nobody of elsewhere writes anything or learns anything, whatever the body says; and in A itself
what a leader or a plain member writes is their own voice, and nothing else.
"""

import pytest
from django.db import transaction

from tests.house.example import OFFICES, PART
from tests.house.test_every_url import _HOLDER, SHARED, leaked
from tests.house.url_examples import EXAMPLES, build
from tests.units.build import user
from xianfeng.kernel.models import AuditEntry
from xianfeng.units.enums import Role
from xianfeng.units.models import Unit

pytestmark = pytest.mark.django_db
DAY = "2021-05-02"
SAID = {
    "on": DAY, "from_on": DAY, "until_on": DAY, "closed_on": DAY, "received_on": DAY, "to_on": DAY,
    "due_on": "2199-05-02", "held_on": DAY, "planned_on": DAY, "named_on": DAY, "done_on": DAY,
    "ended_on": DAY, "dissolved_on": DAY, "solved_on": DAY, "revoked_on": DAY, "awarded_on": DAY,
    "effective_on": "2199-01-01", "decided_on": DAY, "set_up_on": DAY, "issued_on": DAY,
    "unit": "A", "code": "A9", "target": "B", "to": "B", "version": 1, "number": 3, "year": 2021,
    "reason": "伪造", "words": "伪造", "text": "伪造", "title": "伪造", "name": "伪造",
    "result": "伪造", "measure": "伪造", "answer": "伪造", "outcome": "adopted", "agreed": "True",
    "confirmed": "1", "seats": 3, "years": 3, "mode": "paper", "purpose": "decision",
    "kind": "illness", "subject": "work", "ending": "withdrawn", "solution": "伪造", "seen": "伪造",
    "dues_until": "2021年5月", "valid_days": 90, "way": "province", "level": "city", "form": "card",
    "issued": 1, "collected": 1, "valid": 1, "asked": 1, "satisfied": 1, "fairly": 0,
    "dissatisfied": 0, "finding": "met", "opinion": "伪造", "first_year": 2021, "stage": 1,
}  # fmt: skip
WALKED = [route for route in SHARED if EXAMPLES[route].whose == PART]
# Their own word, and that they have read what was sent to the unit they lead.
OWN_VOICE = {"voice.give_opinion", "voice.open_thread", "voice.remark", "plans.read_digest"}
# Asks for nothing of A: whoever keeps records anywhere has their own part matched anew.
OWN_PART = "service.keep_proposals"


@pytest.fixture
def world():
    return build()


def address(world, route):
    def filled(holder):
        wanted = EXAMPLES[route].keys[holder[1]]
        return wanted[1:] if wanted.startswith("=") else str(world.keys[wanted])

    return "/" + _HOLDER.sub(filled, route)


def written(client, to, said):
    """Post, and return the answer with the verbs that it wrote; nothing of it stays.

    What somebody has matched anew in their own part is left out; in A it is not.
    """
    before = AuditEntry.objects.count()
    with transaction.atomic():
        answer = client.post(to, said)
        rows = AuditEntry.objects.filter(seq__gt=before)
        elsewhere = rows.filter(verb=OWN_PART).exclude(unit_id=Unit.objects.get(code="A").pk)
        verbs = set(rows.exclude(pk__in=elsewhere.values("pk")).values_list("verb", flat=True))
        transaction.set_rollback(True)
    return answer, verbs


@pytest.mark.parametrize("person", ["outsider", "sibling", "subordinate", *OFFICES])
def test_nobody_of_elsewhere_writes_or_learns_anything(client, world, person):
    said = SAID | {"member": world.keys["member"], "people": world.keys["member"]}
    said |= {"members": world.keys["member"], "leader": world.keys["member"]}
    client.force_login(world.people[person])
    for route in WALKED:
        to = address(world, route)
        for place in (to, f"{to}?unit=A"):
            answer, verbs = written(client, place, said)
            assert verbs == set(), route
            assert answer.status_code < 500, route
            assert leaked(answer) == [], route


@pytest.mark.parametrize("role", [Role.LEADER, Role.MEMBER])
def test_in_the_branch_itself_who_keeps_no_records_writes_nothing_but_their_voice(
    client, world, role
):
    client.force_login(user("one", (role, Unit.objects.get(code="A"))))
    found = set()
    for route in WALKED:
        answer, verbs = written(client, address(world, route), SAID)
        assert answer.status_code < 500, route
        found |= verbs
    assert found - OWN_VOICE == set()
