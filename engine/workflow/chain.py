"""Where an application goes: pure functions of (workflow, state, node, action).

A chain is walked in the order of its nodes. `node` is empty unless an application waits somewhere;
a returned or terminated one remembers the node that decided, for the history and the status.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.workflow.model import Action, ReviewNode, Role, State, Workflow

ONWARD: tuple[Action, ...] = ("pass", "report")


class NotPossible(ValueError):
    """An action that nobody can take there; `actions_for` tells which can be taken."""


def actions_for(workflow: Workflow, state: State, node: str, role: Role) -> tuple[Action, ...]:
    """What somebody of that role may do with an application that is there."""
    if role == "applicant":
        return ("hand_in",) if state in ("editing", "returned") else ()
    at = workflow.node(node)
    return at.actions if state == "submitted" and at is not None and at.by == role else ()


def after(workflow: Workflow, state: State, node: str, action: Action) -> tuple[State, str]:
    """The state and node that an action leads to.

    Handing in again begins at the destination anew, since every node has to see what changed.

    :raises NotPossible: nobody can take this action there
    """
    if action == "hand_in" and state in ("editing", "returned"):
        return "submitted", workflow.destination
    at = workflow.node(node)
    if state != "submitted" or at is None or action not in at.actions:
        raise NotPossible(f"{action} of {state} at {node or 'no node'}")
    if action in ONWARD:
        beyond = next_node(workflow, node)
        return ("submitted", beyond.id) if beyond else ("passed", "")
    if action == "back":
        before = node_before(workflow, node)
        if before is None:
            raise NotPossible(f"{action} of {state} at {node}, which is the first")
        return "submitted", before.id
    return ("returned" if action == "return" else "terminated"), node


def next_node(workflow: Workflow, node: str) -> ReviewNode | None:
    """The node behind another; None behind the last."""
    ids = [one.id for one in workflow.nodes]
    place = ids.index(node) + 1
    return workflow.nodes[place] if place < len(ids) else None


def node_before(workflow: Workflow, node: str) -> ReviewNode | None:
    """The node that an application comes from that is at another, and where it is decided about:
    what is only sent up (`report` alone) is given back to whoever let it pass. None at the first.
    """
    ids = [one.id for one in workflow.nodes]
    first = ids.index(workflow.destination)
    earlier = workflow.nodes[first : ids.index(node)]
    return next((one for one in reversed(earlier) if one.actions != ("report",)), None)


def standing(workflow: Workflow, decisions: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Which of the decisions of a round stand, by node: their places among `decisions`, pairs of
    node and action in order. One that gives back undoes those of the node that it leads to and of
    all behind it."""
    order = {one.id: number for number, one in enumerate(workflow.nodes)}
    found: dict[str, int] = {}
    for number, (node, action) in enumerate(decisions):
        if action != "back":
            found[node] = number
            continue
        before = node_before(workflow, node) if node in order else None
        least = order[before.id] if before else 0
        found = {id: place for id, place in found.items() if order.get(id, -1) < least}
    return found


def reached(workflow: Workflow) -> tuple[ReviewNode, ...]:
    """The nodes that an application can come to, in order; the last one of them is a dead end if it
    has no way onward."""
    found: list[ReviewNode] = []
    node = workflow.node(workflow.destination)
    while node is not None:
        found.append(node)
        onward = any(action in ONWARD for action in node.actions)
        node = next_node(workflow, node.id) if onward else None
    return tuple(found)
