"""Fill an empty database with a fictitious city."""

import argparse

from xianfeng.accounts.models import User
from xianfeng.cli.output import DONE, Unusable, actor, say
from xianfeng.demo.actions import fill
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused

NAME = "demo"
HELP = "把一座虚构城市和一年的事实装进空数据库"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add size, seed and year."""
    parser.add_argument("--agencies", type=int, help="市直单位数，默认随党员数而定")
    parser.add_argument("--members", type=int, default=800, help="党员数，默认 800")
    parser.add_argument("--seed", type=int, default=1, help="种子；同一种子得到同一座城市")
    parser.add_argument("--year", type=int, help="事实所在的年份，默认今年")


def run(options: argparse.Namespace) -> int:
    """Fill, and list the example people."""
    today = clock.today()
    agencies = options.agencies
    if agencies is None:
        agencies = max(12, options.members // 400)
    if not 1 <= agencies <= 20000 or not agencies * 3 <= options.members <= 2_000_000:
        raise Unusable("党员数应不少于单位数的三倍，且不超过两百万")
    year = today.year if options.year is None else options.year
    if not 1990 <= year <= today.year:
        raise Unusable("年份应在 1990 年到今年之间")
    try:
        made = fill(
            actor=actor(),
            at=clock.now(),
            agencies=agencies,
            members=options.members,
            seed=options.seed,
            year=year,
            today=today,
        )
    except Refused as problem:
        raise Unusable(problem.message) from None
    say(f"已装入 {made.units} 个党组织、{made.members} 名党员、{made.meetings} 次会议。")
    for user in User.objects.exclude(example="").order_by("pk"):
        say(f"  示例人员：{user.example} {user.name}（{user.username}，登录页上点名字即可）")
    return DONE
