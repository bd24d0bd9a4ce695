"""xianfeng serve, as a user starts and interrupts it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest


def answer(url, patience):
    """Return status and body as soon as the server answers."""
    end = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                return response.status, response.read().decode()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


@pytest.fixture
def server(tmp_path):
    """Yield address and process of a server over a new database, with nothing prepared by hand."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    place = {"XIANFENG_VAR": str(tmp_path), "XIANFENG_DATABASE_URL": f"sqlite:///{tmp_path / 'db'}"}
    script = [sys.executable, "-m", "xianfeng.cli.main"]
    subprocess.run([*script, "migrate"], env=os.environ | place, check=True)
    process = subprocess.Popen(
        [*script, "serve", "--port", port], env=os.environ | place, start_new_session=True
    )
    yield f"http://127.0.0.1:{port}", process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_pages_answer_and_an_interrupt_of_the_whole_group_ends_it(server):
    address, process = server
    assert answer(f"{address}/healthz", 60) == (200, "ok\n")
    status, page = answer(f"{address}/accounts/login/", 1)
    assert (status, "<h1" in page) == (200, True)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(30) == 0
