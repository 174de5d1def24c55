"""Many browsers at once: keep-alive connections that each visit their own application.

Plain sockets, since the client runs on the same processors as what it measures.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """How one applicant is visited: addresses, the Cookie header, the token that forms carry."""

    page: str
    save: str
    cookie: str
    csrf: dict[str, str]
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request; `body` is already encoded."""

    method: str
    path: str
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


Next = Callable[[], Request]
"""Gives the next request of a connection."""


@dataclass(slots=True, kw_only=True)
class Load:
    """What a load did: seconds of each request that was answered as expected, and the others."""

    seconds: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    took: float = 0

    def at(self, share: float) -> float:
        """Seconds within which this share of the requests was answered."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0

    @property
    def rate(self) -> float:
        """Requests per second."""
        return len(self.seconds) / self.took if self.took else 0


def run(port: int, visitors: list[tuple[Visit, Next]], seconds: float, expected: int) -> Load:
    """Let every visitor ask, one request after the other, for some seconds."""
    load = Load()

    async def everybody() -> None:
        end = time.perf_counter() + seconds
        begun = time.perf_counter()
        tasks = [_visit(port, visit, ask, end, expected, load) for visit, ask in visitors]
        await asyncio.gather(*tasks)
        load.took = time.perf_counter() - begun

    asyncio.run(everybody())
    return load


async def _visit(port: int, visit: Visit, ask: Next, end: float, expected: int, load: Load) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while (begun := time.perf_counter()) < end:
        status = await _exchange(reader, writer, visit, ask())
        if status == expected:
            load.seconds.append(time.perf_counter() - begun)
        else:
            load.refused.append(status)
    writer.close()
    await writer.wait_closed()


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, visit: Visit, request: Request
) -> int:
    lines = [
        f"{request.method} {request.path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: {visit.cookie}",
        f"Content-Length: {len(request.body)}",
        *(f"{name}: {value}" for name, value in request.headers),
    ]
    writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + request.body)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status, length, chunked = int(head[0].split()[1]), 0, False
    for line in head[1:]:
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            length = int(value)
        chunked = chunked or (name.lower() == "transfer-encoding" and "chunked" in value)
    await (_pass_chunks(reader) if chunked else reader.readexactly(length))
    return status


async def _pass_chunks(reader: asyncio.StreamReader) -> None:
    while size := int(await reader.readuntil(b"\r\n"), 16):
        await reader.readexactly(size + 2)
    await reader.readexactly(2)
