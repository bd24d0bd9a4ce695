"""How a proposal says why, and a place that stays open."""

from collections.abc import Iterable

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xianfeng.checkin.enums import Skill
from xianfeng.service.matching import Reason, Why

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
_WHY = {
    Why.NOBODY: _("还没有党员报到"),
    Why.SKILL: _("没有%(who)s"),
    Why.TIME: _("%(who)s这个时段都没空"),
    Why.FULL: _("%(who)s本月都已满"),
    Why.AWAY: _("%(who)s那时都有别的服务，或者已经请过"),
    Why.FEW: _("%(who)s有空的只有 %(number)s 人"),
    Why.TAKEN: _("%(who)s有空的 %(number)s 人，已建议给别的服务单"),
}


def reasons(codes: Iterable[str]) -> list[str]:
    """Return why somebody was proposed, in words."""
    return [str(_REASONS[Reason(code)]) for code in codes if code]


def next_best(name: str, place: Reason, dearer: int) -> str:
    """Return who would be next: how near they live, and that they fit as well where they do."""
    said = [_now("次选：%(name)s") % {"name": name}, str(_REASONS[place])]
    return "，".join([*said, *([] if dearer > 0 else [_now("一样合适")])])


def shortage(why: str, places: int, eligible: int, skill: str) -> str:
    """Return how many places stay open and why; ``skill`` is the code that is asked for, or ""."""
    who = _now("会%(skill)s的人") % {"skill": Skill(skill).label} if skill else _now("报到的党员")
    if why == Why.SKILL and not skill:
        why = Why.NOBODY
    said = str(_WHY[Why(why)]) % {"who": who, "number": eligible}
    return _now("还差 %(places)s 人：%(said)s") % {"places": places, "said": said}
