"""A rule as its page says it: level, versions, who owes, what discharges, effect today."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.duties.engine.runs import dates_of
from xianfeng.duties.enums import Card, Each, Level, Shape
from xianfeng.duties.models import Duty
from xianfeng.duties.rules import Match, Owes, Rule, Version, spells
from xianfeng.kernel import facts
from xianfeng.kernel.facts import FactKind
from xianfeng.kernel.periods import Cycle, parse
from xianfeng.members.enums import PostTitle
from xianfeng.units.enums import UnitKind

_CYCLES = {
    Cycle.MONTH: gettext_lazy("每月"),
    Cycle.QUARTER: gettext_lazy("每季度"),
    Cycle.HALF: gettext_lazy("每半年"),
    Cycle.YEAR: gettext_lazy("每年"),
}


def effect(rule: Rule, counts: dict[str, int], as_of: date) -> list[tuple[str, int, str]]:
    """Return (state, number, address of its list) for the spans that began in the year."""
    address = reverse("duties:list")
    about = {"rule": rule.id, "year": as_of.year, "as_of": as_of.isoformat()}
    return [
        (state, number, f"{address}?{urlencode({**about, 'state': state})}")
        for state, number in counts.items()
    ]


def page_of(row: Any, kind: FactKind) -> str:
    """Return the address of a fact's page, or nothing."""
    return reverse(kind.page, args=[facts.cell(row, kind.page_key)]) if kind.page else ""


def told(rule: Rule) -> dict[str, Any]:
    """Return a rule's level and versions in words, for its page."""
    return {
        "local": rule.level == Level.LOCAL,
        "versions": [_version(rule, version) for version in reversed(rule.versions)],
    }


def _version(rule: Rule, version: Version) -> list[tuple[str, str]]:
    until = version.effective_until
    pairs = [
        (_("施行"), f"{version.effective_from} 起" + (f"，{until} 前" if until else "")),
        (_("周期"), _cycle(rule, version)),
        (_("谁应办"), _who(rule, version)),
        (_("什么算完成"), _match(version.discharged_by)),
        (_("提前提醒"), _reminders(version)),
        (_("红黄牌"), _cards(version)),
    ]
    if version.after is not None:
        pairs.insert(1, (_("由什么引起"), _match(version.after)))
    return pairs


def _cycle(rule: Rule, version: Version) -> str:
    if rule.shape == Shape.COMMITMENT:
        return _("每项按自己写明的时限")
    if rule.shape == Shape.ONCE:
        return _("%(day)s 前一次") % {"day": version.due}
    if rule.shape == Shape.FOLLOW_UP:
        return limit(version)
    text = _("%(cycle)s %(need)s 次") % {"cycle": _CYCLES[version.cycle], "need": version.need}
    if version.due_days_after:
        text += _("，期满后 %(days)s 天内") % {"days": version.due_days_after}
    return text


def _who(rule: Rule, version: Version) -> str:
    if rule.shape == Shape.COMMITMENT:
        return _("写明的牵头单位")
    owes = version.owes
    text = "、".join(str(UnitKind(kind).label) for kind in owes.kinds) or _("所有党组织")
    if owes.min_full_members is not None:
        text += _("，正式党员 %(number)s 人以上") % {"number": owes.min_full_members}
    if owes.max_full_members is not None:
        text += _("，正式党员不超过 %(number)s 人") % {"number": owes.max_full_members}
    if owes.each != Each.UNIT:
        text += _("的") + each(owes)
    return text + _("（按期间最后一天的情况）")


def each(owes: Owes) -> str:
    """Return which persons of a unit owe, in words."""
    if owes.each == Each.MEMBER:
        return _("每名正式党员")
    titles = "、".join(str(PostTitle(title).label) for title in owes.titles)
    return _("每名任%(titles)s的党员") % {"titles": titles} if titles else _("每名任党内职务的党员")


