"""List what units were asked by month: fields, minutes (an estimate), notices."""

import argparse

from xianfeng.cli.output import DONE, Unusable, actor, day, document, say

NAME = "burden"
HELP = "按单位和月份列出填写项数、填报分钟（估算）和收到的通知"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the span, the unit and the JSON switch."""
    parser.add_argument("--from", dest="first", required=True, help="第一天，如 2021-01-01")
    parser.add_argument("--to", dest="last", required=True, help="最后一天，如 2021-06-30")
    parser.add_argument("--unit", default="", metavar="CODE", help="只看这个组织和它下面的组织")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    """Print a line for each unit and month, in the fixed order of units."""
    from xianfeng.burden import queries
    from xianfeng.units import queries as units_queries

    viewer, first, last = actor(), day(options.first), day(options.last)
    if first > last:
        raise Unusable("第一天应不晚于最后一天")
    unit = units_queries.visible_to(viewer).filter(code=options.unit).first()
    if options.unit and unit is None:
        raise Unusable(f"没有编码为 {options.unit} 的组织")
    rows = queries.totals(viewer, first, last, unit.path if unit else "")
    if options.json:
        document(rows)
        return DONE
    for row in rows:
        print("\t".join(str(cell) for cell in row.values()))
    say(f"共 {len(rows)} 行；分钟为估算")
    return DONE
