"""Every address that writes, with everything it asks for, posted by everybody who may not."""

import pytest

from tests.house.url_examples import OFFICES, build
from tests.units.build import user
from xianfeng.kernel.models import AuditEntry
from xianfeng.members.models import Membership
from xianfeng.units.enums import Role
from xianfeng.units.models import Unit, UnitRole

pytestmark = pytest.mark.django_db
DAY = "2021-05-02"
UNIT = {"name": "改名", "kind": "branch", "agency": "", "established_on": "2010-01-01"}
MEETING = {
    "unit": "A", "kind": "general_meeting", "held_on": "2021-03-05", "title": "伪造", "expected": 1,
    "present": 1, "do": "confirm", "listed": "{member}", "reason": "伪造", "version": 1,
}  # fmt: skip
RECORD = {
    "name": "改名", "sex": "1", "ethnicity": "01", "born_on": "1986-02-20",
    "joined_on": "2005-07-01", "confirmed_on": "2006-07-01", "version": 1,
}  # fmt: skip
NONE = {"rule": "branch.lecture", "unit": "A", "period": "2021-Q2"}
FORGED = {
    "/units/unit/A/amend/": UNIT | {"version": 1},
    "/lifecycle/unit/A/plan/rename/": {
        "name": "改名",
        "effective_on": "2199-02-01",
        "reason": "伪造",
        "confirmed": "1",
    },
    "/lifecycle/{change}/cancel/": {"version": 1},
    "/lifecycle/{change}/apply/": {"version": 1},
    "/units/roles/": {"user": "sibling", "unit": "A", "role": "office", "from_on": DAY},
    "/units/roles/{role}/end/": {"until_on": DAY},
    "/members/{member}/edit/": RECORD,
    "/members/{member}/reveal/": {"field": "phone", "purpose": "看看"},
    "/members/{member}/posts/": {"unit": "A", "title": "publicity", "from_on": DAY},
    "/members/{member}/posts/{post}/end/": {"until_on": DAY},
    "/members/{member}/groups/{group_spell}/end/": {"until_on": DAY},
    "/life/record/": MEETING,
    "/life/record/people/": MEETING,
    "/life/record/autosave/": MEETING,
    "/life/{draft}/draft/": MEETING,
    "/life/{draft}/discard/": {},
    "/life/{meeting}/amend/": MEETING | {"do": "amend"},
    "/plans/{task}/": {"done_on": DAY, "result": "伪造", "version": 1},
    "/plans/{done_task}/reopen": {"reason": "伪造", "version": 1},
    "/plans/nodes/{node}/": {"done_on": DAY, "result": "伪造", "version": 1},
    "/duties/none": NONE,
    "/ledgers/batch/{batch}/apply": {"version": 1, "valid_only": "on"},
    "/ledgers/batch/{batch}/correct": {"version": 1},
    "/ledgers/batch/{batch}/match": {"version": 1},
    "/ledgers/batch/{batch}/undo": {"version": 1},
    "/accounts/users/new/": {"username": "weizao", "name": "伪造"},
    "/accounts/users/{user}/": {"verb": "reset"},
}
SECURITY_S = {"/units/roles/", "/units/roles/{role}/end/"}
SYSTEM_S = {"/accounts/users/new/", "/accounts/users/{user}/"}


@pytest.fixture
def world():
    made = build()
    a = Unit.objects.get(code="A")
    made.people["leader"] = user("leader", (Role.LEADER, a))
    made.people["member"] = user("member", (Role.MEMBER, a))
    made.people["former"] = user("former", (Role.SECRETARY, a))
    UnitRole.objects.filter(user=made.people["former"]).update(until_on="2021-01-01")
    return made


def filled(world, address):
    told = {name: str(value).format(**world.keys) for name, value in FORGED[address].items()}
    if "listed" in told:
        people = Membership.objects.filter(unit__code="A").order_by("member")
        told["listed"] = ",".join(map(str, people.values_list("member", flat=True)))
    return told


@pytest.mark.parametrize("address", FORGED)
def test_nobody_else_writes(client, world, address):
    people = [None, "outsider", "sibling", "subordinate", "leader", "member", "former", *OFFICES]
    if address in SECURITY_S:
        people.remove("security")
    if address in SYSTEM_S:
        people.remove("system")
    before = AuditEntry.objects.count()
    for person in people:
        client.logout()
        if person:
            client.force_login(world.people[person])
        answer = client.post(address.format(**world.keys), filled(world, address))
        if person == "security" and address in SYSTEM_S:
            # The page is theirs to read, and this verb is not theirs.
            assert answer.status_code in {403, 404}
        else:
            assert answer.status_code in ({403, 404} if person else {302}), person
        assert AuditEntry.objects.count() == before, person
        assert "13800000001" not in answer.content.decode(), person


@pytest.mark.parametrize("address", [each for each in FORGED if "/life/" in each])
def test_a_group_s_secretary_does_not_write_for_the_branch_by_another_field(client, world, address):
    client.force_login(world.people["subordinate"])
    sent = filled(world, address) | {"unit": "AG", "draft": str(world.keys["draft"])}
    before = AuditEntry.objects.count()
    client.post(address.format(**world.keys), sent)
    made = AuditEntry.objects.filter(seq__gt=before)
    own = Unit.objects.get(code="AG").pk
    assert [entry.unit_id for entry in made] in ([], [own])
    assert not made.filter(target=f"life.meeting:{world.keys['draft']}").exists()


def test_what_a_form_does_not_ask_for_is_not_taken(client, world):
    client.force_login(world.people["superior"])
    more = {"id_number": "110101198005010018", "user": world.people["sibling"].pk,
            "standing": "dead", "left_on": DAY, "dues_base": "1"}  # fmt: skip
    answer = client.post(
        f"/members/{world.keys['member']}/edit/",
        RECORD | more | {"born_on": "1986-02-20", "confirmed_on": "", "sex": "1"},
    )
    entry = AuditEntry.objects.order_by("seq").last()
    assert not {*more} & {*entry.new}
    assert answer.status_code in {200, 302}


# A list of people, what was not applied yet, and a branch that still has members.
NOT_YET = {"/life/record/people/", "/ledgers/batch/{batch}/undo", "/lifecycle/{change}/apply/"}


@pytest.mark.parametrize("address", sorted({*FORGED} - SECURITY_S - SYSTEM_S - NOT_YET))
def test_the_same_post_writes_for_who_may(client, world, address):
    client.force_login(world.people["superior"])
    before = AuditEntry.objects.count()
    client.post(address.format(**world.keys), filled(world, address))
    assert AuditEntry.objects.count() == before + 1
