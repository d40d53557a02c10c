import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.charsets import decode
from etl.documents import MAX_BYTES, NOTE_SUFFIXES, NotePath, find_notes, nothing_to_read, read_document
from etl.model import Document, SkippedFile
from etl.normalization import normalize
from graph.errors import NotesError

NOTES = Path(__file__).parent.parent.parent / "shared" / "notes"


def write(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"# {name}\n", encoding="utf-8")


def paths(*roots: Path) -> list[str]:
    return [note.path for note in find_notes(roots)[0]]


def reasons(*roots: Path) -> dict[str, str]:
    return {skipped.path: skipped.reason for skipped in find_notes(roots)[1]}


def read(file: Path, data: bytes) -> Document:
    file.write_bytes(data)
    document = read_document(NotePath(file, file.name))
    assert isinstance(document, Document)
    return document


def test_notes_come_in_order_of_path_relative_to_their_folder(tmp_path):
    write(tmp_path, "b.md", "a/z.mdx", "a/b.TXT", "注意力.md")
    assert paths(tmp_path) == ["a/b.TXT", "a/z.mdx", "b.md", "注意力.md"]


def test_a_single_file_goes_by_its_name(tmp_path):
    write(tmp_path, "folder/note.md")
    assert paths(tmp_path / "folder" / "note.md") == ["note.md"]


def test_several_roots_keep_plain_paths_while_these_differ(tmp_path):
    write(tmp_path, "one/a.md", "two/b.md")
    assert paths(tmp_path / "one", tmp_path / "two") == ["a.md", "b.md"]


def test_several_roots_with_equal_paths_are_told_apart_by_their_names(tmp_path):
    write(tmp_path, "one/a.md", "two/a.md", "x/notes/c.md", "y/notes/c.md")
    assert paths(tmp_path / "one", tmp_path / "two") == ["one/a.md", "two/a.md"]
    assert paths(tmp_path / "x/notes", tmp_path / "y/notes") == ["x/notes/c.md", "y/notes/c.md"]


def test_a_note_given_twice_is_read_once(tmp_path):
    write(tmp_path, "folder/a.md")
    assert paths(tmp_path, tmp_path / "folder", tmp_path) == ["folder/a.md"]


def test_other_files_are_listed_with_the_reason(tmp_path):
    write(tmp_path, "a.md", "picture.png", ".git/config.md", ".hidden.md")
    assert paths(tmp_path) == ["a.md"]
    expected = f"not one of {', '.join(NOTE_SUFFIXES)}"
    assert reasons(tmp_path) == {".git": "hidden", ".hidden.md": "hidden", "picture.png": expected}


def test_links_that_lead_in_circles_end(tmp_path):
    write(tmp_path, "folder/a.md")
    (tmp_path / "folder" / "up").symlink_to(tmp_path)
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    (tmp_path / "gone.md").symlink_to(tmp_path / "nothing.md")
    assert paths(tmp_path) == ["folder/a.md"]
    assert set(reasons(tmp_path)) == {"gone.md", "self.md", "folder/up"}


def test_a_fifo_is_not_opened(tmp_path):
    write(tmp_path, "a.md")
    os.mkfifo(tmp_path / "pipe.md")
    assert reasons(tmp_path) == {"pipe.md": "not a regular file"}


