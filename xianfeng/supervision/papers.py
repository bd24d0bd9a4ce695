"""The notice of a visit in the form that offices send."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from xianfeng.ledgers.documents import Heading, Paragraph, Part, Signature
from xianfeng.supervision.models import TeamMember, Visit

BLANK = "＿＿＿＿"


def notice(visit: Visit, team: Sequence[TeamMember]) -> tuple[str, list[Part]]:
    """Return title and parts of the notice (督导通知): when, about what, by whom."""
    kind = str(visit.get_kind_display())
    told = {"day": _written(visit.planned_on), "kind": kind, "theme": visit.theme}
    leader = next((each.member.name for each in team if each.leader), BLANK)
    others = "、".join(each.member.name for each in team if not each.leader) or BLANK
    parts: list[Part] = [
        Paragraph(_("%(name)s：") % {"name": visit.unit.name}),
        Paragraph(
            _("根据年度督导计划，定于%(day)s到你单位开展%(kind)s。现将有关事项通知如下：") % told
        ),
        Heading(_("督导主题")),
        Paragraph(_("%(theme)s。") % told),
        Heading(_("督导组")),
        Paragraph(_("组长：%(leader)s") % {"leader": leader}),
        Paragraph(_("组员：%(others)s") % {"others": others}),
        Paragraph(_("督导组由抽签产生，已按规定回避；抽签过程可在系统里复核。")),
        Heading(_("有关要求")),
        Paragraph(_("不专门准备汇报材料，不布置会场，不组织迎送。已在系统里的记录不再提供。")),
        Signature([visit.issuer.name, _written(visit.announced_on)]),
    ]
    return _("关于开展%(kind)s的通知") % told, parts


def _written(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else BLANK
