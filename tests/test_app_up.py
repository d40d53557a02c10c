"""`gradus up` as a person at a terminal meets it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from browser_server import free_port, running_app

NOTE = "# LoRA\n\nQLoRA extends LoRA.\n"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "lora.md").write_text(NOTE, encoding="utf-8")
    return folder


def test_a_port_in_use_is_one_line_and_nothing_is_built(notes, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "app.cli", "up", str(notes), "--no-browser", "--port", str(port)]
        environment = os.environ | {"GRADUS_HOME": str(tmp_path / "home")}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"127.0.0.1:{port}" in done.stderr
    assert "--port" in done.stderr
    assert not (tmp_path / "home").exists()


def test_ctrl_c_ends_the_app_with_it(notes, tmp_path):
    with running_app(tmp_path, notes) as app:
        started = app.log.parent
    assert started == tmp_path
    with pytest.raises(OSError):
        urlopen(f"{app.url}/_stcore/health", timeout=2)


def test_a_store_that_is_down_does_not_keep_the_app_from_opening(notes, tmp_path):
    with running_app(tmp_path, notes, GRADUS_STORE=f"bolt://127.0.0.1:{free_port()}") as app:
        assert "no Neo4j answers" in app.log.read_text()
        assert "the rest works" in app.log.read_text()
        with urlopen(f"{app.url}/_stcore/health", timeout=5) as answer:
            assert answer.status == 200


def test_interrupt_leaves_no_process(notes, tmp_path):
    running = running_app(tmp_path, notes)
    app = running.__enter__()
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(20) == 130
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            urlopen(f"{app.url}/_stcore/health", timeout=1)
        except OSError:
            return
        time.sleep(0.2)
    pytest.fail("the app still answers after Ctrl-C")
