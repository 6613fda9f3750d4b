"""The full-text index: built once for a store, brought up to its texts, harmless where it cannot be kept."""

from pathlib import Path

from graph.ask.indexes.full_text import FullText
from graph.ask.words.topic_terms import terms_of

HARBOUR = "Die Hafenbahn wird länger. Der Rat beschloss den Umbau des Bahnhofs am Montag."
LAKE = "Am See wurde ein neues Freibad eröffnet. Viele Kinder kamen."


def found(index: FullText, question: str) -> list[str]:
    return [sentence.text for sentence in index.find(terms_of(question))]


def test_a_sentence_is_found_by_stems_and_parts_of_compounds() -> None:
    index = FullText(None)
    index.follow({"a": HARBOUR, "b": LAKE})
    assert found(index, "Bahnhof umbauen")[0] == "Der Rat beschloss den Umbau des Bahnhofs am Montag."
    assert not found(index, "Klimaschutz")
    index.close()


def test_it_follows_texts_that_change_and_go() -> None:
    index = FullText(None)
    index.follow({"a": HARBOUR, "b": LAKE})
    index.follow({"a": HARBOUR.replace("Bahnhofs", "Rathauses")})
    assert not found(index, "Freibad")
    assert not found(index, "Bahnhof")
    assert found(index, "Rathaus") == ["Der Rat beschloss den Umbau des Rathauses am Montag."]
    index.close()


def test_it_is_kept_beside_the_store_and_made_anew_if_it_is_spoilt(tmp_path: Path) -> None:
    for content in (None, None, b"no database"):
        if content:
            (tmp_path / "sentences.sqlite").write_bytes(content)
        index = FullText(tmp_path)
        index.follow({"a": HARBOUR})
        assert found(index, "Umbau")
        index.close()
    assert (tmp_path / "sentences.sqlite").exists()


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    index = FullText(tmp_path / "nowhere")
    index.follow({"a": HARBOUR})
    assert found(index, "Umbau")
    index.close()
