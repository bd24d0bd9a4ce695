"""What stands in the way of a change: said in words before it is planned, and on its day."""

from datetime import date

from django.utils.translation import gettext as _

from xianfeng.kernel.actions import Refused
from xianfeng.lifecycle import rules
from xianfeng.lifecycle.actions import people
from xianfeng.lifecycle.actions.effects import standing_children
from xianfeng.lifecycle.enums import ChangeKind, ChangeState
from xianfeng.lifecycle.models import UnitChange
from xianfeng.members.models import Membership
from xianfeng.units.enums import BRANCH_KINDS, UnitKind
from xianfeng.units.models import Unit


def refuse_early(change: UnitChange, today: date) -> None:
    """Raise Refused for a day that has passed: what was on a day gone by stays as it was."""
    if change.effective_on < today:
        raise Refused(
            _("生效日期应为今天或以后；过去各日的组织情况不再改动。批复日期可以早于今天。"),
            "effective_on",
        )
    if change.decided_on is not None and change.decided_on > change.effective_on:
        raise Refused(_("批复日期不晚于生效日期。"), "decided_on")


def refuse(change: UnitChange, members: set[int]) -> None:
    """Raise Refused where a change cannot be; ``members`` are those chosen for a split."""
    for name in rules.NEEDS[change.kind]:
        if not getattr(change, name):
            raise Refused(_("请填写这一项。"), name)
    for unit, field in ((change.unit, ""), (change.target, "target")):
        if unit is not None:
            _refuse_gone(unit, change.effective_on, field)
    if change.kind in {ChangeKind.ESTABLISH, ChangeKind.SPLIT}:
        _refuse_code(change)
    if change.kind == ChangeKind.ESTABLISH:
        _refuse_place(change.unit_kind, change.target)
    elif change.kind in {ChangeKind.MOVE, ChangeKind.TRANSFER}:
        _refuse_move(change)
    elif change.kind in rules.ENDING:
        _refuse_end(change)
    elif change.kind == ChangeKind.UPGRADE:
        _refuse_upgrade(change)
    elif change.kind == ChangeKind.SPLIT:
        _refuse_split(change, members)


def _refuse_gone(unit: Unit, day: date, field: str) -> None:
    if unit.abolished_on is not None:
        raise Refused(
            _("「%(name)s」已于 %(day)s 撤销，请选存续的组织。")
            % {"name": unit.name, "day": unit.abolished_on},
            field,
        )
    if unit.established_on >= day:
        raise Refused(
            _("「%(name)s」%(day)s 才成立，生效日期应在这之后。")
            % {"name": unit.name, "day": unit.established_on},
            "effective_on",
        )


def _refuse_code(change: UnitChange) -> None:
    taken = Unit.objects.filter(code=change.code).exists()
    planned = UnitChange.objects.filter(state=ChangeState.PLANNED, code=change.code)
    if taken or planned.exclude(pk=change.pk).exists():
        text = _("组织编码 %(code)s 已在使用，请换一个编码。") % {"code": change.code}
        raise Refused(text, "code")


def _refuse_place(kind: str, parent: Unit | None) -> None:
    inside_branch = parent is not None and parent.kind in BRANCH_KINDS
    if kind == UnitKind.GROUP and not inside_branch:
        raise Refused(_("党小组设在党支部之下，请选一个党支部。"), "target")
    if kind != UnitKind.GROUP and inside_branch:
        raise Refused(_("党支部之下只设党小组，请选党委、党总支或工委。"), "target")
    if parent is not None and parent.kind == UnitKind.GROUP:
        raise Refused(_("党小组之下不设组织，请选它的上级。"), "target")


