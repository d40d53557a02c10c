"""Times of the app in a real browser: `python tests/bench/bench_app.py [BUILD]`; without one, on a generated graph."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import urlopen

from large_graph import large_graph

from graph.build_folder import write_build

sys.path.insert(0, str(Path(__file__).parent.parent))
from browser_server import _ARGS, free_port

KEY = "explore-graph"
READY = "key => globalThis.gradusViews?.[key]?.root.isConnected && globalThis.gradusViews[key].root.dataset.ready"
VIEW = "globalThis.gradusViews['explore-graph']"


def main() -> None:
    """Print a line a measure: name, seconds, target."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        build = Path(home) / "build"
        if len(sys.argv) > 1:
            shutil.copytree(sys.argv[1], build)
        else:
            report = dict.fromkeys(("files", "passages", "mentions", "questions"), 0) | {"relations": {}}
            write_build(large_graph(2_000, 5_000), build, report=report)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_ARGS)
        port = free_port()
        began = time.perf_counter()
        server = start(home, port)
        try:
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            wait_for_server(port)
            tell("start of the server", time.perf_counter() - began, "")
            page.goto(f"http://127.0.0.1:{port}/explore")
            page.wait_for_selector("h1")
            tell("cold start to first paint", time.perf_counter() - began, "4")
            page.wait_for_function(READY, arg=KEY)
            tell("cold start to the graph", time.perf_counter() - began, "")
            tell("  of that, CPU time of the server", cpu_seconds(server.pid), "")
            measure(page)
        finally:
            server.terminate()
            server.wait()
            browser.close()


def measure(page: Any) -> None:
    """Reload, click, expand and overview, three times each."""
    page.wait_for_timeout(1500)
    tell("warm reload to first paint", median(timed(page, page.reload, "h1") for _ in range(3)), "1")
    page.wait_for_function(READY, arg=KEY)
    page.wait_for_timeout(800)
    clicks, expands = [], []
    for n in range(1, 4):
        node, name = page.evaluate(f"(() => {{ const n = {VIEW}.graph.nodes[{n}]; return [n.id, n.name]; }})()")
        began = time.perf_counter()
        page.mouse.click(*spot(page, node))
        page.wait_for_function("c => [...document.querySelectorAll('h3')].some(h => h.innerText === c)", arg=name)
        clicks.append(time.perf_counter() - began)
        page.wait_for_timeout(600)
    for n in range(1, 4):
        node = page.evaluate(f"{VIEW}.graph.nodes.filter(n => n.more)[{n}].id")
        size = page.evaluate(f"{VIEW}.nodes.length")
        page.mouse.move(*spot(page, node))
        began = time.perf_counter()
        page.mouse.dblclick(*spot(page, node))
        page.wait_for_function(f"n => {VIEW}.nodes.length > n", arg=size)
        expands.append(time.perf_counter() - began)
        page.wait_for_timeout(800)
    tell("click to card", median(clicks), "0.4")
    tell("double click to new concepts", median(expands), "0.3")
    began = time.perf_counter()
    page.get_by_role("radio", name="Whole graph").click()
    page.wait_for_function(f"() => {VIEW}.graph.dots && {VIEW}.nodes.length > 500", timeout=60_000)
    tell(f"overview of {page.evaluate(VIEW + '.nodes.length')} concepts", time.perf_counter() - began, "1.5")


def spot(page: Any, node: str) -> tuple[float, float]:
    """Where a concept is on the screen."""
    x, y = page.evaluate(
        f"id => {{ const v = {VIEW}, b = v.stage.getBoundingClientRect();"
        " const p = v.network.canvasToDOM(v.network.getPosition(id)); return [b.x + p.x, b.y + p.y]; }",
        node,
    )
    return x, y


def timed(page: Any, act: Callable[[], object], selector: str) -> float:
    """Seconds from `act` until the selector is there."""
    began = time.perf_counter()
    act()
    page.wait_for_selector(selector)
    return time.perf_counter() - began


def start(home: str, port: int) -> "subprocess.Popen[bytes]":
    """The app's process on a build in `home`."""
    environment = os.environ | {"GRADUS_HOME": home, "GRADUS_STORE": f"embedded:{home}/store"}
    command = [sys.executable, "-m", "app.serve", f"--server.port={port}", "--server.address=127.0.0.1"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for_server(port: int) -> None:
    """Return when it answers."""
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.02)


def cpu_seconds(pid: int) -> float:
    """CPU time of a process so far: on a busy machine the fairer number."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def tell(name: str, seconds: float, target: str) -> None:
    """One line of the table."""
    print(f"{name:34} {seconds:6.2f} s" + (f"   target {target} s" if target else ""), flush=True)


if __name__ == "__main__":
    main()
