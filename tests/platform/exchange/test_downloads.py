"""A document goes back as a download in which nothing runs."""

import pytest

from belvedere.platform.exchange.downloads import as_download

PLAIN = "text/plain"


def test_a_document_is_kept_and_nothing_in_it_runs() -> None:
    assert dict(as_download(b"%PDF-1.7", "application/pdf", title="Le plan, côté rue").headers) == {
        "Content-Disposition": 'attachment; filename="le-plan-cote-rue.pdf"',
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Type": "application/pdf",
    }


@pytest.mark.parametrize(
    ("media_type", "title", "extension", "name"),
    [
        ("image/jpeg", "Photo", "", "photo.jpg"),
        ("application/x-unknown", "Photo", "", "photo.bin"),
        (PLAIN, "Ordre du jour", "txt", "ordre-du-jour.txt"),
        (PLAIN, "«»", "txt", "document.txt"),
        (PLAIN, 'a";\r\nX-Other: 1', "txt", "a-x-other-1.txt"),
        (PLAIN, "é" * 300, "txt", f"{'e' * 80}.txt"),
    ],
)
def test_its_name_comes_from_its_title(media_type: str, title: str, extension: str, name: str) -> None:
    given = as_download(b"", media_type, title=title, extension=extension)
    assert given["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_text_says_how_it_is_encoded() -> None:
    assert (
        as_download("é".encode(), PLAIN, title="Note", extension="txt")["Content-Type"] == "text/plain; charset=utf-8"
    )
