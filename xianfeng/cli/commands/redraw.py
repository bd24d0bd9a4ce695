"""Draw the lots of a visit again, from what was recorded, and compare."""

import argparse
from typing import Any

from xianfeng.cli.output import DONE, FINDINGS, Unusable, actor, document

NAME = "redraw"
HELP = "用记录下来的种子和候选重抽督导组，核对结果"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the visit and the JSON switch."""
    parser.add_argument("visit", metavar="VISIT", type=int, help="督导编号（页面地址里的数字）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    """Print each draw of the visit with its lots; 1 when one does not come out the same."""
    from xianfeng.supervision import queries

    draws = list(queries.draws_to(actor()).filter(visit=options.visit))
    if not draws:
        raise Unusable(f"没有编号为 {options.visit} 的督导，或者还没有抽过督导组")
    told = [_told(draw) for draw in draws]
    if options.json:
        document(told)
    else:
        for each in told:
            print("\n".join(_lines(each)))
    return DONE if all(each["same"] for each in told) else FINDINGS


def _told(draw: Any) -> dict[str, Any]:
    from xianfeng.supervision import rules
    from xianfeng.supervision.rules import Candidate

    candidates = [Candidate(*each) for each in draw.candidates]
    again = rules.draw(draw.seed, candidates, draw.number)
    return {
        "draw": draw.pk,
        "on": draw.drawn_on,
        "seed": draw.seed,
        "number": draw.number,
        "candidates": [
            {"key": each.key, "excluded": each.why or None, "lot": rules.lot(draw.seed, each.key)}
            for each in candidates
        ],
        "picked": draw.picked,
        "again": again,
        "same": again == draw.picked,
    }


def _lines(told: dict[str, Any]) -> list[str]:
    free = sum(each["excluded"] is None for each in told["candidates"])
    said = "一致" if told["same"] else "不一致"
    return [
        f"{told['on']}　种子 {told['seed']}　候选 {len(told['candidates'])}　可抽 {free}",
        f"  当时抽中 {'、'.join(told['picked'])}　重抽 {'、'.join(told['again'])}　{said}",
    ]
