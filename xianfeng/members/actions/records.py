"""Amending a member's record, and seeing a sealed field in clear."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.kernel import audit, crypto, facts
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.ledgers.identity import identity
from xianfeng.members import rules
from xianfeng.members.facts import ACCEPTED, CONFIRMED, MEMBERSHIP
from xianfeng.members.models import Member, Membership
from xianfeng.members.permissions import require_keep, require_reveal

PLAIN = (
    "name",
    "sex",
    "ethnicity",
    "born_on",
    "education",
    "education_level",
    "occupation",
    "joined_on",
    "confirmed_on",
    "community_name",
    "floating_to",
    "lost_since",
    "skills",
    "wishes",
    "service_times",
)
SEALED = ("phone", "landline")
REVEALABLE = ("id_number", "phone", "landline")
CHANGED = "***"


@action("members.amend_member")
def amend_member(
    *, actor: Viewer, at: datetime, member: Member, version: int, changes: Mapping[str, Any]
) -> Member:
    """Change fields of a record; Conflict when it changed since ``version``.

    ``changes`` holds fields of PLAIN and SEALED only. The audit row says of a sealed field that
    it changed, not what it holds.
    """
    current = Member.objects.select_for_update().get(pk=member.pk)
    require_keep(actor, _path(current))
    if current.version != version:
        raise Conflict(current)
    if not set(changes) <= {*PLAIN, *SEALED}:
        raise ValueError(f"not amendable: {sorted(set(changes) - {*PLAIN, *SEALED})}")
    plain = {name: value for name, value in changes.items() if name in PLAIN}
    old = {name: getattr(current, name) for name in plain if getattr(current, name) != plain[name]}
    sealed = [
        name for name in SEALED if name in changes and getattr(current, name) != changes[name]
    ]
    for name in old:
        setattr(current, name, plain[name])
    _refuse(current)
    for name in sealed:
        setattr(current, f"{name}_sealed", crypto.seal(changes[name]))
    if "phone" in sealed:
        current.phone_index = crypto.blind("phone", changes["phone"])
    spells = list(current.memberships.select_related("unit").order_by("from_on"))
    if "joined_on" in old:
        _start_with(spells, old["joined_on"], current)
    current.version += 1
    current.save()
    new = {name: getattr(current, name) for name in old} | dict.fromkeys(sealed, CHANGED)
    home = spells[-1].unit_id if spells else None
    audit.record(current, old=old, new=new, unit_id=home, subject_id=current.pk)
    for kind in (MEMBERSHIP, ACCEPTED, CONFIRMED):
        facts.recorded(kind, unit_ids={spell.unit_id for spell in spells})
    return current


@action("members.reveal")
def reveal(*, actor: Viewer, at: datetime, member: Member, field: str, purpose: str) -> str:
    """Return a sealed field in clear for a stated purpose; the person can see who looked."""
    require_reveal(actor, member, _path(member))
    if field not in REVEALABLE:
        raise ValueError(field)
    if not purpose.strip():
        raise Refused(_("请写明查看的用途，本人可以看到。"), "purpose")
    spell = member.memberships.order_by("-from_on").first()
    audit.record(
        member,
        new={"field": field, "purpose": purpose.strip()},
        unit_id=spell.unit_id if spell else None,
        subject_id=member.pk,
    )
    return str(getattr(member, field))


def _path(member: Member) -> str:
    """Return the path of the member's last branch; the root of everything when there is none."""
    last = member.memberships.select_related("unit").order_by("-from_on").first()
    return last.unit.path if last else ""


def _refuse(member: Member) -> None:
    """Refuse dates that cannot be, and what the identity number contradicts."""
    if member.confirmed_on is not None and member.confirmed_on < member.joined_on:
        raise Refused(_("转正日期不早于入党日期。"), "confirmed_on")
    if rules.joined_too_young(member.born_on, member.joined_on):
        raise Refused(_("入党时应年满十八岁，请核对出生日期和入党日期。"), "joined_on")
    known, _code = identity(member.id_number)
    if known is None:
        return
    if known.born_on != member.born_on:
        raise Refused(_("出生日期与公民身份号码不一致，请核对。"), "born_on")
    if known.sex != member.get_sex_display():
        raise Refused(_("性别与公民身份号码不一致，请核对。"), "sex")


def _start_with(spells: list[Membership], joined_before: Any, member: Member) -> None:
    """Let the first spell begin with the corrected day of joining where it began with the old."""
    if not spells:
        return
    first = spells[0]
    if first.from_on != max(joined_before, first.unit.established_on):
        return
    start = max(member.joined_on, first.unit.established_on)
    if first.until_on is not None and start >= first.until_on:
        raise Refused(_("入党日期晚于在第一个支部的截止日期，请核对。"), "joined_on")
    first.from_on = start
    first.save(update_fields=["from_on"])
