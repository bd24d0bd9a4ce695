"""Examples of the addresses of the meter, and facts that its figures count."""

from datetime import date, timedelta

from tests.burden.build import DESKS, answered, at, listed, step
from tests.house.example import PART, STAFF, Example, of, of_unit
from tests.units.build import user
from xianfeng.burden import actions
from xianfeng.burden.models import Collection, Item, Reply, WorkGroup
from xianfeng.units.enums import Role
from xianfeng.units.queries import viewer_of

EXAMPLES = {
    "burden/": Example(STAFF),
    "burden/unit/<path:code>/": of_unit(),
    "burden/collections/": Example(STAFF),
    "burden/collections/new/<path:code>/": of_unit(),
    "burden/collections/<int:pk>/": of(PART, "collection"),
    "burden/collections/<int:pk>/field/": of(PART, "collection"),
    "burden/collections/<int:pk>/go/<slug:verb>/": Example(
        PART, {"pk": "collection", "verb": "=issue_collection"}
    ),
    "burden/collections/<int:pk>/export/": of(PART, "collection"),
    "burden/items/<int:pk>/remove/": of(PART, "collection_item"),
    "burden/replies/<int:pk>/": of(PART, "collection_reply"),
    "burden/replies/<int:pk>/reopen/": of(PART, "collection_reply"),
    "burden/groups/": Example(STAFF),
    "burden/groups/export/": Example(STAFF),
    "burden/groups/new/<path:code>/": of_unit(),
    "burden/groups/<int:pk>/": of(PART, "work_group"),
    "burden/groups/<int:pk>/go/<slug:verb>/": Example(
        PART, {"pk": "work_group", "verb": "=keep_group"}
    ),
}
_FEBRUARY = date(2021, 2, 10)


def _collection(unit, **fields):
    usual = {
        "title": "专属征集", "purpose": "专属用途", "kinds": ["branch"],
        "due_on": date(2021, 3, 1), "expires_on": date(2021, 5, 1),
    }  # fmt: skip
    return Collection.objects.create(unit=unit, **usual | fields)


def furnish(*, a, b, member, people):
    """Make a task of A not yet issued, an answer of A to one of its own, and a group."""
    draft = _collection(a)
    item = Item.objects.create(
        collection=draft, seq=1, kind="text", title="专属问题", core="专属问题", reason="专属理由"
    )
    done = _collection(a, state="issued", issued_on=_FEBRUARY, due_on=date(2021, 4, 1))
    reply = Reply.objects.create(
        collection=done, unit=a, state="answered", answered_on=_FEBRUARY, none=True
    )
    group = WorkGroup.objects.create(
        unit=a, name="专属工作群", platform="微信", people=3, purpose="专属用途",
        from_on=_FEBRUARY, looked_on=_FEBRUARY,
    )  # fmt: skip
    return {
        "collection": draft.pk,
        "collection_item": item.pk,
        "collection_reply": reply.pk,
        "work_group": group.pk,
    }


def count(*, root, committee, first, second, beside):
    """Have two branches type something in February 2021, one of them for a superior."""
    when = at(_FEBRUARY)
    people = {
        place.code: viewer_of(user(f"burden-{place.code}", (role, place)), _FEBRUARY)
        for place, role in ((root, Role.OFFICE), (first, Role.SECRETARY), (beside, Role.SECRETARY))
    }
    clerk, one, other = (people[place.code] for place in (root, first, beside))
    task = actions.create_collection(
        actor=clerk, at=when, unit=root, title="征集", purpose="用途", kinds=["branch"],
        due_on=_FEBRUARY + timedelta(days=10),
    )  # fmt: skip
    task = actions.add_item(actor=clerk, at=when, collection=task, version=1, field=DESKS)
    task = actions.issue_collection(actor=clerk, at=when, collection=task, version=2)
    answered(task, first, one, "120", when=when)
    answered(task, beside, other, when=when, none=True)
    listed(one, first, when=when)
    step("close_group", one, listed(one, first, name="旧群", when=when), when)
