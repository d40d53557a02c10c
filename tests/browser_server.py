"""A real app on a small build, and a real browser that watches for errors and for requests to elsewhere."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

NOTES = {
    "attention.md": """# Attention variants

MQA extends multi-head attention: all query heads share one key head.
GQA generalizes MQA and extends multi-head attention.
GQA uses the KV cache sparingly. MLA is an alternative to GQA.

| model | attention |
| --- | --- |
| Mistral 7B | GQA |

- What is the difference between MQA and GQA?
""",
    "lora.zh.md": """# LoRA 系列

QLoRA 是在 LoRA 的基础上引入 NF4 量化得到的。
AdaLoRA 扩展自 LoRA。LoRA 是一种参数高效微调方法。
QLoRA 使用 NF4。DoRA 是 LoRA 的改进。

## LoRA 和 QLoRA 的区别是什么？

QLoRA 把基座权重量化到 4 比特，显存更省。
""",
    "serving.md": """# Serving

vLLM uses PagedAttention. FlashAttention is used for attention. <img src=x onerror=alert(1)>
Speculative decoding addresses inference latency. Quantization addresses memory footprint.
""",
}
_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PROBED = re.compile(r"/_stcore/(health|host-config)$")
"""Streamlit looks for its server under the path of the page first; on a deep link that is a 404."""


@dataclass(frozen=True)
class App:
    """A running app."""

    url: str
    home: Path
    log: Path


@dataclass
class Watched:
    """A browser page with all that went wrong on it."""

    page: Any
    app: App
    wrong: list[str] = field(default_factory=list)

    def open(self, path: str, **params: str) -> None:
        """Go to a page of the app and wait until it is drawn."""
        query = "&".join(f"{name}={value}" for name, value in params.items())
        self.page.goto(f"{self.app.url}/{path}?{query}")
        self.page.wait_for_selector("h1, [data-testid=stException]", timeout=20_000)
        assert not self.page.locator("[data-testid=stException]").count(), self.app.log.read_text()[-4000:]
        self.page.wait_for_selector('input[role="combobox"][aria-controls="found"]', timeout=10_000)
        self.settle()

    def settle(self) -> None:
        """Wait until the script has ended and the page is still."""
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=30_000)
        self.page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')", timeout=10_000)
        self.page.wait_for_timeout(150)

    def graph(self, key: str) -> "Graph":
        """The graph of that key, once it is drawn."""
        ready = (
            "key => globalThis.gradusViews?.[key]?.root.isConnected && globalThis.gradusViews[key].root.dataset.ready"
        )
        self.page.wait_for_function(ready, arg=key, timeout=30_000)
        return Graph(self.page, key)


@dataclass(frozen=True)
class Graph:
    """The graph view as a person finds it on the page."""

    page: Any
    key: str

    def ask(self, expression: str, argument: Any = None) -> Any:
        """The value of a JavaScript expression over `view` and `arg`."""
        return self.page.evaluate(
            f"([key, arg]) => {{ const view = globalThis.gradusViews[key]; return {expression}; }}",
            [self.key, argument],
        )

    def nodes(self) -> list[str]:
        """Ids on the view."""
        return sorted(self.ask("view.nodes.getIds()"))

    def positions(self) -> dict[str, dict[str, float]]:
        """Places by id."""
        return self.ask("view.network.getPositions()")

    def spot(self, node: str) -> tuple[float, float]:
        """Where a concept is on the screen."""
        x, y = self.ask(
            "(() => { const b = view.stage.getBoundingClientRect();"
            " const p = view.network.canvasToDOM(view.network.getPosition(arg)); return [b.x + p.x, b.y + p.y]; })()",
            node,
        )
        return x, y

    def edge_spot(self, edge: str) -> tuple[float, float]:
        """A point of the screen at which vis finds that edge."""
        x, y = self.ask(
            """(() => {
              const { from, to } = view.edgeById.get(arg);
              const [a, b] = [from, to].map((id) => view.network.canvasToDOM(view.network.getPosition(id)));
              const box = view.stage.getBoundingClientRect();
              for (let aside = -60; aside <= 60; aside++) {
                const length = Math.hypot(b.x - a.x, b.y - a.y);
                const x = (a.x + b.x) / 2 - (aside * (b.y - a.y)) / length;
                const y = (a.y + b.y) / 2 + (aside * (b.x - a.x)) / length;
                const free = !view.network.getNodeAt({ x, y });
                if (free && view.network.getEdgeAt({ x, y }) === arg) return [box.x + x, box.y + y];
              }
            })()""",
            edge,
        )
        return x, y

    def click(self, node: str) -> None:
        """Click a concept."""
        self.page.mouse.click(*self.spot(node))

    def double_click(self, node: str) -> None:
        """Double-click a concept."""
        self.page.mouse.dblclick(*self.spot(node))


@pytest.fixture(scope="session")
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """`gradus up` on three notes in a folder of its own."""
    root = tmp_path_factory.mktemp("app")
    for name, text in NOTES.items():
        path = root / "notes" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with running_app(root, root / "notes") as app:
        yield app


class running_app:  # noqa: N801 - reads as a verb in `with`
    """`gradus up` on these notes with its home under `root`, as a context."""

    def __init__(self, root: Path, notes: Path, **environment: str) -> None:
        self.root, self.notes, self.environment = root, notes, environment

    def __enter__(self) -> App:
        port = free_port()
        app = App(f"http://127.0.0.1:{port}", self.root / "home", self.root / "app.log")
        command = [sys.executable, "-m", "app.cli", "up", str(self.notes), "--no-browser", "--port", str(port)]
        environment = os.environ | {"GRADUS_HOME": str(app.home), "GRADUS_STORE": ""} | self.environment
        with app.log.open("w") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        until = time.monotonic() + 120
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urlopen(f"{app.url}/_stcore/health", timeout=2):
                    return app
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        pytest.fail(f"the app did not start:\n{app.log.read_text()[-3000:]}")

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium; skips where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine: install it (Debian: apt install chromium) to run the browser tests")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium: Any, app_server: App) -> Iterator[Any]:
    """Makes watched pages: `browse(width, height, scheme, lang)`; fails at the end where anything went wrong."""
    opened: list[tuple[Any, Watched]] = []

    def make(
        width: int = 1400, height: int = 900, scheme: str = "light", lang: str = "en", app: App = app_server
    ) -> Watched:
        context = chromium.new_context(
            accept_downloads=True,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale="zh-CN" if lang == "zh" else "en-US",
        )
        watched = Watched(context.new_page(), app)
        watch(watched)
        opened.append((context, watched))
        return watched

    yield make
    wrong = [line for _, watched in opened for line in watched.wrong]
    for context, _ in opened:
        context.close()
    assert not wrong, "\n".join(wrong)


def watch(watched: Watched) -> None:
    """Write down console errors, exceptions, failed requests and requests to other hosts."""

    def on_console(message: Any) -> None:
        if message.type == "error" and not _PROBED.search(message.location.get("url", "")):
            watched.wrong.append(f"console: {message.text} ({message.location.get('url', '')})")

    def on_request(request: Any) -> None:
        if not request.url.startswith((watched.app.url, watched.app.url.replace("http", "ws", 1), "data:", "blob:")):
            watched.wrong.append(f"request to another host: {request.url}")

    def on_failed(request: Any) -> None:
        if "ERR_ABORTED" not in (request.failure or ""):  # leaving a page aborts what it still loads
            watched.wrong.append(f"failed request: {request.url} {request.failure}")

    watched.page.on("console", on_console)
    watched.page.on("pageerror", lambda error: watched.wrong.append(f"exception: {error}"))
    watched.page.on("request", on_request)
    watched.page.on("requestfailed", on_failed)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
