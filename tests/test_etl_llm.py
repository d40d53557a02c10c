"""The optional language model, against a real server on loopback that speaks the protocol."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from app.cli import app
from etl.documents import NotePath, read_document
from etl.extract import NoteExtract, Recognizer, StatedRelation, extract_note
from etl.lexicon.compiled import load_lexicon
from etl.llm.answers import Answers
from etl.llm.asking import read_answer
from etl.llm.endpoint import Endpoint, LlmError, ask
from etl.llm.propose import LanguageModel, with_proposals
from etl.model import Document, RejectReason
from etl.pipeline import recognizer_of
from etl.resolution.relations import resolve_relations
from graph.model import NoteFile, RelationStatus

pytest.importorskip("httpx", reason="needs the extra gradus[llm]")

NOTE = """# Notes

We saw Mamba and DoRA on the same day, next to PagedAttention.

GQA is a variant of MHA.
"""
SAW = "We saw Mamba and DoRA on the same day"


class Server:
    """Answers each question with the next of `replies`, the last one again; keeps what it was sent."""

    def __init__(self) -> None:
        self.replies: list[tuple[int, bytes]] = [(200, completion("[]"))]
        self.requests: list[tuple[str, dict[str, str], dict[str, object]]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.requests.append((self.path, dict(self.headers), body))
                status, data = server.replies.pop(0) if len(server.replies) > 1 else server.replies[0]
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/v1"

    def proposes(self, *rows: dict[str, str]) -> None:
        self.replies = [(200, completion(json.dumps(rows, ensure_ascii=False)))]


def completion(content: str) -> bytes:
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
    return json.dumps({"object": "chat.completion", "choices": [choice]}).encode()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    made.http.shutdown()
    made.http.server_close()
    thread.join()


@pytest.fixture
def note(tmp_path: Path) -> Path:
    file = tmp_path / "notes" / "a.md"
    file.parent.mkdir()
    file.write_text(NOTE, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return recognizer_of(load_lexicon(()))


@pytest.fixture
def propose(note: Path, server: Server, recognizer: Recognizer) -> Callable[[], tuple[NoteExtract, LanguageModel]]:
    """Extracts the note and asks the server about it."""

    def run() -> tuple[NoteExtract, LanguageModel]:
        path = NotePath(note, "a.md")
        document = read_document(path)
        assert isinstance(document, Document)
        endpoint = Endpoint(server.url, "small", "secret", first_wait_s=0.01)
        model = LanguageModel(endpoint, Answers(note.parent.parent / "answers"))
        extract = extract_note(document, recognizer)
        return with_proposals([extract], {"a.md": path}, recognizer, model, lambda *_: None)[0], model

    return run


def row(subject: str, type_: str, object_: str, quote: str = SAW) -> dict[str, str]:
    return {"subject": subject, "type": type_, "object": object_, "quote": quote}


def taken(extract: NoteExtract) -> list[StatedRelation]:
    return [r for r in extract.relations if r.evidence.rule == "llm"]


def resolved(*stated: StatedRelation) -> RelationStatus:
    """Status of the one relation that all of these state."""
    (note,) = {s.evidence.path for s in stated[:1]}
    extract = NoteExtract(NoteFile(note, "", "en", False), (), (), stated, (), (), (), 0, 0)
    ids = {end: end for s in stated for end in (s.subject, s.object)}
    (relation,), _ = resolve_relations([extract], [], ids)
    return relation.status


def test_a_proposal_that_the_note_bears_out_is_taken_with_its_line(propose, server):
    server.proposes(row("DoRA", "CONTRASTS_WITH", "Mamba"))
    extract, model = propose()
    (relation,) = taken(extract)
    assert (relation.subject, relation.type, relation.object) == ("dora", "CONTRASTS_WITH", "mamba")
    assert (relation.evidence.path, relation.evidence.line) == ("a.md", 3)
    assert relation.evidence.text == NOTE.split("\n")[2]
    assert model.counts == {"asked": 1, "rejected": 0, "taken": 1}


def test_the_server_is_asked_in_the_protocol(propose, server):
    propose()
    path, headers, body = server.requests[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret"
    assert body["model"] == "small"
    assert [m["role"] for m in body["messages"]] == ["system", "user"]
    assert SAW in body["messages"][1]["content"]
    assert "EXTENDS" in body["messages"][0]["content"]


def test_proposals_that_the_note_does_not_bear_out_are_rejected(propose, server):
    server.proposes(
        row("DoRA", "EXTENDS", "Mamba", "not there"),
        row("DoRA", "USES", "LoRA"),
        row("GQA", "USES", "DoRA"),
        row("DoRA", "USES", "DoRA"),
        row("DoRA", "LIKES", "Mamba"),
        row("DoRA", "USES", "Mamba", ""),
    )
    extract, _ = propose()
    assert not taken(extract)
    assert [(r.what, r.reason) for r in extract.rejections if r.text in {SAW, "not there", ""}] == [
        ("DoRA EXTENDS Mamba", RejectReason.QUOTE_NOT_FOUND),
        ("DoRA USES LoRA", RejectReason.END_NOT_NAMED),
        ("GQA USES DoRA", RejectReason.END_NOT_NAMED),
        ("DoRA USES DoRA", RejectReason.SAME_CONCEPT),
        ("DoRA LIKES Mamba", RejectReason.SIGNATURE),
        ("DoRA USES Mamba", RejectReason.QUOTE_NOT_FOUND),
    ]


def test_a_relation_is_asserted_only_where_a_rule_says_so_too(propose, server):
    server.proposes(row("DoRA", "CONTRASTS_WITH", "Mamba"))
    (alone,) = taken(propose()[0])
    assert resolved(alone) is RelationStatus.PROPOSED
    copies = [replace(alone, evidence=replace(alone.evidence, path=f"{n}.md")) for n in range(30)]
    assert resolved(*copies) is RelationStatus.PROPOSED
    by_rule = replace(alone, evidence=replace(alone.evidence, rule="en_contrast"), precision=0.95)
    assert resolved(alone, by_rule) is RelationStatus.ASSERTED


def test_the_same_text_is_asked_about_once(propose, server, note):
    server.proposes(row("DoRA", "CONTRASTS_WITH", "Mamba"))
    (first, _), (second, model) = propose(), propose()
    assert len(server.requests) == 1
    assert model.counts["from_cache"] == 1
    assert second == first
    note.write_text(NOTE.replace("same day", "same morning"), encoding="utf-8")
    propose()
    assert len(server.requests) == 2


def test_an_unreadable_answer_is_counted_and_not_kept(propose, server):
    server.replies = [(200, completion("I can't do that."))]
    assert propose()[1].counts == {"asked": 1, "unreadable": 1}
    propose()
    assert len(server.requests) == 2


def test_a_busy_server_is_asked_again(server):
    server.replies = [(503, b""), (429, b""), (200, completion("[]"))]
    assert ask(Endpoint(server.url, "small", first_wait_s=0.01), []) == "[]"
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ((401, b""), "HTTP 401"),
        ((500, b""), "HTTP 500"),
        ((200, b"{"), "no chat completion"),
        ((200, b'{"choices": []}'), "no chat completion"),
        ((200, completion("x").replace(b'"x"', b"null")), "no chat completion"),
    ],
)
def test_a_server_that_fails_is_an_error_of_one_line(server, reply, message):
    server.replies = [reply]
    with pytest.raises(LlmError, match=message) as error:
        ask(Endpoint(server.url, "small", first_wait_s=0.01), [])
    assert "\n" not in str(error.value)


def test_no_server_is_an_error_of_one_line(server):
    server.http.server_close()
    with pytest.raises(LlmError, match="no answer from small"):
        ask(Endpoint(server.url, "small", first_wait_s=0.01), [])


def test_a_build_asks_only_where_it_is_told_to(note, server, monkeypatch, tmp_path):
    monkeypatch.setenv("GRADUS_LLM_URL", server.url)
    monkeypatch.setenv("GRADUS_LLM_MODEL", "small")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    run = CliRunner().invoke
    assert run(app, ["build", str(note), "--out", str(tmp_path / "plain")]).exit_code == 0
    assert not server.requests
    assert run(app, ["build", str(note), "--out", str(tmp_path / "asked"), "--llm"]).exit_code == 0
    assert len(server.requests) == 1
    report = json.loads((tmp_path / "asked" / "report.json").read_text())
    assert report["language_model"] == {"asked": 1, "rejected": 0, "taken": 0}


def test_a_build_that_is_to_ask_needs_an_address(note, monkeypatch, tmp_path):
    monkeypatch.delenv("GRADUS_LLM_URL", raising=False)
    result = CliRunner().invoke(app, ["build", str(note), "--out", str(tmp_path / "b"), "--llm"])
    assert result.exit_code != 0
    assert isinstance(result.exception, LlmError)
    assert "GRADUS_LLM_URL" in str(result.exception)


@given(st.text() | st.lists(st.sampled_from(["[", "]", "{", "}", '"subject"', ":", ",", "1", "null"])).map("".join))
@settings(deadline=None)
def test_any_answer_is_read_or_refused(answer):
    read_answer(answer)


def test_an_answer_is_found_within_prose_and_rows_without_a_field_are_left_out():
    rows = json.dumps([row("A", "USES", "B"), {"subject": "A"}, 3])
    assert [p.object for p in read_answer(f"Here:\n```json\n{rows}\n```") or []] == ["B"]
    assert read_answer("[" * 100_000 + "]") is None
