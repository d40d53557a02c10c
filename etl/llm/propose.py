"""The extracts of a build with what a language model proposes."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.documents import NotePath, read_document
from etl.extract import NoteExtract, Recognizer, named_passages
from etl.llm.answers import Answers
from etl.llm.asking import messages_about, portions, read_answer
from etl.llm.checking import check
from etl.llm.endpoint import Endpoint, ask
from etl.model import SkippedFile


@dataclass(slots=True)
class LanguageModel:
    """A model, what it answered before, and what has become of its answers in this build."""

    endpoint: Endpoint
    answers: Answers = field(default_factory=Answers)
    counts: Counter[str] = field(default_factory=Counter)
    """`asked`, `from_cache`, `unreadable` answers, and proposals `taken` and `rejected`."""

    def answer(self, messages: Sequence[dict[str, str]]) -> str:
        """The answer to these messages, asked for once. Raises LlmError."""
        known = self.answers.find(self.endpoint.model, messages)
        if known is not None:
            self.counts["from_cache"] += 1
            return known
        self.counts["asked"] += 1
        answer = ask(self.endpoint, messages)
        if read_answer(answer) is not None:  # an unreadable one is asked for again
            self.answers.keep(self.endpoint.model, messages, answer)
        return answer


def with_proposals(
    extracts: Sequence[NoteExtract],
    notes: Mapping[str, NotePath],
    recognizer: Recognizer,
    model: LanguageModel,
    progress: Callable[[int, int, str], None],
) -> list[NoteExtract]:
    """The extracts, each with the model's proposals that its note bears out. Raises LlmError.

    `notes`: where each extract's note is, by its path.
    """
    proposed = []
    for done, extract in enumerate(extracts):
        progress(done, len(extracts), extract.note.path)
        proposed.append(_asked_about(extract, notes[extract.note.path], recognizer, model))
    progress(len(extracts), len(extracts), "")
    return proposed


def _asked_about(extract: NoteExtract, note: NotePath, recognizer: Recognizer, model: LanguageModel) -> NoteExtract:
    document = read_document(note)
    if isinstance(document, SkippedFile):
        return extract
    view = named_passages(document, recognizer)
    relations, rejections = list(extract.relations), list(extract.rejections)
    for passages in portions(view.passages, view.mentions):
        proposals = read_answer(model.answer(messages_about(passages)))
        if proposals is None:
            model.counts["unreadable"] += 1
            continue
        taken, turned_away = check(proposals, passages, document, view)
        model.counts.update(taken=len(taken), rejected=len(turned_away))
        relations += taken
        rejections += turned_away
    return replace(extract, relations=tuple(relations), rejections=tuple(rejections))
