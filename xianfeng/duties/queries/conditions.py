"""Whether a unit owes a span of a rule: each condition, with what was read, and if it holds."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from xianfeng.duties import words
from xianfeng.duties.engine.people import full_members_on
from xianfeng.duties.enums import Each, Shape
from xianfeng.duties.permissions import READERS
from xianfeng.duties.rules import Rule, Span, Version
from xianfeng.kernel import calendar
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.models import Membership
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Unit, UnitState


@dataclass(frozen=True)
class Check:
    """One condition of owing, with what was read, and whether it holds."""

    text: str
    holds: bool


def checks(
    viewer: Viewer, rule: Rule, version: Version, unit: Unit, span: Span | None
) -> list[Check]:
    """Return the conditions of owing with what was read of the unit."""
    if span is None or rule.shape == Shape.COMMITMENT:
        return []
    if rule.shape == Shape.FOLLOW_UP:
        return [_opened(version, span)]
    found = [_in_force(version, span), *_in_being(unit, span)]
    owes = version.owes
    if owes.kinds:
        found.append(_of_kind(version, unit, span))
    if owes.min_full_members is not None or owes.max_full_members is not None:
        found.append(_by_number(viewer, version, unit, span))
    if owes.each != Each.UNIT:
        found.append(Check(words.each(owes) + _("，各自应办"), True))
    return found


def _opened(version: Version, span: Span) -> Check:
    """Say from which day a follow-up runs, under which edition, and how long."""
    text = _("%(day)s 起算，按 %(edition)s 起施行的规定，%(limit)s") % {
        "day": span.starts_on,
        "edition": version.effective_from,
        "limit": words.limit(version),
    }
    if version.within_working_days and not calendar.published(span.starts_on, span.due_on):
        text += _("（节假日安排公布之前，按周末推算）")
    return Check(text, True)


def _in_force(version: Version, span: Span) -> Check:
    told = {"day": version.effective_from, "start": span.starts_on}
    text = _("规则自 %(day)s 起施行，期间自 %(start)s 起") % told
    return Check(text, version.in_force(span.starts_on))


def _in_being(unit: Unit, span: Span) -> list[Check]:
    early = unit.established_on <= span.starts_on
    text = _("%(day)s 成立，整个期间内存在") if early else _("%(day)s 才成立，期间开始时尚未成立")
    found = [Check(text % {"day": unit.established_on}, early)]
    if unit.abolished_on is not None:
        alive = unit.abolished_on > span.ends_on
        found.append(Check(_("%(day)s 撤销") % {"day": unit.abolished_on}, alive))
    return found


def _of_kind(version: Version, unit: Unit, span: Span) -> Check:
    """Return the condition on what the unit was on the span's last day."""
    kind = _kind_on(unit, span.ends_on)
    kinds = version.owes.kinds
    wanted = "、".join(str(UnitKind(each).label) for each in kinds)
    told = {"kind": UnitKind(kind).label, "kinds": wanted, "day": span.ends_on}
    if kind == unit.kind:
        text = _("组织类别是%(kind)s，规则适用于%(kinds)s") % told
    else:
        text = _("%(day)s 的组织类别是%(kind)s，规则适用于%(kinds)s") % told
    return Check(text, kind in kinds)


def _kind_on(unit: Unit, day: date) -> str:
    """Return the unit's kind on a day; it is what it is where no other stretch covers the day."""
    closed = UnitState.objects.filter(unit=unit, from_on__lte=day, until_on__gt=day)
    return closed.values_list("kind", flat=True).first() or unit.kind


def _by_number(viewer: Viewer, version: Version, unit: Unit, span: Span) -> Check:
    """Return the condition on the number of full members on the span's last day."""
    number = _ranks(viewer).filter(full_members_on(span.ends_on), unit=unit).count()
    least, most = version.owes.min_full_members, version.owes.max_full_members
    wanted = _("%(least)s 人以上") % {"least": least} if least is not None else ""
    if most is not None:
        wanted += _("%(most)s 人以下") % {"most": most}
    text = _("%(day)s 有正式党员 %(number)s 人，规则适用于%(wanted)s") % {
        "day": span.ends_on,
        "number": number,
        "wanted": wanted,
    }
    return Check(text, (least or 0) <= number and (most is None or number <= most))


def _ranks(viewer: Viewer) -> QuerySet[Membership]:
    return Membership.objects.filter(viewer.within("unit__path", READERS))
