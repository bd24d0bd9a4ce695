"""List the cards in force on a day, and what waits for a word; ask, answer and take back."""

import argparse
from datetime import date
from typing import Any

from xianfeng.cli.output import DONE, Unusable, actor, day, document, say

NAME = "cards"
HELP = "列出某一天在亮的黄牌红牌，提出和答复免办申请、申诉"
_ASK = {"waiver": "ask_waiver", "appeal": "appeal_card"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the day, the unit, the JSON switch, and what may be asked and answered."""
    parser.add_argument("--as-of", metavar="DATE", help="查看日，默认今天")
    parser.add_argument("--unit", metavar="CODE", help="只看这个组织和它下面的组织")
    parser.add_argument("--requests", action="store_true", help="列出等待答复的申请和申诉")
    parser.add_argument("--ask", choices=sorted(_ASK), help="申请免办 waiver，或申诉 appeal")
    parser.add_argument("--step", metavar="VERB", help="办理一步，如 grant_waiver、dismiss_appeal")
    parser.add_argument("--number", type=int, metavar="N", help="申请或申诉的编号")
    parser.add_argument("--rule", metavar="ID", help="规则编号，同 --ask")
    parser.add_argument("--period", metavar="PERIOD", help="期间，同 --ask")
    parser.add_argument("--subject", type=int, default=0, metavar="N", help="事项编号，同 --ask")
    parser.add_argument("--word", default="", metavar="TEXT", help="理由或意见")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    """Do the one thing asked for; without any, list the cards in force."""
    from xianfeng.kernel import clock
    from xianfeng.kernel.actions import Refused

    as_of = day(options.as_of) if options.as_of else clock.today()
    try:
        if options.ask:
            return _ask(options)
        if options.step:
            return _step(options)
    except Refused as refused:
        raise Unusable(refused.message) from None
    rows = _waiting(options, as_of) if options.requests else _cards(options, as_of)
    if options.json:
        document(rows)
        return DONE
    for row in rows:
        print("\t".join("" if cell is None else str(cell) for cell in row.values()))
    say(f"共 {len(rows)} 项")
    return DONE


def _unit(options: argparse.Namespace) -> Any:
    from xianfeng.duties import queries

    unit = queries.unit_of(actor(), options.unit) if options.unit else None
    if options.unit and unit is None:
        raise Unusable(f"没有编码为 {options.unit} 的组织")
    return unit


def _cards(options: argparse.Namespace, as_of: date) -> list[dict[str, Any]]:
    from xianfeng.duties import queries

    return [
        {
            "unit": card.unit.code,
            "rule": card.rule,
            "subject": card.subject or None,
            "period": card.period,
            "due": card.due_on.isoformat(),
            "card": card.card,
            "given": card.given_on.isoformat(),
            "misses": card.run or None,
        }
        for card in queries.cards_in_force(actor(), as_of, _unit(options))
    ]


def _waiting(options: argparse.Namespace, as_of: date) -> list[dict[str, Any]]:
    from xianfeng.duties import queries
    from xianfeng.duties.models import Waiver

    return [
        {
            "number": one.plea.pk,
            "kind": "waiver" if isinstance(one.plea, Waiver) else "appeal",
            "unit": one.plea.unit.code,
            "rule": one.plea.rule,
            "subject": one.plea.subject or None,
            "period": one.plea.period,
            "asked": one.plea.asked_on.isoformat(),
            "reason": one.plea.reason,
        }
        for one in queries.asked_about(actor(), as_of, _unit(options))
    ]


def _ask(options: argparse.Namespace) -> int:
    from xianfeng.duties import actions, rulebook
    from xianfeng.kernel import clock

    unit = _unit(options)
    if unit is None or not options.period:
        raise Unusable("请用 --unit、--rule、--period 写明是哪一项")
    if options.rule not in {rule.id for rule in rulebook.active()}:
        raise Unusable(f"没有正在使用的规则 {options.rule}")
    made = getattr(actions, _ASK[options.ask])(
        actor=actor(on_behalf=True),
        at=clock.now(),
        unit=unit,
        rule=options.rule,
        period=options.period,
        subject=options.subject,
        reason=options.word,
    )
    return _told(options, made)


def _step(options: argparse.Namespace) -> int:
    from xianfeng.duties import actions, queries, rules
    from xianfeng.kernel import clock

    verbs = {edge.verb: "waiver" for edge in rules.WAIVER.edges}
    verbs |= {edge.verb: "appeal" for edge in rules.CARD.edges if edge.verb != _ASK["appeal"]}
    if options.step not in verbs:
        raise Unusable(f"没有 {options.step} 这一步；可用：{'、'.join(verbs)}")
    kind = verbs[options.step]
    pleas: Any = queries.waivers_to if kind == "waiver" else queries.appeals_to
    found = pleas(actor()).filter(pk=options.number).first()
    if found is None:
        raise Unusable(f"没有编号为 {options.number} 的申请或申诉")
    more = {} if options.step.startswith("take_") else {"word": options.word}
    about = {kind: found, "version": found.version, **more}
    made = getattr(actions, options.step)(actor=actor(), at=clock.now(), **about)
    return _told(options, made)


def _told(options: argparse.Namespace, made: Any) -> int:
    if options.json:
        document({"number": made.pk, "state": str(made.state)})
    else:
        say(f"编号 {made.pk}：{made.get_state_display()}")
    return DONE
