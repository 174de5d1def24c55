"""Files made for tests: whole ones, broken ones and dangerous ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image


def pdf(pages: int = 1, *, password: str = "", owner: str = "") -> bytes:
    """A PDF of empty pages."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    return saved(document, password, owner)


def saved(document: pikepdf.Pdf, password: str = "", owner: str = "") -> bytes:
    """The bytes of a PDF, encrypted if there is a password of the user or the owner."""
    kept = io.BytesIO()
    locked = pikepdf.Encryption(user=password, owner=owner or password)
    document.save(kept, encryption=locked if password or owner else None)
    return kept.getvalue()


def acting_pdf(what: str) -> bytes:
    """A PDF with something in it that does more than lie on paper."""
    document = pikepdf.new()
    page = document.add_blank_page()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    if what == "script":
        document.Root.OpenAction = script
    elif what == "page script":
        page.obj.AA = pikepdf.Dictionary(O=document.make_indirect(script))
    elif what == "link script":
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=script)
        page.obj.Annots = pikepdf.Array([link])
    elif what == "launch":
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    elif what == "attachment":
        document.attachments["x.exe"] = b"MZ"
    elif what == "form":
        document.Root.AcroForm = pikepdf.Dictionary(XFA=document.make_stream(b"<xdp/>"))
    return saved(document)


def image(
    width: int,
    height: int,
    colour: str = "white",
    form: str = "JPEG",
    *,
    face: bool = False,
    orientation: int = 1,
) -> bytes:
    """An image of one colour; `face` puts a dark shape where head and shoulders are."""
    picture = Image.new("RGB", (width, height), colour)
    if face:
        head = Image.new("RGB", (width * 3 // 5, height * 4 // 5), "#3a2a20")
        picture.paste(head, (width // 5, height // 5))
    exif = picture.getexif()
    exif[0x0112] = orientation
    kept = io.BytesIO()
    picture.save(kept, form, **({"exif": exif} if form == "JPEG" else {}))
    return kept.getvalue()


def jpeg(width: int, height: int, sampling: str) -> bytes:
    """A white JPEG whose colours are sampled as said, such as `4:2:0`."""
    kept = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(kept, "JPEG", subsampling=sampling)
    return kept.getvalue()


def png_bomb(width: int, height: int) -> bytes:
    """A PNG that claims to be huge and holds next to nothing."""
    return png_of(width, height, 3, zlib.compress(b"\0" * 1000))


def plain_png(width: int, height: int, channels: int) -> bytes:
    """A black PNG of 1 or a transparent one of 4 channels, made a row at a time."""
    packer = zlib.compressobj(1)
    row = b"\0" * (1 + width * channels)
    rows = [packer.compress(row) for _ in range(height)]
    return png_of(width, height, channels, b"".join(rows) + packer.flush())


def png_of(width: int, height: int, channels: int, pixels: bytes) -> bytes:
    """A PNG of packed pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    kind = {1: 0, 3: 2, 4: 6}[channels]
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def office(main: str, *others: str, size: int = 10) -> bytes:
    """An archive with the main part of a Word, Excel or OFD file."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", main, *others):
            archive.writestr(name, b"x" * size)
    return kept.getvalue()


def pdf_bomb(size: int) -> bytes:
    """A PDF of one page with an object stream that unpacks to `size` bytes, nearly all blanks."""
    return pdf_of_packed(zlib.compress(_OBJECTS + b" " * size, 9), b"/FlateDecode")


def lzw_pdf(size: int, name: bytes = b"/LZWDecode") -> bytes:
    """The same packed by LZW, for which qpdf has no limit; `name` is what stands for the filter."""
    return pdf_of_packed(lzw(_OBJECTS + b" " * size), name)


def lzw(content: bytes) -> bytes:
    """Bytes packed as PDF 32000-1, 7.4.4 says, with codes of 9 to 12 bits."""
    codes = {bytes([byte]): byte for byte in range(256)}
    bits, held, width, known, most = [f"{256:09b}"], b"", 9, dict(codes), 258
    for byte in content:
        longer = held + bytes([byte])
        if longer in known:
            held = longer
            continue
        bits.append(f"{known[held]:0{width}b}")
        known[longer], most, held = most, most + 1, bytes([byte])
        width = 9 + (most > 511) + (most > 1023) + (most > 2047)
        if most > 4094:
            bits.append(f"{256:0{width}b}")
            known, most, width = dict(codes), 258, 9
    bits += [f"{known[held]:0{width}b}", f"{257:0{width}b}"]
    stream = "".join(bits)
    stream += "0" * (-len(stream) % 8)
    return int(stream, 2).to_bytes(len(stream) // 8, "big")


_OBJECTS = b"3 0       <</A 1>>"


def pdf_of_packed(packed: bytes, filter: bytes) -> bytes:
    """A PDF of one page and an object stream as given."""
    parts = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[5 0 R]/Count 1>>",
        4: b"<</Type/ObjStm/N 1/First 10/Filter%b/Length %d>>stream\n" % (filter, len(packed))
        + packed
        + b"\nendstream",
        5: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/X 3 0 R>>",
    }
    written, places = b"%PDF-1.5\n", {}
    for number, part in parts.items():
        places[number] = len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    places[6] = len(written)
    kinds = {number: (1, at, 0) for number, at in places.items()} | {0: (0, 0, 0), 3: (2, 4, 0)}
    table = b"".join(struct.pack(">BIB", *kinds[number]) for number in range(7))
    written += b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return written + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % places[6]
