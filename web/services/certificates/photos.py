"""上传证件照: a certificate without a photo gets one, and is drawn (AH-94, AH-105)."""

from __future__ import annotations

from datetime import datetime
from typing import IO, Any

from engine.packs.model import Field
from engine.packs.province import Province
from web.models import Account, Certificate, Person, StoredFile, write
from web.services import events, files, profile_photo
from web.services.certificates.facts import profile_photo_of
from web.services.certificates.holding import certificate_of
from web.services.certificates.issuing import draw
from web.services.errors import NotFound, NotWritable
from web.services.packs import Packs
from web.services.profile_photo import file_field, photo_path
from web.services.receiving import read_sent, receive_answer
from web.storage import FileStore


def photo_field(province: Province) -> Field:
    """What a photo has to be like: as that of 个人信息.

    :raises NotFound: the province keeps no photos
    """
    path = photo_path(province)
    if not path:
        raise NotFound("照片")
    return file_field(province, path)


def put_photo(
    province: Province,
    person: Person,
    id: str,
    name: str,
    stream: IO[bytes],
    store: FileStore,
    *,
    actor: Account,
    site_url: str,
    now: datetime,
) -> Certificate:
    """Keep the photo of a certificate that has none, and put it into the queue.

    :raises NotFound, NotYours: as `certificate_of`
    :raises NotWritable: it was drawn with another photo, or is not valid any more
    :raises TooLarge, BadFile: it is no photo that can be taken
    """
    check_missing(certificate_of(person, id))
    field = photo_field(province)
    new = receive_answer(field, name, read_sent(field, name, stream))
    stored = files.store(store, new.content, new.known, now=now)
    with write(f"person:{person.id}", f"certificate:{id}"):
        certificate = certificate_of(person, id)
        check_missing(certificate)
        _give([certificate], stored, actor=actor, site_url=site_url, now=now)
    return certificate


def check_missing(certificate: Certificate) -> None:
    """Whether a photo can still be given.

    :raises NotWritable: it cannot
    """
    if certificate.state != "valid":
        raise NotWritable("这个证书已经失效，不用再上传照片。")
    if certificate.photo_id is not None:
        raise NotWritable("这个证书已经有照片。要更换照片，请申请补换证。")


def photo_came(
    person: Person, stored: StoredFile, *, actor: Account | None, site_url: str, now: datetime
) -> int:
    """A photo was uploaded in 个人信息: the certificates that waited for one are drawn; how many.

    Call it inside the `write()` of the upload.
    """
    query: Any = Certificate.select().where(
        Certificate.person == person, Certificate.photo.is_null(), Certificate.state == "valid"
    )
    waiting = list(query)
    _give(waiting, stored, actor=actor, site_url=site_url, now=now)
    return len(waiting)


def put_profile_photo(
    packs: Packs,
    person: Person,
    path: str,
    name: str,
    stream: IO[bytes],
    store: FileStore,
    *,
    actor: Account | None,
    site_url: str,
    now: datetime,
) -> None:
    """Keep a photo in 个人信息; certificates that waited for one go on by themselves (AH-96).

    :raises NotFound, TooLarge, BadFile: as `profile_photo.put_photo`
    """
    province = packs.province(person.province)
    with write():
        profile_photo.put_photo(province, person, path, name, stream, store, actor=actor, now=now)
        stored = profile_photo_of(packs, Person.get_by_id(person.id))
        if path == profile_photo.photo_path(province) and stored is not None:
            photo_came(person, stored, actor=actor, site_url=site_url, now=now)


def _give(
    certificates: list[Certificate],
    stored: StoredFile,
    *,
    actor: Account | None,
    site_url: str,
    now: datetime,
) -> None:
    for certificate in certificates:
        certificate.photo = stored
        Certificate.update(photo=stored).where(Certificate.id == certificate.id).execute()
        events.record(
            f"certificate:{certificate.id}",
            "certificate-photo",
            actor=actor,
            now=now,
            details={"sha256": stored.sha256},
        )
    draw(certificates, account=actor, unit=None, site_url=site_url, now=now)
