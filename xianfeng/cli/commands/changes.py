"""List the changes of units, and let those whose day has come take effect."""

import argparse
from typing import Any

from xianfeng.cli.output import DONE, FINDINGS, Unusable, actor, day, document, say
from xianfeng.kernel import clock

NAME = "changes"
HELP = "列出组织变更，或使到期的变更生效"
STATES = ("planned", "done", "cancelled")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the filters, and the switch that applies what is due."""
    parser.add_argument("--unit", metavar="UNIT", default="", help="组织编码，含下级")
    parser.add_argument("--state", choices=STATES, default="", help="状态")
    parser.add_argument("--due", action="store_true", help="使生效日期已到的变更生效")
    parser.add_argument("--as-of", metavar="DATE", help="以哪一天为准（配合 --due），默认今天")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    """Print the changes, or those that were due with what stood in their way."""
    return _apply(options) if options.due else _list(options)


def _apply(options: argparse.Namespace) -> int:
    from xianfeng.lifecycle import tasks

    today = clock.today()
    as_of = day(options.as_of) if options.as_of else today
    if as_of > today:
        raise Unusable("还没有到的日子不能提前生效")
    told = [
        _plain(change) | {"problem": why}
        for change, why in tasks.finish_due(actor(), as_of, clock.now())
    ]
    for one in told:
        say(f"{one['effective_on']}　{one['change']}　{one['problem'] or '已生效'}")
    if options.json:
        document(told)
    return FINDINGS if any(one["problem"] for one in told) else DONE


def _list(options: argparse.Namespace) -> int:
    from xianfeng.lifecycle import queries
    from xianfeng.units import queries as units

    viewer = actor()
    unit = units.visible_to(viewer).filter(code=options.unit).first() if options.unit else None
    if options.unit and unit is None:
        raise Unusable(f"没有编码为 {options.unit} 的组织")
    found = queries.listed(viewer, options.state, unit.path if unit else "")
    told = [_plain(change) for change in found]
    if options.json:
        document(told)
        return DONE
    for one in told:
        print(f"{one['effective_on']}　{one['state']}　{one['change']}")
    return DONE


def _plain(change: Any) -> dict[str, Any]:
    return {
        "id": change.pk,
        "kind": change.kind,
        "change": str(change),
        "unit": change.unit.code if change.unit else None,
        "target": change.target.code if change.target else None,
        "code": change.code or None,
        "name": change.name or None,
        "effective_on": change.effective_on,
        "decided_on": change.decided_on,
        "document_number": change.document_number or None,
        "state": change.state,
    }
