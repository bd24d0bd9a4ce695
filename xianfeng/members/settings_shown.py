"""What pages say of the set-up check: each finding as a sentence with its source."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.members.enums import SettingFinding
from xianfeng.members.queries.setting import Checked, Line
from xianfeng.members.rules import setting
from xianfeng.members.rules.setting import Basis, Shape
from xianfeng.units.enums import UnitKind

SENTENCES = {
    "too_small": gettext_lazy(
        "正式党员 %(number)s 人，不足 %(limit)s 人：与邻近单位合并成立联合党支部。"
    ),
    "too_large": gettext_lazy(
        "党员 %(number)s 人，一般不超过 %(limit)s 人（只提醒）：可划分支部。"
    ),
    "no_committee": gettext_lazy(
        "正式党员 7 人以上应设支委会，登记的委员 %(number)s 人：补选或补登。"
    ),
    "committee_size": gettext_lazy("支委 %(number)s 人，一般不超过 %(limit)s 人（只提醒）。"),
    "to_general_branch": gettext_lazy("党员 %(number)s 人，达到 %(limit)s 人：应设党总支。"),
    "to_committee": gettext_lazy("党员 %(number)s 人，达到 %(limit)s 人：应设机关党委。"),
    "below_committee": gettext_lazy(
        "党员 %(number)s 人，不足 %(limit)s 人：确需设立的须经上级批准。"
    ),
    "below_general_branch": gettext_lazy(
        "党员 %(number)s 人，不足 %(limit)s 人：确需设立的须经上级批准。"
    ),
    "joint_wide": gettext_lazy(
        "覆盖单位 %(number)s 个，一般不超过 %(limit)s 个（只提醒）：可分设联合党支部。"
    ),
    "temporary_long": gettext_lazy("成立已满 %(limit)s 个月：符合条件的应成立正式党支部。"),
    "without_branch": gettext_lazy("有 %(number)s 名党员没有编入支部：请编入。"),
    "no_full_time_deputy": gettext_lazy(
        "设了机关党委，没有登记专职副书记：党员和直属单位多的应设。"
    ),
    "staff_share": gettext_lazy(
        "专职党务人员 %(number)s 人，不到机关人员 %(limit)s 人的 1%%（一般 1%%–2%%）。"
    ),
}
HEADINGS = (
    ("组织编码", 14),
    ("组织名称", 40),
    ("问题", 20),
    ("说明", 50),
    ("办法", 10),
    ("依据", 40),
    ("核对情况", 12),
    ("批准文号", 20),
    ("批准原因", 30),
)


@dataclass(frozen=True)
class Row:
    """One finding as a page shows it; ``href`` opens the members it counts."""

    line: Line
    title: str
    sentence: str
    remedy: str
    basis: Basis
    href: str


def rows(lines: Iterable[Line], remedies: Mapping[str, Any], on: date) -> list[Row]:
    """Return findings in words."""
    return [
        Row(
            line=line,
            title=title(line.finding.id),
            sentence=str(SENTENCES[line.finding.id]) % vars(line.finding),
            remedy=str(remedies[line.finding.remedy]),
            basis=setting.BASES[line.finding.id],
            href=_members(line, on),
        )
        for line in lines
    ]


def title(finding: str) -> str:
    """Return the name of a finding."""
    return str(SettingFinding(finding).label)


def counts(checked: Checked, remedies: Mapping[str, Any]) -> list[tuple[str, str, int]]:
    """Return (remedy, its word, findings) of everything that is to be put right."""
    found = Counter(line.finding.remedy for line in checked.findings)
    return [(remedy, str(word), found[remedy]) for remedy, word in remedies.items()]


def cells(row: Row) -> tuple[Any, ...]:
    """Return a row of the workbook, in the order of HEADINGS."""
    approval = row.line.approval
    return (
        row.line.unit.code,
        row.line.unit.name,
        row.title,
        row.sentence,
        row.remedy,
        f"{row.basis.source}{row.basis.article}",
        verified(row.basis.verification),
        approval.document if approval else "",
        approval.reason if approval else "",
    )


def verified(mark: str) -> str:
    """Return how far a source was checked."""
    return _("已核对条文") if mark == "V" else _("二手资料")


def facts(shape: Shape) -> list[tuple[str, Any]]:
    """Return the numbers of a unit that the thresholds compare; unknown ones say so."""
    known = [
        (_("党员（含下级）"), _("%(number)s 人") % {"number": shape.members}),
        (_("正式党员（含下级）"), _("%(number)s 人") % {"number": shape.full}),
        (_("班子成员"), _("%(number)s 人") % {"number": shape.seats}),
    ]
    if shape.top:
        share = setting.staff_share(shape)
        known.append((_("专职党务人员"), _("%(number)s 人") % {"number": shape.full_time_staff}))
        known.append((_("机关工作人员总数"), _number(shape.headcount)))
        known.append((_("专职党务人员占比"), _("未登记") if share is None else f"{share:.1f}%"))
    if shape.kind == UnitKind.JOINT_BRANCH:
        known.append((_("覆盖单位数"), _number(shape.covered)))
    return known


def _number(number: int | None) -> str:
    return _("未登记") if number is None else str(number)


def _members(line: Line, on: date) -> str:
    if line.finding.id == "without_branch":
        return reverse("members:setting_unit", args=[line.unit.code])
    asked = {"unit": line.unit.code, "as_of": on.isoformat()}
    return f"{reverse('members:roster')}?{urlencode(asked)}"
