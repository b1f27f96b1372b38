"""A file is known by its bytes, bounded, and an image is made again without anything but its pixels."""

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from belvedere.platform.exchange import received
from belvedere.platform.exchange.received import JPEG, PDF, PNG, received_file
from belvedere.platform.exchange.refusals import FileNotAccepted, FileTooLarge

SECRET = "45.7772 N, 3.0870 E"


def image(kind: str, mode: str = "RGB", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, 120).save(written, kind, **options)  # type: ignore[arg-type]  # what a format takes
    return written.getvalue()


def test_a_whole_pdf_is_kept_as_it_is() -> None:
    content = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
    assert (received_file(content).media_type, received_file(content).content) == (PDF, content)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_an_image_loses_all_but_its_pixels(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET
    options: dict[str, object] = {"exif": exif}
    if kind == "PNG":
        options["pnginfo"] = PngInfo()
        options["pnginfo"].add_text("Comment", SECRET)  # type: ignore[attr-defined]  # made the line before
    sent = image(kind, **options) + SECRET.encode()
    assert SECRET.encode() in sent
    kept = received_file(sent)
    with Image.open(io.BytesIO(kept.content)) as again:
        assert (kept.media_type, again.size, dict(again.getexif()), SECRET.encode() in kept.content) == (
            JPEG,
            (40, 30),
            {},
            False,
        )


def test_transparency_is_kept_as_png_and_a_turned_photograph_is_upright() -> None:
    assert received_file(image("PNG", "RGBA")).media_type == PNG
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    with Image.open(io.BytesIO(received_file(image("JPEG", exif=exif)).content)) as upright:
        assert upright.size == (30, 40)


def test_a_large_image_is_made_smaller() -> None:
    with Image.open(io.BytesIO(received_file(image("PNG", size=(4800, 100))).content)) as smaller:
        assert smaller.size == (2400, 50)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + b"\x00" * 40,
        b"%PDF-1.7 cut",
        b"MZ\x90\x00",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html><script>alert(1)</script>",
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 40,
        b"PK\x03\x04" + b"\x00" * 40,
    ],
)
def test_what_is_neither_is_refused(content: bytes) -> None:
    with pytest.raises(FileNotAccepted):
        received_file(content)


def test_half_an_image_is_refused() -> None:
    with pytest.raises(FileNotAccepted):
        received_file(image("JPEG", size=(400, 300))[:-600])


def test_too_many_bytes_or_pixels_are_refused_before_they_are_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileTooLarge):
        received_file(b"%PDF-" + b"x" * received.LARGEST_BYTES)
    bomb = image("PNG", "1", (8000, 8000))
    assert len(bomb) < 30_000
    with pytest.raises(FileTooLarge):
        received_file(bomb)
