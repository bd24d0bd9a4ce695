"""Write the draft of a work report."""

import argparse
from pathlib import Path

from xianfeng.cli.output import DONE, Unusable, actor, say
from xianfeng.kernel import clock
from xianfeng.ledgers.documents.official import write
from xianfeng.reports.queries import values
from xianfeng.reports.texts import drafts

NAME = "report"
HELP = "写出半年或全年工作总结的 Word 初稿"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add kind, unit, year and where to write."""
    parser.add_argument("kind", choices=["annual", "half"], help="annual 全年，half 上半年")
    parser.add_argument("--unit", default="", help="组织编码，默认最上一级")
    parser.add_argument("--year", type=int, required=True, help="年份，如 2021")
    parser.add_argument("-o", "--output", required=True, metavar="FILE.docx", help="写到哪个文件")


def run(options: argparse.Namespace) -> int:
    """Write the draft."""
    today = clock.today()
    if not 1990 <= options.year <= today.year:
        raise Unusable("年份应在 1990 年到今年之间")
    viewer = actor()
    scope = values.scope(viewer, options.unit)
    if scope is None or not scope.code:
        raise Unusable(f"没有编码为 {options.unit or '（未写）'} 的党组织，请用 --unit 写明")
    draft = drafts.draft(viewer, options.kind, scope, options.year, today)
    path = Path(options.output)
    try:
        path.write_bytes(write(draft))
    except OSError as problem:
        raise Unusable(f"写不到 {path}：{problem.strerror}") from None
    if not drafts.is_over(options.kind, options.year, today):
        say("期间还没有结束，数字算到今天。")
    say(f"已写好《{drafts.plain_title(draft)}》：{path}")
    return DONE
