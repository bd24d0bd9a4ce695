"""Import a ledger: check it, write it, and say what became of every row."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from xianfeng.cli.output import DONE, FINDINGS, Unusable, actor, document, say
from xianfeng.kernel import clock
from xianfeng.kernel.viewer import Grant, Viewer
from xianfeng.ledgers import actions, registry
from xianfeng.ledgers.examine import Examined, examine, unused_columns
from xianfeng.ledgers.registry import Kind
from xianfeng.ledgers.results import UnusableFile
from xianfeng.units import queries

NAME = "import"
HELP = "导入台账（先检查，有误的行不导入）"
_MOST_SAID = 50


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the kind, the file and what to do with it."""
    kinds = [kind.id for kind in registry.every()]
    parser.add_argument("kind", metavar="KIND", choices=kinds, help="、".join(kinds))
    parser.add_argument("file", metavar="FILE", type=Path, help=".xlsx、.xls 或 .csv 文件")
    parser.add_argument("--check", action="store_true", help="只检查，不写入")
    parser.add_argument("--accept-valid", action="store_true", help="有误的行除外，其余照常导入")
    parser.add_argument("--on-behalf-of", metavar="UNIT", help="代这个组织录入（组织编码）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    """Check, write unless told or forced not to, and report."""
    kind = registry.get(options.kind)
    viewer = importing(options.on_behalf_of)
    try:
        examined, written = _imported(options, kind, viewer)
    except UnusableFile as problem:
        raise Unusable(f"{options.file.name}：{problem.message}") from None
    outcome = examined.outcome()
    if options.json:
        document(outcome)
    _report(examined, outcome, written, options.check)
    return FINDINGS if examined.rejected else DONE


def _imported(options: argparse.Namespace, kind: Kind, viewer: Viewer) -> tuple[Examined, bool]:
    """Return what was found, and whether it was written."""
    at, content, name = clock.now(), _content(options.file), options.file.name
    if options.check:
        return examine(kind, content, name, actions.importer_of(viewer, at, kind)), False
    try:
        examined = actions.import_file(
            actor=viewer, at=at, kind=kind, name=name, content=content,
            valid_only=options.accept_valid,
        )  # fmt: skip
    except actions.Rejected as refusal:
        return refusal.examined, False
    return examined, True


def importing(unit_code: str | None) -> Viewer:
    """Return the command line's viewer, kept to one unit's part of the tree when it acts for it."""
    whole = actor(on_behalf=bool(unit_code))
    if not unit_code:
        return whole
    unit = queries.visible_to(whole).filter(code=unit_code).first()
    if unit is None:
        raise Unusable(f"没有编码为 {unit_code} 的组织")
    return replace(whole, grants=(Grant(whole.grants[0].role, unit.path, unit.pk),))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Unusable(f"读不到文件 {path}，请核对路径") from None


def _report(examined: Examined, outcome: dict[str, Any], written: bool, check: bool) -> None:
    for found in outcome["errors"][:_MOST_SAID]:
        say("第 {row} 行 {column}：{message}（{value}）".format(**found))
    if len(outcome["errors"]) > _MOST_SAID:
        say(f"……另有 {len(outcome['errors']) - _MOST_SAID} 处，用 --json 看全部")
    if unused := unused_columns(examined.kind, examined.frame.table):
        say("没有用到的列：" + "、".join(unused))
    for note in (*examined.kind.notes, *examined.plan.notes):
        say(note)
    say(
        "共 {rows} 行：新增 {new}，修改 {changed}，不变 {unchanged}，有误 {rejected}".format(
            **outcome
        )
    )
    if written:
        say("已导入")
    elif check:
        say("只做了检查，没有写入")
    else:
        say("没有写入：请先改正，或加 --accept-valid 只导入正确的行")
