"""Opening, closing and furnishing accounts."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.accounts.enums import Office
from xianfeng.accounts.models import User
from xianfeng.accounts.permissions import is_operator, require_security, require_system
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import Viewer, note_check


@action("accounts.create_user")
def create_user(
    *,
    actor: Viewer,
    at: datetime,
    username: str,
    name: str,
    password: str,
    office: str = Office.NONE,
) -> User:
    """Open an account; the person changes the password at the first sign-in.

    An office is given only at the command line, to the first administrators; later ones get
    theirs from the security administrator. Refused for a taken name or a weak password.
    """
    require_system(actor)
    if office:
        require_security(actor)
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(_("用户名已有人使用，请换一个"), "username")
    user = User(username=username, name=name, office=office, must_change_password=True)
    _set_password(user, password)
    user.save()
    audit.record(user, new={"username": username, "name": name, "office": office})
    return user


@action("accounts.reset_password")
def reset_password(*, actor: Viewer, at: datetime, user: User, password: str) -> None:
    """Give a new first password, and take away the second factor so that it is set up anew.

    Whoever knows a first password could be that person: those of the security and the audit
    administrator are given at the command line, where the system administrator is not.
    """
    require_system(actor)
    if user.office in {Office.SECURITY, Office.AUDIT} and not is_operator(actor):
        raise Refused(_("安全管理员和审计管理员的密码请在服务器上用命令重设"))
    _set_password(user, password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    Authenticator.objects.filter(user=user).delete()
    audit.record(user, new={"password": "reset"})


@action("accounts.set_active")
def set_active(*, actor: Viewer, at: datetime, user: User, active: bool) -> None:
    """Close an account, or open it again; nobody closes their own."""
    require_system(actor)
    if user.pk == actor.user_id:
        raise Refused(_("不能停用自己的账户，请由另一位系统管理员办理"))
    old = user.is_active
    user.is_active = active
    user.save(update_fields=["is_active"])
    audit.record(user, old={"is_active": old}, new={"is_active": active})


@action("accounts.set_office")
def set_office(*, actor: Viewer, at: datetime, user: User, office: str) -> None:
    """Give or take one of the three offices; nobody changes their own (三员互斥)."""
    require_security(actor)
    if user.pk == actor.user_id:
        raise Refused(_("不能改变自己的管理员身份，请由另一位安全管理员办理"))
    running = user.unit_roles.exclude(until_on__lte=timezone.localdate(at))
    if office and running.exists():
        raise Refused(_("此人在党组织里有职责；三员不能兼任业务职责，请先结束职责"), "office")
    old = user.office
    user.office = office
    user.save(update_fields=["office"])
    audit.record(user, old={"office": old}, new={"office": office})


@action("accounts.set_large_type")
def set_large_type(*, actor: Viewer, at: datetime, user: User, large: bool) -> None:
    """Switch one's own pages to large type, or back."""
    note_check()
    if user.pk != actor.user_id:
        raise Refused(_("字号只能由本人调整"))
    user.large_type = large
    user.save(update_fields=["large_type"])
    audit.record(user, new={"large_type": large})


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise Refused("；".join(problem.messages), "password") from None
    user.set_password(password)
