"""Whether an uploaded file is what its name says, and safe to open: looked at before anything parses it."""

import codecs
import re
import zipfile
import zlib
from pathlib import PurePosixPath

LARGEST = 20 * 1024 * 1024
MOST_PARTS = 2_000
LARGEST_PART = 30 * 1024 * 1024
LARGEST_WHOLE = 100 * 1024 * 1024

KINDS = {
    "pdf": "PDF",
    "docx": "Word document",
    "xlsx": "Excel workbook",
    "pptx": "PowerPoint presentation",
    "png": "PNG picture",
    "jpg": "JPEG picture",
    "txt": "plain text",
    "csv": "CSV table",
    "eml": "saved e-mail",
}
_OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIL_HEADER = re.compile(rb"\A(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}", re.MULTILINE)


class UploadRefused(ValueError):
    """A file that is not taken; says why and what to do, in plain words."""


def check(name, file, allowed=tuple(KINDS)):
    """The kind of a file ("pdf", "docx" and so on; "jpg" for .jpeg too), after looking at its bytes.

    Takes its name, an open binary file, and the kinds allowed. Raises UploadRefused. The file is left at its start.
    """
    kind = PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
    kind = {"jpeg": "jpg"}.get(kind, kind)
    if kind not in allowed or kind not in KINDS:
        raise UploadRefused(f"The file must be one of these: {', '.join(sorted(allowed))}. Choose another")
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if size > LARGEST:
        raise UploadRefused(
            f"The file must be {LARGEST // 1024 // 1024} MB or smaller: it is {size / 1024 / 1024:.0f} MB. "
            "Choose a smaller one, or cut it into parts"
        )
    if not size:
        raise UploadRefused("The file is empty. Choose another")
    try:
        _look_inside(kind, file)
    finally:
        file.seek(0)
    return kind


def _look_inside(kind, file):
    start = file.read(1024)
    file.seek(0)
    fits = True
    if kind == "pdf":
        fits = b"%PDF-" in start
    elif kind == "png":
        fits = start.startswith(b"\x89PNG\r\n\x1a\n")
    elif kind == "jpg":
        fits = start.startswith(b"\xff\xd8\xff")
    elif kind in _OFFICE:
        if start.startswith(_OLD_OFFICE):
            raise UploadRefused(
                f"The file is protected with a password or is of an old kind. Open it, save it as .{kind} without "
                "a password, and choose that"
            )
        _check_office(kind, file)
    elif kind in ("txt", "csv"):
        fits = _is_text(file)
    elif kind == "eml":
        head = file.read(65_536).removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
        fits = bool(_MAIL_HEADER.match(head)) and b"\x00" not in head
    if not fits:
        raise _not_what_it_says(kind)


def _not_what_it_says(kind):
    return UploadRefused(f"The file is not a {KINDS[kind]}, though its name ends in .{kind}. Choose another")


def _is_text(file):
    """Whether the bytes are text: UTF-8, UTF-16 with its mark, or Windows-1252, and no control characters."""
    decoders = [codecs.getincrementaldecoder("utf-8")()]
    start = file.read(2)
    file.seek(0)
    if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        decoders = [codecs.getincrementaldecoder("utf-16")()]
    else:
        decoders.append(codecs.getincrementaldecoder("cp1252")())
    for decoder in decoders:
        try:
            file.seek(0)
            while chunk := file.read(1024 * 1024):
                if re.search("[\x00-\x08\x0e-\x1f]", decoder.decode(chunk)):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _check_office(kind, file):
    """Refuse an Office file that is none, that has macros, or that would swell when opened."""
    # Counted in the bytes first: reading half a million entries would itself take all the memory there is.
    if _entries(file) > MOST_PARTS:
        raise UploadRefused(f"The file is made of more than {MOST_PARTS:,} parts. Save it as a PDF and choose that")
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _check_parts(kind, parts)
            for part in parts:
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    _refuse_doctype(archive, part)
    except UploadRefused:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as bad:
        raise UploadRefused(
            "The file is damaged and cannot be read. Open it, save it again, and choose the new one"
        ) from bad


def _entries(file):
    """How many entries the directory of a zip file has, by their signature."""
    file.seek(0)
    found, rest = 0, b""
    while chunk := file.read(1024 * 1024):
        found += (rest + chunk).count(b"PK\x01\x02")
        rest = (rest + chunk)[-3:]
    file.seek(0)
    return found


def _check_parts(kind, parts):
    names = [part.filename.replace("\\", "/") for part in parts]
    if "[Content_Types].xml" not in names or not any(name.startswith(_OFFICE[kind]) for name in names):
        raise _not_what_it_says(kind)
    if any(part.file_size > LARGEST_PART for part in parts) or sum(part.file_size for part in parts) > LARGEST_WHOLE:
        raise UploadRefused(
            "The file would become too large when opened. Make its pictures smaller, save it again, and choose that"
        )
    if len({name.lower() for name in names}) != len(names):
        raise UploadRefused("The file holds two parts of the same name. Open it, save it again, and choose the new one")
    if any(name.startswith("/") or ":" in name or ".." in name.split("/") for name in names):
        raise UploadRefused(
            "The file holds parts that point outside it. Open it, save it again, and choose the new one"
        )
    if any(
        name.lower().endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name.lower() for name in names
    ):
        raise UploadRefused(
            f"The file has macros, which are not taken. Save it as .{kind} without macros and choose that"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise UploadRefused("The file is protected with a password. Save it without one and choose that")


def _refuse_doctype(archive, part):
    """Refuse a part that defines entities: opened by a parser, they can swell or fetch other files."""
    with archive.open(part) as opened:
        head = opened.read(4096).replace(b"\x00", b"").upper()
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise UploadRefused(
            "The file holds definitions that are not taken. Open it, save it again, and choose the new one"
        )
