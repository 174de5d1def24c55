"""Carrying messages: to the operator's program, or to a file that only the operator reads."""

from __future__ import annotations

import json
import shlex
import sys
import time
from datetime import datetime
from pathlib import Path

from web.clock import ZONE
from web.outbox import open_outbox

NOW = datetime(2022, 7, 1, 9, 30, tzinfo=ZONE)
PATIENCE = 20


def test_file_takes_messages_and_is_the_operators_alone(tmp_path: Path) -> None:
    outbox = open_outbox("", tmp_path)
    outbox.send("13800000000", "验证码", now=NOW)
    outbox.send("13800000000", "第二条", now=NOW)

    path = tmp_path / "outbox.jsonl"
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    assert (texts, outbox.delivers) == (["验证码", "第二条"], False)
    assert path.stat().st_mode & 0o077 == 0


def test_program_of_the_operator_gets_the_message(tmp_path: Path) -> None:
    target = tmp_path / "sent"
    script = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    outbox = open_outbox(shlex.join([sys.executable, "-c", script, str(target)]), tmp_path)

    outbox.send("13800000000", "验证码", now=NOW)

    until = time.monotonic() + PATIENCE
    while not (target.exists() and target.stat().st_size) and time.monotonic() < until:
        time.sleep(0.05)
    assert json.loads(target.read_text(encoding="utf-8")) == {"to": "13800000000", "text": "验证码"}
    assert outbox.delivers
