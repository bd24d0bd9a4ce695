"""From the start to the approved list of candidates, and stopping on the way."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.elections import moving, permissions, rules
from xianfeng.elections.enums import ElectionKind
from xianfeng.elections.models import Candidate, Election
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.models import Member
from xianfeng.units.enums import UnitKind
from xianfeng.units.models import Term, Unit
from xianfeng.voting import queries as voting
from xianfeng.voting import rules as voting_rules


@action("elections.start")
def start(
    *,
    actor: Viewer,
    at: datetime,
    unit: Unit,
    kind: ElectionKind,
    on: date,
    seats: int,
    village_or_community: bool = False,
) -> Election:
    """Begin a re-election or by-election of a unit. Refused while another is under way."""
    permissions.require_own(actor, unit)
    audit.hold()  # one election at a time, also when two begin one at once
    if unit.kind == UnitKind.GROUP or unit.parent is None:
        raise Refused(_("工委的换届由上级党委办理；党小组不单独换届。"))
    if Election.objects.filter(unit=unit, state__in=rules.RUNNING).exists():
        raise Refused(_("该组织已有正在办理的选举，请先办完或终止。"))
    if on > timezone.localdate(at):
        raise Refused(_("日期在今天之后，请等启动时再登记。"), "on")
    people = voting.entitled(actor, unit, on)
    if not 1 <= seats <= len(people):
        raise Refused(_("应选人数应在 1 至 %(all)s 之间。") % {"all": len(people)}, "seats")
    made = Election.objects.create(
        unit=unit,
        kind=kind,
        started_on=on,
        seats=seats,
        years=rules.years_of(unit.kind, village_or_community),
        committee=rules.has_committee(unit.kind, len(people)),
        party_group=rules.needs_party_group(unit.parent.kind, unit.agency_id is not None),
        term=Term.objects.filter(unit=unit, ended_on=None).order_by("-from_on").first(),
    )
    audit.record(made, new=moving.said(made), unit_id=unit.pk)
    return made


@action("elections.discuss")
def discuss(
    *, actor: Viewer, at: datetime, election: Election, version: int, on: date, words: str
) -> Election:
    """Note that the agency's party group discussed it, and what it decided."""
    return _plain(actor, at, election, version, "discuss", on, "", words)


@action("elections.request")
def request(
    *,
    actor: Viewer,
    at: datetime,
    election: Election,
    version: int,
    on: date,
    number: str,
    planned_on: date,
) -> Election:
    """Ask the superior for the election; ``planned_on`` is the day the meeting is planned for."""
    if planned_on < on:
        raise Refused(_("大会日期不早于请示日期。"), "planned_on")
    return _plain(actor, at, election, version, "request", on, number, planned_on=planned_on)


@action("elections.reply")
def reply(
    *,
    actor: Viewer,
    at: datetime,
    election: Election,
    version: int,
    on: date,
    number: str,
    seats: int,
    years: int,
) -> Election:
    """As the superior, agree to the election, its seats and the length of the term."""
    if not 1 <= seats <= 40 or years not in {3, 5}:
        raise Refused(_("任期为三年或五年，应选人数至少一人。"), "seats")
    return _plain(actor, at, election, version, "reply", on, number, seats=seats, years=years)


@action("elections.send_back")
def send_back(
    *, actor: Viewer, at: datetime, election: Election, version: int, on: date, words: str
) -> Election:
    """As the superior, send the request back with the reason."""
    return _plain(actor, at, election, version, "send_back", on, "", _reason(words))


@action("elections.propose")
def propose(
    *,
    actor: Viewer,
    at: datetime,
    election: Election,
    version: int,
    on: date,
    number: str,
    members: Iterable[Member],
) -> Election:
    """Report the candidates that the branches nominated and the committee deliberated.

    Refused with too few (a fifth more than seats), or somebody who may not be elected.
    """
    permissions.require_own(actor, election.unit)
    election = moving.locked(election, version)
    chosen = list(members)
    eligible = {each.pk for each in voting.entitled(actor, election.unit, on)}
    if any(each.pk not in eligible for each in chosen):
        raise Refused(_("候选人应是本组织有被选举权的正式党员。"), "members")
    least = election.seats
    if rules.surplus_due(election.kind, election.seats, election.committee):
        least = voting_rules.least_candidates(election.seats)
    if len(chosen) < least:
        raise Refused(
            _("应选 %(seats)s 人，候选人不少于 %(least)s 人（差额不少于百分之二十）。")
            % {"seats": election.seats, "least": least},
            "members",
        )
    moving.move(election, "propose", on, timezone.localdate(at), number)
    election.candidates.all().delete()
    Candidate.objects.bulk_create(
        Candidate(election=election, member=member, position=place)
        for place, member in enumerate(chosen, 1)
    )
    new = moving.said(election, candidates=[each.pk for each in chosen])
    audit.record(election, new=new, unit_id=election.unit_id)
    return election


@action("elections.approve_list")
def approve_list(
    *, actor: Viewer, at: datetime, election: Election, version: int, on: date, number: str
) -> Election:
    """As the superior, approve the candidates."""
    return _plain(actor, at, election, version, "approve_list", on, number)


@action("elections.return_list")
def return_list(
    *, actor: Viewer, at: datetime, election: Election, version: int, on: date, words: str
) -> Election:
    """As the superior, ask for other candidates, with the reason."""
    return _plain(actor, at, election, version, "return_list", on, "", _reason(words))


@action("elections.cancel")
def cancel(
    *, actor: Viewer, at: datetime, election: Election, version: int, on: date, words: str
) -> Election:
    """Stop an election that is not completed; an uncounted ballot has to be cancelled before."""
    running = election.ballots.filter(poll__state__in=["draft", "open"])
    if running.exists():
        raise Refused(_("还有没计票的投票，请先在投票页作废。"))
    return _plain(actor, at, election, version, "cancel", on, "", _reason(words))


def _plain(
    actor: Viewer,
    at: datetime,
    election: Election,
    version: int,
    verb: str,
    on: date,
    number: str,
    words: str = "",
    **changed: object,
) -> Election:
    """Take a step that sets some fields: check, move, log."""
    permissions.require_step(actor, election.unit, verb)
    election = moving.locked(election, version)
    old = moving.said(election)
    for name, value in changed.items():
        setattr(election, name, value)
    moving.move(election, verb, on, timezone.localdate(at), number, words)
    new = moving.said(election, on=on, number=number, words=words)
    audit.record(election, old=old, new=new, unit_id=election.unit_id)
    return election


def _reason(words: str) -> str:
    if not words.strip():
        raise Refused(_("请写明原因。"), "words")
    return words
