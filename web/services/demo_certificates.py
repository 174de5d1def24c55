"""Demonstration certificates from before: valid, without a photo, replaced, revoked, and a request
for a new one. `certificates:` of a person in `web/demo/*.yaml`.

`{values: {…}, photo: true, then: revoke | replace | request, to: issuer, reason: …}`; a request
with `to` has come as far as a unit of that kind. Who it is comes from 个人信息, the issuer is that
of the province.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from engine.attachments import inspect
from engine.certificates.wording import VALUES
from web.models import Account, Certificate, Person, StoredFile, Unit, write
from web.services import files
from web.services.certificates import reissue_desk, reissue_proofs, reissuing, revoking
from web.services.certificates.facts import known_of, rules_of
from web.services.certificates.issuing import add_certificate, draw
from web.services.certificates.reissuing import Asked
from web.services.demo_chain import SITE_URL
from web.services.packs import Packs
from web.storage import FileStore

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCertificates:
    """Makes the certificates of one person; `portrait` and `paper` are a photo and a proof."""

    packs: Packs
    store: FileStore
    person: Person
    now: datetime
    portrait: bytes
    paper: bytes

    def make(self, data: list[Json]) -> None:
        """Make all of them, each with what became of it."""
        for one in data:
            certificate = self._certificate(one)
            if one.get("then") == "revoke":
                self._revoke(certificate, one["reason"])
            elif one.get("then") in ("replace", "request"):
                self._request(certificate, one)

    @property
    def _issuer(self) -> Unit:
        found: Unit = Unit.get(Unit.province == self.person.province, Unit.kind == "issuer")
        return found

    def _operator(self, unit: Unit) -> Account:
        found: Account = unit.operators.order_by(Account.login).first()
        return found

    def _certificate(self, data: Json) -> Certificate:
        province, issuer = self.packs.province(self.person.province), self._issuer
        rules = rules_of(self.packs, province.id, None)
        values = {
            **dict.fromkeys(VALUES, ""),
            **known_of(province, self.person),
            "nature": rules.nature,
            "issuer": issuer.name,
            "way": "评审",
            "plan": "",
            **{name: str(value) for name, value in data["values"].items()},
        }
        year = int(values["obtained_on"][:4])
        photo: StoredFile | None = None
        if data.get("photo"):
            photo = files.store(self.store, self.portrait, inspect(self.portrait), now=self.now)
        with write():
            made = add_certificate(
                rules,
                {**values, "year": str(year)},
                person=self.person,
                year=year,
                photo=photo,
                issuer=issuer,
                committee=None,
                actor=self._operator(issuer),
                now=self.now,
            )
            actor = self._operator(issuer)
            draw([made], account=actor, unit=issuer, site_url=SITE_URL, now=self.now)
        return made

    def _revoke(self, certificate: Certificate, reason: str) -> None:
        issuer = self._issuer
        revoking.revoke(
            issuer,
            certificate.id,
            reason=reason,
            fraud=False,
            actor=self._operator(issuer),
            now=self.now,
        )

    def _request(self, certificate: Certificate, data: Json) -> None:
        province, actor = self.packs.province(self.person.province), self.person.accounts.first()
        request = reissuing.begin(province, self.person, certificate.id, actor=actor, now=self.now)
        asked = Asked(reason=data["reason"], version=1, changes=data.get("changes", {}))
        reissuing.save(province, self.person, request.id, asked)
        reissue_proofs.add_proof(
            province,
            self.person,
            request,
            "原证书.jpg",
            BytesIO(self.paper),
            self.store,
            actor=actor,
            now=self.now,
        )
        reissuing.submit(province, self.person, request.id, agreed=True, actor=actor, now=self.now)
        while data["then"] == "replace" or "to" in data:
            now = reissuing.reissue_of(self.person, request.id)
            if now.state != "submitted" or now.holder is None:
                break
            if now.holder.kind == data.get("to"):
                break
            desk = reissue_desk.ReissueDesk(
                unit=now.holder,
                operator=self._operator(now.holder),
                packs=self.packs,
                now=self.now,
                site_url=SITE_URL,
            )
            reissue_desk.decide(
                desk, now.id, "pass", opinion="同意", round=now.round, node=now.node
            )
