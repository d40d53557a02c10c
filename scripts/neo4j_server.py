#!/usr/bin/env python3
"""Run a local Neo4j Community server without Docker, from jars that Maven resolves; for tests and trying out.

  neo4j_server.py start --home DIR [--port P] [--heap 512m]    prints the Bolt address once it answers
  neo4j_server.py stop --home DIR
  neo4j_server.py status --home DIR

Needs Java 17 or 21, and Maven once: the jars are kept in the user's cache folder. The server listens on 127.0.0.1 only.
Its password comes from NEO4J_PASSWORD; without one, anybody on this machine may use it.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

VERSION = "5.26.30"
_PROJECT = """<project xmlns="http://maven.apache.org/POM/4.0.0">
 <modelVersion>4.0.0</modelVersion><groupId>local</groupId><artifactId>neo4j-run</artifactId><version>1</version>
 <dependencies>
  <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version></dependency>
  <dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{version}</version></dependency>
 </dependencies>
</project>
"""
_SETTINGS = """server.directories.data={home}/data
server.directories.logs={home}/logs
server.directories.import={home}/import
server.directories.plugins={home}/plugins
server.default_listen_address=127.0.0.1
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled={auth}
dbms.security.auth_minimum_password_length=1
dbms.security.auth_max_failed_attempts=0
dbms.security.allow_csv_import_from_file_urls=false
internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0
dbms.usage_report.enabled=false
server.memory.heap.initial_size={heap}
server.memory.heap.max_size={heap}
server.memory.pagecache.size=128m
db.tx_log.rotation.retention_policy=keep_none
db.tx_log.preallocate=false
db.tx_log.rotation.size=16m
"""
# not ExitOnOutOfMemoryError: one query for a huge string must fail alone, and the server go on
_JVM_FLAGS = (
    "-XX:+UseG1GC",
    "-XX:-OmitStackTraceInFastThrow",
    "-Xss1m",
    "-Dfile.encoding=UTF-8",
    "-Dlog4j2.disable.jmx=true",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
)
_START_LIMIT_S = 180.0
_STOP_LIMIT_S = 60.0


class ServerError(Exception):
    """The server can't be run; says why in one line."""


@dataclass(frozen=True, slots=True)
class Running:
    """A server that was started from a home folder."""

    pid: int
    port: int

    @property
    def url(self) -> str:
        """Its Bolt address."""
        return f"bolt://127.0.0.1:{self.port}"


def missing_tools(cache: Path) -> str:
    """Why no server can be started here, or ""."""
    if shutil.which("java") is None:
        return "java is not on the PATH (17 or 21 is needed)"
    if not (cache / VERSION / ".complete").exists() and shutil.which("mvn") is None:
        return "mvn is not on the PATH (needed once, to fetch the jars)"
    return ""


