"""The cards of one day, found the slow way: every duty looked at as it was on that day."""

from datetime import timedelta

from xianfeng.duties import rulebook
from xianfeng.duties.models import Duty


def cards_on(as_of, since=None):
    """Return {(rule, unit, subject, period): card} for the duties that hold one on a day."""
    duties = [one for one in Duty.objects.all() if since is None or one.starts_on >= since]
    by_month = {(one.rule, one.unit_id, one.subject, _month(one)): one for one in duties}
    found = {}
    for duty in duties:
        version = rulebook.get(duty.rule).version_at(duty.starts_on)
        if version.cards and not _answered(duty, as_of) and as_of > duty.due_on:
            card = _card(duty, version, by_month, as_of)
            if card:
                found[duty.rule, duty.unit_id, duty.subject, duty.period] = card
    return found


def _answered(duty, as_of):
    until = duty.waived_until
    waived = _by(duty.waived_on, as_of) and (until is None or as_of < until)
    return any(_by(day, as_of) for day in (duty.met_on, duty.none_on, duty.spared_on)) or waived


def _by(day, as_of):
    return day is not None and day <= as_of


def _card(duty, version, by_month, as_of):
    cards, base, run = version.cards, duty.due_on, _run(duty, version, by_month)
    if _by(duty.waived_on, as_of):  # and it was revoked, or the duty would be answered
        base, run = max(base, duty.waived_until - timedelta(days=1)), 0
    late = (as_of - base).days
    for card, days, misses in (
        ("red", cards.red_days, cards.red_misses),
        ("yellow", cards.yellow_days, cards.yellow_misses),
    ):
        if (days and late >= days) or (misses and run >= misses):
            return card
    return None


def _run(duty, version, by_month):
    """Return how many spans in a row were missed, as known on the day after the due day."""
    known, month, run = duty.due_on + timedelta(days=1), _month(duty), 0
    while row := by_month.get((duty.rule, duty.unit_id, duty.subject, month)):
        met = row.met_on is not None and row.met_on <= row.due_on
        if met or _by(row.none_on, known) or _by(row.waived_on, known):
            break
        run, month = run + 1, month - version.cycle.months
    return run


def _month(duty):
    return duty.starts_on.year * 12 + duty.starts_on.month
