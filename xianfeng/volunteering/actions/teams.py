"""Founding a team, saying who is in it, and ending it."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Conflict, Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.members import queries as members_queries
from xianfeng.units.models import Unit
from xianfeng.volunteering import permissions
from xianfeng.volunteering.models import Team, TeamMember


@action("volunteering.found_team")
def found_team(*, actor: Viewer, at: datetime, unit: Unit, name: str, founded_on: date) -> Team:
    """Found a team of a unit. Raises Refused."""
    permissions.require_organise(actor, unit)
    name = name.strip()
    if not name:
        raise Refused(_("请写服务队名称。"), "name")
    if founded_on > timezone.localdate(at):
        raise Refused(_("成立日期在今天之后，请核对。"), "founded_on")
    if Team.objects.filter(unit=unit, name=name, ended_on=None).exists():
        raise Refused(_("这个名称的服务队已登记，不用再登记。"), "name")
    team = Team.objects.create(unit=unit, name=name, founded_on=founded_on)
    audit.record(team, new={"name": name, "founded_on": founded_on}, unit_id=unit.pk)
    return team


@action("volunteering.set_team_members")
def set_team_members(
    *, actor: Viewer, at: datetime, team: Team, version: int, members: Collection[int]
) -> Team:
    """Say who is in a team from today on; whoever is left out leaves it today."""
    permissions.require_organise(actor, team.unit)
    team, today = _locked(team, version), timezone.localdate(at)
    standing = TeamMember.objects.filter(team=team, until_on=None)
    before = set(standing.values_list("member_id", flat=True))
    wanted, roster = set(members), members_queries.spells_visible_to(actor, today)
    roster = roster.filter(unit__path__startswith=team.unit.path, member__in=wanted - before)
    if wanted - before - set(roster.values_list("member_id", flat=True)):
        raise Refused(_("有人不在这个党组织的在册党员里，请刷新页面重选。"), "members")
    standing.exclude(member__in=wanted).update(until_on=today)
    TeamMember.objects.bulk_create(
        TeamMember(team=team, member_id=member, from_on=today) for member in sorted(wanted - before)
    )
    team.version += 1
    team.save(update_fields=["version"])
    old, new = {"members": sorted(before)}, {"members": sorted(wanted)}
    audit.record(team, old=old, new=new, unit_id=team.unit_id)
    return team


@action("volunteering.end_team")
def end_team(*, actor: Viewer, at: datetime, team: Team, version: int, ended_on: date) -> Team:
    """End a team from a day on, and everybody's part in it. Raises Refused."""
    permissions.require_organise(actor, team.unit)
    team = _locked(team, version)
    if not team.founded_on < ended_on <= timezone.localdate(at):
        raise Refused(_("结束日期应在成立之后、今天之前，请核对。"), "ended_on")
    standing = TeamMember.objects.filter(team=team, until_on=None)
    standing.filter(from_on__gt=ended_on).delete()
    standing.update(until_on=ended_on)
    team.ended_on, team.version = ended_on, team.version + 1
    team.save(update_fields=["ended_on", "version"])
    audit.record(team, new={"ended_on": ended_on}, unit_id=team.unit_id)
    return team


def _locked(team: Team, version: int) -> Team:
    found = Team.objects.select_for_update(of=("self",)).select_related("unit").get(pk=team.pk)
    if found.version != version:
        raise Conflict(found)
    if found.ended_on is not None:
        raise Refused(_("这支服务队已经结束。"))
    return found
