"""Check the audit chain and the references of the database."""

import argparse

from django.db import connection

from xianfeng.cli.output import DONE, FINDINGS, document, say
from xianfeng.kernel import audit
from xianfeng.kernel.models import AuditHead

NAME = "verify"
HELP = "核对审计链和数据引用是否完整"

_WORDS = {
    "missing": "第 {seq} 条缺失",
    "altered": "第 {seq} 条被改动或调换",
    "tail cut": "第 {seq} 条之后的记录被截去",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the expected end of the chain, kept elsewhere, and the JSON switch."""
    parser.add_argument("--expect", metavar="SEQ:DIGEST", help="另处保存的链尾，用来发现整库回退")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    """Print what is wrong, or the end of the chain to keep elsewhere."""
    problems = [_WORDS[found.problem].format(seq=found.seq) for found in audit.verify()]
    problems += _broken_references()
    head = AuditHead.objects.filter(pk=1).first()
    end = f"{head.seq}:{head.digest}" if head else "0:"
    if options.expect and not audit.contains(options.expect):
        problems.append(f"链中没有另处保存的 {options.expect[:20]}…")
    if options.json:
        document({"problems": problems, "head": end})
    for problem in problems:
        say(problem)
    if not problems:
        say(f"审计链完整。链尾 {end}（可另处保存，供下次 --expect 核对）")
    return FINDINGS if problems else DONE


def _broken_references() -> list[str]:
    """Return what the database says of rows that refer to nothing."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        return [f"{row[0]} 第 {row[1]} 行引用的 {row[2]} 不存在" for row in cursor.fetchall()]
