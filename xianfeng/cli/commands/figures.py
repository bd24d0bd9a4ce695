"""Print figures, or the facts behind one."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from xianfeng.cli.output import DONE, Unusable, actor, day, document, say
from xianfeng.kernel import facts
from xianfeng.kernel import figures as registry
from xianfeng.kernel.viewer import Viewer
from xianfeng.reports import rules
from xianfeng.reports.queries import lists, values
from xianfeng.reports.queries.values import Entry, Scope
from xianfeng.reports.rules import Span

NAME = "figures"
HELP = "列出数字，或一个数字背后的事实"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add ids, span, unit and the two switches."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="数字的编号，默认全部")
    parser.add_argument("--from", dest="first", required=True, help="第一天，如 2021-01-01")
    parser.add_argument("--to", dest="last", required=True, help="最后一天，如 2021-06-30")
    parser.add_argument("--unit", default="", help="组织编码，默认整棵树")
    parser.add_argument("--list", action="store_true", help="列出一个数字背后的事实")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    """Print the values, or the list."""
    span = Span(day(options.first), day(options.last))
    if span.first > span.last:
        raise Unusable("第一天应不晚于最后一天")
    viewer = actor()
    at = scope_of(viewer, options.unit)
    try:
        entries = values.entries(viewer, at, span, options.ids or None)
    except KeyError as unknown:
        raise Unusable(f"没有编号为 {unknown.args[0]} 的数字；不写编号可以列出全部") from None
    if options.list:
        _print_facts(viewer, entries, at, span, options.json)
    elif options.json:
        document([_plain(entry, span, options.unit) for entry in entries])
    else:
        for entry in entries:
            shown = rules.written(entry.value, entry.measure, entry.recorded)
            print(f"{entry.id}\t{entry.title}\t{shown}\t{span.when(entry.during)}")
    return DONE


def scope_of(viewer: Viewer, code: str) -> Scope:
    """Return the unit of that code, or the whole tree."""
    if not code:
        return Scope("", "", "")
    found = values.scope(viewer, code)
    if found is None:
        raise Unusable(f"没有编码为 {code} 的党组织")
    return found


def _plain(entry: Entry, span: Span, unit: str) -> Mapping[str, Any]:
    return {
        "id": entry.id,
        "value": entry.value,
        "measure": entry.measure,
        "from": span.first,
        "to": span.last,
        "unit": unit or None,
        "recorded": entry.recorded,
    }


def _print_facts(
    viewer: Viewer, entries: Sequence[Entry], at: Scope, span: Span, as_json: bool
) -> None:
    """Print the facts behind one figure; those of a figure nobody records are none."""
    if len(entries) != 1:
        raise Unusable("--list 一次只列一个数字，请写明它的编号")
    (entry,) = entries
    titles: list[str] = []
    rows: list[list[Any]] = []
    if entry.recorded:
        figure = registry.get(entry.id)
        titles = [title for title, _ in facts.get(figure.fact).columns]
        found = lists.behind(viewer, figure, at, span).iterator(2000)
        rows = [lists.cells(viewer, figure, row) for row in found]
    say(f"{entry.title}：{rules.written(entry.value, entry.measure, entry.recorded)}")
    if as_json:
        document([dict(zip(titles, row, strict=True)) for row in rows])
        return
    print("\t".join(titles))
    for row in rows:
        print("\t".join("" if cell is None else str(cell) for cell in row))
