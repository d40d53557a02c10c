"""What the embedded store promises beyond the contract: snapshots, workers, and nothing left behind."""

import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest
from graph_samples import attention_graph, numbered_graph, one

from graph.errors import QueryRefused, StoreError
from graph.store import Limits, open_store
from graph.stores.embedded import EmbeddedStore

LOADER = textwrap.dedent(
    """
    import sys
    sys.path.insert(0, sys.argv[1])
    from graph_samples import numbered_graph
    from graph.stores.embedded import EmbeddedStore
    store = EmbeddedStore.at(sys.argv[2])
    print("loading", flush=True)
    store.replace(numbered_graph(int(sys.argv[3]), sys.argv[4]), build_id=sys.argv[4])
    """
)
READER = textwrap.dedent(
    """
    import sys, time
    from graph.stores.embedded import EmbeddedStore
    store = EmbeddedStore.at(sys.argv[1])
    store.read("RETURN 1 AS one")
    print("reading", flush=True)
    time.sleep(600)
    """
)


def start(program: str, *arguments: object) -> "subprocess.Popen[bytes]":
    """A Python process that has printed its first line."""
    process = subprocess.Popen([sys.executable, "-c", program, *map(str, arguments)], stdout=subprocess.PIPE)
    assert process.stdout is not None and process.stdout.readline()
    return process


def kill(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def folder_of(store: EmbeddedStore) -> Path:
    return Path(store.url.removeprefix("embedded:"))


def copies(store: EmbeddedStore) -> list[Path]:
    return [path for path in (folder_of(store) / "copies").iterdir() if path.is_dir()]


def assert_whole(store: EmbeddedStore, sizes: dict[str, int]) -> str:
    """The build that is there; fails where nodes and relationships are not exactly those of one build."""
    content = store.content()
    size = sizes[content.build_id]
    marks = store.read("MATCH (c:Concept) RETURN c.definition, count(*)").rows
    assert marks == ((content.build_id, size),)
    assert store.read("MATCH ()-[r:USES]->() RETURN r.reason, count(*)").rows == ((content.build_id, size - 1),)
    return content.build_id


def test_open_store_gives_an_embedded_store_without_touching_its_folder(tmp_path: Path) -> None:
    store = open_store(f"embedded:{tmp_path / 'none'}")
    assert store.url == f"embedded:{tmp_path / 'none'}"
    assert not (tmp_path / "none").exists()


def test_content_is_read_without_a_worker(embedded_store: EmbeddedStore) -> None:
    embedded_store.replace(attention_graph(), build_id="b1")
    assert EmbeddedStore.at(folder_of(embedded_store)).content().concepts == 3
    assert copies(embedded_store) == []


def test_the_version_before_is_kept_and_older_ones_go(embedded_store: EmbeddedStore) -> None:
    for number in range(4):
        embedded_store.replace(numbered_graph(3, "x"), build_id=f"b{number}")
    snapshots = sorted(path.name[:6] for path in (folder_of(embedded_store) / "snapshots").iterdir())
    assert snapshots == ["000003", "000004"]
    assert list((folder_of(embedded_store) / "unfinished").iterdir()) == []


def test_a_closed_store_leaves_no_copy_and_no_process(embedded_store: EmbeddedStore) -> None:
    embedded_store.replace(attention_graph(), build_id="b1")
    embedded_store.read("RETURN 1 AS one")
    assert len(copies(embedded_store)) == 1
    worker = worker_pid(embedded_store)
    embedded_store.close()
    assert copies(embedded_store) == []
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_a_worker_that_dies_is_replaced_and_its_copy_swept(embedded_store: EmbeddedStore) -> None:
    embedded_store.replace(attention_graph(), build_id="b1")
    embedded_store.read("RETURN 1 AS one")
    for signal_number in (signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV):
        os.kill(worker_pid(embedded_store), signal_number)
        assert one(embedded_store.read("MATCH (c:Concept) RETURN count(c)")) == 3
        assert len(copies(embedded_store)) == 1


def test_ctrl_c_of_the_terminal_does_not_end_the_worker(embedded_store: EmbeddedStore) -> None:
    embedded_store.replace(attention_graph(), build_id="b1")
    embedded_store.read("RETURN 1 AS one")
    worker = worker_pid(embedded_store)
    os.kill(worker, signal.SIGINT)
    assert one(embedded_store.read("MATCH (c:Concept) RETURN count(c)")) == 3
    assert worker_pid(embedded_store) == worker


def test_the_worker_ends_with_a_parent_that_is_killed(embedded_store: EmbeddedStore) -> None:
    embedded_store.replace(attention_graph(), build_id="b1")
    reader = start(READER, folder_of(embedded_store))
    assert len(copies(embedded_store)) == 1
    kill(reader)
    until = time.monotonic() + 30
    while copies(embedded_store) and time.monotonic() < until:
        time.sleep(0.05)
    assert copies(embedded_store) == []


def test_copies_of_the_dead_are_swept_and_those_of_the_living_stay(embedded_store: EmbeddedStore) -> None:
    embedded_store.replace(attention_graph(), build_id="b1")
    reader = start(READER, folder_of(embedded_store))
    (living,) = copies(embedded_store)
    dead = folder_of(embedded_store) / "copies" / "0123456789abcdef"
    (dead / "database").mkdir(parents=True)
    (dead.parent / f"{dead.name}.lock").touch()
    embedded_store.read("RETURN 1 AS one")
    assert living.exists() and not dead.exists()
    kill(reader)


def test_a_loader_killed_at_any_moment_leaves_a_whole_graph(embedded_store: EmbeddedStore) -> None:
    sizes = {"b0": 700}
    embedded_store.replace(numbered_graph(700, "b0"), build_id="b0")
    moments = random.Random(3)
    for number in range(1, 9):
        sizes[f"b{number}"] = 700 + number
        loader = start(LOADER, Path(__file__).parent, folder_of(embedded_store), sizes[f"b{number}"], f"b{number}")
        time.sleep(moments.uniform(0.0, 2.5))
        kill(loader)
        assert_whole(embedded_store, sizes)
    embedded_store.replace(numbered_graph(50, "last"), build_id="last")
    assert assert_whole(embedded_store, {"last": 50}) == "last"
    assert list((folder_of(embedded_store) / "unfinished").iterdir()) == []
    assert len(list((folder_of(embedded_store) / "snapshots").iterdir())) == 2


def test_readers_are_undisturbed_by_loads(embedded_store: EmbeddedStore) -> None:
    sizes = {f"b{number}": 100 + number for number in range(6)}
    embedded_store.replace(numbered_graph(100, "b0"), build_id="b0")
    done = threading.Event()
    seen: list[list[object]] = []
    errors: list[Exception] = []

    def read() -> None:
        reader = EmbeddedStore.at(folder_of(embedded_store))
        try:
            while not done.is_set():
                seen.extend(list(row) for row in reader.read("MATCH (c:Concept) RETURN c.definition, count(*)").rows)
        except StoreError as error:
            errors.append(error)
        finally:
            reader.close()

    readers = [threading.Thread(target=read) for _ in range(2)]
    for thread in readers:
        thread.start()
    for build_id, size in list(sizes.items())[1:]:
        embedded_store.replace(numbered_graph(size, build_id), build_id=build_id)
    done.set()
    for thread in readers:
        thread.join()
    assert errors == []
    assert seen and all([mark, number] in [list(item) for item in sizes.items()] for mark, number in seen)


def test_a_second_load_is_refused_while_one_runs(embedded_store: EmbeddedStore) -> None:
    embedded_store.replace(attention_graph(), build_id="b1")
    loader = start(LOADER, Path(__file__).parent, folder_of(embedded_store), 3000, "b2")
    unfinished = folder_of(embedded_store) / "unfinished"
    until = time.monotonic() + 30
    while not list(unfinished.iterdir()) and time.monotonic() < until:
        time.sleep(0.01)
    with pytest.raises(StoreError, match="another load is running"):
        embedded_store.replace(numbered_graph(3, "x"), build_id="b3")
    loader.wait()
    kill(loader)
    assert embedded_store.content().build_id == "b2"


def test_a_folder_that_is_a_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="can't be written"):
        EmbeddedStore.at(tmp_path / "file").replace(attention_graph(), build_id="b1")


