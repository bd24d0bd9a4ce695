"""The steps of a deed: each by the side whose word it is."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.kernel import audit
from xianfeng.kernel.actions import Conflict, Refused, action, part
from xianfeng.kernel.viewer import Viewer
from xianfeng.partners import permissions, rules
from xianfeng.partners.actions.shared import checked_day, since, tell
from xianfeng.partners.models import Deed


@action("partners.agree_deed")
def agree_deed(
    *, actor: Viewer, at: datetime, deed: Deed, version: int, due_on: date | None = None
) -> Deed:
    """Agree to what the other side proposed; a day may be named, or named anew."""
    deed, before = _begun(actor, at, deed, version, "agree_deed")
    today = timezone.localdate(at)
    if due_on is not None and due_on < today:
        raise Refused(_("约定日期在今天之前，请核对。"), "due_on")
    old = deed.due_on
    deed.agreed_on, deed.due_on = today, due_on or deed.due_on
    return _gone(deed, before, old)


@action("partners.refuse_deed")
def refuse_deed(*, actor: Viewer, at: datetime, deed: Deed, version: int, because: str) -> Deed:
    """Say that it cannot be, and why."""
    return _closed(*_begun(actor, at, deed, version, "refuse_deed"), because)


@action("partners.withdraw_deed")
def withdraw_deed(*, actor: Viewer, at: datetime, deed: Deed, version: int, because: str) -> Deed:
    """Take back what one proposed, and say why."""
    return _closed(*_begun(actor, at, deed, version, "withdraw_deed"), because)


@action("partners.drop_deed")
def drop_deed(*, actor: Viewer, at: datetime, deed: Deed, version: int, because: str) -> Deed:
    """Give up what was agreed, by either side, and say why."""
    return _closed(*_begun(actor, at, deed, version, "drop_deed"), because)


@action("partners.finish_deed")
def finish_deed(
    *,
    actor: Viewer,
    at: datetime,
    deed: Deed,
    version: int,
    done_on: date,
    result: str = "",
    beneficiaries: int | None = None,
) -> Deed:
    """Say, as who did it, that it is done; for a side without an account the unit says it."""
    deed, before = _begun(actor, at, deed, version, "finish_deed")
    checked_day(done_on, since(deed), timezone.localdate(at))
    deed.done_on, deed.result = done_on, result.strip()
    deed.beneficiaries = beneficiaries
    deed.on_behalf |= rules.doer(deed.direction) not in permissions.speaks(actor, deed)
    return _gone(deed, before)


@action("partners.confirm_deed")
def confirm_deed(
    *,
    actor: Viewer,
    at: datetime,
    deed: Deed,
    version: int,
    confirmed_by: str = "",
    confirmed_on: date | None = None,
) -> Deed:
    """Say, as who received it, that it was done.

    For a side without an account the unit writes down who confirmed it on paper, and when (代录).
    """
    deed, before = _begun(actor, at, deed, version, "confirm_deed")
    deed.confirmed_on = timezone.localdate(at)
    if permissions.on_paper(actor, deed):
        _on_paper(deed, confirmed_by.strip(), confirmed_on or deed.confirmed_on)
    return _gone(deed, before)


def _on_paper(deed: Deed, confirmed_by: str, confirmed_on: date) -> None:
    if not confirmed_by:
        raise Refused(_("请写明对方是谁确认的，写职务即可。"), "confirmed_by")
    if deed.done_on is None or deed.confirmed_on is None:
        raise ValueError("a deed is confirmed after it is done")
    if not deed.done_on <= confirmed_on <= deed.confirmed_on:
        raise Refused(_("确认日期应在办成之后、不晚于今天，请核对。"), "confirmed_on")
    deed.confirmed_on, deed.confirmed_by, deed.on_behalf = confirmed_on, confirmed_by, True


def _begun(actor: Viewer, at: datetime, deed: Deed, version: int, verb: str) -> tuple[Deed, str]:
    """Check, lock, take the edge; return the deed and the state it left."""
    permissions.require_verb(actor, deed, verb, timezone.localdate(at))
    found = Deed.objects.select_for_update(of=("self",)).select_related(
        "unit", "other", "community", "pair"
    )
    row = found.get(pk=deed.pk)
    if row.version != version:
        raise Conflict(row)
    if not rules.DEED.may(verb, row.state):
        raise Refused(_("这件实事现在不能这样办，请刷新页面看看最新情况。"))
    before, row.state = row.state, rules.DEED.edge(verb).to
    return row, before


@part
def _closed(deed: Deed, before: str, because: str) -> Deed:
    if not because.strip():
        raise Refused(_("请写明原因，对方看得到。"), "because")
    deed.because = because.strip()
    return _gone(deed, before)


@part
def _gone(deed: Deed, before: str, *days: date | None) -> Deed:
    deed.version += 1
    deed.save()
    new = {"state": deed.state, "because": deed.because, "done_on": deed.done_on,
           "due_on": deed.due_on, "confirmed_by": deed.confirmed_by}  # fmt: skip
    audit.record(deed, old={"state": before}, new=new, unit_id=deed.unit_id)
    tell(deed, *days)
    return deed
