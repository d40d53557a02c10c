"""CPU times of the learning order on a generated graph, beside the same in plain networkx.

    python tests/bench/bench_study.py [--concepts N] [--relations N] [--baseline]

The graph is made like a real one: topics of a hundred concepts that rest on one another and on common ground; the
learn-first end of a relation is the easier one but for one in a hundred (a build of 233 notes has one in a thousand).
`--deep` makes one long topic of it instead, where a plan holds half of all concepts. `--baseline` runs the networkx
version too: minutes at full size.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from random import Random

import networkx as nx

from graph.frontier import frontier
from graph.learning_order import Prerequisites
from graph.model import Concept, KnowledgeGraph, Relation, RelationStatus
from graph.ontology import RelationType, is_symmetric, ontology
from graph.placement import next_question, start_placement
from graph.prerequisites import ScoredPair, build_prerequisite_dag, derive_pairs, prerequisite_relations
from graph.review import review_queue
from graph.study import plan

TOPIC = 100
GROUND = 0.02
"""Share of the concepts that are common ground."""
AGAINST = 0.01
TO_GROUND = 0.2
"""Share of relations from a topic to common ground."""
TYPES = ("IS_A", "USES", "EXTENDS", "USED_FOR", "PART_OF", "ADDRESSES", "CONTRASTS_WITH", "EVALUATES", "GENERALIZES")
SHARE = (30, 25, 17, 9, 7, 6, 3, 2, 1)


def made_graph(concepts: int, relations: int, *, deep: bool = False) -> KnowledgeGraph:
    random = Random(11)
    areas = [a for a in ontology().areas if a != "discovered"]
    made = []
    for n in range(concepts):
        level = 2 if n < concepts * GROUND else 3 + n % TOPIC * 3 // TOPIC
        made.append(Concept(f"c{n}", f"C{n}", "method", areas[n // TOPIC % len(areas)], level=level))
    found: dict[tuple[str, str, str], Relation] = {}
    while len(found) < relations:
        type_ = RelationType(random.choices(TYPES, SHARE)[0])
        hard = random.randrange(1, concepts)
        easy = _easier(random, hard, concepts, deep)
        subject, object_ = (easy, hard) if ontology().relations[type_].learn_first == "subject" else (hard, easy)
        if random.random() < AGAINST:
            subject, object_ = object_, subject
        ends = sorted((f"c{subject}", f"c{object_}")) if is_symmetric(type_) else (f"c{subject}", f"c{object_}")
        relation = Relation(*(ends[0], type_, ends[1]), RelationStatus.CURATED, random.choice((0.6, 0.9, 0.95)))
        found[relation.key] = relation
    return KnowledgeGraph(tuple(made), tuple(found[k] for k in sorted(found)))


def _easier(random: Random, hard: int, concepts: int, deep: bool) -> int:
    if deep:
        return max(0, hard - 1 - int(random.expovariate(1) * TOPIC))
    ground = int(concepts * GROUND)
    first = 0 if hard < ground else max(ground, hard - hard % TOPIC)
    if first == hard or (hard >= ground and random.random() < TO_GROUND):
        return random.randrange(min(hard, ground))
    return random.randrange(first, hard)


def timed(what: Callable[[], object]) -> tuple[float, object]:
    started = time.process_time()
    found = what()
    return time.process_time() - started, found


def report(name: str, seconds: list[float], target_ms: float) -> None:
    median, worst = statistics.median(seconds) * 1000, max(seconds) * 1000
    print(f"{name:40} median {median:9.2f} ms   worst {worst:9.2f} ms   target {target_ms:g} ms")


def greedy_networkx(pairs: list[ScoredPair]) -> nx.DiGraph:
    """The same in plain networkx: a pair enters where no path leads back."""
    dag = nx.DiGraph()
    for pair in pairs:
        dag.add_nodes_from((pair.before, pair.after))
        if not nx.has_path(dag, pair.after, pair.before):
            dag.add_edge(pair.before, pair.after)
    return dag


def plan_networkx(dag: nx.DiGraph, goal: str) -> list[str]:
    scope = nx.ancestors(dag, goal) | {goal}
    return list(nx.lexicographical_topological_sort(dag.subgraph(scope)))


def frontier_networkx(dag: nx.DiGraph, known: list[str]) -> list[tuple[int, str]]:
    mastered = set(known).union(*(nx.ancestors(dag, k) for k in known))
    ready = [c for c in dag if c not in mastered and all(b in mastered for b in dag.predecessors(c))]
    return sorted((-len(nx.descendants(dag, c)), c) for c in ready)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--concepts", type=int, default=20_000)
    args.add_argument("--relations", type=int, default=100_000)
    args.add_argument("--baseline", action="store_true")
    args.add_argument("--deep", action="store_true")
    a = args.parse_args()
    graph = made_graph(a.concepts, a.relations, deep=a.deep)
    derive_s, pairs = timed(lambda: derive_pairs(graph.relations, graph.concept_by_id))
    dag_s, dag = timed(lambda: build_prerequisite_dag(pairs))
    learned = KnowledgeGraph(graph.concepts, tuple(prerequisite_relations(dag)))
    index_s, order = timed(lambda: Prerequisites(learned))
    reduce_s, direct = timed(lambda: order.direct)
    print(f"{len(graph.concepts)} concepts, {len(graph.relations)} relations, {len(pairs)} scored pairs")
    print(f"kept {len(dag.kept)}, refused {len(dag.refused)}, direct {sum(map(len, direct.values()))}")
    report("derivation and DAG", [derive_s + dag_s], 5000)
    report("transitive reduction", [reduce_s], 5000)
    report("index", [index_s], 5000)
    random = Random(3)
    ids = [c.id for c in graph.concepts]
    goals = random.sample(ids, 200)
    sizes = [len(plan(order, [g]).steps) for g in goals]
    print(f"plan sizes: median {statistics.median(sizes):g}, largest {max(sizes)}")
    report("plan for a goal", [timed(lambda g=g: plan(order, [g]))[0] for g in goals], 20)
    known = [random.sample(ids, 50) for _ in range(50)]
    report("first frontier, counts included", [timed(lambda: frontier(order, known[0]))[0]], 50)
    report("frontier, 50 known", [timed(lambda k=k: frontier(order, k))[0] for k in known], 50)
    report("frontier to a goal", [timed(lambda k=k: frontier(order, k, k[:1]))[0] for k in known], 50)
    checks = [start_placement(order, [g]) for g in goals[:30]]
    report("placement question", [timed(lambda c=c: next_question(order, c))[0] for c in checks], 200)
    report("review queue", [timed(lambda: review_queue(order))[0]], 5000)
    if a.baseline:
        print("plain networkx:")
        greedy_s, plain = timed(lambda: greedy_networkx(pairs))
        plain.add_nodes_from(ids)
        report("DAG", [greedy_s], 5000)
        report("transitive reduction", [timed(lambda: nx.transitive_reduction(plain))[0]], 5000)
        report("plan for a goal, unexplained", [timed(lambda g=g: plan_networkx(plain, g))[0] for g in goals], 20)
        report("frontier, 50 known", [timed(lambda k=k: frontier_networkx(plain, k))[0] for k in known[:3]], 50)


if __name__ == "__main__":
    main()
