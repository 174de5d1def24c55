"""`check` against jsonschema + simpleeval, jsonschema-rs + CEL, and Python written by hand.

One run, every peer on the same documents in turn; first all verdicts are held against each other
on whole and damaged documents. Peers that only give a verdict are timed for that alone.
`python -m bench.check_bench --full` decodes and checks all 100,000 dossiers instead of 5,000.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import cel
import jsonschema
import jsonschema_rs
import orjson
from simpleeval import EvalWithCompoundTypes

from bench.measure import Line, print_lines
from bench.peers import schemas
from bench.peers.application import LARGEST, PLAN_ID, TODAY, TYPICAL, Size, pack_texts
from bench.peers.by_hand import check_by_hand
from bench.peers.dossiers import damaged, dossier, largest_dossier
from engine.checks import check
from engine.dossier import dossier_from, facts_from
from engine.packs.library import Library
from engine.packs.model import Plan

DOCUMENTS = 40
ROUNDS = 9
BULK, FULL = 5_000, 100_000
FACTS = {"today": TODAY, "other_applications": [], "bans": [], "bound": True}
FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "whole_years": schemas.whole_years,
    "years_needed": schemas.years_needed,
    "different": schemas.different,
    "len": len,
    "sum": sum,
}
OURS = "check, full report"
Times = dict[str, list[float]]
Document = Mapping[str, Any]
Verdict = Callable[[Document], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Someone else who can tell whether a dossier passes, given it in a form that suits them."""

    verdict: Verdict
    form: Callable[[Document], Document] = dict
    least: float
    aim: str


def bench_plan(size: Size = TYPICAL) -> Plan:
    """The plan of `bench.peers.application`, loaded as any plan is."""
    with TemporaryDirectory() as folder:
        for name, text in pack_texts(size).items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        return Library(folder).plan(PLAN_ID)


def simpleeval_verdict(
    schema: Mapping[str, Any],
    expressions: Sequence[str],
    names: Callable[[Document], dict[str, Any]],
) -> Verdict:
    """jsonschema with one validator kept, expressions parsed once."""
    validator = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.FormatChecker(["date"])
    )
    evaluator = EvalWithCompoundTypes(functions=FUNCTIONS)
    rules = [(rule, evaluator.parse(rule)) for rule in expressions]

    def verdict(data: Document) -> bool:
        # all errors, since a report needs them all
        if list(validator.iter_errors(data)) or not schemas.is_open(FACTS):
            return False
        evaluator.names = names(data)
        return all(evaluator.eval(rule, previously_parsed=tree) for rule, tree in rules)

    return verdict


def cel_verdict() -> Verdict:
    """jsonschema-rs and CEL compiled once; the context is built once per document."""
    validator = jsonschema_rs.Draft202012Validator(schemas.document_schema(), validate_formats=True)
    programs = [cel.compile(rule) for rule in schemas.CEL_RULES]
    functions = {name: FUNCTIONS[name] for name in ("whole_years", "years_needed", "different")}
    functions["total"] = sum

    def verdict(data: Document) -> bool:
        if list(validator.iter_errors(data)) or not schemas.is_open(FACTS):
            return False
        context = cel.Context(variables=schemas.rule_names(data), functions=functions)
        return all(program.execute(context) for program in programs)

    return verdict


def all_peers() -> dict[str, Peer]:
    """Everyone whom the check is compared with, by the name in the table."""
    grouped = simpleeval_verdict(
        schemas.document_schema(), schemas.PYTHON_RULES, schemas.rule_names
    )
    flat = simpleeval_verdict(schemas.flat_schema(), schemas.FLAT_RULES, schemas.flat_names)
    return {
        "hand-written Python": Peer(
            verdict=lambda data: all(passed for _, passed, _ in check_by_hand(data, FACTS)),
            least=1 / 1.5,
            aim="ours ≤ 1.5× its time",
        ),
        "jsonschema-rs + CEL": Peer(verdict=cel_verdict(), least=20, aim="≥ 20×"),
        "jsonschema + simpleeval, grouped": Peer(verdict=grouped, least=100, aim="≥ 100×"),
        "jsonschema + simpleeval, flat": Peer(
            verdict=flat, form=schemas.flattened, least=100, aim="≥ 100×"
        ),
    }


def hold_together(ours: Verdict, peers: Mapping[str, Peer], documents: Sequence[Document]) -> int:
    """Stop the bench if any verdict differs; how many documents pass."""
    passing = 0
    for data in documents:
        expected = ours(data)
        passing += expected
        for name, peer in peers.items():
            if peer.verdict(peer.form(data)) != expected:
                raise SystemExit(f"{name} does not agree with check on {orjson.dumps(data)!r}")
    return passing


