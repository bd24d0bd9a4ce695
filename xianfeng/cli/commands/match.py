"""Propose members for open requests; nothing is dispatched."""

import argparse
from typing import Any

from xianfeng.cli.commands.figures import scope_of
from xianfeng.cli.output import DONE, FINDINGS, actor, document, say
from xianfeng.kernel import clock
from xianfeng.members.models import Member
from xianfeng.service import actions, proposing, words
from xianfeng.service.matching import Matched
from xianfeng.service.models import Request
from xianfeng.units.models import Unit

NAME = "match"
HELP = "为待派的服务单建议人选：先急后缓，同网格、会这门手艺、本月还没服务的优先；只建议，不派单"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the unit and the switches."""
    parser.add_argument("--unit", default="", help="组织编码，默认整棵树")
    parser.add_argument("--keep", action="store_true", help="存下建议，派单页面上看得到")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    """Print who could come for which request and why, and how many places stay open."""
    viewer, at = actor(), clock.now()
    path = scope_of(viewer, options.unit).path
    if options.keep:
        unit = Unit.objects.filter(path=path).get() if path else Unit.objects.get(parent=None)
        matched = actions.keep_proposals(actor=viewer, at=at, unit=unit)
    else:
        requests = proposing.waiting(viewer, path)
        matched = proposing.gather(viewer, requests, path, clock.today()).match()
    _print(matched, as_json=options.json)
    return FINDINGS if matched.open_places else DONE


def _print(matched: Matched, *, as_json: bool) -> None:
    asked = {pair.need for pair in matched.pairs} | {*matched.open_places}
    requests = Request.objects.in_bulk(asked)
    people = {pair.hand for pair in matched.pairs}
    people |= {pair.next_best for pair in matched.pairs if pair.next_best is not None}
    members = Member.objects.in_bulk(people)
    rows: list[dict[str, Any]] = [
        {
            "request": pair.need,
            "text": requests[pair.need].text,
            "member": pair.hand,
            "name": members[pair.hand].name,
            "reasons": [reason.value for reason in pair.reasons],
            "next": members[pair.next_best].name if pair.next_best is not None else None,
        }
        for pair in matched.pairs
    ]
    left = [
        {"request": key, "text": requests[key].text, "places": places,
         "eligible": matched.eligible[key]}
        for key, places in sorted(matched.open_places.items())
    ]  # fmt: skip
    if as_json:
        document({"proposed": rows, "open": left})
        return
    for row in rows:
        why = "、".join(words.reasons(row["reasons"]))
        print(f"{row['text']}\t{row['name']}\t{why}\t次选 {row['next'] or '无'}")
    for one in left:
        say(f"{one['text']}：还差 {one['places']} 人，条件合适的共 {one['eligible']} 人")
