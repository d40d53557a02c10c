"""A running build as the app sees it."""

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class BuildRun:
    """Progress of a build process; filled by a thread that reads its lines."""

    out: Path
    store_url: str
    private: bool
    at: int = 0
    total: int = 0
    note: str = ""
    loading: bool = False
    error: str = ""
    build_id: str = ""
    process: "subprocess.Popen[str] | None" = field(default=None, repr=False)

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return not self.error and not self.build_id

    def take(self, line: str) -> None:
        """Take in one line of the process."""
        told = json.loads(line)
        self.at, self.total = told.get("at", self.at), told.get("total", self.total)
        self.note = told.get("note", self.note)
        self.loading = told.get("loading", self.loading)
        self.error, self.build_id = told.get("error", ""), told.get("done", "")

    def stop(self) -> None:
        """End it; what was there before stays."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()


def start_build(roots: Sequence[Path], out: Path, store_url: str, *, private: bool) -> BuildRun:
    """Start a build of the notes under `roots`."""
    run = BuildRun(out, store_url, private)
    command = [sys.executable, "-m", "app.build_job", str(out), store_url, *map(str, roots)]
    run.process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    threading.Thread(target=_follow, args=(run, run.process), daemon=True).start()
    return run


def _follow(run: BuildRun, process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None and process.stderr is not None
    for line in process.stdout:
        run.take(line)
    words = process.stderr.read().strip().splitlines()
    process.wait()
    if run.running:
        run.error = words[-1] if words else f"the build ended with code {process.returncode}"
