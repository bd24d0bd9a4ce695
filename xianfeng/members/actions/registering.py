"""Entering a member by hand: one whom the roster forgot, or one who comes from outside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit, crypto, facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.ledgers import results
from xianfeng.ledgers.identity import Identity, identity
from xianfeng.members import rules
from xianfeng.members.actions.rolls import Rolls
from xianfeng.members.enums import Sex, Standing, TransferKind, TransferState
from xianfeng.members.facts import TRANSFER_IN
from xianfeng.members.models import Member, Transfer
from xianfeng.members.permissions import may_keep, require_keep
from xianfeng.units.models import Unit

WRITTEN = (
    "name",
    "ethnicity",
    "education",
    "education_level",
    "occupation",
    "joined_on",
    "confirmed_on",
    "community_name",
)
_SEXES = {str(label): value for value, label in Sex.choices}


@dataclass(frozen=True)
class Origin:
    """The letter with which somebody comes from outside the system."""

    outside: str
    way: str
    received_on: date
    issued_on: date
    number: str = ""
    dues_until: str = ""


@action("members.register_member")
def register_member(
    *,
    actor: Viewer,
    at: datetime,
    branch: Unit,
    record: Mapping[str, Any],
    origin: Origin | None = None,
) -> Member:
    """Enter a member into a branch; sex and day of birth follow from the identity number.

    ``record`` holds fields of WRITTEN, ``id_number`` and perhaps ``phone``. Without an origin the
    spell starts as an imported one: on the later of joining and the branch's establishment. Who
    comes back after a transfer outside keeps the record they had.
    """
    require_keep(actor, branch.path)
    audit.hold()
    told = _identity(record["id_number"])
    _refuse_dates(told, record, timezone.localdate(at))
    member = _readmitted(actor, told, origin) or _made(told, record)
    rolls = Rolls(member)
    begun = origin.received_on if origin else max(record["joined_on"], branch.established_on)
    if origin and begun < record["joined_on"]:
        raise Refused(_("接收日期不早于入党日期。"), "received_on")
    rolls.begin(branch, begun, "received_on" if origin else "joined_on")
    if origin is not None:
        _letter(member, branch, origin, timezone.localdate(at))
    new = {name: record[name] for name in WRITTEN if name in record}
    audit.record(
        member,
        new=new | {"unit": branch.pk, "from_on": begun, "id_number": "***"},
        unit_id=branch.pk,
        subject_id=member.pk,
    )
    rolls.told()
    if origin is not None:
        facts.recorded(TRANSFER_IN, unit_ids={branch.pk}, days={begun})
    return member


def _identity(written: str) -> Identity:
    """Return what the number says, by the checks that an imported roster goes through."""
    found, code = identity(written)
    if found is None:
        raise Refused(results.message(code or "required", "id_number", written), "id_number")
    return found


def _refuse_dates(told: Identity, record: Mapping[str, Any], today: date) -> None:
    joined, confirmed = record["joined_on"], record.get("confirmed_on")
    for field, day in (("joined_on", joined), ("confirmed_on", confirmed)):
        if day is not None and day > today:
            raise Refused(results.message("date_in_future"), field)
    if rules.joined_too_young(told.born_on, joined):
        raise Refused(results.message("joined_before_18"), "joined_on")
    if confirmed is not None and confirmed < joined:
        raise Refused(results.message("confirmed_before_joined"), "confirmed_on")


def _readmitted(actor: Viewer, told: Identity, origin: Origin | None) -> Member | None:
    """Return the record of who comes back from outside; Refused for any other known one."""
    index = crypto.blind("id_number", told.number)
    known = Member.objects.select_for_update().filter(id_number_index=index).first()
    if known is None:
        return None
    last = known.memberships.select_related("unit").order_by("-from_on").first()
    if known.standing == Standing.MOVED and origin is not None:
        known.standing, known.left_on = Standing.NORMAL, None
        known.version += 1
        known.save(update_fields=["standing", "left_on", "version"])
        return known
    if last is not None and not may_keep(actor, last.unit.path):
        raise Refused(_("系统中已有此人，请先请原支部办理组织关系转接。"), "id_number")
    if last is not None and last.until_on is None:
        raise Refused(_("此人已在 %(unit)s 的名册上。") % {"unit": last.unit.name}, "id_number")
    raise Refused(_("系统中此人已不在册，请在党员页面核对。"), "id_number")


def _made(told: Identity, record: Mapping[str, Any]) -> Member:
    phone = record.get("phone", "")
    return Member.objects.create(
        id_number_sealed=crypto.seal(told.number),
        id_number_index=crypto.blind("id_number", told.number),
        phone_sealed=crypto.seal(phone) if phone else b"",
        phone_index=crypto.blind("phone", phone) if phone else None,
        sex=_SEXES[told.sex],
        born_on=told.born_on,
        **{name: record[name] for name in WRITTEN if name in record},
    )


def _letter(member: Member, branch: Unit, origin: Origin, today: date) -> None:
    if not origin.issued_on <= origin.received_on <= today:
        raise Refused(_("接收日期应在介绍信开出日期与今天之间。"), "received_on")
    Transfer.objects.create(
        member=member,
        kind=TransferKind.OUTSIDE_IN,
        way=origin.way,
        to_unit=branch,
        outside=origin.outside,
        number=origin.number,
        issued_on=origin.issued_on,
        runs_out_on=rules.transfers.runs_out(origin.issued_on),
        dues_until=origin.dues_until,
        state=TransferState.RECEIVED,
        closed_on=origin.received_on,
    )
