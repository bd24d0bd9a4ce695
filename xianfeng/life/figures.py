"""Numbers over organisational life: what was held, who came, what was decided."""

from xianfeng.kernel.figures import Figure, Take
from xianfeng.life.enums import MeetingKind

_COUNTED = {"present__isnull": False, "expected__isnull": False}

EXPECTED = Figure(
    "life.expected",
    "应到人次",
    "人次",
    "life.meeting",
    take=Take.SUM,
    of="expected",
    where=_COUNTED,
    by=("kind",),
    definition="期间内已确认的会议应到人数之和，免于参加的党员不计入",
)
PRESENT = Figure(
    "life.present",
    "实到人次",
    "人次",
    "life.meeting",
    take=Take.SUM,
    of="present",
    where=_COUNTED,
    by=("kind",),
    definition="期间内已确认的会议实到人数之和",
)
ATTENDANCE = Figure(
    "life.attendance",
    "组织生活参会率",
    "%",
    "life.meeting",
    take=Take.SUM,
    of="present",
    where=_COUNTED,
    over="life.expected",
    definition="实到人次占应到人次的百分比；没有登记人数的会议和免于参加的党员不计入",
)
MEETINGS = Figure(
    "life.meetings",
    "组织生活会议",
    "次",
    "life.meeting",
    by=("kind",),
    definition="期间内已确认的会议次数，一次会议计一次",
)
HELD = tuple(
    Figure(
        f"life.held.{kind}",
        str(kind.label),
        "次",
        "life.held",
        where={"kind": kind.value},
        definition="期间内开展的次数；一次会议兼作几项的，每项各计一次",
    )
    for kind in MeetingKind
)
LEADERS_EXPECTED = Figure(
    "life.leaders_expected",
    "领导干部以普通党员身份应参加组织生活",
    "人次",
    "life.leader_attendance",
    definition="期间内领导干部所在支部、党小组的会议中，领导干部应到的人次；免于参加的不计入",
)
LEADERS_ATTENDANCE = Figure(
    "life.leaders_attendance",
    "领导干部双重组织生活参加率",
    "%",
    "life.leader_attendance",
    where={"came": True},
    over="life.leaders_expected",
    definition="领导干部以普通党员身份到会的人次占应到人次的百分比",
)
LEADER_LECTURES = Figure(
    "life.leader_lectures",
    "领导干部讲党课",
    "次",
    "life.leader_lecture",
    definition="期间内由领导干部讲的党课次数，讲课人登记为党员的才计入",
)
RESOLUTIONS = Figure(
    "life.resolutions",
    "会议决议",
    "项",
    "life.resolution",
    by=("kind",),
    definition="期间内已确认的会议作出的决议，一个议题计一项",
)
MAKE_UPS = Figure(
    "life.make_ups",
    "补课",
    "人次",
    "life.make_up",
    definition="期间内缺席后补课的人次；补课不改变参会率",
)
VISITS = Figure(
    "life.visits",
    "在其他支部参加组织生活",
    "人次",
    "life.visit",
    definition="期间内本组织党员在其他支部参加组织生活的人次，不计入接待支部的应到人数",
)
EXEMPTED = Figure(
    "life.exempted",
    "免于参加组织生活的党员",
    "人",
    "life.exemption",
    during=False,
    definition="当日经支部同意免于参加组织生活的年老体弱等党员",
)

EVERY = (
    EXPECTED,
    PRESENT,
    ATTENDANCE,
    MEETINGS,
    *HELD,
    LEADERS_EXPECTED,
    LEADERS_ATTENDANCE,
    LEADER_LECTURES,
    RESOLUTIONS,
    MAKE_UPS,
    VISITS,
    EXEMPTED,
)