def limit(version: Version) -> str:
    """Return how long a follow-up may take, in words: months, then days, then working days."""
    parts = [
        _("%(months)s 个月") % {"months": version.within_months} if version.within_months else "",
        _("%(days)s 天") % {"days": version.within_days} if version.within_days else "",
        _("%(days)s 个工作日") % {"days": version.within_working_days}
        if version.within_working_days
        else "",
    ]
    return _("其后 %(long)s内") % {"long": _("零 ").join(part for part in parts if part)}


def _reminders(version: Version) -> str:
    days = sorted(version.remind_days, reverse=True) or [version.warn_days]
    return _("截止前 %(days)s 天") % {"days": _(" 天、").join(str(day) for day in days)}


def _match(match: Match) -> str:
    known = {kind.id: kind.title for kind in facts.every()}
    if match.fact not in known:
        return _("%(fact)s（本系统尚未登记这类事项，规则暂不计算）") % {"fact": match.fact}
    said = "、".join(_value(match.fact, name, value) for name, value in match.where)
    text = known[match.fact] + (f"：{said}" if said else "")
    if match.quorum is not None:
        text += _("，实到不少于应到的 %(share)s") % {"share": match.quorum}
    return text


def _value(fact: str, name: str, value: str | int | tuple[str, ...]) -> str:
    """Return a condition's value by its label where the column has choices."""
    kind = facts.get(fact)
    fields = {field.name: field for field in kind.rows().model._meta.fields}
    column = fields.get(kind.lookup(name))
    labels = dict(column.flatchoices) if column is not None else {}
    values = value if isinstance(value, tuple) else (value,)
    return "、".join(str(labels.get(each, each)) for each in values)


def _cards(version: Version) -> str:
    cards = version.cards
    if cards is None:
        return _("不设")
    told = [
        _given(_("黄牌"), cards.yellow_days, cards.yellow_misses),
        _given(_("红牌"), cards.red_days, cards.red_misses),
    ]
    said = "，".join(part for part in told if part)
    return _("%(said)s（%(source)s）") % {"said": said, "source": cards.source}


def _given(card: str, days: int | None, misses: int | None) -> str:
    ways = [
        _("逾期 %(days)s 天") % {"days": days} if days else "",
        _("连续 %(times)s 期未按期完成") % {"times": misses} if misses else "",
    ]
    said = _("或").join(way for way in ways if way)
    return f"{said}{card}" if said else ""


def card_key(duty: Duty) -> str:
    """Return what names a duty's card in an address."""
    return f"{duty.rule}/{duty.unit.code}/{duty.period}/{duty.subject}"


def card_reason(
    version: Version, duty: Duty, as_of: date, missed: Sequence[str], card: Card | None
) -> str:
    """Return why a duty holds its card on a day: the days, or the run and how it was counted."""
    found = spells(version.cards, dates_of(duty), len(missed))
    spell = next((one for one in found if one.card == card and one.covers(as_of)), None)
    if spell is None:
        return ""
    run = missed[-spell.run :] if spell.run else ()
    return given_because(duty, spell.card, spell.given_on, run)


def given_because(duty: Duty, card: Card, given_on: date, missed: Sequence[str]) -> str:
    """Return why a card was given, in one sentence; ``missed`` are the periods of its run."""
    told = {"day": given_on, "card": card.label, "due": duty.due_on}
    if missed:
        periods = "、".join(parse(name).title for name in missed)
        text = _("%(periods)s连续 %(times)s 期未按期完成，%(day)s 起%(card)s")
        return text % {**told, "periods": periods, "times": len(missed)}
    until = duty.waived_until
    if until is not None and duty.waived_on and given_on > duty.waived_on:
        since = max(duty.due_on, until - timedelta(days=1))
        told |= {"until": until, "days": (given_on - since).days}
        text = _("免办于 %(until)s 收回，此后满 %(days)s 天未完成，%(day)s 起%(card)s")
        return text % told
    told["days"] = (given_on - duty.due_on).days
    return _("截止日 %(due)s，逾期满 %(days)s 天，%(day)s 起%(card)s") % told
