"""A text becomes sentences of tagged tokens whose offsets slice back to their words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.german.tokens import LONGEST_SENTENCE, read_sentences


def sentences_of(text):
    return [text[s.start : s.end] for s in read_sentences(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Der Rat tagt am 29. März in Wien. Danach reist er ab.", 2),
        ("Dr. Müller lehnt das ab, z. B. wegen der Kosten. Andere nicht.", 2),
        ("Es war der 3. Gipfel. Er scheiterte.", 2),
        ("„Das ist falsch!“, rief J. D. Weber. Niemand antwortete.", 2),
        ("Rat einigt sich\n\nDer Rat hat sich geeinigt.", 2),
        ("Die Zahl stieg auf 23. Danach sank sie.", 2),
        ("Er sagte: „Nein.“ Dann ging er.", 2),
        ("Der Minister a. D. Weber und der Bundesverband e. V. lehnen das i. d. R. ab. Andere nicht.", 2),
        ("Das tat der Verein Müller e.V. Die SPD lehnt es ab.", 2),
        ("Die Müller GmbH & Co. KG klagt gem. Art. 5 Abs. 2 GG. Er gilt.", 2),
        ("Auf diese Art. Die SPD lehnt es ab.", 2),
        ("Das gilt ggf. auch lt. Gesetz, z. B. im Dt. Bundestag.", 1),
        ("Der Wert stieg im Jan. Die SPD lehnt es ab.", 2),
        ("Das fordern u. a. Die Linke und andere.", 1),
        ("Sie kam am 12. Die SPD lehnt es ab.", 2),
        ("Sie kam am 3. Mrz 2025 und am 4. Okt. Das war früh.", 2),
        ("", 0),
        ("\n \n", 0),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, count):
    assert len(sentences_of(text)) == count


def test_tags_and_lemmas_are_those_of_stts():
    (sentence,) = read_sentences("Die Abgeordneten lehnten den Vorschlag ab.")
    assert [(t.tag, t.lemma) for t in sentence.tokens[2:5]] == [
        ("VVFIN", "lehnen"),
        ("ART", "der"),
        ("NN", "Vorschlag"),
    ]
    assert sentence.tokens[5].tag == "PTKVZ"


def test_a_headline_is_known_by_its_missing_full_stop():
    first, second = read_sentences("Streit um Maut\nDer Streit geht weiter.")
    assert first.headline
    assert not second.headline


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_every_offset_slices_to_its_token(text):
    end = 0
    for sentence in read_sentences(text):
        assert sentence.tokens
        for i, token in enumerate(sentence.tokens):
            assert text[token.start : token.end] == token.text
            assert token.start >= end
            assert token.index == i
            end = token.end


def test_an_endless_sentence_is_cut():
    assert all(len(s.tokens) <= LONGEST_SENTENCE for s in read_sentences("wort " * 1000))
