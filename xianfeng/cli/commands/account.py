"""Create the first administrators, interactively or from a file."""

import argparse
import getpass
import sys
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from xianfeng.accounts.actions import create_user, reset_password
from xianfeng.accounts.enums import Office
from xianfeng.accounts.models import User
from xianfeng.cli.output import DONE, Unusable, actor, document, say
from xianfeng.kernel import clock
from xianfeng.kernel.actions import Refused

NAME = "account"
HELP = "开设首批管理员账户、重设密码、列出账户"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="动作")
    create = verbs.add_parser("create", help="开户：逐项询问，或用 --from 从文件读取")
    create.add_argument("username", nargs="?", help="用户名")
    create.add_argument("--name", help="姓名")
    create.add_argument("--office", choices=["system", "security", "audit"], help="三员身份")
    create.add_argument(
        "--from",
        dest="file",
        type=Path,
        help="TOML 文件，每户一段 [[account]]，写 username、name、password，可写 office",
    )
    reset = verbs.add_parser("reset", help="重设密码，并清除两步验证")
    reset.add_argument("username", help="用户名")
    listing = verbs.add_parser("list", help="列出账户")
    listing.add_argument("--json", action="store_true", help="输出 JSON")
    verbs.add_parser("examples", help="列出演示城市的示例人员")


def run(options: argparse.Namespace) -> int:
    """Do what the verb says."""
    verb = {"create": _create, "reset": _reset, "list": _list, "examples": _examples}
    try:
        return verb[options.verb](options)
    except Refused as problem:
        raise Unusable(problem.message) from None


def _create(options: argparse.Namespace) -> int:
    wanted = _from_file(options.file) if options.file else [_asked(options)]
    with transaction.atomic():
        made = [create_user(actor=actor(), at=clock.now(), **account) for account in wanted]
    for user in made:
        say(f"已开户：{user.username}（{user.name}）{user.get_office_display()}")
    return DONE


def _reset(options: argparse.Namespace) -> int:
    user = User.objects.filter(username=options.username).first()
    if user is None:
        raise Unusable(f"没有这个用户名：{options.username}")
    reset_password(actor=actor(), at=clock.now(), user=user, password=_password())
    say("密码已重设，本人登录后须改掉。")
    return DONE


def _list(options: argparse.Namespace) -> int:
    rows = [
        {"username": user.username, "name": user.name, "office": user.office}
        for user in User.objects.order_by("username")
    ]
    if options.json:
        document(rows)
    else:
        for row in rows:
            print("\t".join(row.values()))
    return DONE


def _examples(options: argparse.Namespace) -> int:
    for user in User.objects.exclude(example="").order_by("pk"):
        print(f"{user.example}\t{user.name}\t{user.username}")
    return DONE


def _asked(options: argparse.Namespace) -> dict[str, Any]:
    if not sys.stdin.isatty() and not (options.username and options.name):
        raise Unusable("请给出用户名和 --name，或用 --from 指定文件")
    username = options.username or input("用户名：").strip()
    return {
        "username": username,
        "name": options.name or input("姓名：").strip(),
        "office": options.office or "",
        "password": _password(),
    }


def _password() -> str:
    """Ask twice on a terminal, else read one line from standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("密码（至少 10 位）：")
    if getpass.getpass("再输一次：") != first:
        raise Unusable("两次输入的密码不同，请重新来过")
    return first


def _from_file(path: Path) -> list[dict[str, Any]]:
    try:
        listed = tomllib.loads(path.read_text("utf-8")).get("account", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise Unusable(f"读不了 {path.name}：{problem}") from None
    for number, account in enumerate(listed, 1):
        missing = {"username", "name", "password"} - set(account)
        unknown = set(account) - {"username", "name", "password", "office"}
        if missing or unknown or account.get("office", "") not in Office.values:
            raise Unusable(f"第 {number} 户须写 username、name、password，office 只能是三员之一")
    if not listed:
        raise Unusable("文件里没有 [[account]]")
    return list(listed)
