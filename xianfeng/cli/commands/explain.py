"""Say why a duty has its state: rule, source, conditions, facts, dates."""

import argparse
from typing import Any

from xianfeng.cli.output import DONE, Unusable, actor, day, document
from xianfeng.kernel import clock

NAME = "explain"
HELP = "说明一项应办事项为什么是这个状态"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the rule, the unit, the period, the day and the JSON switch."""
    parser.add_argument("rule", metavar="RULE", help="规则编号，如 branch.general_meeting")
    parser.add_argument("unit", metavar="UNIT", help="组织编码")
    parser.add_argument("period", metavar="PERIOD", help="期间，如 2021-03、2021-Q1、2021")
    parser.add_argument("--as-of", metavar="DATE", help="查看日，默认今天")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    """Print one derivation, or one for each commitment of the period."""
    from xianfeng.duties import queries, rulebook
    from xianfeng.kernel.periods import parse

    viewer = actor()
    as_of = day(options.as_of) if options.as_of else clock.today()
    if options.rule not in {rule.id for rule in rulebook.active()}:
        raise Unusable(f"没有正在使用的规则 {options.rule}")
    if queries.unit_of(viewer, options.unit) is None:
        raise Unusable(f"没有编码为 {options.unit} 的组织")
    try:
        parse(options.period)
    except ValueError:
        raise Unusable(f"期间应写成 2021-03、2021-Q1、2021-H1 或 2021：{options.period}") from None
    found = queries.explain(viewer, options.rule, options.unit, options.period, as_of)
    if options.json:
        document([_plain(each) for each in found])
        return DONE
    for each in found:
        print("\n".join(_told(each)))
    return DONE


def _plain(each: Any) -> dict[str, Any]:
    rule = each.rule
    return {
        "rule": rule.id,
        "sentence": rule.sentence,
        "source": rule.source,
        "article": rule.article,
        "verification": rule.verification,
        "level": rule.level,
        "effective_from": each.version.effective_from if each.version else None,
        "unit": each.unit.code,
        "subject": each.subject or None,
        "period": each.period,
        "as_of": each.as_of,
        "due": each.due_on,
        "state": each.state.value if each.state else None,
        "card": each.card.value if each.card else None,
        "card_reason": each.card_reason or None,
        "waived": each.waiver.state if each.waiver else None,
        "need": each.need,
        "done": each.done,
        "reason": each.reason,
        "checks": [{"text": check.text, "holds": check.holds} for check in each.checks],
        "facts": [
            {
                "on": fact.on,
                "text": fact.text,
                "made_up": fact.made_up or None,
                "counts": fact.counts,
                "note": fact.note,
            }
            for fact in each.facts
        ],
        "none_declared": each.none_declared.declared_on if each.none_declared else None,
    }


def _told(each: Any) -> list[str]:
    rule = each.rule
    told = [
        f"{each.what}　{each.unit.name}　{each.period}　（{each.as_of}）",
        f"规则：{rule.sentence}",
        f"依据：{rule.source}{rule.article}　核对：{rule.verification}",
        f"结论：{each.state.label if each.state else '不欠'}。{each.reason}",
    ]
    if each.card_reason:
        told.append(f"红黄牌：{each.card_reason}")
    if each.waiver:
        told.append(f"申请免办：{each.waiver.asked_on}　{each.waiver.get_state_display()}")
    told += [f"  {'是' if check.holds else '否'}　{check.text}" for check in each.checks]
    for fact in each.facts:
        counted = "计入" if fact.counts else "不计"
        told.append(f"  {counted}　{fact.on}　{fact.text}　{fact.note}".rstrip())
    return told
