"""After the vote: the posts are divided, the result reported and confirmed, and takes effect."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.elections import facts, moving, permissions, rules
from xianfeng.elections.enums import ElectionKind, Standing
from xianfeng.elections.models import Candidate, Election
from xianfeng.kernel import audit
from xianfeng.kernel import facts as kernel_facts
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer
from xianfeng.members.enums import PostHow, PostTitle
from xianfeng.members.facts import POST
from xianfeng.members.models import Post
from xianfeng.units import facts as units_facts
from xianfeng.units.models import Term
from xianfeng.voting import rules as voting_rules

LED_BY = frozenset({PostTitle.SECRETARY})
VOTED_ON = frozenset({PostTitle.SECRETARY, PostTitle.DEPUTY_SECRETARY, PostTitle.FULL_TIME_DEPUTY})


@action("elections.divide")
def divide(
    *,
    actor: Viewer,
    at: datetime,
    election: Election,
    version: int,
    on: date,
    posts: Mapping[int, str],
    votes: Mapping[int, int],
) -> Election:
    """Give every elected member a post: {member: title}, and the votes of the committee's meeting.

    A new committee elects its secretary and deputies itself, with more than half of its members.
    Source: 支部工作条例 22 [M]. Refused without exactly one secretary in a re-election.
    """
    permissions.require_own(actor, election.unit)
    election = moving.locked(election, version)
    elected = list(election.candidates.filter(standing=Standing.ELECTED))
    if {each.member_id for each in elected} != set(posts):
        raise Refused(_("请给每位当选人选一个职务。"))
    titles = list(posts.values())
    if election.kind == ElectionKind.TERM and titles.count(PostTitle.SECRETARY) != 1:
        raise Refused(_("书记应有一人，也只有一人。"))
    _refuse_votes(election, posts, votes, len(elected))
    moving.move(election, "divide", on, timezone.localdate(at))
    for each in elected:
        each.post = posts[each.member_id]
        each.post_votes = votes.get(each.member_id)
        each.save(update_fields=["post", "post_votes"])
    new = moving.said(election, posts={str(key): title for key, title in posts.items()})
    audit.record(election, new=new, unit_id=election.unit_id)
    return election


@action("elections.report")
def report(
    *, actor: Viewer, at: datetime, election: Election, version: int, on: date, number: str
) -> Election:
    """Report the result to the superior."""
    permissions.require_own(actor, election.unit)
    election = moving.locked(election, version)
    moving.move(election, "report", on, timezone.localdate(at), number)
    audit.record(election, new=moving.said(election, number=number), unit_id=election.unit_id)
    return election


@action("elections.confirm")
def confirm(
    *, actor: Viewer, at: datetime, election: Election, version: int, on: date, number: str
) -> Election:
    """As the superior, confirm the result: posts change, and in a re-election a new term begins.

    Reading: both from the day of the confirmation, since secretary and deputies take office when
    they are approved (机关基层组织工作条例 8 [V]).
    """
    permissions.require_superior(actor, election.unit)
    audit.hold()
    election = moving.locked(election, version)
    election.confirmed_on = on
    moving.move(election, "confirm", on, timezone.localdate(at), number)
    elected = list(election.candidates.filter(standing=Standing.ELECTED))
    _end_posts(election, elected, on)
    how = PostHow.ELECTED if election.kind == ElectionKind.TERM else PostHow.BY_ELECTION
    Post.objects.bulk_create(
        Post(
            member_id=each.member_id,
            unit_id=election.unit_id,
            title=each.post,
            full_time=each.post == PostTitle.FULL_TIME_DEPUTY,
            from_on=on,
            how=how,
            document=number.strip(),
        )
        for each in elected
    )
    if election.kind == ElectionKind.TERM:
        _new_term(election, on)
    new = moving.said(election, on=on, number=number)
    audit.record(election, new=new, unit_id=election.unit_id)
    _tell(election, on)
    return election


def _refuse_votes(
    election: Election, posts: Mapping[int, str], votes: Mapping[int, int], size: int
) -> None:
    """Refuse a secretary or deputy without more than half of the new committee."""
    if not election.committee or election.kind != ElectionKind.TERM:
        return
    for member, title in posts.items():
        if title not in VOTED_ON:
            continue
        number = votes.get(member, 0)
        if number > size or not voting_rules.is_elected(number, size):
            raise Refused(
                _("书记、副书记由新一届委员会选举，赞成票应超过委员 %(size)s 人的半数。")
                % {"size": size}
            )


def _end_posts(election: Election, elected: list[Candidate], on: date) -> None:
    """End the posts that the result replaces: all of them, or the secretary's in a by-election."""
    held = Post.objects.filter(Q(until_on=None) | Q(until_on__gt=on), unit_id=election.unit_id)
    held = held.exclude(title=PostTitle.GROUP_LEADER)
    if election.kind == ElectionKind.BY_ELECTION:
        led = [each.post for each in elected if each.post in LED_BY]
        own = Q(member__in=[each.member_id for each in elected])
        held = held.filter(Q(title__in=led) | own)
    late = held.filter(from_on__gte=on).first()
    if late is not None:
        raise Refused(
            _("现有职务自 %(day)s 起，批复日期应在其后，请核对。") % {"day": late.from_on}, "on"
        )
    held.update(until_on=on)


def _new_term(election: Election, on: date) -> None:
    running = Term.objects.filter(unit_id=election.unit_id, ended_on=None)
    if running.filter(from_on__gte=on).exists():
        raise Refused(_("批复日期应晚于本届起始日期，请核对。"), "on")
    running.update(ended_on=on)
    Term.objects.create(
        unit_id=election.unit_id,
        from_on=on,
        until_on=rules.term_end(on, election.years),
        years=election.years,
    )


def _tell(election: Election, on: date) -> None:
    units = {election.unit_id}
    kernel_facts.recorded(POST, unit_ids=units)
    for kind in (units_facts.TERM, units_facts.TERM_DUE, units_facts.OVERRUN):
        kernel_facts.recorded(kind, unit_ids=units)
    kernel_facts.recorded(facts.ELECTION, unit_ids=units, days={election.met_on or on})
