"""What a file given for a session really is, by its first bytes: neither its name nor the browser is believed."""

import io
import zipfile

PDF, PNG, JPEG, TEXT = "application/pdf", "image/png", "image/jpeg", "text/plain"
_OASIS = "application/vnd.oasis.opendocument."
_OFFICE = "application/vnd.openxmlformats-officedocument."
EXTENSIONS = {
    PDF: "pdf",
    PNG: "png",
    JPEG: "jpg",
    TEXT: "txt",
    f"{_OASIS}text": "odt",
    f"{_OASIS}spreadsheet": "ods",
    f"{_OASIS}presentation": "odp",
    f"{_OFFICE}wordprocessingml.document": "docx",
    f"{_OFFICE}spreadsheetml.sheet": "xlsx",
    f"{_OFFICE}presentationml.presentation": "pptx",
}
_PARTS = {
    "word/document.xml": "wordprocessingml.document",
    "xl/workbook.xml": "spreadsheetml.sheet",
    "ppt/presentation.xml": "presentationml.presentation",
}
_SIGNATURES = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_LONGEST_TYPE = 100


def media_type_of(content: bytes) -> str:
    """Return the media type of an accepted file, or nothing.

    >>> media_type_of(b"%PDF-1.7 ..."), media_type_of("Ordre du jour".encode()), media_type_of(b"MZ\\x90\\x00")
    ('application/pdf', 'text/plain', '')
    """
    for signature, media_type in _SIGNATURES:
        if content.startswith(signature):
            return media_type
    if content.startswith(b"PK\x03\x04"):
        return _packed_type(content)
    return TEXT if _is_text(content) else ""


def _packed_type(content: bytes) -> str:
    """Return what a zipped document is; one that carries a macro is not accepted."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if any(name.startswith("Basic/") or name.endswith("vbaProject.bin") for name in names):
                return ""
            said = _said_type(archive) if "mimetype" in names else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return ""
    if said in EXTENSIONS:
        return said
    return next((f"{_OFFICE}{kind}" for part, kind in _PARTS.items() if part in names), "")


def _said_type(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as stream:
        return stream.read(_LONGEST_TYPE).decode("ascii", "replace").strip()


def _is_text(content: bytes) -> bool:
    if not content.strip() or b"\x00" in content or content.lstrip()[:1] == b"<":
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
