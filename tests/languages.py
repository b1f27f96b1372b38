"""Words of the territory in a page that is not French: what a screen reader would read with the wrong voice."""

from html.parser import HTMLParser

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_UNREAD = {"title", "script", "textarea", "option"}  # a title has no language of its own; a field is being written


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str | None]] = []
        self.texts: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append((tag, dict(attrs).get("lang")))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words and not _UNREAD & {tag for tag, _lang in self.open}:
            lang = next((lang for _tag, lang in reversed(self.open) if lang), "")
            self.texts.append((lang, words))


def languages_of(page: str, *words: str) -> dict[str, set[str]]:
    """Return in which languages a page says each of some texts, where one stands alone in its element."""
    reader = _Reader()
    reader.feed(page)
    return {text: {lang for lang, said in reader.texts if said == text} for text in words}
