"""A certificate as a province declares it: number, words and looks, seals, how it is replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from engine.certificates.number import NumberPattern
from engine.packs.node import Node
from engine.rules.template import Template
from engine.workflow.model import ReviewNode

Orientation = Literal["portrait", "landscape"]
Colour = Literal["red", "blue", "green"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateItem:
    """One line of a certificate: the name of a value and what is printed before it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateLayout:
    """How a certificate looks: `statement` knows the values by name, `items` stand beside the
    photo, `notes` small at the foot."""

    orientation: Orientation
    colour: Colour
    statement: Template | None
    items: tuple[CertificateItem, ...]
    notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReissueRules:
    """How certificates are replaced (补换证, 安徽手册 L916): the chain of nodes that decide, what
    may be changed, what is pledged."""

    nodes: tuple[ReviewNode, ...]
    changes: tuple[str, ...]
    pledge: str

    def node(self, id: str) -> ReviewNode | None:
        """The node with that id."""
        return next((node for node in self.nodes if node.id == id), None)

    def after(self, id: str) -> ReviewNode | None:
        """The node behind the one with that id, None behind the last."""
        ids = [node.id for node in self.nodes]
        at = ids.index(id) + 1
        return self.nodes[at] if at < len(ids) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRules:
    """What a standard, or a province, says about its certificates.

    `parts` are the named parts of the number besides year and serial. `seals` say what stands
    under the seals of issuer and committee. `nature` is 资格性质.
    """

    name: str
    origin: Node
    source: str
    number: NumberPattern
    parts: Mapping[str, str]
    approval: str
    nature: str
    layout: CertificateLayout
    seals: Mapping[str, str]
    reissue: ReissueRules | None
