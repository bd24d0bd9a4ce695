"""Recording mass organisations and events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.outreach import facts, permissions, rules
from xianfeng.outreach.models import Event, MassOfficer, MassOrganisation
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Held:
    """An event as a recorder enters it; without ``edition`` a series goes on from the last one."""

    kind: str
    title: str
    on: date
    series: str = ""
    edition: int | None = None
    organisation: MassOrganisation | None = None
    members: int = 0
    staff: int = 0
    public: int = 0
    result: str = ""


@action("outreach.set_up")
def set_up(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    kind: str,
    name: str,
    set_up_on: date,
    officers: Sequence[tuple[str, str]] = (),
) -> MassOrganisation:
    """Register a mass organisation of the unit's agency, with its officers by name."""
    permissions.require_record(actor, unit)
    _not_later(set_up_on, at, "set_up_on")
    try:
        with transaction.atomic():
            made = MassOrganisation.objects.create(
                unit=unit, agency=unit.agency, kind=kind, name=name.strip(), set_up_on=set_up_on
            )
    except IntegrityError as problem:
        raise Refused(_("这个名称的群团组织已登记，不用再登记"), "name") from problem
    _write_officers(made, officers)
    new = {"kind": kind, "name": made.name, "set_up_on": set_up_on, "officers": list(officers)}
    audit.record(made, new=new, unit_id=unit.pk)
    kernel_facts.recorded(facts.MASS, unit_ids={unit.pk}, days={set_up_on})
    return made


@action("outreach.change_officers")
def change_officers(
    *,
    actor: Viewer,
    at: datetime,
    organisation: MassOrganisation,
    officers: Sequence[tuple[str, str]],
) -> None:
    """Replace who holds the offices of a mass organisation; the audit log keeps who did before."""
    permissions.require_record(actor, organisation.unit)
    before = list(organisation.officers.values_list("title", "name"))
    organisation.officers.all().delete()
    _write_officers(organisation, officers)
    audit.record(
        organisation,
        old={"officers": [list(one) for one in before]},
        new={"officers": [list(one) for one in officers]},
        unit_id=organisation.unit_id,
    )


@action("outreach.dissolve")
def dissolve(
    *, actor: Viewer, at: datetime, organisation: MassOrganisation, dissolved_on: date
) -> None:
    """Dissolve a mass organisation from a day on. Raises Refused."""
    permissions.require_record(actor, organisation.unit)
    found = MassOrganisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if found.dissolved_on is not None:
        raise Refused(_("这个群团组织已经撤销，不用再办"))
    if dissolved_on <= found.set_up_on:
        raise Refused(_("撤销日期应在成立日期之后，请核对"), "dissolved_on")
    found.dissolved_on, found.version = dissolved_on, found.version + 1
    found.save(update_fields=["dissolved_on", "version"])
    audit.record(found, new={"dissolved_on": dissolved_on}, unit_id=found.unit_id)
    kernel_facts.recorded(facts.MASS, unit_ids={found.unit_id})


@action("outreach.record_event")
def record_event(*, actor: Viewer, at: datetime, unit: Unit, held: Held) -> Event:
    """Record an event; a series counts its editions by itself. Raises Refused."""
    permissions.require_record(actor, unit)
    _not_later(held.on, at, "on")
    if held.organisation is not None and held.organisation.unit_id != unit.pk:
        raise Refused(_("这个群团组织不属于本组织，请重新选择"), "organisation")
    series, edition = held.series.strip(), _edition(unit, held)
    event = Event.objects.create(
        unit=unit,
        organisation=held.organisation,
        kind=held.kind,
        title=held.title.strip(),
        series=series,
        edition=edition,
        on=held.on,
        members=held.members,
        staff=held.staff,
        public=held.public,
        result=held.result.strip(),
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    new = {"kind": held.kind, "title": event.title, "series": series, "edition": edition,
           "on": held.on, "people": [held.members, held.staff, held.public]}  # fmt: skip
    audit.record(event, new=new, unit_id=unit.pk)
    kernel_facts.recorded(facts.EVENT, unit_ids={unit.pk}, days={held.on})
    return event


@action("outreach.withdraw_event")
def withdraw_event(*, actor: Viewer, at: datetime, event: Event, reason: str) -> None:
    """Take an event out of the count; it stays on record with the reason. Raises Refused."""
    permissions.require_record(actor, event.unit)
    found = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if not reason.strip():
        raise Refused(_("请写明原因"), "reason")
    if found.withdrawn:
        raise Refused(_("这条记录已经作废，不用再办"))
    found.withdraw(reason.strip())
    audit.record(found, new={"withdrawn": found.withdrawn}, unit_id=found.unit_id)
    kernel_facts.recorded(facts.EVENT, unit_ids={found.unit_id}, days={found.on})


def _edition(unit: Unit, held: Held) -> int | None:
    """Return the edition: as stated, else the next of the series; none without a series."""
    series = held.series.strip()
    if not series:
        if held.edition is not None:
            raise Refused(_("有届次的，请写系列名称"), "series")
        return None
    earlier = Event.objects.filter(unit=unit, series=series, withdrawn="")
    known = list(earlier.values_list("edition", flat=True))
    edition = rules.next_edition(known) if held.edition is None else held.edition
    if not 1 <= edition <= rules.LONGEST:
        raise Refused(_("届次请填 1 到 9999 之间的数"), "edition")
    if edition in known:
        text = _("%(series)s%(edition)s已登记过，请核对届次")
        told = {"series": series, "edition": rules.ordinal(edition)}
        raise Refused(text % told, "edition")
    return edition


def _write_officers(organisation: MassOrganisation, officers: Sequence[tuple[str, str]]) -> None:
    MassOfficer.objects.bulk_create(
        MassOfficer(organisation=organisation, title=title, name=name) for title, name in officers
    )


def _not_later(on: date, at: datetime, field: str) -> None:
    if on > timezone.localdate(at):
        raise Refused(_("日期在今天之后，请改成实际日期"), field)
