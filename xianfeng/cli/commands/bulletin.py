"""Print the tables of the statistical bulletin as of a day."""

import argparse

from xianfeng.cli.commands.figures import scope_of
from xianfeng.cli.output import DONE, actor, day, document
from xianfeng.reports.queries import bulletin

NAME = "bulletin"
HELP = "按年度党内统计公报的表式列出某一天的数字"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the day, the unit and the switch."""
    parser.add_argument("--as-of", required=True, help="截至哪一天，如 2021-12-31")
    parser.add_argument("--unit", default="", help="组织编码，默认整棵树")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    """Print every row with its value; what nothing records is null, or 未登记."""
    viewer, on = actor(), day(options.as_of)
    found = bulletin.cells(viewer, scope_of(viewer, options.unit), on)
    lines = [(table, cell) for table, cells in found for cell in cells]
    if options.json:
        document(
            [
                {"table": table.id, "id": cell.row.id, "value": cell.value,
                 "measure": table.measure, "as_of": on}
                for table, cell in lines
            ]
        )  # fmt: skip
        return DONE
    for table, cell in lines:
        value = "未登记" if cell.value is None else f"{cell.value}{table.measure}"
        print(f"{table.title}\t{cell.row.title}\t{value}")
    return DONE
