"""What the steps of waivers and appeals share: the edge that is taken, the word, the audit row."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.duties.models import Appeal, Waiver
from xianfeng.kernel import audit
from xianfeng.kernel.actions import Conflict, Refused, part
from xianfeng.kernel.states import Table
from xianfeng.kernel.viewer import Viewer


def require_reason(text: str, missing: str, field: str = "reason") -> str:
    """Return what was written; raises Refused when it is nothing."""
    if not text.strip():
        raise Refused(missing, field)
    return text.strip()


@part
def locked[P: (Waiver, Appeal)](plea: P, version: int) -> P:
    """Return the row as it stands, locked; raises Conflict."""
    found = type(plea)._default_manager.select_for_update(of=("self",)).select_related("unit")
    current: P = found.get(pk=plea.pk)
    if current.version != version:
        raise Conflict(current)
    return current


@part
def going(table: Table, verb: str, waiver: Waiver, version: int) -> Waiver:
    """Return the locked waiver in the state that a verb leads to; raises Refused, Conflict."""
    current = locked(waiver, version)
    if not table.may(verb, current.state):
        said = current.get_state_display()
        raise Refused(_("现在不能这样办：这项申请%(state)s") % {"state": said})
    current.state = table.edge(verb).to
    return current


@part
def decide[P: (Waiver, Appeal)](plea: P, actor: Viewer, at: datetime, word: str) -> P:
    """Note who decided and what was said; raises Refused to who asked."""
    if plea.asked_by_id is not None and plea.asked_by_id == actor.user_id:
        raise Refused(_("申请和答复不能是同一个人，请由另一位同志答复"))
    plea.decided_on, plea.decided_by_id = timezone.localdate(at), actor.user_id
    plea.word = word.strip()
    return plea


@part
def gone[P: (Waiver, Appeal)](plea: P) -> P:
    """Keep what was decided, with its audit row."""
    old = type(plea)._default_manager.values_list("state", flat=True).get(pk=plea.pk)
    plea.version += 1
    plea.save()
    new = {"state": str(plea.state), "word": plea.word}
    audit.record(plea, old={"state": str(old)}, new=new, unit_id=plea.unit_id)
    return plea
