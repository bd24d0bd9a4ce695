"""xianfeng account: the first administrators."""

import io

import pytest

from tests.cli.run import xianfeng
from xianfeng.accounts.models import User
from xianfeng.kernel.models import AuditEntry

pytestmark = pytest.mark.django_db
FILE = """
[[account]]
username = "zhang"
name = "张三"
password = "correct horse battery"
office = "system"

[[account]]
username = "li"
name = "李四"
password = "another horse battery"
office = "security"
"""


def test_from_a_file(capsys, tmp_path):
    path = tmp_path / "first.toml"
    path.write_text(FILE, "utf-8")
    assert xianfeng(capsys, "account", "create", "--from", path).status == 0
    listed = xianfeng(capsys, "account", "list", "--json").json
    assert listed == [
        {"username": "li", "name": "李四", "office": "security"},
        {"username": "zhang", "name": "张三", "office": "system"},
    ]
    assert User.objects.get(username="li").check_password("another horse battery")
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["accounts.create_user"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not toml [",
        '[[account]]\nusername = "x"\n',
        FILE.replace('"system"', '"root"'),
        FILE.replace("another horse battery", "12345678901"),
    ],
)
def test_an_unusable_file(capsys, tmp_path, text):
    path = tmp_path / "first.toml"
    path.write_text(text, "utf-8")
    ran = xianfeng(capsys, "account", "create", "--from", path)
    assert (ran.status, User.objects.count()) == (2, 0)


def test_the_password_is_read_from_standard_input(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))
    ran = xianfeng(capsys, "account", "create", "zhang", "--name", "张三", "--office", "audit")
    user = User.objects.get()
    assert (ran.status, user.office, user.check_password("correct horse battery")) == (
        0,
        "audit",
        True,
    )


def test_there_is_no_default_password(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    ran = xianfeng(capsys, "account", "create", "zhang", "--name", "张三")
    assert (ran.status, User.objects.count()) == (2, 0)


def test_reset(capsys, monkeypatch):
    user = User(username="zhang", name="张三")
    user.set_password("correct horse battery")
    user.save()
    monkeypatch.setattr("sys.stdin", io.StringIO("another horse battery\n"))
    assert xianfeng(capsys, "account", "reset", "zhang").status == 0
    user.refresh_from_db()
    assert (user.check_password("another horse battery"), user.must_change_password) == (True, True)
    assert xianfeng(capsys, "account", "reset", "nobody").status == 2
