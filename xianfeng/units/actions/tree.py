"""Writing units: set up, amend, move with everything below, abolish."""

from datetime import date, datetime

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Concat, Length, Substr
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.kernel import audit, facts
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.units import rules
from xianfeng.units.actions import states
from xianfeng.units.enums import BRANCH_KINDS, UnitKind
from xianfeng.units.facts import UNIT
from xianfeng.units.models import Agency, Unit, UnitState
from xianfeng.units.permissions import require_manage


@action("units.create_unit")
def create_unit(
    *,
    actor: Viewer,
    at: datetime,
    parent: Unit | None,
    code: str,
    name: str,
    kind: str,
    established_on: date,
    agency: Agency | None = None,
) -> Unit:
    """Set up a unit as the last child of ``parent``; Refused when code or place is taken."""
    require_manage(actor, parent)
    audit.hold()  # nobody moves a part of the tree meanwhile
    if Unit.objects.filter(code=code).exists():
        raise Refused(_("组织编码 %(code)s 已在使用，请换一个编码。") % {"code": code}, "code")
    if kind == UnitKind.GROUP and (parent is None or parent.kind not in BRANCH_KINDS):
        raise Refused(_("党小组设在党支部之下，请先选定所在的党支部。"), "kind")
    if parent is not None and parent.abolished_on is not None:
        raise Refused(_("上级组织已撤销，请选存续的组织。"), "parent")
    made = Unit.objects.create(
        code=code,
        name=name,
        kind=kind,
        parent=parent,
        path=_place(parent),
        agency=agency,
        established_on=established_on,
    )
    states.begin([made])
    audit.record(made, new=_snapshot(made), unit_id=made.pk)
    facts.recorded(UNIT, unit_ids={made.pk})
    return made


@action("units.amend_unit")
def amend_unit(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    version: int,
    name: str,
    kind: str,
    agency: Agency | None,
    established_on: date,
) -> Unit:
    """Change what is written of a unit; Conflict when it changed since ``version``."""
    require_manage(actor, unit)
    current = _locked(unit)
    if current.version != version:
        raise Conflict(current)
    if current.abolished_on is not None and established_on >= current.abolished_on:
        raise Refused(_("成立日期应早于撤销日期。"), "established_on")
    if (kind == UnitKind.GROUP) != (current.kind == UnitKind.GROUP):
        raise Refused(_("党小组与党组织不能互改，请另设一个。"), "kind")
    old = _snapshot(current)
    current.name, current.kind, current.agency = name, kind, agency
    current.established_on = established_on
    current.version += 1
    current.save()
    states.correct([current.pk])
    audit.record(current, old=old, new=_snapshot(current), unit_id=current.pk)
    facts.recorded(UNIT, unit_ids={current.pk})
    return current


@action("units.move_unit")
def move_unit(*, actor: Viewer, at: datetime, unit: Unit, parent: Unit, version: int) -> Unit:
    """Move a unit with everything below it under another parent, in one statement.

    The actor manages both parents. Refused when the new parent lies in the moved part.
    """
    audit.hold()  # nobody sets up a unit in the moved part meanwhile
    parent = _locked(parent)
    current = _locked(unit)
    require_manage(actor, current.parent)
    require_manage(actor, parent)
    if current.version != version:
        raise Conflict(current)
    _refuse_move(current, parent)
    old_path, new_path = current.path, _place(parent)
    moved = Unit.objects.filter(below("path", old_path))
    deepest = max(len(path) for path in moved.values_list("path", flat=True))
    if (deepest - len(old_path) + len(new_path)) // rules.STEP > rules.DEEPEST:
        raise Refused(
            _("移动后层级超过 %(most)s 级，请选更高一级的上级组织。") % {"most": rules.DEEPEST},
            "parent",
        )
    unit_ids = set(moved.values_list("pk", flat=True))
    rest = Substr("path", len(old_path) + 1)
    moved.update(path=Concat(Value(new_path), rest, output_field=CharField()))
    Unit.objects.filter(pk=current.pk).update(parent=parent, version=F("version") + 1)
    states.restate(unit_ids, timezone.localdate(at))
    old = {"parent": current.parent_id, "path": old_path}
    audit.record(current, old=old, new={"parent": parent.pk, "path": new_path}, unit_id=current.pk)
    facts.recorded(UNIT, unit_ids=unit_ids)
    return Unit.objects.get(pk=current.pk)


