"""Themes from words: planted ones are found, order changes nothing, each placing says why."""

from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.contributions.themes import Placing, Theme, Themes, propose_themes
from belvedere.engines.contributions.wording import Text

PLANTED = {"bus": ["bus", "soir", "ligne", "arret"], "arbre": ["arbre", "ombre", "place", "chaleur"]}
SAID = st.lists(
    st.sampled_from(sorted(PLANTED)).flatmap(
        lambda topic: st.tuples(st.just(topic), st.lists(st.sampled_from(PLANTED[topic]), min_size=2, max_size=5))
    ),
    max_size=30,
)


def text(words: str) -> Text:
    return [(word, word) for word in words.split()]


@given(SAID)
def test_no_theme_mixes_what_never_meets(said: list[tuple[str, list[str]]]) -> None:
    found = propose_themes([text(" ".join(words)) for _, words in said])
    topics: dict[int, set[str]] = {}
    for (topic, _), placing in zip(said, found.placings, strict=True):
        if placing.theme is not None:
            topics.setdefault(placing.theme, set()).add(topic)
    assert all(len(together) == 1 for together in topics.values())


@given(SAID, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_contributions_changes_nothing(said: list[tuple[str, list[str]]], chance: object) -> None:
    texts = [text(" ".join(words)) for _, words in said]
    order = list(range(len(texts)))
    chance.shuffle(order)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    straight, shuffled = propose_themes(texts), propose_themes([texts[place] for place in order])
    assert shuffled.themes == straight.themes
    assert list(shuffled.placings) == [straight.placings[place] for place in order]


@given(SAID)
def test_each_placing_says_words_that_are_there(said: list[tuple[str, list[str]]]) -> None:
    found = propose_themes([text(" ".join(words)) for _, words in said])
    for (_, words), placing in zip(said, found.placings, strict=True):
        assert (placing.theme is None) == (not placing.because)
        assert all(part in words for term in placing.because for part in term.split())


def test_two_themes_by_hand() -> None:
    found = propose_themes([text(words) for words in ["bus soir", "bus nuit", "bus", "arbre", "arbre", "arbre bus"]])
    assert found == Themes(
        (Theme("arbre", {("arbre",): 1.0}),),
        (
            *[Placing(None, 0.0, (), ())] * 3,
            *[Placing(0, 1.0, ("arbre",), ())] * 3,
        ),
    )


def test_a_word_that_most_have_makes_no_theme() -> None:
    found = propose_themes([text("quartier bus")] * 4 + [text("quartier arbre")] * 4)
    assert [theme.name for theme in found.themes] == ["arbre", "bus"]


def test_written_as_most_people_write_it() -> None:
    said = [[("velo", "Vélo")], [("velo", "vélos")], [("velo", "vélos")], [("arbre", "Arbre")] * 2, [("eau", "eau")]]
    assert propose_themes(said).themes[0].name == "vélos"


def test_no_contribution_no_theme() -> None:
    assert propose_themes([]) == Themes((), ())
