"""The digital signature of a certificate (ISO 32000-1 §12.8): made with the key of the site,
verified by whoever has the file, without asking us.

The key and its certificate are a PKCS #12 file: `ZHIPING_SIGNING_KEY`, else `signing.p12` in the
data folder, which `zhiping demo` makes for itself. Without either certificates are not signed,
and the site says so.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from web.settings import Settings

log = logging.getLogger(__name__)
FIELD = "Issuer"
OWN_NAME = "signing.p12"
DEMO_YEARS = 10


class BadKey(Exception):
    """The file of the signing key cannot be opened; the message says why, for staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a signature says of a file: `intact`, nothing was changed since; `ours`, it was made
    with this site's key; `signer`, who signed, and when."""

    intact: bool
    ours: bool
    signer: str
    signed_at: datetime | None


def key_file(settings: Settings) -> Path | None:
    """The file of the signing key, None where there is none."""
    path = settings.signing_key or settings.data / OWN_NAME
    return path if settings.signing_key or path.is_file() else None


def open_signer(settings: Settings) -> Any | None:
    """What signs certificates, None on a site without a key.

    :raises BadKey: there is a key, and it cannot be used
    """
    path = key_file(settings)
    if path is None:
        return None
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise BadKey(f"读不到签名密钥 {path}：{error.strerror}") from None
    return _load(path, settings.signing_password, changed)


@lru_cache(maxsize=4)
def _load(path: Path, password: str, changed: int) -> Any:
    try:
        return signers.SimpleSigner.load_pkcs12_data(
            path.read_bytes(), (), passphrase=password.encode() if password else None
        )
    except (ValueError, OSError):
        raise BadKey(f"打不开签名密钥 {path}，请核对文件（PKCS #12）和密码") from None


def _apart(do: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """What a function of pyHanko gives: it begins an event loop, which a thread has only one of."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(do, *given, **named).result()


def sign(content: bytes, signer: Any, *, issuer: str) -> bytes:
    """A PDF with a signature over all of it."""
    signed = _apart(
        signers.sign_pdf,
        IncrementalPdfFileWriter(io.BytesIO(content)),
        signers.PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", name=issuer, reason="签发电子职称证书"
        ),
        signer=signer,
    )
    return bytes(signed.getvalue())


def check_signature(content: bytes, signer: Any | None) -> Checked | None:
    """What the signature of a PDF says, None where it has none that could be read.

    Anybody may send any file, and the library has an error of its own for each way in which one can
    be wrong; none of them is a bug of ours.
    """
    try:
        found = PdfFileReader(io.BytesIO(content)).embedded_signatures
        if not found:
            return None
        trusted = [signer.signing_cert] if signer is not None else []
        context = ValidationContext(trust_roots=trusted, allow_fetching=False)
        status = _apart(validate_pdf_signature, found[-1], context)
        return Checked(
            intact=bool(status.intact and status.valid and status.docmdp_ok),
            ours=bool(status.bottom_line),
            signer=status.signing_cert.subject.human_friendly,
            signed_at=status.signer_reported_dt,
        )
    except Exception as error:
        log.info("a file with a signature that cannot be read: %s", type(error).__name__)
        return None


def make_own_key(settings: Settings, name: str, now: datetime) -> Path:
    """Make a key that vouches for itself, for demonstrations; one that is there stays."""
    target = settings.data / OWN_NAME
    if target.is_file():
        return target
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=365 * DEMO_YEARS))  # a stopped calendar lags behind
        .not_valid_after(now + timedelta(days=365 * DEMO_YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    packed = pkcs12.serialize_key_and_certificates(
        b"zhiping", key, certificate, None, NoEncryption()
    )
    settings.data.mkdir(parents=True, exist_ok=True)
    target.touch(mode=0o600)
    target.write_bytes(packed)
    return target
