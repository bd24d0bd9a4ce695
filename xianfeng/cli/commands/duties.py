"""List what was owed by a day, with the state it had on that day."""

import argparse
from typing import Any

from xianfeng.cli.output import DONE, Unusable, actor, day, document, say

NAME = "duties"
HELP = "列出到某一天为止的应办事项及其状态"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the day, the unit, the rule and the JSON switch."""
    parser.add_argument("--as-of", required=True, metavar="DATE", help="查看日，如 2021-03-31")
    parser.add_argument("--unit", metavar="CODE", help="只看这个组织和它下面的组织")
    parser.add_argument("--rule", metavar="ID", help="只看一条规则")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    """Print the duties in the fixed order: rule book, units, time."""
    from xianfeng.duties import queries, rulebook

    viewer, as_of = actor(), day(options.as_of)
    if options.rule and options.rule not in {rule.id for rule in rulebook.every()}:
        raise Unusable(f"规则库里没有 {options.rule}")
    unit = queries.unit_of(viewer, options.unit) if options.unit else None
    if options.unit and unit is None:
        raise Unusable(f"没有编码为 {options.unit} 的组织")
    found = list(queries.duties(viewer, as_of=as_of, rule=options.rule or "", unit=unit))
    done = queries.done_by(viewer, found, as_of)
    held = queries.cards_of(viewer, found, as_of)
    rows = [_row(*each) for each in zip(found, done, held, strict=True)]
    if options.json:
        document(rows)
        return DONE
    for row in rows:
        print("\t".join("" if cell is None else str(cell) for cell in row.values()))
    say(f"共 {len(rows)} 项")
    return DONE


def _row(duty: Any, done: int, card: Any) -> dict[str, Any]:
    return {
        "rule": duty.rule,
        "unit": duty.unit.code,
        "subject": duty.subject or None,
        "period": duty.period,
        "due": duty.due_on.isoformat(),
        "state": duty.state,
        "card": card.value if card else None,
        "need": duty.need,
        "done": done,
    }
