"""A collection task: designed, issued, renewed, closed, recalled; it ends by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.burden import facts, knowledge, permissions, queries, rules
from xianfeng.burden.enums import CollectionState, FieldKind
from xianfeng.burden.models import Collection, Item, Reply
from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Field:
    """A field to be asked: known (``source``, for which days), or new with its reason."""

    kind: str
    title: str
    reason: str = ""
    source: str = ""
    choices: Sequence[str] = ()
    first: date | None = None
    last: date | None = None


@action("burden.create_collection")
def create_collection(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    title: str,
    purpose: str,
    kinds: Sequence[str],
    due_on: date,
    expires_on: date | None = None,
) -> Collection:
    """Begin a task for the units of some kinds below; it stands 90 days unless said otherwise."""
    permissions.require_collect(actor, unit)
    today = timezone.localdate(at)
    usual = max(today + timedelta(days=rules.DEFAULT_DAYS), due_on)
    expires_on = expires_on or usual
    _check_days(today, due_on, expires_on)
    if not kinds:
        raise Refused(_("请选发给哪些组织"), "kinds")
    made = Collection.objects.create(
        unit=unit, title=title, purpose=purpose, kinds=sorted(kinds), due_on=due_on,
        expires_on=expires_on,
    )  # fmt: skip
    new = {"title": title, "due_on": due_on, "expires_on": expires_on, "kinds": made.kinds}
    audit.record(made, new=new, unit_id=unit.pk)
    return made


@action("burden.add_item")
def add_item(
    *, actor: Viewer, at: datetime, collection: Collection, version: int, field: Field
) -> Collection:
    """Add a field; one that the system holds, or that was just asked, is refused as a new one."""
    permissions.require_collect(actor, collection.unit)
    collection = _draft(collection, version)
    if collection.items.filter(title=field.title).exists():
        raise Refused(_("这一项已经在里面了"), "title")
    if field.kind == FieldKind.KNOWN:
        _check_known(field)
    else:
        _check_new(actor, collection, field, timezone.localdate(at))
    last: int = collection.items.aggregate(last=Max("seq"))["last"] or 0
    Item.objects.create(
        collection=collection, seq=last + 1, kind=field.kind, title=field.title,
        core=rules.core(field.title), source=field.source, first=field.first, last=field.last,
        choices=list(field.choices), reason=field.reason,
    )  # fmt: skip
    return _changed(collection, {"added": field.title, "kind": field.kind, "reason": field.reason})


@action("burden.remove_item")
def remove_item(*, actor: Viewer, at: datetime, item: Item, version: int) -> Collection:
    """Take a field out of a task that was not issued."""
    permissions.require_collect(actor, item.collection.unit)
    collection, title = _draft(item.collection, version), item.title
    item.delete()
    return _changed(collection, {"removed": title})


@action("burden.issue_collection")
def issue_collection(
    *, actor: Viewer, at: datetime, collection: Collection, version: int
) -> Collection:
    """Send a task to its units; from now on it does not change."""
    permissions.require_collect(actor, collection.unit)
    audit.hold()  # two tasks that ask the same at the same moment: the second sees the first
    collection, today = _turned(collection, version, "issue_collection"), timezone.localdate(at)
    items = list(collection.items.all())
    if not items:
        raise Refused(_("还没有一项内容，请先添加再发出"))
    if collection.due_on < today:
        raise Refused(_("答复期限已经过去，请撤回这份，另拟一份"))
    units = list(queries.receivers(actor, collection, today))
    if not units:
        raise Refused(_("下面没有这些类别的组织，没有可以发的对象"))
    told = frozenset(unit.pk for unit in units)
    for item in items:
        if not item.known:
            _refuse_again(actor, collection, item.title, told, today)
    collection.issued_on = today
    Reply.objects.bulk_create(Reply(collection=collection, unit=unit) for unit in units)
    _changed(collection, {"issued_on": today, "units": len(units)})
    _tell(collection, list(told))
    return collection


@action("burden.renew_collection")
def renew_collection(
    *,
    actor: Viewer,
    at: datetime,
    collection: Collection,
    version: int,
    expires_on: date,
    reason: str,
) -> Collection:
    """Let an issued task stand longer, at most a year from today, with its need justified anew."""
    permissions.require_collect(actor, collection.unit)
    collection = _turned(collection, version, "renew_collection")
    today, old = timezone.localdate(at), collection.expires_on
    if expires_on <= old:
        raise Refused(_("新的截止日要晚于现在的截止日"), "expires_on")
    _check_days(today, collection.due_on, expires_on)
    collection.expires_on = expires_on
    return _changed(collection, {"expires_on": expires_on, "reason": reason}, old=old)


@action("burden.close_collection")
def close_collection(
    *, actor: Viewer, at: datetime, collection: Collection, version: int, reason: str = ""
) -> Collection:
    """End a task; what was answered is kept, and nothing is owed any more."""
    permissions.require_collect(actor, collection.unit)
    collection = _turned(collection, version, "close_collection")
    return _ended(collection, timezone.localdate(at), reason)


@action("burden.recall_collection")
def recall_collection(
    *, actor: Viewer, at: datetime, collection: Collection, version: int, reason: str
) -> Collection:
    """Take a task back; what was answered is kept, and nothing is owed any more."""
    permissions.require_collect(actor, collection.unit)
    collection = _turned(collection, version, "recall_collection")
    return _ended(collection, timezone.localdate(at), reason)


@action("burden.close_expired")
def close_expired(*, actor: Viewer, at: datetime) -> int:
    """Close every task whose last day is over, marked so; return how many."""
    permissions.require_close_expired(actor)
    today = timezone.localdate(at)
    found = Collection.objects.select_for_update(of=("self",))
    over = list(found.filter(state=CollectionState.ISSUED, expires_on__lt=today))
    for collection in over:
        collection.state, collection.closed_on = CollectionState.CLOSED, today
        collection.expired, collection.version = True, collection.version + 1
        collection.save()
    audit.record("burden:expired", new={"closed": [collection.pk for collection in over]})
    for collection in over:
        _tell(collection, None)
    return len(over)


def _check_days(today: date, due_on: date, expires_on: date) -> None:
    if due_on < today:
        raise Refused(_("答复期限在今天之前，请改到今天以后"), "due_on")
    refused = rules.expiry_refused(today, due_on, expires_on)
    if refused == "early":
        raise Refused(_("截止日要在答复期限当天或以后"), "expires_on")
    if refused == "late":
        latest = rules.latest_expiry(today).isoformat()
        raise Refused(_("最长一年，截止日最晚 %(day)s") % {"day": latest}, "expires_on")


def _check_known(field: Field) -> None:
    if field.source not in knowledge.sources():
        raise Refused(_("请从系统已有的数据里选一项"), "source")
    if field.source.startswith("figure:") and (field.first is None or field.last is None):
        raise Refused(_("请写明这个数字从哪天到哪天"), "first")
    if field.first and field.last and field.first > field.last:
        raise Refused(_("第一天应不晚于最后一天"), "first")


def _check_new(actor: Viewer, collection: Collection, field: Field, today: date) -> None:
    if not field.reason.strip():
        raise Refused(_("请写明为什么要问这一项"), "reason")
    if field.kind == FieldKind.CHOICE and len(field.choices) < 2:  # one is none
        raise Refused(_("请至少写两个选项"), "choices")
    held = rules.held(field.title, knowledge.known())
    if held is not None:
        told = {"title": held.title, "where": held.pointer}
        raise Refused(_("系统里已有“%(title)s”，请直接引用或查看：%(where)s") % told, "title")
    units = frozenset(unit.pk for unit in queries.receivers(actor, collection, today))
    _refuse_again(actor, collection, field.title, units, today)


def _refuse_again(
    actor: Viewer, collection: Collection, title: str, units: frozenset[int], today: date
) -> None:
    earlier = queries.asked_before(actor, collection, rules.core(title), today)
    found = rules.again(title, units, earlier, today)
    if found is not None:
        told = {"title": found.title, "task": found.task, "where": found.pointer}
        said = _("“%(title)s”已由《%(task)s》向其中的组织问过，请看那里的结果：%(where)s")
        raise Refused(said % told, "title")


def _locked(collection: Collection, version: int) -> Collection:
    found = Collection.objects.select_for_update(of=("self",)).select_related("unit")
    current = found.get(pk=collection.pk)
    if current.version != version:
        raise Conflict(current)
    return current


def _draft(collection: Collection, version: int) -> Collection:
    current = _locked(collection, version)
    if current.state != CollectionState.DRAFT:
        raise Refused(_("已经发出的任务不再修改；要问别的，请另拟一份"))
    return current


def _turned(collection: Collection, version: int, verb: str) -> Collection:
    current = _locked(collection, version)
    if not rules.COLLECTION.may(verb, current.state):
        raise Refused(_("这份任务现在不能这样办，请刷新页面看看最新情况"))
    current.state = rules.COLLECTION.edge(verb).to
    return current


def _ended(collection: Collection, today: date, reason: str) -> Collection:
    collection.closed_on, collection.ended_because = today, reason
    _changed(collection, {"state": collection.state, "reason": reason})
    _tell(collection, None)
    return collection


def _changed(collection: Collection, new: dict[str, object], old: date | None = None) -> Collection:
    collection.version += 1
    collection.save()
    before = {"expires_on": old} if old else {}
    audit.record(collection, old=before, new=new, unit_id=collection.unit_id)
    return collection


def _tell(collection: Collection, unit_ids: list[int] | None) -> None:
    if collection.issued_on is None:
        return
    if unit_ids is None:
        unit_ids = list(collection.replies.values_list("unit_id", flat=True))
    days = {collection.issued_on}
    kernel_facts.recorded(facts.REPLY, unit_ids=unit_ids, days=[collection.due_on])
    kernel_facts.recorded(facts.ASKED, unit_ids=unit_ids, days=days)
