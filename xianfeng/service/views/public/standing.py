"""How a request stands, in plain words: for who holds its number."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xianfeng.service import rules
from xianfeng.service.models import Request

_SAID: dict[str, tuple[Promise, Promise]] = {
    "placed": (_("已经收到"), _("社区会核对一下，可能打电话问您。")),
    "checked": (_("社区已经核对"), _("接下来由社区找一个党支部来办。")),
    "sent": (_("已经交给党支部"), _("接下来由党支部找合适的人。")),
    "offered": (_("正在问谁能来"), _("有人答应以后，这里会写明。")),
    "accepted": (_("已经有人答应来办"), _("到时候会有人和您联系。")),
    "done": (_("已经办完"), _("请说说办得怎么样，只能说一次。")),
    "closed": (_("已经结束"), _("这件事已经办结。")),
    "cancelled": (_("已经取消"), _("这件事不再办理。需要时可以再来一次。")),
    "refused": (_("没有办理"), _("原因写在下面。有不同意见，请向社区说明。")),
    "unmet": (_("暂时没有找到能办的人"), _("社区没有忘记这件事，找到人会接着办。")),
}
FACES = ((5, _("很满意")), (4, _("满意")), (3, _("一般")), (2, _("不满意")), (1, _("很不满意")))


@dataclass(frozen=True)
class Standing:
    """What the page says of one request, and what may be done with it."""

    state: str
    then: str
    because: str
    late: bool
    may_cancel: bool
    may_rate: bool
    over: bool


def of(request: Request, on: date) -> Standing:
    """Return how a request stands on a day; reasons are shown where they are meant for them."""
    state, then = _SAID[request.state]
    may_cancel = rules.REQUEST.may("cancel_request", request.state)
    return Standing(
        state=str(state),
        then=str(then),
        because=request.because if request.state in {"refused", "unmet"} else "",
        late=may_cancel and request.promised_on < on,
        may_cancel=may_cancel,
        may_rate=rules.REQUEST.may("rate_request", request.state),
        over=not may_cancel and request.state != "unmet",
    )


def in_groups(number: str) -> str:
    """Return a number as it is read out: four signs at a time."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))
