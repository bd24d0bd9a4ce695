"""Writes the roster out again, masked unless a purpose was stated."""

from collections.abc import Iterator, Sequence
from typing import Any

from xianfeng.kernel import crypto
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, below
from xianfeng.ledgers.codes import choices
from xianfeng.ledgers.results import mask
from xianfeng.members.enums import PostTitle, Sex, Standing
from xianfeng.members.models import Membership, Post
from xianfeng.units.permissions import STAFF

_FIELDS = (
    "member_id", "member__name", "member__id_number_sealed", "member__sex", "member__ethnicity",
    "member__born_on", "member__education", "member__joined_on", "member__confirmed_on",
    "unit__code", "unit__name", "unit_id", "member__phone_sealed", "member__landline_sealed",
    "member__community_name", "member__skills", "member__wishes", "member__service_times",
    "member__dues_base", "member__occupation", "member__standing", "member__lost_since",
    "member__floating_to",
)  # fmt: skip


def export(viewer: Viewer, path: str, unmasked: bool) -> Iterator[Sequence[Any]]:
    """Yield the members on the branches' lists at or below ``path`` that the viewer keeps."""
    reach = viewer.within("unit__path", {*STAFF, OPERATOR_ROLE}) & below("unit__path", path)
    posts: dict[tuple[int, int], list[str]] = {}
    held = Post.objects.filter(reach, until_on=None).order_by("pk")
    for member_id, unit_id, title in held.values_list("member_id", "unit_id", "title"):
        posts.setdefault((member_id, unit_id), []).append(str(PostTitle(title).label))
    spells = Membership.objects.filter(reach, until_on=None).order_by("unit__path", "member_id")
    for row in spells.values_list(*_FIELDS).iterator(chunk_size=5000):
        yield _row(row, posts, unmasked)


def _row(
    row: tuple[Any, ...], posts: dict[tuple[int, int], list[str]], unmasked: bool
) -> tuple[Any, ...]:
    (member_id, name, number, sex, ethnicity, born, education, joined, confirmed, code, unit,
     unit_id, phone, landline, community, skills, wishes, times, dues, occupation, standing,
     lost, floating) = row  # fmt: skip

    def clear(sealed: bytes) -> str:
        text = crypto.unseal(sealed)
        return text if unmasked else mask(text)

    return (
        name, clear(number), str(Sex(sex).label), choices("ethnicity").codes.get(ethnicity),
        born, education, joined, confirmed, "正式党员" if confirmed else "预备党员", code, unit,
        "、".join(posts.get((member_id, unit_id), ())), clear(phone), clear(landline), community,
        skills, wishes, times, dues, choices("occupation").codes.get(occupation),
        "停止党籍" if standing == Standing.SUSPENDED else "正常",
        "是" if lost else "否", lost, "是" if floating else "否", floating,
    )  # fmt: skip
