"""An example of every address: whose it is, and what stands in its place holders.

A new address needs a line in EXAMPLES, or the walk in ``test_every_url.py`` fails. The key is the
route as the URLconf spells it. Everything in the world belongs to branch A; the viewers are an
outsider without a role, the secretary of the sibling branch B, the secretary of a group below A,
and an officer above both. A context may keep its own examples in ``tests/<context>/house.py``:
``furnish(a=, b=, member=, people=)`` makes one of everything for unit A and returns its keys, and
``EXAMPLES`` holds its addresses; names of what it makes begin with 专属.
"""

from datetime import date
from importlib import import_module

from tests.conftest import ROOT
from tests.house.example import (
    ANONYMOUS,
    OFFICES,
    PART,
    PUBLIC,
    SIGNED_IN,
    STAFF,
    Example,
    World,
    of,
    of_member,
    of_unit,
)
from tests.members.build import member, post
from tests.units.build import DAY, NOW, unit, user
from xianfeng.ledgers import registry
from xianfeng.ledgers.actions import receive
from xianfeng.life.models import Meeting, MeetingMark
from xianfeng.members.models import GroupMembership
from xianfeng.plans.models import Plan, Task, TaskNode
from xianfeng.units.enums import Role, UnitKind
from xianfeng.units.models import UnitRole
from xianfeng.units.queries import viewer_of

# What belongs to A and must never be on a page of somebody who may not see it.
SECRETS = (
    "甲专属支部",
    "专属党员",
    "专属会议",
    "专属任务",
    "专属节点",
    "710000198602209658",
    "13800000001",
)

HOUSES = [
    import_module(f"tests.{path.parent.name}.house")
    for path in sorted((ROOT / "tests").glob("*/house.py"))
]


def build() -> World:
    """Make the world."""
    root = unit("R", kind=UnitKind.WORKING_COMMITTEE)
    a, b = unit("A", root, name="甲专属支部"), unit("B", root)
    group = unit("AG", a, UnitKind.GROUP)
    people = {
        "outsider": user("outsider"),
        "sibling": user("sibling", (Role.SECRETARY, b)),
        "subordinate": user("subordinate", (Role.SECRETARY, group)),
        "superior": user("superior", (Role.COMMITTEE_OFFICER, root)),
        **{office: user(office, office=office) for office in OFFICES},
    }
    one = member("专属党员", a, id_number="710000198602209658", phone="13800000001")
    member("李娜", b)
    meeting = Meeting.objects.create(
        unit=a,
        kind="general_meeting",
        held_on=date(2021, 3, 5),
        title="专属会议",
        state="confirmed",
        expected=1,
        present=1,
        recorded_at=NOW,
        confirmed_at=NOW,
    )
    MeetingMark.objects.create(meeting=meeting, kind="general_meeting")
    draft = Meeting.objects.create(
        unit=a,
        kind="lecture",
        held_on=date(2021, 3, 6),
        title="专属会议",
        recorded_at=NOW,
        recorded_by=people["superior"],
    )
    plan = Plan.objects.create(unit=a, title="计划", year=2021)
    task = Task.objects.create(
        plan=plan, seq=1, aspect="专属任务", title="专属任务", lead=a, due_on=date(2021, 5, 1)
    )
    done = Task.objects.create(
        plan=plan, seq=2, aspect="x", title="专属任务", lead=a, due_on=date(2021, 5, 1),
        done_on=date(2021, 4, 1),
    )  # fmt: skip
    node = TaskNode.objects.create(task=task, title="专属节点", due_on=date(2021, 4, 1))
    batch = receive(
        actor=viewer_of(people["superior"], DAY),
        at=NOW,
        kind=registry.get("units"),
        name="甲专属支部.csv",
        content="组织编码,组织名称,组织类别\nA,甲专属支部,党支部\n,,\n".encode(),
    )
    spell = GroupMembership.objects.create(member=one, unit=group, from_on=date(2021, 1, 1))
    keys = {
        "unit": a.code,
        "member": one.pk,
        "post": post(one, a, "secretary").pk,
        "group_spell": spell.pk,
        "meeting": meeting.pk,
        "draft": draft.pk,
        "task": task.pk,
        "done_task": done.pk,
        "node": node.pk,
        "batch": batch.pk,
        "role": UnitRole.objects.get(user=people["sibling"]).pk,
        "user": people["sibling"].pk,
    }
    for house in HOUSES:
        keys |= house.furnish(a=a, b=b, member=one, people=people)
    return World(keys, people)


AT_A = {"unit": "A"}
PERIOD = {"from": "2021-01-01", "to": "2021-12-31"}
EXPLAINED = {"rule": "=branch.general_meeting", "unit": "unit", "period": "=2021-Q1"}
RULE = {"rule": "=branch.general_meeting"}
FIGURE = {"figure_id": "=org.members"}
MEMBERS = {"kind": "=members"}

