"""The five stages and 25 steps: who takes each, what must stand before it, and its papers.

Source: 中国共产党发展党员工作细则; the order is that of the list of duties which offices follow
(5 阶段 25 步). Reading: what the text leaves parallel needs no order here.
"""

from dataclasses import dataclass

APPLICATION, TALK, ACTIVIST, ACTIVIST_FILED, CONTACTS, INSPECTION = 1, 2, 3, 4, 5, 6
TARGET, TARGET_FILED, SPONSORS, POLITICAL_REVIEW, TRAINING = 7, 8, 9, 10, 11
BRANCH_REVIEW, PRE_REVIEW, FORM, CONGRESS, APPROVAL_TALK, APPROVAL, FILED_ABOVE = range(12, 19)
PLACED, OATH, PROBATION, CONFIRM_APPLICATION, CONFIRM_CONGRESS, CONFIRM_APPROVAL, ARCHIVED = range(
    19, 26
)
STAGES = {
    1: "申请入党",
    2: "入党积极分子的确定和培养教育",
    3: "发展对象的确定和考察",
    4: "预备党员的接收",
    5: "预备党员的教育考察和转正",
}
BRANCH, SUPERIOR, PERSON = "branch", "superior", "person"
VOTES = ("expected", "present", "in_favour", "against", "abstained")
PUBLICITY = ("publicity_from", "publicity_until")


@dataclass(frozen=True)
class Step:
    """One of the 25: ``needs`` are the steps before it, ``fields`` what is asked besides the day.

    ``who`` takes it (and is waited for); ``decides`` marks the steps that a superior may return.
    """

    number: int
    stage: int
    name: str
    who: str
    needs: tuple[int, ...]
    article: str
    fields: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    repeats: bool = False
    decides: bool = False


STEPS = (
    Step(1, 1, "递交入党申请书", PERSON, (), "第五、六条", papers=("入党申请书",)),
    Step(2, 1, "党组织派人谈话", BRANCH, (1,), "第七条", ("by",), ("谈话记录",)),
    Step(
        3, 2, "推荐和确定入党积极分子", BRANCH, (2,), "第八条",
        papers=("推荐（推优）材料", "支委会（党员大会）会议记录"),
    ),
    Step(4, 2, "上级党委备案", BRANCH, (3,), "第八条", papers=("入党积极分子备案报告",)),
    Step(5, 2, "指定培养联系人", BRANCH, (3,), "第九条", ("contacts",)),
    Step(
        6, 2, "培养教育考察", BRANCH, (4, 5), "第十一条",
        papers=("入党积极分子培养教育考察登记表",), repeats=True,
    ),
    Step(
        7, 3, "确定发展对象", BRANCH, (6,), "第十三条", PUBLICITY,
        ("征求党员和群众意见记录", "支委会会议记录", "公示"),
    ),
    Step(8, 3, "报上级党委备案", BRANCH, (7,), "第十三条", papers=("发展对象备案报告",)),
    Step(9, 3, "确定入党介绍人", BRANCH, (8,), "第十四条", ("sponsors",)),
    Step(
        10, 3, "进行政治审查", BRANCH, (8,), "第十六条", papers=("政治审查材料", "综合性政审报告"),
        decides=True,
    ),
    Step(
        11, 3, "开展短期集中培训", SUPERIOR, (8,), "第十七条", ("days", "hours"), ("培训结业证明",)
    ),
    Step(12, 4, "支部委员会审查", BRANCH, (9, 10, 11), "第十八条", papers=("支委会审查意见",)),
    Step(13, 4, "上级党委预审", SUPERIOR, (12,), "第十八条", papers=("预审意见",), decides=True),
    Step(14, 4, "填写入党志愿书", PERSON, (13,), "第十八条", papers=("入党志愿书",)),
    Step(
        15, 4, "支部大会讨论", BRANCH, (14,), "第十九、二十条", VOTES,
        ("支部大会记录和决议", "票决记录"),
    ),
    Step(
        16, 4, "上级党委派人谈话", SUPERIOR, (15,), "第二十四条", ("by",), ("谈话记录（审批前）",)
    ),
    Step(
        17, 4, "上级党委审批", SUPERIOR, (16,), "第二十五条", ("party_group_on",), ("审批意见",),
        decides=True,
    ),
    Step(18, 4, "再上一级党委组织部门备案", SUPERIOR, (17,), "", papers=("预备党员备案报告",)),
    Step(19, 5, "编入党支部和党小组", BRANCH, (17,), ""),
    Step(20, 5, "入党宣誓", BRANCH, (17,), "第二十九条"),
    Step(
        21, 5, "继续教育考察", BRANCH, (19,), "第三十一条", papers=("预备党员考察表",), repeats=True
    ),
    Step(22, 5, "提出转正申请", PERSON, (21,), "第三十二条", papers=("转正申请书",)),
    Step(
        23, 5, "支部大会讨论", BRANCH, (22,), "第三十二条", ("resolution", "months", *VOTES),
        ("支部大会记录和决议（转正）", "票决记录（转正）"),
    ),
    Step(
        24, 5, "上级党委审批", SUPERIOR, (23,), "第三十三条", ("party_group_on",),
        ("审批意见（转正）",), decides=True,
    ),
    Step(25, 5, "材料归档", BRANCH, (18, 20, 24), "第三十六条"),
)  # fmt: skip
BY_NUMBER = {step.number: step for step in STEPS}
LAST = len(STEPS)


def before(number: int) -> frozenset[int]:
    """Return every step that must stand before one, near and far."""
    found: set[int] = set()
    queue = list(BY_NUMBER[number].needs)
    while queue:
        step = queue.pop()
        if step not in found:
            found.add(step)
            queue += BY_NUMBER[step].needs
    return frozenset(found)
