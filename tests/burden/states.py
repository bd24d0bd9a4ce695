"""How the tables of the meter are driven: collection tasks, answers, work groups."""

from datetime import timedelta

from tests.burden.build import City, answered, drafted, issued, listed, reopened, step, turn
from tests.house.states import Driver
from tests.units.build import DAY, NOW
from xianfeng.burden import actions, rules
from xianfeng.burden.actions.replies import Said
from xianfeng.burden.models import Collection, Reply, WorkGroup

LATER = (DAY + timedelta(days=200)).isoformat()


class _World:
    """The city of the row that is tried now."""

    city: City


def _build():
    _World.city = City()
    return {name: user for name, user in _World.city.users.items() if name != "second"}


def _collection(state):
    city = _World.city
    if state == "draft":
        return drafted(city)
    task = issued(city)
    if state == "closed":
        return turn("close_collection", city.clerk, task, reason="够了")
    if state == "recalled":
        return turn("recall_collection", city.clerk, task, reason="问错了")
    return task


_SAID = {
    "renew_collection": {"expires_on": LATER, "reason": "还要用"},
    "recall_collection": {"reason": "问错了"},
    "close_collection": {"reason": "够了"},
}


def _post_collection(verb, row):
    return f"/burden/collections/{row.pk}/go/{verb}/", {
        "version": row.version, **_SAID.get(verb, {}),
    }  # fmt: skip


def _act_collection(verb, row, viewer):
    more = dict(_SAID.get(verb, {}))
    if "expires_on" in more:
        more["expires_on"] = DAY + timedelta(days=200)
    return getattr(actions, verb)(actor=viewer, at=NOW, collection=row, version=row.version, **more)


def _reply(state):
    city = _World.city
    task = issued(city)
    if state == "open":
        return Reply.objects.get(collection=task, unit=city.one)
    reply = answered(task, city.one, city.secretary, "9人", "120")
    return reopened(reply, city.clerk) if state == "reopened" else reply


def _post_reply(verb, row):
    if verb == "reopen_reply":
        return f"/burden/replies/{row.pk}/reopen/", {"version": row.version, "reason": "再看看"}
    known, new = row.collection.items.order_by("seq")
    return f"/burden/replies/{row.pk}/", {
        "version": row.version, f"right_{known.pk}": "yes", f"value_{new.pk}": "120",
        "verb": "answer_collection",
    }  # fmt: skip


def _act_reply(verb, row, viewer):
    about = {"actor": viewer, "at": NOW, "reply": row, "version": row.version}
    if verb == "reopen_reply":
        return actions.reopen_reply(**about, reason="再看看")
    said = {item.pk: Said("9") for item in row.collection.items.all()}
    return actions.answer_collection(**about, said=said)


def _group(state):
    city = _World.city
    made = listed(city.secretary, city.one)
    other = listed(city.secretary, city.one, name="留下的群")
    verbs = {
        "open": [],
        "proposed": [("propose_group", {})],
        "merged": [("merge_group", {"into": other})],
        "closed": [("close_group", {})],
    }[state]
    for verb, more in verbs:
        made = step(verb, city.secretary, made, **more)
    return made


def _other(row):
    return WorkGroup.objects.get(unit=row.unit, name="留下的群")


def _post_group(verb, row):
    said = {
        "keep_group": {"usage": "often", "people": 5},
        "propose_group": {"close_by": LATER, "because": "用得少"},
        "merge_group": {"into": _other(row).pk},
        "close_group": {"because": "不用了"},
        "reopen_group": {},
    }[verb]
    return f"/burden/groups/{row.pk}/go/{verb}/", {"version": row.version, **said}


def _act_group(verb, row, viewer):
    more = {"into": _other(row)} if verb == "merge_group" else {}
    return step(verb, viewer, row, **more)


DRIVERS = [
    Driver(
        table=rules.COLLECTION,
        build=_build,
        sides={rules.ISSUER: ("officer", "clerk")},
        make=_collection,
        state=lambda row: Collection.objects.get(pk=row.pk).state,
        page=lambda row: f"/burden/collections/{row.pk}/",
        post=_post_collection,
        button=lambda verb, row: f"/burden/collections/{row.pk}/go/{verb}/",
        act=_act_collection,
    ),
    Driver(
        table=rules.REPLY,
        build=_build,
        sides={rules.ISSUER: ("officer", "clerk"), rules.UNIT: ("officer", "clerk", "secretary")},
        make=_reply,
        state=lambda row: Reply.objects.get(pk=row.pk).state,
        page=lambda row: f"/burden/replies/{row.pk}/",
        post=_post_reply,
        button=lambda verb, row: (
            f"/burden/replies/{row.pk}/reopen/"
            if verb == "reopen_reply"
            else 'value="answer_collection"'
        ),
        act=_act_reply,
    ),
    Driver(
        table=rules.GROUP,
        build=_build,
        sides={rules.OWNER: ("officer", "clerk", "secretary")},
        make=_group,
        state=lambda row: WorkGroup.objects.get(pk=row.pk).state,
        page=lambda row: f"/burden/groups/{row.pk}/",
        post=_post_group,
        button=lambda verb, row: f"/burden/groups/{row.pk}/go/{verb}/",
        act=_act_group,
    ),
]
