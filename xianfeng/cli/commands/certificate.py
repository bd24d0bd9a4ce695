"""Print certificates of service for members of one unit, all in one file."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from xianfeng.cli.output import DONE, FINDINGS, Unusable, actor, day, say
from xianfeng.hours import actions, papers, rules
from xianfeng.hours.models import Certificate
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused
from xianfeng.kernel.viewer import Viewer, below
from xianfeng.ledgers.documents.printing import Unprintable
from xianfeng.members import queries as members
from xianfeng.members.models import Member
from xianfeng.units import queries as units
from xianfeng.units.models import Unit

NAME = "certificate"
HELP = "开具志愿服务证明（PDF）：按组织编码和姓名，一人一页"
_NAMED_AT_MOST = 5


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the names, the unit, the days and the file."""
    parser.add_argument("members", nargs="+", metavar="MEMBER", help="党员姓名，可写多个")
    parser.add_argument("--unit", required=True, metavar="CODE", help="组织编码，含下级组织")
    parser.add_argument("--from", dest="first", metavar="DATE", help="第一天，默认今年一月一日")
    parser.add_argument("--to", dest="last", metavar="DATE", help="最后一天，默认今天")
    parser.add_argument("-o", "--output", metavar="FILE.pdf", type=Path, required=True)


def run(options: argparse.Namespace) -> int:
    """Certify for each, and write one file; who has no hours is named, and the others are done."""
    viewer = actor(on_behalf=True)
    usual = rules.year_of(clock.today())
    span = (
        day(options.first) if options.first else usual[0],
        day(options.last) if options.last else usual[1],
    )
    unit = units.visible_to(viewer).filter(code=options.unit).first()
    if unit is None:
        raise Unusable(f"没有编码为 {options.unit} 的党组织")
    people = _people(viewer, unit, list(dict.fromkeys(options.members)))
    made, refused = _made(viewer, people, span)
    for line in refused:
        say(line)
    if not made:
        raise Unusable("没有可以开具的证明，没有写文件")
    _write(options.output, made)
    say(f"已开具 {len(made)} 份，写到 {options.output}")
    return FINDINGS if refused else DONE


def _people(viewer: Viewer, unit: Unit, names: Sequence[str]) -> list[Member]:
    """Return the one member of each name in a part of the tree. Raises Unusable, naming all."""
    found, wrong = [], []
    there = members.visible_to(viewer).filter(below("memberships__unit__path", unit.path))
    for name in names:
        so_named = list(there.filter(name=rules.plain(name)).distinct().order_by("pk"))
        if len(so_named) == 1:
            found.append(so_named[0])
        elif not so_named:
            wrong.append(f"{unit.name}没有叫{name}的党员")
        else:
            wrong.append(_several(viewer, name, so_named))
    if wrong:
        raise Unusable("；".join(wrong))
    return found


def _several(viewer: Viewer, name: str, so_named: Sequence[Member]) -> str:
    homes = [members.home(viewer, one) for one in so_named[:_NAMED_AT_MOST]]
    at = "、".join(f"{home.unit.name}（{home.unit.code}）" for home in homes if home)
    return (
        f"叫{name}的党员有 {len(so_named)} 名：{at}；请用 --unit 写明支部，同一支部的请在网页上开具"
    )


def _made(
    viewer: Viewer, people: Sequence[Member], span: tuple[date, date]
) -> tuple[list[Certificate], list[str]]:
    made, refused = [], []
    for member in people:
        try:
            made.append(
                actions.issue_certificate(
                    actor=viewer, at=clock.now(), member=member, first=span[0], last=span[1]
                )
            )
        except Refused as problem:
            refused.append(f"{member.name}：{problem.message}")
    return made, refused


def _write(path: Path, made: Sequence[Certificate]) -> None:
    try:
        path.write_bytes(papers.pdf(made))
    except Unprintable as problem:
        raise Unusable(f"这台机器缺少排版库，请安装 libpango-1.0-0 等：{problem}") from None
    except OSError as problem:
        raise Unusable(f"写不到 {path}：{problem.strerror}") from None
