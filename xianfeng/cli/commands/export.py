"""Export a ledger: .xlsx, .csv or .json, masked unless a purpose is stated."""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from xianfeng.cli.output import DONE, Unusable, actor, say
from xianfeng.kernel import clock
from xianfeng.ledgers import actions, registry
from xianfeng.ledgers.exporting import save
from xianfeng.units import queries

NAME = "export"
HELP = "导出台账（身份证号、电话号码默认遮盖）"
_FORMS = {".xlsx": "xlsx", ".csv": "csv", ".json": "json"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the kind, the part of the tree, the file, and what lifts the mask."""
    kinds = [kind.id for kind in registry.every()]
    parser.add_argument("kind", metavar="KIND", choices=kinds, help="、".join(kinds))
    parser.add_argument("--unit", metavar="CODE", help="只导出这个组织及其下级")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, required=True)
    parser.add_argument("--unmasked", action="store_true", help="不遮盖（须写明用途，会记入审计）")
    parser.add_argument("--purpose", metavar="TEXT", default="", help="不遮盖的用途")


def run(options: argparse.Namespace) -> int:
    """Write the file."""
    form = _FORMS.get(options.output.suffix.lower())
    if form is None:
        raise Unusable("导出文件的扩展名应为 .xlsx、.csv 或 .json")
    if options.unmasked and not options.purpose.strip():
        raise Unusable("不遮盖导出须用 --purpose 写明用途")
    kind = registry.get(options.kind)
    rows = _rows(options, kind)
    try:
        with options.output.open("wb") as target:
            count = save(target, kind, form, rows)
    except OSError:
        raise Unusable(f"写不了文件 {options.output}，请核对路径") from None
    say(f"已导出 {count} 行到 {options.output}")
    return DONE


def _rows(options: argparse.Namespace, kind: registry.Kind) -> Iterable[Sequence[Any]]:
    viewer, path, unit_id = actor(), "", None
    if options.unit:
        unit = queries.visible_to(viewer).filter(code=options.unit).first()
        if unit is None:
            raise Unusable(f"没有编码为 {options.unit} 的组织")
        path, unit_id = unit.path, unit.pk
    if not options.unmasked:
        return kind.export(viewer, path, False)
    return actions.export_unmasked(
        actor=viewer, at=clock.now(), kind=kind, path=path, unit_id=unit_id,
        purpose=options.purpose,
    )  # fmt: skip
