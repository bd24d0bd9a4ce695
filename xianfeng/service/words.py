"""How a proposal says why."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from xianfeng.service.matching import Reason

_REASONS = {
    Reason.SKILL: _("技能相符"),
    Reason.GRID: _("同网格"),
    Reason.COMMUNITY: _("同社区"),
    Reason.NEIGHBOUR: _("邻近社区"),
    Reason.FAR: _("不在附近"),
    Reason.WISH: _("合本人意愿"),
    Reason.KNOWN: _("曾服务过这位居民"),
    Reason.UNUSED: _("本月尚未服务"),
}


def reasons(codes: Iterable[str]) -> list[str]:
    """Return why somebody was proposed, in words."""
    return [str(_REASONS[Reason(code)]) for code in codes if code]
