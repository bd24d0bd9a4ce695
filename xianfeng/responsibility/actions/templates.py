"""Writing a unit's templates of a year: begun from the last or the usual ones, and published."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Conflict, Refused, action, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.responsibility import permissions, rules, usual
from xianfeng.responsibility.enums import Kind
from xianfeng.responsibility.models import Line, Template, TemplateItem
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Entry:
    """One item as it is written: by hand it is a local addition unless a source is named."""

    text: str
    measure: str = ""
    target: str = ""
    due_on: date | None = None
    source: str = ""
    verification: str = "M"
    local: bool = False
    rule: str = ""
    figure: str = ""
    threshold: Decimal | None = None
    at_most: bool = False

    @classmethod
    def of(cls, line: Line, year: int | None = None) -> "Entry":
        """Return an item as written, with its day moved into a year."""
        names = cls.__dataclass_fields__
        said = {name: getattr(line, name) for name in names}
        if year is not None:
            said["due_on"] = rules.in_year(line.due_on, year)
        return cls(**said)


@action("responsibility.begin_templates")
def begin_templates(*, actor: Viewer, at: datetime, unit: Unit, year: int) -> list[Template]:
    """Begin the templates of a year that are not there, each copied from the unit's last.

    A kind that the unit never had begins with the usual items.
    """
    permissions.require_manage(actor, unit)
    own = Template.objects.filter(unit=unit)
    there = set(own.filter(year=year).values_list("kind", flat=True))
    missing = [kind for kind in Kind.values if kind not in there]
    if not missing:
        raise Refused(_("%(year)s 年的模板都有了，请直接修改") % {"year": year}, "year")
    made = [Template.objects.create(unit=unit, kind=kind, year=year) for kind in missing]
    for template in made:
        last = own.filter(kind=template.kind, year__lt=year).order_by("-year").first()
        entries = (
            [Entry.of(item, year) for item in last.items.all()]
            if last
            else [Entry(**line) for line in usual.lines(template.kind, year)]
        )
        add_entries(template, entries)
    audit.record("responsibility.templates", new={"year": year, "kinds": missing}, unit_id=unit.pk)
    return made


@action("responsibility.add_lines")
def add_lines(
    *, actor: Viewer, at: datetime, template: Template, version: int, lines: Sequence[Entry]
) -> Template:
    """Add items that are noted by hand."""
    permissions.require_manage(actor, template.unit)
    template = _draft(template, version)
    add_entries(template, lines)
    return _changed(template, {"added": [line.text for line in lines]})


@action("responsibility.add_measured")
def add_measured(
    *, actor: Viewer, at: datetime, template: Template, version: int, line: Entry
) -> Template:
    """Add one item that a rule, or a figure with its threshold, measures."""
    permissions.require_manage(actor, template.unit)
    template = _draft(template, version)
    if bool(line.rule) == bool(line.figure):
        raise Refused(_("一项只用一种计量：规则或数字，请选一个"), "figure")
    if bool(line.figure) != (line.threshold is not None):
        raise Refused(_("用数字计量的，请写明标准值；不用的，请把标准值留空"), "threshold")
    add_entries(template, [line])
    return _changed(template, {"added": [line.text], "rule": line.rule, "figure": line.figure})


@action("responsibility.remove_line")
def remove_line(*, actor: Viewer, at: datetime, item: TemplateItem, version: int) -> Template:
    """Take an item out of a template not yet published."""
    permissions.require_manage(actor, item.template.unit)
    template = _draft(item.template, version)
    text = item.text
    item.delete()
    return _changed(template, {"removed": text})


@action("responsibility.publish_templates")
def publish_templates(*, actor: Viewer, at: datetime, unit: Unit, year: int) -> list[Template]:
    """Publish a unit's templates of a year that are still drafts: lists are issued from them."""
    permissions.require_manage(actor, unit)
    drafts = list(_of(unit, year).filter(published_on=None))
    if not drafts:
        raise Refused(_("没有要发布的模板"))
    for template in drafts:
        if not template.items.exists():
            told = {"kind": template.get_kind_display()}
            raise Refused(_("%(kind)s模板还没有一项内容，请先添加再发布") % told)
        template.published_on = timezone.localdate(at)
        template.version += 1
        template.save()
    new = {"year": year, "published": [template.kind for template in drafts]}
    audit.record("responsibility.templates", new=new, unit_id=unit.pk)
    return drafts


@action("responsibility.reopen_templates")
def reopen_templates(*, actor: Viewer, at: datetime, unit: Unit, year: int) -> list[Template]:
    """Take the publication back to go on writing; lists already issued keep their items."""
    permissions.require_manage(actor, unit)
    published = list(_of(unit, year).filter(published_on__isnull=False))
    if not published:
        raise Refused(_("模板还没有发布，可以直接修改"))
    for template in published:
        template.published_on = None
        template.version += 1
        template.save()
    new = {"year": year, "reopened": [template.kind for template in published]}
    audit.record("responsibility.templates", new=new, unit_id=unit.pk)
    return published


@part
def add_entries(template: Template, entries: Sequence[Entry]) -> None:
    """Write items behind those that a template has."""
    last: int = template.items.aggregate(last=Max("seq"))["last"] or 0
    TemplateItem.objects.bulk_create(
        TemplateItem(template=template, seq=seq, **asdict(entry))
        for seq, entry in enumerate(entries, last + 1)
    )


def _of(unit: Unit, year: int) -> QuerySet[Template]:
    return Template.objects.select_for_update().filter(unit=unit, year=year).order_by("pk")


def _draft(template: Template, version: int) -> Template:
    found = Template.objects.select_for_update(of=("self",)).select_related("unit")
    current = found.get(pk=template.pk)
    if current.version != version:
        raise Conflict(current)
    if current.published_on is not None:
        raise Refused(_("已经发布的模板不能改；请先收回发布，再修改"))
    return current


def _changed(template: Template, new: dict[str, object]) -> Template:
    template.version += 1
    template.save(update_fields=["version"])
    audit.record(template, new=new, unit_id=template.unit_id)
    return template
