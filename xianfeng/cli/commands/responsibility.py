"""Issue a year's duty lists to a part of the tree, or list how each post stands."""

import argparse
from datetime import date
from typing import Any

from xianfeng.cli.output import DONE, FINDINGS, Unusable, actor, day, document, say
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Viewer

NAME = "responsibility"
HELP = "下发一年的责任清单，或列出还没有签收、登记的"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the year, the part, and the switch that issues."""
    parser.add_argument("--year", type=int, required=True, help="哪一年，如 2021")
    parser.add_argument("--unit", metavar="UNIT", required=True, help="组织编码，含下级")
    parser.add_argument("--issue", action="store_true", help="按已发布的模板下发")
    parser.add_argument("--sign-by", metavar="DATE", help="签收期限（配合 --issue），默认 15 天后")
    parser.add_argument("--every", action="store_true", help="已签的也列出，默认只列要办的")
    parser.add_argument("--as-of", metavar="DATE", help="以哪一天为准，默认今天")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    """Issue, or print how posts stand; unsigned or unnoted lists are findings."""
    from xianfeng.units import queries as units

    if not 2000 <= options.year <= 2100:
        raise Unusable("年度应在 2000 到 2100 之间")
    viewer = actor()
    unit = units.visible_to(viewer).filter(code=options.unit).first()
    if unit is None:
        raise Unusable(f"没有编码为 {options.unit} 的组织")
    if options.issue:
        return _issue(viewer, unit, options)
    return _list(viewer, unit, options)


def _issue(viewer: Viewer, unit: Any, options: argparse.Namespace) -> int:
    from xianfeng.responsibility import actions, rules

    today = clock.today()
    sign_by = day(options.sign_by) if options.sign_by else rules.sign_by(today)
    about = {"unit": unit, "year": options.year, "sign_by": sign_by}
    try:
        made = actions.issue_lists(actor=viewer, at=clock.now(), **about)
    except Refused as refusal:
        raise Unusable(refusal.message) from None
    say(f"已下发 {len(made)} 份，签收期限 {sign_by}")
    if options.json:
        document({"unit": unit.code, "year": options.year, "issued": len(made)})
    return DONE


def _list(viewer: Viewer, unit: Any, options: argparse.Namespace) -> int:
    from xianfeng.responsibility import queries
    from xianfeng.responsibility.enums import Standing

    as_of: date = day(options.as_of) if options.as_of else clock.today()
    slots = queries.coverage(viewer, options.year, as_of, unit.path)
    shown = [slot for slot in slots if options.every or slot.standing != Standing.SIGNED]
    if options.json:
        document([_plain(slot) for slot in shown])
    else:
        for slot in shown:
            print(f"{slot.unit.name}　{slot.label}　{slot.kind_label}　{slot.standing.label}")
    late = {Standing.OVERDUE, Standing.UNNOTED}
    return FINDINGS if any(slot.standing in late for slot in shown) else DONE


def _plain(slot: Any) -> dict[str, Any]:
    row = slot.duty_list
    unsigned = slot.standing.value in {"unsigned", "overdue"}
    return {
        "unit": slot.unit.code,
        "post": slot.title,
        "list": slot.kind,
        "member": slot.member.name if slot.member else None,
        "standing": slot.standing.value,
        "sign_by": row.sign_by if row else None,
        "signed_on": row.signed_on if row and not unsigned else None,
    }
