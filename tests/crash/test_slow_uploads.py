"""A hundred people on slow lines upload at once: everybody else still loads their pages."""

from __future__ import annotations

import io
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from tests.crash.served import Applicant, ServedSite
from web.models import database

UPLOADERS = 100
SECONDS = 15
PIECES = 30
MEGABYTE = 1024 * 1024


@pytest.fixture
def served(
    database_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[ServedSite]:
    """A site on a database of its own, not started yet."""
    before = database.obj
    url = f"sqlite:{tmp_path / 'zhiping.sqlite3'}"
    if database_url.startswith("postgresql"):
        url = request.getfixturevalue("postgres").create(f"slow-{tmp_path.name}")
    site = ServedSite(data=tmp_path, url=url)
    yield site
    site.kill()
    if before is not None:
        database.initialize(before)


def scan() -> bytes:
    """A JPEG of about one megabyte, since noise cannot be made smaller."""
    picture = io.BytesIO()
    noise = Image.frombytes("RGB", (940, 940), os.urandom(940 * 940 * 3))
    noise.save(picture, "JPEG", quality=95)
    return picture.getvalue()


def upload_slowly(site: ServedSite, applicant: Applicant, picture: bytes, done: list[int]) -> None:
    """Send a picture in pieces over a quarter of a minute; the answer's status goes to `done`."""
    boundary = "----slow"
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    ).encode()
    body = head + picture + f"\r\n--{boundary}--\r\n".encode()
    headers = applicant.headers(
        **{
            "Host": "127.0.0.1",
            "X-Requested-With": "fetch",
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(len(body)),
            "Connection": "close",
        }
    )
    lines = [f"POST /applications/{applicant.application}/files/pledge_scan HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    with socket.create_connection(("127.0.0.1", site.port), timeout=120) as line:
        line.sendall("\r\n".join([*lines, "", ""]).encode())
        piece = -(-len(body) // PIECES)
        for start in range(0, len(body), piece):
            line.sendall(body[start : start + piece])
            time.sleep(SECONDS / PIECES)
        done.append(int(line.recv(100).split()[1]))


def load_page(site: ServedSite, reader: Applicant) -> float:
    """Open a page of one's application; the seconds that it took."""
    begun = time.monotonic()
    with closing(site.connect(timeout=10)) as connection:
        address = f"/applications/{reader.application}/pages/basic"
        connection.request("GET", address, headers=reader.headers())
        with connection.getresponse() as answer:
            assert (answer.status, len(answer.read()) > 5000) == (200, True)
    return time.monotonic() - begun


@pytest.mark.slow
def test_pages_load_while_a_hundred_upload_slowly(served: ServedSite) -> None:
    *uploaders, reader = served.prepare(UPLOADERS + 1)
    served.start()
    for _ in range(8):
        load_page(served, reader)  # each process reads the packs once
    picture, done = scan(), list[int]()
    threads = [
        threading.Thread(target=upload_slowly, args=(served, one, picture, done))
        for one in uploaders
    ]
    for thread in threads:
        thread.start()

    time.sleep(2)
    took = []
    while len(took) < 100:
        took.append(load_page(served, reader))
        time.sleep(0.08)
    for thread in threads:
        thread.join(120)

    took.sort()
    print(f"page: median {took[50] * 1000:.0f} ms, slowest {took[-1] * 1000:.0f} ms")
    assert done == [200] * UPLOADERS
    assert took[50] < 1
    assert took[-1] < 5
