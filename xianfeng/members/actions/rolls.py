"""Where a member stands on the rolls: branch, group and posts, ended and begun together."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from xianfeng.kernel import facts
from xianfeng.kernel.actions import Refused
from xianfeng.members.facts import (
    ACCEPTED,
    BELONGING,
    CONFIRMED,
    GROUP_SPELL,
    MEMBERSHIP,
    POST,
)
from xianfeng.members.models import GroupMembership, Member, Membership, Post
from xianfeng.units.enums import BRANCH_KINDS
from xianfeng.units.models import Unit

KINDS = (MEMBERSHIP, BELONGING, ACCEPTED, CONFIRMED, POST, GROUP_SPELL)


class Rolls:
    """A member's spells, locked; one ends on the day the next one begins, so that none overlap."""

    def __init__(self, member: Member) -> None:
        self.member = Member.objects.select_for_update().get(pk=member.pk)
        spells = member.memberships.select_for_update(of=("self",)).select_related("unit")
        self.last = spells.order_by("-from_on").first()
        self.units: set[int] = {self.last.unit_id} if self.last else set()

    @property
    def spell(self) -> Membership | None:
        """Return the open branch spell, or None for somebody who is on no branch's roll."""
        return self.last if self.last and self.last.until_on is None else None

    @property
    def path(self) -> str:
        """Return the path of the last branch; the root of everything when there is none."""
        return self.last.unit.path if self.last else ""

    @property
    def home(self) -> Unit:
        """Return the branch of the open spell; Refused when there is none."""
        return self._open().unit

    def end(self, on: date, field: str, keep: str = "") -> None:
        """End the branch spell, the group and the posts; posts above the path ``keep`` go on.

        Refused where something began on that day or later.
        """
        spell = self._open()
        posts = [
            post
            for post in self.member.posts.select_for_update(of=("self",))
            .select_related("unit")
            .filter(Q(until_on=None) | Q(until_on__gt=on))
            if not (keep and keep.startswith(post.unit.path))
        ]
        groups = list(self.member.group_spells.select_for_update().filter(until_on=None))
        running: list[Membership | Post | GroupMembership] = [spell, *posts, *groups]
        for one in running:
            if one.from_on >= on:
                text = _("日期应晚于 %(day)s：编入支部、党小组或任职的日期。")
                raise Refused(text % {"day": one.from_on}, field)
        for one in running:
            one.until_on = on
            one.save(update_fields=["until_on"])
            self.units.add(one.unit_id)

    def begin(self, unit: Unit, on: date, field: str) -> Membership:
        """Begin a branch spell; Refused where the unit takes nobody that day."""
        if unit.kind not in BRANCH_KINDS:
            raise Refused(_("党员要编入党支部，请选一个党支部。"), "unit")
        if on < unit.established_on or (unit.abolished_on and on >= unit.abolished_on):
            raise Refused(_("该党支部当日不在存续期间，请核对支部和日期。"), field)
        if self.last and on < (self.last.until_on or date.max):
            raise Refused(_("日期不早于上一段组织关系截止的日期。"), field)
        self.units.add(unit.pk)
        self.last = Membership.objects.create(member=self.member, unit=unit, from_on=on)
        return self.last

    def told(self) -> None:
        """Tell whoever derives from facts that the rolls of these units changed."""
        for kind in KINDS:
            facts.recorded(kind, unit_ids=self.units)

    def _open(self) -> Membership:
        if self.spell is None:
            raise Refused(_("此人现在不在任何党支部的名册上。"))
        return self.spell
