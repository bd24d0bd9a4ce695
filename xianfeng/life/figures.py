"""Numbers over meetings: how many were held, and how many of those expected came."""

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

EVERY = (EXPECTED, PRESENT, ATTENDANCE, MEETINGS, *HELD)
