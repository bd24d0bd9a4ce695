"""Reading contact points: who goes where, what was found there, what was solved."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from xianfeng.kernel.viewer import Viewer, below
from xianfeng.members.models import Member, Post
from xianfeng.outreach import permissions
from xianfeng.outreach.models import Contact, ContactProblem, ContactVisit
from xianfeng.units.enums import BRANCH_KINDS, Role, UnitKind
from xianfeng.units.models import UnitRole

LEADING = (Role.LEADER, Role.OFFICE, Role.COMMITTEE_OFFICER)


@dataclass(frozen=True)
class Leader:
    """Somebody who may take on a contact point; ``note`` is the post or role they hold."""

    id: int
    name: str
    note: str

    @property
    def label(self) -> str:
        """Return the name with the post or role."""
        return f"{self.name}（{self.note}）" if self.note else self.name


def visible_to(viewer: Viewer) -> QuerySet[Contact]:
    """Return the contact points of the viewer's units, for staff, and the leader's own."""
    own = Q(leader_id=viewer.member_id) if viewer.member_id is not None else Q(pk__in=[])
    found = Contact.objects.filter(own | viewer.within("unit__path", permissions.READERS))
    return found.select_related("unit", "leader")


def listed(viewer: Viewer, on: date, path: str = "") -> QuerySet[Contact]:
    """Return the contact points of a day with visits of the year, last one, and open problems."""
    year = Q(visits__on__year=on.year, visits__on__lte=on, visits__withdrawn="")
    open_ = Q(visits__withdrawn="", visits__problems__isnull=False)
    open_ &= Q(visits__problems__solved_on=None)
    found = visible_to(viewer).filter(_covers(on), below("unit__path", path))
    return found.annotate(
        times=Count("visits", filter=year, distinct=True),
        last_on=Max("visits__on", filter=Q(visits__withdrawn="")),
        open=Count("visits__problems", filter=open_, distinct=True),
    ).order_by("unit__path", "pk")


def own(viewer: Viewer, on: date) -> QuerySet[Contact]:
    """Return the viewer's own contact points of a day."""
    mine = listed(viewer, on)
    return mine.filter(leader_id=viewer.member_id) if viewer.member_id else mine.none()


def visits_visible_to(viewer: Viewer) -> QuerySet[ContactVisit]:
    """Return the visits to contact points that the viewer may see."""
    found = ContactVisit.objects.filter(contact__in=visible_to(viewer))
    related = found.select_related("contact", "contact__unit", "contact__leader")
    return related.prefetch_related("problems")


def visits(viewer: Viewer, contact: Contact) -> QuerySet[ContactVisit]:
    """Return the visits to one contact point, the last one first."""
    return visits_visible_to(viewer).filter(contact=contact).order_by("-on", "-pk")


def visits_of_year(viewer: Viewer, year: int, path: str = "") -> QuerySet[ContactVisit]:
    """Return a year's visits that stand, in the fixed order of units."""
    found = visits_visible_to(viewer).filter(on__year=year, withdrawn="")
    return found.filter(below("contact__unit__path", path)).order_by("contact__unit__path", "on")


def problems_visible_to(viewer: Viewer) -> QuerySet[ContactProblem]:
    """Return the problems that the viewer may see, of visits that stand."""
    found = ContactProblem.objects.filter(visit__in=visits_visible_to(viewer), visit__withdrawn="")
    return found.select_related("visit__contact__unit", "visit__contact__leader")


def open_problems(viewer: Viewer, path: str = "") -> QuerySet[ContactProblem]:
    """Return what is still open, the oldest first."""
    found = problems_visible_to(viewer).filter(solved_on=None)
    return found.filter(below("visit__contact__unit__path", path)).order_by("visit__on", "pk")


def leaders(viewer: Viewer, on: date) -> list[Leader]:
    """Return members who hold a post above a branch, or a role, in the viewer's part on a day."""
    plain = [*BRANCH_KINDS, UnitKind.GROUP]
    held = Post.objects.filter(viewer.within("unit__path"), _covers(on))
    found: dict[int, Leader] = {}
    for post in held.exclude(unit__kind__in=plain).select_related("member", "unit").order_by("pk"):
        note = f"{post.unit.name}{post.get_title_display()}"
        found.setdefault(post.member_id, Leader(post.member_id, post.member.name, note))
    roles = UnitRole.objects.filter(viewer.within("unit__path"), _covers(on), role__in=LEADING)
    named = dict(roles.order_by("pk").values_list("user_id", "role"))
    for member in Member.objects.filter(user_id__in=named).order_by("pk"):
        note = str(Role(named[member.user_id or 0]).label)
        found.setdefault(member.pk, Leader(member.pk, member.name, note))
    return sorted(found.values(), key=lambda leader: leader.id)


def _covers(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))
