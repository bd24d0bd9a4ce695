"""The team of a visit: drawn, led, and filled up from the same lots where somebody cannot come."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.supervision import permissions, queries, rules
from xianfeng.supervision.actions.visits import going, gone
from xianfeng.supervision.enums import Drawn, Pool, Why
from xianfeng.supervision.models import Draw, TeamMember, Visit
from xianfeng.supervision.rules import Candidate


@action("supervision.draw_team")
def draw_team(
    *,
    actor: Viewer,
    at: datetime,
    visit: Visit,
    version: int,
    pool: str,
    number: int,
    seed: str,
    reason: str = "",
) -> Draw:
    """Draw a team of people without a conflict, the first of whom leads; keep all that went in.

    Whoever draws again says why; both draws stay on record.
    """
    permissions.require_issue(actor, visit.issuer)
    visit = going("draw_team", visit, version)
    seed, reason, today = seed.strip(), reason.strip(), timezone.localdate(at)
    if not seed:
        raise Refused(_("请写抽签种子，任意数字或文字都可以"), "seed")
    if visit.team.exists() and not reason:
        raise Refused(_("已经抽过；重抽请写明原因，两次抽签都会留下"), "reason")
    candidates = queries.people(actor, visit, pool, visit.planned_on or today)
    picked = rules.draw(seed, candidates, number)
    if len(picked) < number:
        raise Refused(_too_few(candidates, number, pool), "number")
    visit.team.all().delete()
    TeamMember.objects.bulk_create(
        TeamMember(visit=visit, member_id=int(key), place=place, leader=place == 1)
        for place, key in enumerate(picked, 1)
    )
    draw = Draw.objects.create(
        what=Drawn.TEAM,
        visit=visit,
        seed=seed,
        number=number,
        candidates=[[each.key, each.why, each.rank] for each in candidates],
        picked=picked,
        drawn_on=today,
        reason=reason,
    )
    gone(visit, new={"seed": seed, "number": number, "picked": picked, "reason": reason})
    return draw


@action("supervision.replace_member")
def replace_member(
    *,
    actor: Viewer,
    at: datetime,
    visit: Visit,
    version: int,
    member_id: int,
    reason: str,
) -> Visit:
    """Let the next of the same lots stand in for one who cannot come, and lead if that one led."""
    permissions.require_issue(actor, visit.issuer)
    visit = going("replace_member", visit, version)
    leaving = visit.team.filter(member_id=member_id, left_because="").first()
    draw = visit.draws.last()
    if leaving is None or draw is None:
        raise Refused(_("请选择不能参加的组员"), "member_id")
    if not reason.strip():
        raise Refused(_("请写明不能参加的原因"), "reason")
    candidates = [Candidate(*each) for each in draw.candidates]
    gone_by = [str(key) for key in visit.team.values_list("member_id", flat=True)]
    key = rules.successor(rules.in_order(draw.seed, candidates), gone_by)
    if key is None:
        raise Refused(_too_few(candidates, len(gone_by) + 1))
    leads, leaving.leader, leaving.left_because = leaving.leader, False, reason.strip()
    leaving.save(update_fields=["leader", "left_because"])
    place = len(gone_by) + 1
    TeamMember.objects.create(visit=visit, member_id=int(key), place=place, leader=leads)
    return gone(visit, new={"left": member_id, "reason": reason.strip(), "came": int(key)})


@action("supervision.choose_leader")
def choose_leader(
    *, actor: Viewer, at: datetime, visit: Visit, version: int, member_id: int
) -> Visit:
    """Say who of the team leads it."""
    permissions.require_issue(actor, visit.issuer)
    visit = going("choose_leader", visit, version)
    chosen = visit.team.filter(member_id=member_id, left_because="").first()
    if chosen is None:
        raise Refused(_("请在组员里选择组长"), "member_id")
    visit.team.filter(leader=True).update(leader=False)
    chosen.leader = True
    chosen.save(update_fields=["leader"])
    return gone(visit, new={"leader": member_id})


def _too_few(candidates: Sequence[Candidate], number: int, pool: str = "") -> str:
    """Return how many there are, how many are needed, and why the others may not."""
    why = Counter(each.why for each in candidates)
    told = {"free": why.pop("", 0), "number": number, "pool": ""}
    if pool:
        told["pool"] = _("“%(pool)s”里") % {"pool": Pool(pool).label}
    said = _("%(pool)s能抽的只有 %(free)s 人，需要 %(number)s 人。") % told
    if why:
        reasons = "，".join(f"{Why(name).label} {n} 人" for name, n in sorted(why.items()))
        said += _("回避的：%(reasons)s。") % {"reasons": reasons}
    return said + _("请减少人数，或扩大抽取范围。")
