"""Write the empty workbook of a kind of ledger."""

import argparse
from pathlib import Path

from xianfeng.cli.output import DONE, Unusable, say
from xianfeng.ledgers import registry
from xianfeng.ledgers.exporting import template

NAME = "template"
HELP = "生成台账模板（带填写校验和示例）"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the kind and the file."""
    kinds = [kind.id for kind in registry.every()]
    parser.add_argument("kind", metavar="KIND", choices=kinds, help="、".join(kinds))
    parser.add_argument("-o", "--output", metavar="FILE.xlsx", type=Path, required=True)


def run(options: argparse.Namespace) -> int:
    """Write the file."""
    if options.output.suffix.lower() != ".xlsx":
        raise Unusable("模板文件的扩展名应为 .xlsx")
    try:
        with options.output.open("wb") as target:
            template(target, registry.get(options.kind))
    except OSError:
        raise Unusable(f"写不了文件 {options.output}，请核对路径") from None
    say(f"模板已写到 {options.output}")
    return DONE