EXAMPLES: dict[str, Example] = {
    "healthz": Example(PUBLIC),
    "accounts/login/": Example(ANONYMOUS),
    "accounts/example/": Example(PUBLIC, posted=True, answer=404),
    "accounts/large-type/": Example(SIGNED_IN, posted=True, answer=302),
    "accounts/password/change/": Example(SIGNED_IN),
    "accounts/users/": Example("system", also=("security",)),
    "accounts/users/new/": Example("system"),
    "accounts/users/<int:pk>/": of("system", "user", also=("security",)),
    "accounts/audit/": Example("audit"),
    "": Example(SIGNED_IN),
    "board/": Example(STAFF, send=AT_A),
    "board/export/": Example(STAFF, send=AT_A),
    "search/": Example(SIGNED_IN, send={"q": "专属"}),
    "units/": Example(SIGNED_IN, send={"depth": "50"}),
    "units/roles/": Example("security"),
    "units/roles/<int:pk>/end/": of("security", "role"),
    "units/unit/<path:code>/": of_unit(),
    "units/unit/<path:code>/amend/": of_unit(),
    "members/": Example(STAFF, send=AT_A),
    "members/structure/": Example(STAFF, send=AT_A),
    "members/mine/": Example(SIGNED_IN, answer=404),
    "members/looked/": Example(SIGNED_IN),
    "members/<int:pk>/": of_member(),
    "members/<int:pk>/looked/": of_member(),
    "members/<int:pk>/edit/": of_member(),
    "members/<int:pk>/reveal/": of_member(posted=True),
    "members/<int:pk>/posts/": of_member(posted=True),
    "members/<int:pk>/posts/<int:post_pk>/end/": of_member(keys={"post_pk": "post"}),
    "members/<int:pk>/groups/": of_member(posted=True),
    "members/<int:pk>/groups/<int:spell_pk>/end/": of_member(keys={"spell_pk": "group_spell"}),
    "life/": Example(STAFF, send=AT_A),
    "life/export/": Example(STAFF, send=AT_A),
    # Who records nowhere is told so before any unit is looked at.
    "life/record/": Example(PART, send=AT_A, refused=(403, 404)),
    "life/record/people/": Example(PART, send=AT_A, posted=True),
    "life/record/autosave/": Example(PART, send=AT_A, posted=True, answer=202),
    "life/<int:pk>/": of(PART, "meeting"),
    "life/<int:pk>/minutes/": of(PART, "meeting"),
    "life/<int:pk>/draft/": of(PART, "draft"),
    "life/<int:pk>/discard/": of(PART, "draft", posted=True, answer=302),
    "life/<int:pk>/amend/": of(PART, "meeting"),
    "plans/": Example(STAFF),
    "plans/export": Example(STAFF),
    "plans/<int:pk>/": of(PART, "task"),
    "plans/<int:pk>/reopen": of(PART, "done_task"),
    "plans/nodes/<int:pk>/": of(PART, "node"),
    "duties/": Example(STAFF, send=AT_A),
    "duties/export": Example(STAFF, send=AT_A),
    "duties/none": Example(PART, send=AT_A, posted=True, answer=404),
    "duties/rules/": Example(SIGNED_IN),
    "duties/rules/<str:rule>": Example(SIGNED_IN, RULE),
    "duties/rules/<str:rule>/sandbox": Example(STAFF, RULE),
    "duties/explain/<str:rule>/<path:unit>/<str:period>": Example(PART, EXPLAINED),
    "reports/figures/": Example(STAFF, send=PERIOD),
    "reports/figures/export": Example(STAFF, send=PERIOD),
    "reports/figures/<str:figure_id>/": Example(STAFF, FIGURE, PERIOD),
    "reports/figures/<str:figure_id>/export": Example(STAFF, FIGURE, PERIOD),
    "reports/bulletin/": Example(STAFF),
    "reports/bulletin/export": Example(STAFF),
    "reports/bulletin/<slug:row_id>/": Example(STAFF, {"row_id": "=total"}),
    "reports/work-report/": Example(STAFF),
    "reports/work-report/word": Example(STAFF),
    "ledgers/": Example(STAFF),
    "ledgers/template/<slug:kind>": Example(STAFF, MEMBERS),
    "ledgers/export/<slug:kind>.<slug:form>": Example(STAFF, MEMBERS | {"form": "=csv"}),
    "ledgers/upload/<slug:kind>": Example(STAFF, MEMBERS),
    "ledgers/batch/<int:pk>": of(PART, "batch"),
    "ledgers/batch/<int:pk>/correct": of(PART, "batch", posted=True, answer=422),
    "ledgers/batch/<int:pk>/match": of(PART, "batch", posted=True, answer=422),
    "ledgers/batch/<int:pk>/apply": of(PART, "batch", posted=True, answer=302),
    "ledgers/batch/<int:pk>/undo": of(PART, "batch", posted=True, answer=302),
    "ledgers/batch/<int:pk>/marked.xlsx": of(PART, "batch"),
    "ui/gallery/": Example(SIGNED_IN),
}
for _house in HOUSES:
    EXAMPLES |= _house.EXAMPLES
