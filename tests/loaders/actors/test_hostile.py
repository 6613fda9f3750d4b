"""Any text gives valid actors: offsets in the text, known identifiers, no failure."""

from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.actors.index import find_actors
from loaders.articles.findings import Document
from loaders.german.tokens import read_sentences

PIECES = st.sampled_from(
    [
        "der",
        "die",
        "des",
        "dem",
        "ein",
        "Präsident",
        "Minister",
        "Sprecher",
        "von",
        "zu",
        "und",
        ",",
        ".",
        "(",
        ")",
        "„",
        "“",
        '"',
        ":",
        "-",
        "Anna",
        "Merkel",
        "Putin",
        "SPD",
        "EU",
        "US-Präsident",
        "Kremls",
        "Moskau",
        "in",
        "Verband",
        "Partei",
        "Gewerkschaft",
        "Bund",
        "für",
        "ist",
        "sagte",
        "er",
        "sie",
        "ihre",
        "Die",
        "Der",
        "CDU/CSU-Fraktion",
        "45-Jährige",
        "Ex-Kanzler",
        "Dr.",
        "Prof.",
        "al-Assad",
        "ver.di",
        "Grünen",
        "17",
        "zwei",
        "Deutschen",
        "Berliner",
        "Angaben",
        "als",
        "laut",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map(" ".join)))
def test_any_text_gives_valid_actors(text: str) -> None:
    index = find_actors(read_sentences(text), Document("document/x", "x", text))
    for mention in index.mentions:
        assert mention.actor in index.by_id
        assert mention.span.of(text).strip()
    for actor in index.actors:
        assert actor.name.strip()
        assert actor.evidence is None or actor.evidence.span.of(text) == actor.evidence.quote
    for tenure in index.tenures:
        assert tenure.evidence.span.of(text) == tenure.evidence.quote
        assert tenure.actor.id in index.by_id


def test_one_endless_list_of_roles_is_read_in_bounded_time() -> None:
    text = "Der Minister der Partei des Verbands, " * 1500
    index = find_actors(read_sentences(text), Document("document/x", "x", text))
    assert index.mentions
