"""Measure each rule: `python -m etl.training.precision NOTES ANNOTATED...` rewrites `rules/precision.toml`.

A finding in an annotated passage is right where the annotators list the relation, as certain or as defensible.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from etl.lexicon.compiled import load_lexicon
from etl.pipeline import recognizer_of
from etl.relations.extract import rule_relations
from etl.training.relation_gold import Key, RelationGold, gold_key, names_of, read_relation_gold
from etl.training.relation_rows import annotated_views

_HEADER = """\
# Findings of each rule in annotated passages: how many there were, how many of them the annotators list.
# Made by `python -m etl.training.precision`.
"""


def main(arguments: Sequence[str]) -> None:
    """Count and write."""
    notes, *annotated = map(Path, arguments)
    lexicon = load_lexicon()
    gold = read_relation_gold(annotated, names_of(lexicon))
    found: dict[str, set[Key]] = defaultdict(set)
    for view, windows in annotated_views(gold, notes, recognizer_of(lexicon)):
        for relation in rule_relations(view):
            for window in windows:
                if window.first <= relation.line <= window.last:
                    found[relation.rule].add(gold_key(window.id, relation.type, relation.subject, relation.object))
    target = Path(str(files("etl.relations").joinpath("rules/precision.toml")))
    target.write_text(_HEADER + "".join(_entries(found, gold)), encoding="utf-8")


def _entries(found: dict[str, set[Key]], gold: RelationGold) -> Iterator[str]:
    listed = gold.must() | gold.may()
    for rule, keys in sorted(found.items()):
        yield f"\n[rule.{rule}]\nfound = {len(keys)}\nright = {len(keys & listed)}\n"


if __name__ == "__main__":
    main(sys.argv[1:])
