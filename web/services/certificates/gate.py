"""The issuer's gate: an application passes there with its certificate, and no other way."""

from __future__ import annotations

from engine.workflow.chain import ONWARD
from engine.workflow.model import Action, ReviewNode
from web.models import Certificate
from web.services.draft import Draft
from web.services.errors import NotWritable


def check_has_certificate(draft: Draft, node: ReviewNode, action: Action) -> None:
    """Nothing passes an issuer's node without a certificate, where the standard declares any.

    :raises NotWritable: there is none yet
    """
    if node.by != "issuer" or action not in ONWARD or draft.standard.certificate is None:
        return
    if not Certificate.select().where(Certificate.application == draft.application).exists():
        raise NotWritable("请到“发证”页填写批准文号后发证，证书会同时生成。")