@contextmanager
def as_ordinary_user() -> Iterator[None]:
    """Root may read everything; here it may not."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_a_folder_without_permission_is_listed():
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, "a.md", "b.md", "locked/c.md")
        folder.chmod(0o755)
        (folder / "b.md").chmod(0)
        (folder / "locked").chmod(0)
        with as_ordinary_user():
            notes, skipped = find_notes([folder])
            unread = [read_document(note) for note in notes]
            with pytest.raises(NotesError, match="permission denied"):
                find_notes([folder / "locked"])
        (folder / "locked").chmod(0o700)
    assert skipped == (SkippedFile("locked", "can't be read: permission denied"),)
    assert unread[1] == SkippedFile("b.md", "can't be read: permission denied")


@pytest.mark.parametrize("name", ["nowhere", "nul\0byte", "a" * 5000])
def test_a_path_that_does_not_exist_is_an_error_of_one_line(tmp_path, name):
    with pytest.raises(NotesError, match="check the path") as error:
        find_notes([tmp_path / name])
    assert "\n" not in str(error.value)


def test_a_folder_without_notes_is_an_error_that_says_what_was_passed_over(tmp_path):
    with pytest.raises(NotesError, match="no readable note; give files or folders"):
        find_notes([tmp_path])
    write(tmp_path, "a.pdf")
    with pytest.raises(NotesError, match=r"1 skipped, a\.pdf: not one of"):
        find_notes([tmp_path])


def test_a_file_that_is_too_large_is_refused_unread(tmp_path):
    write(tmp_path, "a.md")
    huge = tmp_path / "huge.md"
    with huge.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    assert reasons(tmp_path) == {"huge.md": "larger than 20 MB; split it into smaller notes"}
    with pytest.raises(NotesError, match="larger than 20 MB"):
        find_notes([huge])
    assert read_document(NotePath(huge, "huge.md")) == SkippedFile("huge.md", reasons(tmp_path)["huge.md"])
    assert huge.stat().st_size > MAX_BYTES


def test_binary_content_is_skipped_with_the_reason(tmp_path):
    file = tmp_path / "a.md"
    file.write_bytes(b"\x89PNG\r\n\0\0\0")
    skipped = read_document(NotePath(file, "a.md"))
    assert isinstance(skipped, SkippedFile)
    assert "binary" in skipped.reason
    assert "a.md: binary" in str(nothing_to_read([tmp_path], [skipped]))


def test_a_file_that_went_away_is_skipped(tmp_path):
    skipped = read_document(NotePath(tmp_path / "gone.md", "gone.md"))
    assert skipped == SkippedFile("gone.md", "can't be read: no such file or directory")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "大模型：注意力"),
        ("utf-8-sig", "大模型：注意力"),
        ("utf-16", "大模型：注意力"),
        ("utf-32", "大模型：注意力"),
        ("gb18030", "大模型的注意力机制是什么？参数高效微调有哪些方法？"),
        ("big5", "大型語言模型的注意力機制是什麼？參數高效微調有哪些方法？"),
        ("cp1252", "Déjà vu: the café’s naïve tokenizer was trained on a large corpus of English text"),
    ],
)
def test_text_is_read_in_its_encoding(tmp_path, encoding, text):
    assert read(tmp_path / "a.md", text.encode(encoding)).raw == text


def test_damaged_utf8_keeps_all_that_is_good(tmp_path):
    data = "注意力机制\n低秩适配\n".encode()
    assert read(tmp_path / "a.md", data[:4] + data[5:]).raw.endswith("机制\n低秩适配\n")


@pytest.mark.parametrize("data", [b"", b"\xff", b"\xff\xfe", b"\xff\xfe\x00", b"a\x80b", bytes(range(1, 256))])
def test_odd_bytes_raise_nothing(tmp_path, data):
    file = tmp_path / "a.md"
    file.write_bytes(data)
    read_document(NotePath(file, "a.md"))


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data):
    decoded = decode(data)
    assert decoded is None or isinstance(decoded.text, str)


def test_line_endings_become_those_of_an_editor(tmp_path):
    document = read(tmp_path / "a.md", b"one\r\ntwo\rthree\nfour")
    assert document.raw == document.text == "one\ntwo\nthree\nfour"


def test_names_are_spelled_one_way():
    assert normalize("ＬｏＲＡ（低秩）：１２８") == "LoRA(低秩):128"
    assert normalize("⼤模型 ⻢尔可夫 ⺟") == "大模型 马尔可夫 母"


def test_a_full_width_parenthesis_after_a_bracket_makes_no_link():
    assert "](" not in normalize("[LoRA]（低秩适配）")


@given(st.text())
def test_normal_text_has_the_lines_of_the_file(text):
    normal = normalize(text)
    assert normal.count("\n") == text.count("\n")
    assert len(normal.splitlines()) <= normal.count("\n") + 1 + normal.count("\r")
    assert unicodedata.normalize("NFKC", normal).count("\n") == text.count("\n")


@given(st.text(alphabet=st.characters(min_codepoint=0x2E80, max_codepoint=0x2EFF)))
def test_no_radical_stays_but_the_one_without_an_ideograph(text):
    left = {char for char in normalize(text) if "\u2e80" <= char <= "\u2eff" and unicodedata.category(char) != "Cn"}
    assert left <= {"\u2e80"}


@pytest.mark.skipif(not NOTES.is_dir(), reason="../shared/notes is not here")
def test_all_development_notes_are_read():
    notes, skipped = find_notes([NOTES])
    assert skipped == ()
    assert sum(note.path.startswith("seeds/00") for note in notes) == 5
    documents = [read_document(note) for note in notes]
    assert [d.path for d in documents if d.repaired] == [n.path for n in notes if "003_" in n.path]
    assert all(d.raw.count("\n") == d.text.count("\n") for d in documents)
