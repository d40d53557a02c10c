import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def built(folder: Path, hash_seed: int) -> dict[str, bytes]:
    """The files of a build of the bundled notes by a process of its own that has no cache to start from."""
    folder.mkdir()
    subprocess.run(
        [sys.executable, "-m", "app.cli", "build", ROOT / "notes", "--out", folder / "build"],
        cwd=folder.parent,
        env=os.environ
        | {"PYTHONHASHSEED": str(hash_seed), "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        timeout=240,
    )
    return {file.name: file.read_bytes() for file in (folder / "build").iterdir()}


def test_two_processes_give_the_same_bytes_whatever_their_hash_seed(tmp_path):
    one, other = built(tmp_path / "one", 1), built(tmp_path / "other", 2)
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    assert one["relations.jsonl"].count(b'"asserted"') > 100
