"""An office of its own: its workbooks, its people's accounts, and a hand that counts."""

from datetime import date

from tests.ledgers.books import UNITS, person, roster, tasks, units
from tests.ledgers.build import xlsx
from xianfeng.accounts.models import User
from xianfeng.units.models import Unit, UnitRole

PASSWORD = "correct horse battery"
ROOT = units(UNITS[:1])
SURNAMES = "赵钱孙李周吴郑王"


def first_branch():
    """Eight full members of the first branch, the first of them its secretary."""
    posts = {"赵平": "书记", "钱平": "组织委员", "孙平": "宣传委员"}
    names = [f"{surname}平" for surname in SURNAMES]
    return [
        person(name, f"198{place}0304", place, "GW101", 党内职务=posts.get(name, ""))
        for place, name in enumerate(names, 1)
    ]


def second_branch():
    return [
        person(name, "19790304", place, "GW102") for place, name in enumerate(["冯远", "陈远"], 1)
    ]


WRONG = [
    person("卫今", "19800101", 1, "GW102", 入党日期="2031-01-01"),
    person("蒋今", "19800202", 1, "GW102", 身份证号="710000198002020000"),
]
COMMUNITIES = xlsx(
    (
        "社区",
        [
            ["社区", "网格", "小区"],
            ["南湖社区", "第1网格", "和家小区"],
            ["南湖社区", "第2网格", ""],
        ],
    )
)
TASKS = tasks(
    [1, "政治建设", "整改到位", "GW101", "GW2", "2021-10-31", ""],
    [2, "组织建设", "按期换届", "GW1", "", "2021-12-20", ""],
)


def members(*more):
    return roster(*first_branch(), *second_branch(), *more)


def account(username, name, role, code):
    """Open an account with a password of its owner's, and give it a role."""
    user = User(username=username, name=name)
    user.set_password(PASSWORD)
    user.save()
    unit = Unit.objects.get(code=code)
    UnitRole.objects.create(user=user, unit=unit, role=role, from_on=date(2020, 1, 1))
    return user


def enter(page, username, password=PASSWORD):
    """Sign in as people do: name, password, one button."""
    page.goto("/accounts/login/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录").click()


class Hand:
    """Does one thing at a time on a page, and counts fields typed into and actions taken."""

    def __init__(self):
        self.typed = self.actions = 0

    def type(self, field, text):
        self.typed += 1
        self.actions += 1
        field.fill(text)

    def press(self, control):
        self.actions += 1
        control.click()

    def tick(self, control):
        self.actions += 1
        control.check()

    def choose(self, control, option):
        self.actions += 1
        control.select_option(option)
