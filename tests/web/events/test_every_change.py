"""Every change is recorded in its own transaction, in words that the table knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from web.models import Event, database
from web.services.demo import Demo
from web.services.event_words import WORDS
from web.site import Site

SERVICES = Path(__file__).parents[3] / "web" / "services"
SILENT = {
    "attempts.count_failure": "a tally; locking is recorded by signing_in",
    "attempts.is_first": "a tally of double clicks",
    "sessions.begin": "recorded as signed-in by whoever let somebody in",
    "sessions.see": "when a session was used last",
    "sessions.end": "the end of one's own session",
    "sessions.end_kept": "the end of one's own session",
    "sessions.end_others": "recorded by whoever ends them; one's own are one's own",
    "notices.notify_daily": "a notice that a day comes near; nothing changes",
    "notices.mark_read": "what somebody has read of their own notices",
    "kept_forms.keep": "a form kept for its own sender",
    "kept_forms.take": "a form kept for its own sender",
    "looks.note_look": "records, but for what was recorded a moment ago",
    "signing.begin": "a link for some minutes; the signature is recorded as saved",
    "packs.Packs.pin": "what a plan says, under its digest",
    "files.put": "a file at its place; recorded by uploads, proofs and whoever keeps scans",
    "files.rename": "the name of a file; recorded by uploads and proofs",
    "job_queue.fail": "how far a job is; what it does is recorded where it is done",
    "job_queue.free_dead": "how far a job is",
    "path_reminders._fill_missing": "the last day of a request, once the calendar knows the year",
    "job_queue.forget_results": "how far a job is",
    "job_queue.hold_on": "how far a job is",
    "job_queue.let_go": "how far a job is",
    "mailing._claim": "letters about notices, which tell of what was recorded",
    "mailing._give_up_stuck": "letters about notices",
    "mailing._settle": "letters about notices",
    "demo.Demo.make_units": "fictitious units, before anybody comes",
    "demo.Demo.make_person": "fictitious people, before anybody comes",
}
"""Functions that write without an event of their own, and why."""


HELPERS = {"events.record": 1, "_record": 2, "self._record": 1}
"""Where those who record say the action, as the number of an argument."""


def _functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in sorted(SERVICES.glob("**/*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                yield f"{path.stem}.{node.name}", node
            if isinstance(node, ast.ClassDef):
                for one in node.body:
                    if isinstance(one, ast.FunctionDef):
                        yield f"{path.stem}.{node.name}.{one.name}", one


def _called(node: ast.AST) -> set[str]:
    names = set()
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            if isinstance(call.func, ast.Attribute):
                names.add(call.func.attr)
            elif isinstance(call.func, ast.Name):
                names.add(call.func.id)
    return names


def _records(node: ast.AST) -> bool:
    calls = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
    return any(ast.unparse(func) in ("events.record", "record_event") for func in calls)


def _writes(node: ast.AST) -> bool:
    found = (item for one in ast.walk(node) if isinstance(one, ast.With) for item in one.items)
    return any(
        isinstance(item.context_expr, ast.Call)
        and ast.unparse(item.context_expr.func) in ("write", "editing")
        for item in found
    )


def test_every_function_that_writes_records_an_event() -> None:
    found = dict(_functions())
    recording = {name.rpartition(".")[2] for name, node in found.items() if _records(node)}
    while True:
        more = {
            name.rpartition(".")[2] for name, node in found.items() if _called(node) & recording
        }
        if more <= recording:
            break
        recording |= more

    silent = {
        name
        for name, node in found.items()
        if _writes(node) and not _records(node) and not _called(node) & recording
    }

    assert sorted(silent - SILENT.keys()) == []


def _literals() -> Iterator[tuple[str, str]]:
    """Every action that a service names where it records, by itself or by its own helper."""
    for name, node in _functions():
        for call in (one for one in ast.walk(node) if isinstance(one, ast.Call)):
            place = HELPERS.get(ast.unparse(call.func))
            if place is None or len(call.args) <= place:
                continue
            for one in ast.walk(call.args[place]):
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield name, one.value


def test_every_action_has_its_words() -> None:
    unknown = {(name, said) for name, said in _literals() if said not in WORDS and said.strip("-")}

    assert sorted(one for one in unknown if not one[1].endswith("-")) == []


def test_what_the_demonstration_records_has_its_words(site: Site) -> None:
    demo = Demo(packs=site.packs, store=site.files, now=site.clock.now())
    with database.connection_context():
        demo.make()

        found = {action for (action,) in Event.select(Event.action).distinct().tuples()}
        nowhere = Event.select().where(Event.province == "").count()

    assert sorted(found - WORDS.keys()) == []
    assert nowhere == 0