def test_a_damaged_snapshot_says_to_load_again(embedded_store: EmbeddedStore) -> None:
    embedded_store.replace(attention_graph(), build_id="b1")
    (about,) = folder_of(embedded_store).glob("snapshots/*/about.json")
    about.write_text("{")
    with pytest.raises(StoreError, match="gradus load"):
        embedded_store.content()


def test_shortest_is_refused_with_what_to_write_instead(embedded_store: EmbeddedStore) -> None:
    embedded_store.replace(attention_graph(), build_id="b1")
    with pytest.raises(QueryRefused, match=r"shortestPath\("):
        embedded_store.read("MATCH p = SHORTEST 1 (a:Concept)-[:USES]->+(b:Concept) RETURN p")


def test_a_query_that_wants_too_much_memory_fails_and_the_next_works(embedded_store: EmbeddedStore) -> None:
    embedded_store.replace(numbered_graph(300, "x"), build_id="b1")
    hungry = "MATCH (a), (b), (c) RETURN collect(a.id + b.id + c.id + a.definition) AS all"
    with pytest.raises(Exception, match=r"memory|heap|budget|limit"):
        embedded_store.read(hungry, limits=Limits(timeout_s=60))
    assert one(embedded_store.read("MATCH (c:Concept) RETURN count(c)")) == 300


def worker_pid(store: EmbeddedStore) -> int:
    """The process of the store's worker; no caller needs it but these tests."""
    worker = store._worker
    assert worker is not None
    return worker._process.pid