def default_cache() -> Path:
    """Folder of the jars: GRADUS_NEO4J_JARS, or one in the user's cache."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("GRADUS_NEO4J_JARS") or caches / "gradus" / "neo4j-jars")


def start(home: Path, port: int, *, password: str, cache: Path, heap: str = "512m") -> Running:
    """A server at `home` that answers on `port`, or the one that already runs there. Raises ServerError."""
    running = find_running(home)
    if running is not None:
        return running
    reason = missing_tools(cache) or ("" if _is_free(port) else f"port {port} is in use")
    if reason:
        raise ServerError(reason)
    jars = _fetch_jars(cache)
    _write_settings(home, port, password, heap)
    if password and not (home / "data").exists():
        _set_password(home, jars, password)
    return _launch(home, port, jars, heap)


def stop(home: Path) -> bool:
    """End the server of `home`; False where none runs."""
    running = find_running(home)
    if running is None:
        return False
    os.kill(running.pid, signal.SIGTERM)
    until = time.monotonic() + _STOP_LIMIT_S
    while _is_alive(running.pid):
        if time.monotonic() > until:
            os.kill(running.pid, signal.SIGKILL)
        time.sleep(0.1)
    (home / "run.json").unlink(missing_ok=True)
    return True


def find_running(home: Path) -> Running | None:
    """The server of `home`, if it lives."""
    try:
        running = Running(**json.loads((home / "run.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return running if _is_alive(running.pid) else None


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _fetch_jars(cache: Path) -> Path:
    folder = cache / VERSION
    if (folder / ".complete").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        project = Path(work) / "pom.xml"
        project.write_text(_PROJECT.format(version=VERSION), encoding="utf-8")
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={folder}", "-DincludeScope=runtime"]
        _run(["mvn", "-q", "-B", "-f", str(project), *goal], "the jars can't be fetched")
    (folder / ".complete").touch()
    return folder


def _write_settings(home: Path, port: int, password: str, heap: str) -> None:
    for part in ("conf", "logs", "import", "plugins"):
        (home / part).mkdir(parents=True, exist_ok=True)
    settings = _SETTINGS.format(home=home, port=port, heap=heap, auth="true" if password else "false")
    (home / "conf" / "neo4j.conf").write_text(settings, encoding="utf-8")


def _set_password(home: Path, jars: Path, password: str) -> None:
    admin = ["org.neo4j.server.startup.Neo4jAdminCommand", "dbms", "set-initial-password", password]
    command = ["java", "-cp", f"{jars}/*", *_JVM_FLAGS, "-Dapp.name=neo4j-admin", f"-Dbasedir={home}", *admin]
    _run(command, "the password can't be set", env=_environment(home))


def _launch(home: Path, port: int, jars: Path, heap: str) -> Running:
    folders = [f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    command = ["java", "-cp", f"{jars}/*", f"-Xms{heap}", f"-Xmx{heap}", *_JVM_FLAGS]
    console = home / "logs" / "console.log"
    with console.open("ab") as log:
        server = subprocess.Popen(
            [*command, "org.neo4j.server.CommunityEntryPoint", *folders],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=home,
            env=_environment(home),
            start_new_session=True,
        )
    running = Running(server.pid, port)
    (home / "run.json").write_text(json.dumps(asdict(running)), encoding="utf-8")
    until = time.monotonic() + _START_LIMIT_S
    while not _answers(port):
        if server.poll() is not None or time.monotonic() > until:
            server.kill()
            raise ServerError(f"the server did not start: {_last_line(console)}")
        time.sleep(0.1)
    return running


def _answers(port: int) -> bool:
    """Whether a Bolt server shakes hands there."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.settimeout(2)
            connection.sendall(b"\x60\x60\xb0\x17" + b"\x00\x04\x04\x05" + b"\x00\x00\x00\x04" + b"\x00" * 8)
            return len(connection.recv(4)) == 4
    except OSError:
        return False


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _is_alive(pid: int) -> bool:
    """Whether that process lives and is a Neo4j: pids come back, and an ended child stays listed until waited for."""
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        return state != "Z" and b"CommunityEntryPoint" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return Path("/proc").exists() is False


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}


def _run(command: list[str], failure: str, env: dict[str, str] | None = None) -> None:
    ended = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    if ended.returncode:
        lines = (ended.stderr or ended.stdout).strip().splitlines() or [f"exit code {ended.returncode}"]
        raise ServerError(f"{failure}: {lines[0][:300]}")


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else "nothing in its log"


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("start", "stop", "status"):
        command = commands.add_parser(name)
        command.add_argument("--home", type=Path, required=True, help="folder of data, settings and logs")
        if name == "start":
            command.add_argument("--port", type=int, default=7687)
            command.add_argument("--heap", default="512m")
            command.add_argument("--cache", type=Path, default=default_cache(), help="folder of the jars")
    return parser.parse_args()


def main() -> int:
    """Run one command; exit code 1 where it fails."""
    arguments = _parse_arguments()
    home = arguments.home.resolve()
    try:
        if arguments.command == "start":
            password = os.environ.get("NEO4J_PASSWORD", "")
            print(start(home, arguments.port, password=password, cache=arguments.cache, heap=arguments.heap).url)
        elif arguments.command == "stop":
            print("stopped" if stop(home) else "not running")
        else:
            running = find_running(home)
            print(running.url if running else "not running")
    except ServerError as error:
        print(f"neo4j_server: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
