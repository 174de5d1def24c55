"""补（换）证申请表: a request for a new certificate on paper, with what was decided about it."""

from __future__ import annotations

from typing import Any

from engine.certificates.wording import VALUES
from engine.packs.province import Province
from engine.tables.boxes import Entry
from engine.tables.lay_out import lay_out_list
from engine.tables.layout import TableLayout
from engine.tables.model import Opinion, Table
from web.models import Account, Reissue, ReissueStep
from web.services.certificates.facts import known_of, profile_photo_of
from web.services.certificates.reissue_chain import ACTIONS
from web.services.certificates.reissue_proofs import proofs_of
from web.services.packs import Packs

OF_CERTIFICATE = {"certificate.acquired_on": "obtained_on", "certificate.acquire_way": "way"}
"""Names of the table that the certificate knows by others."""


def form_of(packs: Packs, province: Province, reissue: Reissue) -> TableLayout:
    """The request as it stands, by the province's table.

    :raises NotFound: the province has no such table
    """
    table = packs.table(f"{province.id}/reissue")
    person, values = reissue.person, reissue.values
    known = known_of(province, person)
    names: dict[str, Any] = {
        **{f"person.{name}": known.get(name, "") for name in ("name", "gender", "id_type")},
        "person.id_number": known.get("id_number", ""),
        "person.birth_date": known.get("birth_date", ""),
        **{f"certificate.{name}": values.get(name, "") for name in VALUES},
        **{name: values.get(of, "") for name, of in OF_CERTIFICATE.items()},
        "unit.name": reissue.unit.name if reissue.unit is not None else "",
        "request.number": reissue.id.upper()[-8:],
        "request.kind": "换发（信息变更）" if reissue.changes else "补发",
        "request.reason": reissue.reason,
        "request.applied_on": (reissue.submitted_at or reissue.begun_at).date().isoformat(),
        "files": [{"name": use.name} for use in proofs_of(reissue)],
    }
    photo = reissue.certificate.photo if reissue.certificate is not None else None
    photo = photo or profile_photo_of(packs, person)
    if photo is not None:
        known_of_photo = ("sha256", "width", "height")
        names["person.photo"] = {name: getattr(photo, name) for name in known_of_photo}
    rows = [
        {"name": VALUES[name], "before": values.get(name, ""), "after": after}
        for name, after in reissue.changes.items()
        if name in VALUES
    ]
    return lay_out_list(table, rows, names, entries=_entries(table, reissue))


def _entries(table: Table, reissue: Reissue) -> dict[str, Entry]:
    """What was decided in this round at the nodes that the table's boxes name."""
    found: dict[str, Entry] = {}
    for block in table.blocks:
        if not isinstance(block, Opinion) or not block.node:
            continue
        step = (
            ReissueStep.select()
            .where(
                ReissueStep.reissue == reissue,
                ReissueStep.round == reissue.round,
                ReissueStep.node == block.node,
                ReissueStep.action != "return",
            )
            .order_by(ReissueStep.at.desc())
            .first()
        )
        if step is not None:
            actor = Account.get_or_none(Account.id == step.actor)
            found[block.id] = {
                "text": step.opinion or f"{ACTIONS.get(step.action, step.action)}。",
                "unit": step.unit.name if step.unit_id else "",
                "signed_by": actor.name if actor is not None else "",
                "date": step.at.date().isoformat(),
            }
    return found
