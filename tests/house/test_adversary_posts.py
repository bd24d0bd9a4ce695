"""Every address that writes, with everything it asks for, posted by everybody who may not."""

from datetime import timedelta

import pytest

from tests.house.url_examples import OFFICES, build
from tests.units.build import user
from xianfeng.kernel import clock
from xianfeng.kernel.models import AuditEntry
from xianfeng.members.models import Membership
from xianfeng.rectification.models import Problem
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
WHY = {"version": 1, "reason": "伪造"}
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
    "/hours/members/{member}/certify/": {"first": "2021-01-01", "last": "2021-12-31"},
    "/ledgers/batch/{batch}/apply": {"version": 1, "valid_only": "on"},
    "/ledgers/batch/{batch}/correct": {"version": 1},
    "/ledgers/batch/{batch}/match": {"version": 1},
    "/ledgers/batch/{batch}/undo": {"version": 1},
    "/accounts/users/new/": {"username": "weizao", "name": "伪造"},
    "/accounts/users/{user}/": {"verb": "reset"},
}
FORGED |= {
    "/duties/waivers/{waiver}/": {"verb": "refuse_waiver", "word": "伪造", "version": 1},
    "/duties/cards/of/{card}": {"verb": "dismiss_appeal", "word": "伪造", "version": 1},
    "/rectification/problems/{problem}/steps/extend_problem/": {
        "version": 1, "due_on": "2199-01-01", "reason": "伪造",
    },
    "/rectification/problems/{problem}/steps/answer_problem/": {
        "version": 1, "text": "伪造", "on": DAY,
    },
    "/rectification/problems/{problem}/steps/withdraw_problem/": WHY,
    "/rectification/problems/{problem}/split/": {"version": 1, "others": "{b}"},
    "/rectification/orders/{order}/reply/": {
        "version": 1, "text_{on_order}": "伪造", "on_{on_order}": DAY,
    },
    "/rectification/orders/{order}/verify/": {"version": 1, "verdict_{on_order}": "close"},
    "/rectification/orders/{order}/steps/recall_order/": WHY,
    "/burden/collections/new/A/": {
        "title": "伪造", "purpose": "伪造", "kinds": "group", "due_on": "{soon}",
    },
    "/burden/collections/{collection}/field/": {
        "mode": "new", "version": 1, "title": "伪造数目", "kind": "text", "reason": "伪造",
    },
    "/burden/collections/{collection}/go/recall_collection/": WHY,
    "/burden/items/{collection_item}/remove/": {"version": 1},
    "/burden/replies/{collection_reply}/": {"verb": "none", "version": 1},
    "/burden/replies/{collection_reply}/reopen/": WHY,
    "/burden/groups/new/A/": {
        "name": "伪造", "platform": "微信", "people": 3, "purpose": "伪造",
    },
    "/burden/groups/{work_group}/go/close_group/": {"version": 1},
    "/plans/plan/{plan}/add/": {
        "title": "伪造", "aspect": "伪造", "due_on": "{soon}", "lead": "A", "helpers": "AG",
    },
    "/plans/{key_task}/change/": {
        "version": 1, "due_on": "{soon}", "title": "伪造", "reason": "伪造",
    },
    "/plans/{key_task}/amend/": {"version": 1, "aspect": "伪造", "lead": "AG"},
    "/plans/{key_task}/node/": {"title": "伪造", "due_on": "{soon}"},
    "/plans/{key_task}/pusher/": {"unit": "B", "how": "伪造"},
    "/plans/nodes/{key_node}/remove/": {"version": 1},
    "/supervision/plans/{supervision_plan}/add/": {
        "quarter": 2, "kind": "research", "theme": "伪造",
    },
    "/supervision/rounds/{supervision_round}/units/": {"units": "{b}"},
    "/supervision/rounds/{supervision_round}/drop/": {},
    "/supervision/visits/{supervision_visit}/cancel/": WHY,
    "/supervision/visits/{supervision_visit}/record/": {
        "version": 1, "rows": 1, "held_on": "{today}", "do": "draft",
    },
    "/supervision/visits/{supervision_visit}/replace/": WHY | {"member_id": "{member}"},
    "/supervision/photos/{supervision_photo}/drop/": {},
    "/responsibility/{duty_list}/go/recall_list/": WHY,
    "/responsibility/templates/items/{duty_template_item}/remove/": {"version": 1},
    "/outreach/integrity/bases/{base}/close/": {"closed_on": "{today}", "version": 1},
    "/outreach/integrity/visits/{base_visit}/withdraw/": WHY,
    "/outreach/integrity/lessons/{lesson}/withdraw/": WHY,
}  # fmt: skip
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
    made.keys.update({
        "b": Unit.objects.get(code="B").pk,
        "on_order": Problem.objects.get(order=made.keys["order"]).pk,
        "today": clock.today(),
        "soon": clock.today() + timedelta(days=30),
    })  # fmt: skip
    return made


def filled(world, address):
    told = {
        name.format(**world.keys): str(value).format(**world.keys)
        for name, value in FORGED[address].items()
    }
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
NOT_YET = {
    "/life/record/people/", "/ledgers/batch/{batch}/undo", "/lifecycle/{change}/apply/",
    # An order that was received; a quarter that is over; a team of one; a line with its unit.
    "/rectification/orders/{order}/verify/", "/rectification/orders/{order}/steps/recall_order/",
    "/supervision/plans/{supervision_plan}/add/", "/supervision/rounds/{supervision_round}/units/",
    "/supervision/rounds/{supervision_round}/drop/",
    "/supervision/visits/{supervision_visit}/replace/",
    "/burden/replies/{collection_reply}/",
}  # fmt: skip


@pytest.mark.parametrize("address", sorted({*FORGED} - SECURITY_S - SYSTEM_S - NOT_YET))
def test_the_same_post_writes_for_who_may(client, world, address):
    client.force_login(world.people["superior"])
    before = AuditEntry.objects.count()
    client.post(address.format(**world.keys), filled(world, address))
    assert AuditEntry.objects.count() == before + 1
