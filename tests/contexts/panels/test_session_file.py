"""What a file given for a session is, by its bytes."""

import io
import zipfile

import pytest

from belvedere.contexts.panels.queries.session_file import EXTENSIONS, media_type_of


def packed(**files: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), text)
    return buffer.getvalue()


ODT = "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (b"%PDF-1.4\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"Ordre du jour\n", "txt"),
        (packed(mimetype=ODT, content_xml="<x/>"), "odt"),
        (packed(word__document_xml="<x/>"), "docx"),
        (packed(xl__workbook_xml="<x/>"), "xlsx"),
        (packed(ppt__presentation_xml="<x/>"), "pptx"),
    ],
)
def test_accepted_files(content: bytes, extension: str) -> None:
    assert EXTENSIONS[media_type_of(content)] == extension


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   ",
        b"MZ\x90\x00\x03",
        b"<html><script>alert(1)</script>",
        b" \n<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xe9t\xe9",
        b"PK\x03\x04 broken",
        packed(readme="rien"),
        packed(mimetype="application/epub+zip"),
        packed(word__document_xml="<x/>", word__vbaProject_bin="macro"),
        packed(mimetype=ODT, Basic__script_xml="macro"),
    ],
)
def test_refused_files(content: bytes) -> None:
    assert media_type_of(content) == ""
