from hypothesis import given
from hypothesis import strategies as st

from etl.documents import Document
from etl.lexicon.entries import Lexicon, LexiconConcept
from etl.model import Mention
from etl.passages import split_passages
from etl.recognition.matcher import ConceptMatcher
from etl.recognition.mention_features import NoteMentions, bucket, features, shape
from etl.recognition.recognize import find_mentions
from etl.recognition.salience import SalienceModel, mark_salient, salience_model
from etl.training.annotations import Annotations
from etl.training.salience import Row, best_scores, best_threshold, score_at, train
from graph.model import Concept

CONCEPTS = (
    Concept(id="lora", name="LoRA", kind="method", area="finetuning", level=4),
    Concept(id="dataset", name="dataset", kind="idea", area="pretraining", level=1),
)
MATCHER = ConceptMatcher(Lexicon(concepts=tuple(map(LexiconConcept, CONCEPTS))))


def note(text: str):
    parsed = split_passages(Document("note.md", text, text))
    return parsed, find_mentions(parsed, MATCHER)[0]


def test_features_say_where_and_how_a_name_stands():
    parsed, mentions = note("# LoRA\n\n- **LoRA**: trains on a dataset")
    view = NoteMentions(parsed, mentions)
    item = parsed.passages[1]
    first = set(features(view, item, 0, MATCHER.concepts, {}))
    assert {"head", "bold", "defined", "in_heading_above", "concept=lora", "shape=capitals"} <= first
    second = set(features(view, item, 1, MATCHER.concepts, {}))
    assert "head" not in second
    assert "kind=idea level=1" in second


def test_a_discovered_name_has_features_of_its_own_only():
    parsed, _ = note("XYZ-Net is new")
    view = NoteMentions(parsed, [[Mention("xyz-net", 0, 7, "XYZ-Net")]])
    found = features(view, parsed.passages[0], 0, MATCHER.concepts, {"xyz-net": ("source=coined",)})
    assert "new source=coined" in found
    assert all(f.startswith("new ") for f in found)


def test_a_mention_below_the_threshold_stays_but_is_not_salient():
    parsed, mentions = note("LoRA needs a dataset")
    model = SalienceModel({"concept=lora": 1.0, "concept=dataset": -1.0}, 0.0)
    marked = mark_salient(parsed, mentions, MATCHER.concepts, {}, model)
    assert [(m.concept, m.salient) for m in marked[0]] == [("lora", True), ("dataset", False)]


def test_the_shipped_model_keeps_names_of_methods():
    parsed, mentions = note("## LoRA\n\nLoRA freezes the weights and trains low-rank matrices.")
    assert all(m.salient for named in mark_salient(parsed, mentions, MATCHER.concepts, {}) for m in named)
    assert salience_model().weights


def test_shapes_of_names():
    surfaces = ("LoRA", "dataset", "Batch Size", "GPT-4", "微调", "LoRA微调")
    assert [shape(s) for s in surfaces] == ["capitals", "lower1", "title2", "capitals", "zh2", "mixed"]


@given(st.integers(0, 50), st.lists(st.integers(0, 50), max_size=6).map(sorted))
def test_a_bucket_counts_the_bounds_below(value: int, bounds: list[int]):
    assert bucket(value, bounds) == sum(value > b for b in bounds)


GOLD = Annotations({}, frozenset({("p", "a"), ("p", "b")}), frozenset({("p", "c")}))


def test_scores_count_each_concept_of_a_passage_once_and_leave_open_ones_out():
    score = score_at({("p", "a"): 1.0, ("p", "c"): 1.0, ("p", "d"): 0.5, ("p", "b"): -1.0}, GOLD, 0.0)
    assert (score.precision, score.recall) == (0.5, 0.5)


def test_the_threshold_is_the_best_that_is_precise_enough():
    scores = {("p", "a"): 1.0, ("p", "d"): 0.5, ("p", "b"): 0.2}
    assert best_threshold(scores, GOLD, 0.9).precision == 1.0
    assert best_threshold(scores, GOLD, 0.0).recall == 1.0


def test_training_is_the_same_each_time_and_learns_the_label():
    rows = [Row((f"p{n}", c), "x", ("bias", f"concept={c}"), c == "a") for n in range(20) for c in "ab"]
    model = train(rows)
    assert model == train(rows)
    best = best_scores(model, rows)
    assert best["p0", "a"] > 0 > best["p0", "b"]
