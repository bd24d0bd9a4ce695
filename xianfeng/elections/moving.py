"""Taking an election from one state to the next, for the actions that do it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.elections import rules
from xianfeng.elections.models import Election, Step
from xianfeng.kernel.actions import Conflict, Refused


def locked(election: Election, version: int) -> Election:
    """Return the election's row, locked; Conflict when it changed since ``version``."""
    rows = Election.objects.select_for_update(of=("self",)).select_related("unit__parent", "term")
    found = rows.get(pk=election.pk)
    if found.version != version:
        raise Conflict(found)
    return found


def move(
    election: Election, verb: str, on: date, today: date, number: str = "", words: str = ""
) -> None:
    """Take the verb's edge on a day, save the election and keep the step.

    Refused when no edge starts here, or the day is in the future or before the last step's.
    """
    if not rules.may(verb, election.state, party_group=election.party_group):
        if verb == "request" and election.party_group:
            raise Refused(_("先登记党组讨论，再向上级请示（机关条例第三十七条）。"))
        raise Refused(
            _("现在是“%(state)s”，还不能办这一步，请刷新页面看看最新情况。")
            % {"state": election.get_state_display()}
        )
    last = election.steps.last()
    earliest = last.on if last else election.started_on
    if on > today:
        raise Refused(_("日期在今天之后，请等办完再登记。"), "on")
    if on < earliest:
        raise Refused(_("日期不早于上一步的 %(day)s。") % {"day": earliest}, "on")
    election.state = rules.EDGES[verb].to
    election.version += 1
    election.save()
    Step.objects.create(
        election=election, verb=verb, on=on, number=number.strip(), words=words.strip()
    )


def open_seats(election: Election) -> int:
    """Return how many seats are not filled yet."""
    return election.seats - election.candidates.filter(standing="elected").count()


def said(election: Election, **more: Any) -> dict[str, Any]:
    """Return what the log keeps of an election."""
    return {
        "kind": election.kind,
        "state": election.state,
        "seats": election.seats,
        "years": election.years,
        **more,
    }
