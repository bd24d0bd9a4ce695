"""Which posts a unit should have filled, by its kind and number of full members: pure."""

from typing import Final

from xianfeng.members.rules.setting import BRANCHES, COMMITTEE_FROM, Basis

SMALL_BRANCH: Final = ("secretary",)
LARGE_BRANCH: Final = ("secretary", "organisation", "publicity", "discipline")
REQUIRED: Final = {
    "committee": ("secretary",),
    "general_branch": ("secretary", "discipline"),
    "group": ("group_leader",),
}
GROUPS_FROM: Final = 20
"""Local: the regulation says 人数较多 and no number; from here on the page suggests groups."""

BRANCH_BASIS: Final = Basis("《中国共产党支部工作条例（试行）》", "第二十条（条号待核）", "S")
AGENCY_BASIS: Final = Basis("《中国共产党党和国家机关基层组织工作条例》", "第八条、第九条", "V")
GROUP_BASIS: Final = Basis("《中国共产党支部工作条例（试行）》", "第十三条", "V")


def required(kind: str, full_members: int) -> tuple[str, ...]:
    """Return the posts that should be filled in a unit of this kind.

    Source: 支部工作条例 第六章；机关基层组织工作条例 第八条、第九条.
    Reading: one person may hold two of them, so that a committee of three fills four posts.
    """
    if kind in BRANCHES:
        return LARGE_BRANCH if full_members >= COMMITTEE_FROM else SMALL_BRANCH
    return REQUIRED.get(kind, ())


def basis(kind: str) -> Basis:
    """Return what the requirement rests on."""
    if kind == "group":
        return GROUP_BASIS
    return BRANCH_BASIS if kind in BRANCHES else AGENCY_BASIS


def wants_groups(kind: str, members: int, groups: int) -> bool:
    """True for a branch with many members and no group.

    Source: 支部工作条例 第十三条. Local: what counts as many.
    """
    return kind in BRANCHES and members >= GROUPS_FROM and groups == 0
