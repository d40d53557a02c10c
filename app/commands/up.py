"""`gradus up`: build where needed, load, and open the app."""

import os
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from pathlib import Path
from typing import Annotated
from urllib.error import URLError
from urllib.request import urlopen

import typer

from app.settings import Settings
from app.terminal import note_progress, say
from app.workspace import ensure_build, ensure_loaded, store_of
from graph.errors import GradusError, StoreError

_WAIT_S = 60.0
_STOP_S = 5.0


class PortTaken(GradusError):
    """Something else listens on the port."""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("up")(up)


def up(
    notes: Annotated[
        list[Path] | None, typer.Argument(help="Your notes; without any, the current build or the bundled notes.")
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8501,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; other machines reach 0.0.0.0.")
    ] = "127.0.0.1",
) -> None:
    """Open the app on the bundled notes or on yours."""
    settings = Settings()
    check_port(host, port)
    with note_progress("reading notes") as progress:
        folder = ensure_build(settings, notes or (), progress=progress)
    load(settings, folder)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    server = subprocess.Popen(server_command(host, port), env=server_environment(settings), stdin=subprocess.DEVNULL)
    try:
        url = f"http://{'localhost' if host in {'127.0.0.1', '0.0.0.0'} else host}:{port}"  # noqa: S104 - compared, not bound
        wait_until_up(f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}", server)  # noqa: S104
        say(f"Gradus is open at {url}  (Ctrl-C ends it)")
        if not no_browser:
            webbrowser.open(url)
        code = server.wait()
        if code:
            raise StoreError(f"the app ended by itself with code {code}; its last words stand above")
    finally:
        stop(server)


def load(settings: Settings, folder: Path) -> None:
    """Load the build into the store; the app opens without it, too, for all that needs no Cypher."""
    store = store_of(settings)
    try:
        ensure_loaded(store, folder, note=say)
    except StoreError as error:
        say(f"gradus: {error}; the Cypher page will say so, the rest works")
    finally:
        store.close()


def check_port(host: str, port: int) -> None:
    """Nothing where the port is free. Raises PortTaken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"{host}:{port}: can't listen there ({error.strerror}); choose another with --port"
            ) from None


def server_command(host: str, port: int) -> list[str]:
    """The command line of the app's process; the rest stands in app/.streamlit/config.toml."""
    return [
        sys.executable, "-m", "app.serve", f"--server.port={port}", f"--server.address={host}",
        "--server.headless=true", "--server.fileWatcherType=none", "--browser.gatherUsageStats=false",
        "--logger.level=warning",
    ]  # fmt: skip


def server_environment(settings: Settings) -> dict[str, str]:
    """The environment of the app's process: settings that were found are handed down."""
    return os.environ | {"GRADUS_HOME": str(settings.home.absolute()), "GRADUS_STORE": settings.store_url}


def wait_until_up(url: str, server: "subprocess.Popen[bytes]") -> None:
    """Return when the app answers. Raises StoreError where it ends or takes too long."""
    until = time.monotonic() + _WAIT_S
    while time.monotonic() < until:
        if server.poll() is not None:
            raise StoreError(f"the app did not start (code {server.returncode}); its last words stand above")
        try:
            with urlopen(f"{url}/_stcore/health", timeout=2):  # noqa: S310 - our own server
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise StoreError(f"the app did not answer at {url} within {_WAIT_S:.0f} s")


def stop(server: "subprocess.Popen[bytes]") -> None:
    """End the app's process, by force where it does not listen."""
    if server.poll() is None:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
