"""What the operator set wrongly is told in a sentence, with exit status 2 and nothing on stdout."""

import os
import subprocess
import sys
from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.cli.run import xianfeng
from xianfeng.config.database import database_from_url
from xianfeng.config.dates import first_day
from xianfeng.config.secrets import master_key

FIGURES = ["figures", "--from", "2021-01-01", "--to", "2021-12-31", "--json"]
SPELLING = "XIANFENG_DATABASE_URL 应写成 sqlite:///路径 或 postgresql://用户:密码@主机:端口/库名"


def started(*arguments, **environment):
    """Return exit status, stdout and the last line of stderr of a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "xianfeng.cli.main", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr.splitlines()[-1]


def test_a_database_that_was_never_made(tmp_path):
    address = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    told = "数据库还没有建立，或不是最新版本，请先运行 xianfeng migrate"
    assert started(*FIGURES, XIANFENG_DATABASE_URL=address) == (2, "", told)


@pytest.mark.parametrize(
    "address", ["sqlite:////nowhere/at/all.sqlite3", "postgresql://nobody@127.0.0.1:1/x"]
)
def test_a_database_that_does_not_answer(address):
    status, out, told = started(*FIGURES, XIANFENG_DATABASE_URL=address)
    assert (status, out) == (2, "")
    assert told.startswith("连不上数据库，请核对 XIANFENG_DATABASE_URL：")


def test_an_address_of_no_database():
    status, out, told = started(*FIGURES, XIANFENG_DATABASE_URL="mysql://x/y")
    assert (status, out, told) == (2, "", f"设置有误：{SPELLING}")


@pytest.mark.parametrize(
    "address", ["", "garbage", "sqlite://x/y", "postgresql://h", "postgresql://u@h:port/name"]
)
def test_an_address_that_is_none(address):
    with pytest.raises(ImproperlyConfigured, match="XIANFENG_DATABASE_URL 应写成"):
        database_from_url(address)


def test_a_socket_is_named_after_the_question_mark():
    read = database_from_url("postgresql:///city?host=/run/pg&port=5433&user=me&sslmode=disable")
    named = {key: read[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    assert named == {
        "NAME": "city",
        "USER": "me",
        "PASSWORD": "",
        "HOST": "/run/pg",
        "PORT": "5433",
        "OPTIONS": {"options": "-c jit=off -c random_page_cost=1.1", "sslmode": "disable"},
    }


@pytest.mark.parametrize("said", ["", "-c work_mem=64MB"])
def test_options_of_the_address_replace_ours(said):
    read = database_from_url(f"postgresql://me@h/city?options={said}")
    assert read["OPTIONS"] == {"options": said}


@pytest.mark.parametrize("key", ["zz", "aa", "12" * 33])
def test_a_key_of_another_size(monkeypatch, tmp_path, key):
    monkeypatch.setenv("XIANFENG_KEY", key)
    with pytest.raises(ImproperlyConfigured, match="XIANFENG_KEY 应为 64 个十六进制字符"):
        master_key(tmp_path)


def test_a_key_is_made_once_and_must_stay_readable(monkeypatch, tmp_path):
    monkeypatch.delenv("XIANFENG_KEY", raising=False)
    made = master_key(tmp_path / "var")
    assert (len(made), master_key(tmp_path / "var")) == (32, made)
    (tmp_path / "file").write_text("")
    with pytest.raises(ImproperlyConfigured, match="请核对 XIANFENG_VAR"):
        master_key(tmp_path / "file")


@pytest.mark.django_db
@pytest.mark.parametrize("content", [None, "rule = 3 = 4", '[[rule]]\nid = "x"\n'])
def test_local_rules_that_cannot_be_read(capsys, settings, tmp_path, content):
    path = tmp_path / "local.toml"
    if content is not None:
        path.write_text(content)
    settings.LOCAL_RULES = str(path)
    ran = xianfeng(capsys, "duties", "--as-of", "2021-03-31", "--json")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("规则文件有误，请改正后再试：local.toml: ")


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2021-13-31", "31.3.2021", "", "9999-12-31", "0001-01-01"])
def test_days_that_nobody_means(capsys, day):
    ran = xianfeng(capsys, "duties", "--as-of", day, "--json")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("日期应")


@pytest.mark.parametrize("day", ["2026-1-1", "20260101", "2026-02-30", "明天"])
def test_a_first_day_that_is_none(day):
    assert first_day("2026-01-01") == date(2026, 1, 1)
    assert first_day("") is None
    with pytest.raises(ImproperlyConfigured, match="XIANFENG_IN_USE_SINCE 应写成日期"):
        first_day(day)
