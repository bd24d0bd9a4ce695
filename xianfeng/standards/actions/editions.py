"""Writing a standard: a year's edition, its items, publishing and withdrawing it."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.standards import facts, permissions, queries
from xianfeng.standards.models import Answer, Check, Item, Standard
from xianfeng.units.models import Unit

Lines = Sequence[tuple[str, str, str]]


@action("standards.create_standard")
def create_standard(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    title: str,
    year: int,
    source: str,
    verification: str,
    due_on: date,
) -> Standard:
    """Begin a year's edition of a standard; branches see it once it is published."""
    permissions.require_publish(actor, unit)
    made = _new(unit, title, year, source, verification, due_on)
    audit.record(made, new={"title": made.title, "year": year}, unit_id=unit.pk)
    return made


@action("standards.copy_edition")
def copy_edition(
    *, actor: Viewer, at: datetime, standard: Standard, year: int, due_on: date
) -> Standard:
    """Begin the edition of another year with the same items."""
    permissions.require_publish(actor, standard.unit)
    about = (standard.title, year, standard.source, standard.verification, due_on)
    made = _new(standard.unit, *about)
    items = list(standard.items.all())
    for item in items:
        item.pk, item.standard = None, made
    Item.objects.bulk_create(items)
    new = {"title": made.title, "year": year, "from": standard.pk, "items": len(items)}
    audit.record(made, new=new, unit_id=made.unit_id)
    return made


@action("standards.add_items")
def add_items(
    *, actor: Viewer, at: datetime, standard: Standard, version: int, lines: Lines
) -> Standard:
    """Add items that branches answer themselves: (group, text, source)."""
    permissions.require_publish(actor, standard.unit)
    standard = _draft(standard, version)
    first = _next(standard)
    Item.objects.bulk_create(
        Item(standard=standard, seq=first + number, group=group, text=text, source=source)
        for number, (group, text, source) in enumerate(lines)
    )
    return _changed(standard, {"added": [text for _group, text, _source in lines]})


@action("standards.add_item")
def add_item(
    *,
    actor: Viewer,
    at: datetime,
    standard: Standard,
    version: int,
    group: str,
    text: str,
    source: str,
    rule: str = "",
    figure: str = "",
    threshold: Decimal | None = None,
    at_most: bool = False,
) -> Standard:
    """Add one item; a rule, or a figure with its threshold, measures it."""
    permissions.require_publish(actor, standard.unit)
    standard = _draft(standard, version)
    if rule and figure:
        raise Refused(_("一项只用一种计量：规则或数字，请去掉一个"), "figure")
    if bool(figure) != (threshold is not None):
        raise Refused(_("用数字计量的，请写明标准值；不用的，请把标准值留空"), "threshold")
    Item.objects.create(
        standard=standard, seq=_next(standard), group=group, text=text, source=source,
        rule=rule, figure=figure, threshold=threshold, at_most=at_most and bool(figure),
    )  # fmt: skip
    return _changed(standard, {"added": [text], "rule": rule, "figure": figure})


@action("standards.remove_item")
def remove_item(*, actor: Viewer, at: datetime, item: Item, version: int) -> Standard:
    """Take an item out of an edition not yet published."""
    permissions.require_publish(actor, item.standard.unit)
    standard = _draft(item.standard, version)
    text = item.text
    item.delete()
    return _changed(standard, {"removed": text})


@action("standards.publish")
def publish(*, actor: Viewer, at: datetime, standard: Standard, version: int) -> Standard:
    """Publish an edition: from now on it does not change, and each branch below has its check."""
    permissions.require_publish(actor, standard.unit)
    standard, today = _draft(standard, version), timezone.localdate(at)
    if not standard.items.exists():
        raise Refused(_("还没有一项内容，请先添加再发布"))
    if standard.due_on < today:
        raise Refused(_("自查期限已经过去，请先改到今天以后"))
    standard.published_on = today
    branches = list(queries.branches(actor, standard.unit, today))
    Check.objects.bulk_create(Check(standard=standard, unit=branch) for branch in branches)
    _changed(standard, {"published_on": today.isoformat(), "branches": len(branches)})
    _tell(standard, [branch.pk for branch in branches])
    return standard


@action("standards.withdraw")
def withdraw(
    *, actor: Viewer, at: datetime, standard: Standard, version: int, reason: str
) -> Standard:
    """Withdraw a published edition; what branches wrote is kept, and nothing is owed any more."""
    permissions.require_publish(actor, standard.unit)
    standard = _locked(standard, version)
    if standard.published_on is None or standard.withdrawn_on is not None:
        raise Refused(_("只有正在使用的标准可以撤回"))
    standard.withdrawn_on, standard.withdrawn_because = timezone.localdate(at), reason
    _changed(standard, {"withdrawn": reason})
    _tell(standard, list(standard.checks.values_list("unit_id", flat=True)))
    return standard


def _new(
    unit: Unit, title: str, year: int, source: str, verification: str, due_on: date
) -> Standard:
    if due_on.year != year:
        raise Refused(_("自查期限要在 %(year)s 年之内") % {"year": year}, "due_on")
    if Standard.objects.filter(unit=unit, title=title, year=year).exists():
        raise Refused(_("这一年已经有同名的标准，请打开它修改，或换一个名称"), "title")
    return Standard.objects.create(
        unit=unit, title=title, year=year, source=source, verification=verification, due_on=due_on
    )


def _locked(standard: Standard, version: int) -> Standard:
    found = Standard.objects.select_for_update(of=("self",)).select_related("unit")
    current = found.get(pk=standard.pk)
    if current.version != version:
        raise Conflict(current)
    return current


def _draft(standard: Standard, version: int) -> Standard:
    current = _locked(standard, version)
    if current.published_on is not None:
        raise Refused(_("已经发布的标准不再修改；要改内容，请另立下一年的标准"))
    return current


def _next(standard: Standard) -> int:
    last: int = standard.items.aggregate(last=Max("seq"))["last"] or 0
    return last + 1


def _changed(standard: Standard, new: dict[str, object]) -> Standard:
    standard.version += 1
    standard.save()
    audit.record(standard, new=new, unit_id=standard.unit_id)
    return standard


def _tell(standard: Standard, unit_ids: list[int]) -> None:
    kernel_facts.recorded(facts.CHECK, unit_ids=unit_ids, days=[standard.due_on])
    for kind in (facts.SUBMITTED, facts.CHECKED, facts.FINDING):
        if Answer.objects.filter(check_of__standard=standard).exists():
            kernel_facts.recorded(kind, unit_ids=unit_ids)
