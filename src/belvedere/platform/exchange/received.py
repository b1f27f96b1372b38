"""What people send: known by its bytes, bounded, and for an image made again from its pixels."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from belvedere.platform.exchange.refusals import FileNotAccepted, FileTooLarge

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
EXTENSIONS = {PDF: "pdf", PNG: "png", JPEG: "jpg"}
LARGEST_BYTES = 5_000_000
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2400
_TAIL, _QUALITY = 2048, 85


@dataclass(frozen=True, slots=True)
class Received:
    """What is kept of a file: never its name, nor what the browser said of it."""

    media_type: str
    content: bytes


def received_file(content: bytes) -> Received:
    """Return what may be kept of a file.

    A PDF is kept as it is, to be downloaded and never shown by us; an image (PNG, JPEG, WebP) is decoded and written
    again without anything but its pixels: no place, no author, nothing hidden.

    Raises
    ------
    FileTooLarge, FileNotAccepted
    """
    if len(content) > LARGEST_BYTES:
        raise FileTooLarge
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-_TAIL:]:
        return Received(PDF, content)
    return _made_again(content)


def _made_again(content: bytes) -> Received:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise FileTooLarge
            upright = ImageOps.exif_transpose(image)
            has_alpha = "A" in upright.getbands() or "transparency" in upright.info
            pixels = upright.convert("RGBA" if has_alpha else "RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        raise FileNotAccepted from None
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    written = io.BytesIO()
    if has_alpha:
        clean.save(written, "PNG", optimize=True)
        return Received(PNG, written.getvalue())
    clean.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return Received(JPEG, written.getvalue())
