"""Reading accounts and the audit chain: for the administrators whose office it is."""

from django.db.models import QuerySet

from xianfeng.accounts.enums import Office
from xianfeng.accounts.models import User
from xianfeng.accounts.permissions import ACCOUNT_OFFICES, is_operator
from xianfeng.kernel.models import AuditEntry
from xianfeng.kernel.viewer import Viewer


def visible_to(viewer: Viewer) -> QuerySet[User]:
    """Return all accounts for the system and security administrators, nobody's otherwise."""
    if viewer.office in ACCOUNT_OFFICES or is_operator(viewer):
        return User.objects.order_by("username")
    return User.objects.none()


def found(viewer: Viewer, words: str) -> QuerySet[User]:
    """Return accounts whose user name or name contains the words."""
    users = visible_to(viewer)
    if not words:
        return users
    return users.filter(username__icontains=words) | users.filter(name__icontains=words)


def entries(viewer: Viewer, verb: str = "", actor: str = "") -> QuerySet[AuditEntry]:
    """Return the audit chain, newest first, for the audit administrator; nothing otherwise."""
    if viewer.office != Office.AUDIT and not is_operator(viewer):
        return AuditEntry.objects.none()
    chain = AuditEntry.objects.order_by("-seq")
    if verb:
        chain = chain.filter(verb__startswith=verb)
    if actor:
        chain = chain.filter(actor_name__contains=actor)
    return chain