@action("units.abolish_unit")
def abolish_unit(
    *, actor: Viewer, at: datetime, unit: Unit, abolished_on: date, version: int
) -> Unit:
    """End a unit from a day on; Refused while units, members or posts remain in it after that."""
    current = _locked(unit)
    require_manage(actor, current.parent)
    if current.version != version:
        raise Conflict(current)
    _refuse_abolition(current, abolished_on)
    current.abolished_on = abolished_on
    current.version += 1
    current.save()
    states.end(current, abolished_on)
    audit.record(current, old={"abolished_on": None}, new=_snapshot(current), unit_id=current.pk)
    facts.recorded(UNIT, unit_ids={current.pk})
    return current


_REMAINS = (
    ("members.membership", gettext_lazy("仍有 %(count)s 名党员的组织关系在此，请先转出。")),
    ("members.post", gettext_lazy("仍有 %(count)s 项职务在任，请先免去。")),
)


def _refuse_move(unit: Unit, parent: Unit) -> None:
    if parent.path.startswith(unit.path):
        raise Refused(
            _("「%(parent)s」就在要移动的组织之内，请选它以外的上级组织。")
            % {"parent": parent.name},
            "parent",
        )
    if unit.parent_id == parent.pk:
        raise Refused(_("它已经在「%(parent)s」之下。") % {"parent": parent.name}, "parent")
    if parent.kind == UnitKind.GROUP or parent.abolished_on is not None:
        raise Refused(_("请选存续的党组织作为上级。"), "parent")
    if unit.kind == UnitKind.GROUP and parent.kind not in BRANCH_KINDS:
        raise Refused(_("党小组设在党支部之下，请选一个党支部。"), "parent")


def _refuse_abolition(unit: Unit, abolished_on: date) -> None:
    if unit.abolished_on is not None:
        raise Refused(_("该组织已于 %(day)s 撤销。") % {"day": unit.abolished_on}, "abolished_on")
    if abolished_on <= unit.established_on:
        raise Refused(
            _("撤销日期应晚于成立日期 %(day)s。") % {"day": unit.established_on}, "abolished_on"
        )
    standing = unit.children.filter(Q(abolished_on=None) | Q(abolished_on__gt=abolished_on)).count()
    if standing:
        raise Refused(
            _("仍有 %(count)s 个下级组织，请先移走或撤销。") % {"count": standing}, "abolished_on"
        )
    for kind_id, words in _REMAINS:
        kind = facts.get(kind_id)
        after = Q(**{f"{kind.until}__isnull": True}) | Q(**{f"{kind.until}__gt": abolished_on})
        count = kind.rows().filter(after, **{kind.unit: unit.pk}).count()
        if count:
            raise Refused(str(words) % {"count": count}, "abolished_on")


def _place(parent: Unit | None) -> str:
    """Return the path after every child that ``parent`` ever had; it stays locked until the end.

    No path is used twice, so that days gone by keep their tree.
    """
    above = Unit.objects.select_for_update().get(pk=parent.pk) if parent else None
    path = above.path if above else ""
    children = UnitState.objects.annotate(length=Length("path")).filter(
        below("path", path), length=len(path) + rules.STEP
    )
    return path + rules.next_step(children.values_list("path", flat=True))


def _locked(unit: Unit) -> Unit:
    return Unit.objects.select_for_update(of=("self",)).select_related("parent").get(pk=unit.pk)


def _snapshot(unit: Unit) -> dict[str, object]:
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "parent": unit.parent_id,
        "path": unit.path,
        "agency": unit.agency_id,
        "established_on": unit.established_on,
        "abolished_on": unit.abolished_on,
    }