def _refuse_move(change: UnitChange) -> None:
    unit, target = change.unit, change.target
    if unit is None or target is None:
        return
    if target.path.startswith(unit.path):
        text = _("「%(name)s」就在要移动的组织之内，请选它以外的上级组织。")
        raise Refused(text % {"name": target.name}, "target")
    if unit.parent_id == target.pk:
        raise Refused(_("它已经在「%(name)s」之下。") % {"name": target.name}, "target")
    _refuse_place(unit.kind, target)
    other = {unit.agency_id, target.agency_id} - {None}
    outside = len(other) > 1 and target.kind != UnitKind.WORKING_COMMITTEE
    if change.kind == ChangeKind.MOVE and outside:
        raise Refused(_("两个组织不属同一单位，请办理整建制转隶。"), "target")


def _refuse_end(change: UnitChange) -> None:
    unit, to, day = change.unit, change.target, change.effective_on
    if unit is None:
        return
    if unit.parent_id is None:
        raise Refused(_("最上级的组织不能合并或撤销。"))
    if to is not None:
        _refuse_destination(unit, to)
        return
    count = people.running(people.belonging(unit), day).count()
    if count:
        raise Refused(
            _("仍有 %(count)s 名党员在此，请写明他们转到哪个组织。") % {"count": count}, "target"
        )
    below = standing_children(unit, day).exclude(kind=UnitKind.GROUP).count()
    if below:
        raise Refused(
            _("仍有 %(count)s 个下级组织，请写明它们转到哪个组织之下。") % {"count": below},
            "target",
        )


def _refuse_destination(unit: Unit, to: Unit) -> None:
    if to.path.startswith(unit.path):
        text = _("「%(name)s」就在要合并或撤销的组织之内，请选它以外的组织。")
        raise Refused(text % {"name": to.name}, "target")
    if (unit.kind == UnitKind.GROUP) != (to.kind == UnitKind.GROUP):
        raise Refused(_("党小组只能并入党小组，其他组织不能并入党小组。"), "target")
    if unit.kind == UnitKind.GROUP and unit.parent_id != to.parent_id:
        raise Refused(_("请选同一支部的党小组。"), "target")
    if (unit.kind in BRANCH_KINDS) != (to.kind in BRANCH_KINDS):
        raise Refused(_("党支部并入党支部，党委、党总支并入党委、党总支，请另选。"), "target")


def _refuse_upgrade(change: UnitChange) -> None:
    unit, kind = change.unit, change.unit_kind
    if unit is None:
        return
    if kind == unit.kind:
        raise Refused(_("它现在就是这个类别，请选新的类别。"), "unit_kind")
    if UnitKind.GROUP in {kind, unit.kind}:
        raise Refused(_("党小组与党组织不能互改，请另设一个。"), "unit_kind")
    day = change.effective_on
    if kind not in BRANCH_KINDS and people.running(people.belonging(unit), day).exists():
        raise Refused(_("党员编在党支部。请先分设或并入支部，再改设。"), "unit_kind")
    children = standing_children(unit, day)
    if kind in BRANCH_KINDS and children.exclude(kind=UnitKind.GROUP).exists():
        raise Refused(_("它还有下级党组织，请先移走或合并，再改设为党支部。"), "unit_kind")
    if kind not in BRANCH_KINDS and children.filter(kind=UnitKind.GROUP).exists():
        raise Refused(_("它还有党小组，请先撤销党小组，再改设。"), "unit_kind")


def _refuse_split(change: UnitChange, members: set[int]) -> None:
    unit = change.unit
    if unit is None:
        return
    if unit.kind not in BRANCH_KINDS or unit.parent_id is None:
        raise Refused(_("分设的是党支部。其他组织请用新设和调整上级。"))
    if change.unit_kind not in BRANCH_KINDS:
        raise Refused(_("由党支部分设出来的仍是党支部。"), "unit_kind")
    here = people.running(Membership.objects.filter(unit=unit), change.effective_on)
    if not members <= set(here.values_list("member_id", flat=True)):
        raise Refused(_("有人已不在这个支部，请重新勾选。"), "members")
