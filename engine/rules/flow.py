"""Cheapest flow through a small network whose edges have lower and upper bounds.

Lower bounds become demands of an extra source and sink; a flow exists if these are all met. The
flow is grown by the cheapest paths first, many at a time: shortest distances, then a blocking
flow (Dinic) over the edges that lie on shortest paths.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

UNBOUNDED = 1 << 30


class Network:
    """Directed edges with bounds and a cost per unit; nodes are numbered by `node()`."""

    def __init__(self) -> None:
        self._out: list[list[int]] = []
        self._head: list[int] = []
        self._room: list[int] = []
        self._cost: list[int] = []
        self._low: list[int] = []
        self._due: list[int] = []
        self.source, self.sink = self.node(), self.node()

    def node(self) -> int:
        """A new node."""
        self._out.append([])
        self._due.append(0)
        return len(self._out) - 1

    def edge(self, tail: int, head: int, low: int, high: int, cost: int = 0) -> int:
        """A new edge, by whose number its flow can be asked; `low` may not exceed `high`."""
        number = self._arc(tail, head, high - low, cost)
        self._low[number] = low
        self._due[head] += low
        self._due[tail] -= low
        return number

    def flow(self, edge: int) -> int:
        """The flow through an edge, once `solve` has found one."""
        return self._low[edge] + self._room[edge ^ 1]

    def solve(self) -> bool:
        """Find the cheapest flow within all bounds; False if none exists. Call it once."""
        self._arc(self.sink, self.source, UNBOUNDED, 0)
        start, end = self.node(), self.node()
        wanted = 0
        for node in range(start):
            due = self._due[node]
            if due > 0:
                self._arc(start, node, due, 0)
                wanted += due
            elif due < 0:
                self._arc(node, end, -due, 0)
        return self._grow(start, end) == wanted

    def _arc(self, tail: int, head: int, room: int, cost: int) -> int:
        """An arc and its reverse, at an even number and the next."""
        number = len(self._head)
        self._head += [head, tail]
        self._room += [room, 0]
        self._cost += [cost, -cost]
        self._low += [0, 0]
        self._out[tail].append(number)
        self._out[head].append(number + 1)
        return number

    def _grow(self, start: int, end: int) -> int:
        total = 0
        while (distance := self._distances(start))[end] < UNBOUNDED:
            while (level := self._levels(start, distance))[end] >= 0:
                total += sum(self._block(start, end, distance, level))
        return total

    def _distances(self, start: int) -> list[int]:
        """The cheapest way to every node over arcs with room; costs back are negative."""
        distance = [UNBOUNDED] * len(self._out)
        distance[start] = 0
        waiting, queue = {start}, deque([start])
        while queue:
            tail = queue.popleft()
            waiting.discard(tail)
            for arc in self._out[tail]:
                head = self._head[arc]
                if self._room[arc] and distance[tail] + self._cost[arc] < distance[head]:
                    distance[head] = distance[tail] + self._cost[arc]
                    if head not in waiting:
                        waiting.add(head)
                        queue.append(head)
        return distance

    def _is_shortest(self, tail: int, arc: int, distance: list[int]) -> bool:
        return self._room[arc] > 0 and distance[self._head[arc]] == distance[tail] + self._cost[arc]

    def _levels(self, start: int, distance: list[int]) -> list[int]:
        """How many shortest-path arcs lead to each node; -1 where none do."""
        level = [-1] * len(self._out)
        level[start] = 0
        queue = deque([start])
        while queue:
            tail = queue.popleft()
            for arc in self._out[tail]:
                head = self._head[arc]
                if level[head] < 0 and self._is_shortest(tail, arc, distance):
                    level[head] = level[tail] + 1
                    queue.append(head)
        return level

    def _block(self, start: int, end: int, distance: list[int], level: list[int]) -> Iterator[int]:
        """Push along level by level until no path is left; a stack, since paths may be long."""
        tried = [0] * len(self._out)
        path: list[int] = []
        node = start
        while True:
            if node == end:
                pushed = min(self._room[arc] for arc in path)
                for arc in path:
                    self._room[arc] -= pushed
                    self._room[arc ^ 1] += pushed
                yield pushed
                path, node = [], start
                continue
            arcs = self._out[node]
            while tried[node] < len(arcs):
                arc = arcs[tried[node]]
                head = self._head[arc]
                if level[head] == level[node] + 1 and self._is_shortest(node, arc, distance):
                    break
                tried[node] += 1
            else:
                if not path:
                    return
                node = self._head[path.pop() ^ 1]
                tried[node] += 1
                continue
            path.append(arc)
            node = head