def interleaved(plan: Plan, documents: Sequence[Document], peers: Mapping[str, Peer]) -> Times:
    """Seconds per application of everyone in every round, in turn.

    Each is given freshly decoded documents, as a server would; decoding is not timed.
    """
    facts = facts_from(FACTS)
    texts = [orjson.dumps(data) for data in documents]
    theirs = {
        name: [orjson.dumps(peer.form(data)) for data in documents] for name, peer in peers.items()
    }
    times: Times = {name: [] for name in (OURS, *peers)}
    for _ in range(ROUNDS):
        times[OURS].append(
            seconds_each(
                lambda one: check(plan, one, facts),
                lambda text: dossier_from(orjson.loads(text)),
                texts,
            )
        )
        for name, peer in peers.items():
            times[name].append(seconds_each(peer.verdict, orjson.loads, theirs[name]))
    return times


def seconds_each(
    work: Callable[[Any], object], decode: Callable[[bytes], Any], texts: list[bytes]
) -> float:
    """The seconds that `work` takes for one of the documents, on average."""
    total = 0.0
    for text in texts:
        document = decode(text)
        start = time.perf_counter()
        work(document)
        total += time.perf_counter() - start
    return total / len(texts)


def compare(plan: Plan) -> list[Line]:
    """One line per peer: its time per application and its ratio to ours."""
    random = Random(1)
    whole = [dossier(random) for _ in range(DOCUMENTS)]
    broken = [damaged(random.choice(whole), random) for _ in range(160)]
    facts = facts_from(FACTS)
    peers = all_peers()
    passing = hold_together(
        lambda data: check(plan, dossier_from(data), facts).passed, peers, [*whole, *broken]
    )
    print(f"  verdicts equal on {len(whole) + len(broken)} documents, {passing} of them pass")
    return lines_of(interleaved(plan, whole, peers), peers)


def lines_of(times: Times, peers: Mapping[str, Peer]) -> list[Line]:
    """The best of each with its ratio to ours, judged by the aims; the spread goes in the label."""
    ours = times[OURS]
    lines = []
    for name, own in times.items():
        ratios = sorted(mine / base for mine, base in zip(own, ours, strict=True))
        ratio = statistics.median(ratios)
        peer = peers.get(name)
        lines.append(
            Line(
                label=f"{name} [{ratios[0]:.3g}…{ratios[-1]:.3g}]",
                seconds=min(own),
                ratio=ratio,
                aim=peer.aim if peer else "",
                met=ratio >= peer.least if peer else None,
            )
        )
    return lines


def bulk(plan: Plan, count: int) -> list[Line]:
    """`count` typical dossiers decoded by orjson and checked on one core, one after the other."""
    random, facts = Random(2), facts_from(FACTS)
    texts = [orjson.dumps(dossier(random)) for _ in range(200)]
    start = time.perf_counter()
    for n in range(count // 10):
        dossier_from(orjson.loads(texts[n % len(texts)]))
    decoding = (time.perf_counter() - start) * 10
    start = time.perf_counter()
    passed = 0
    for n in range(count):
        passed += check(plan, dossier_from(orjson.loads(texts[n % len(texts)])), facts).passed
    seconds = time.perf_counter() - start
    assert passed == count
    scale = FULL / count
    note = "" if count == FULL else f", extrapolated from {count:,}"
    size = len(texts[0]) // 1024
    return [
        Line(label=f"decode and check {FULL:,} of {size} KB{note}", seconds=seconds * scale),
        Line(label="  of which orjson and dossier_from", seconds=decoding * scale),
    ]


def worst_case() -> list[Line]:
    """A dossier far beyond any real one: 300 answers, 17 kinds × 100 records, 200 files."""
    plan = bench_plan(LARGEST)
    one, facts = dossier_from(largest_dossier(Random(3), LARGEST)), facts_from(FACTS)
    report = check(plan, one, facts)
    assert report.passed, [finding.message for finding in report.problems][:3]
    seconds = []
    for _ in range(15):
        start = time.perf_counter()
        check(plan, one, facts)
        seconds.append(time.perf_counter() - start)
    best = min(seconds)
    kinds, answers = len(LARGEST.kinds), sum(map(len, one.sections.values()))
    files = sum(map(len, one.files.values()))
    label = f"{answers} answers, {kinds} kinds × 100 records, {files} files"
    return [Line(label=label, seconds=best, aim="≤ 10 ms", met=best <= 0.010)]


def main(full: bool = False) -> int:
    """Print the bench."""
    plan = bench_plan()
    title = "Checking one application; ratio to ours: median [least…most] of the rounds"
    lines = compare(plan)
    print_lines(title, lines)
    print_lines("Many applications on one core", bulk(plan, FULL if full else BULK))
    print_lines("One huge application, with a proof of every record and 500 rows", worst_case())
    return 0


if __name__ == "__main__":
    sys.exit(main("--full" in sys.argv[1:]))
