"""What counts as a quotation, whose it is, and where it ends."""

from __future__ import annotations

import pytest

from loaders.actors.index import ActorIndex
from loaders.articles.findings import Document, Quotation
from loaders.german.tokens import read_sentences
from loaders.german_rules import GermanRules
from loaders.speech.index import QuotationIndex, nested
from loaders.speech.quotations import find_quotations
from loaders.syntax.parsing import parse_all


def quotations(text: str) -> tuple[Quotation, ...]:
    return find_quotations(
        parse_all(read_sentences(text), ()), ActorIndex(), Document("document/t", "t", text)
    )


def told(text: str) -> list[tuple[str, str, str, str | None]]:
    """(type, content, speaker, cue) of each quotation that is not part of another."""
    found = quotations(text)
    return [
        (
            q.type,
            " … ".join(s.of(text) for s in q.spans),
            " … ".join(s.of(text) for s in q.speaker_spans),
            q.cue,
        )
        for q in found
        if q.id not in nested(found)
    ]


DIRECT = [
    (
        "„Wir geben nicht auf“, sagte Bürgermeisterin Jana Holm.",
        ("direct", "„Wir geben nicht auf“", "Bürgermeisterin Jana Holm", "sagte"),
    ),
    (
        "Jana Holm sagte: „Wir geben nicht auf. Das ist versprochen.“",
        ("direct", "„Wir geben nicht auf. Das ist versprochen.“", "Jana Holm", "sagte"),
    ),
    (
        "»Die Brücke bleibt gesperrt«, so der Sprecher der Stadt.",
        ("direct", "»Die Brücke bleibt gesperrt«", "der Sprecher der Stadt", "so"),
    ),
    (
        '"Das Geld reicht nicht", klagte der Landrat.',
        ("direct", '"Das Geld reicht nicht"', "der Landrat", "klagte"),
    ),
    (
        "“Das Geld reicht nicht”, klagte der Landrat.",
        ("direct", "“Das Geld reicht nicht”", "der Landrat", "klagte"),
    ),
    (
        "In dem Papier heißt es: „Der Hafen wird ausgebaut.“",
        ("direct", "„Der Hafen wird ausgebaut.“", "dem Papier", "heißt"),
    ),
]

INDIRECT = [
    (
        "Die Ministerin sagte, dass der Hafen ausgebaut werde.",
        ("indirect", "dass der Hafen ausgebaut werde", "Die Ministerin", "sagte"),
    ),
    (
        "Der Sprecher teilte am Abend mit, er habe den Vertrag nicht gelesen.",
        ("indirect", "er habe den Vertrag nicht gelesen", "Der Sprecher", "teilte mit"),
    ),
    (
        "Der Hafen werde ausgebaut, sagte die Ministerin.",
        ("indirect", "Der Hafen werde ausgebaut", "die Ministerin", "sagte"),
    ),
    (
        "Der Hafen, so die Ministerin, werde ausgebaut.",
        ("indirect", "Der Hafen … werde ausgebaut", "die Ministerin", "so"),
    ),
    (
        "Der Hafen, betonte die Ministerin, werde ausgebaut.",
        ("indirect", "Der Hafen … werde ausgebaut", "die Ministerin", "betonte"),
    ),
    (
        "Laut dem Umweltbundesamt sinkt der Verbrauch seit Jahren.",
        ("indirect", "sinkt der Verbrauch seit Jahren", "dem Umweltbundesamt", "Laut"),
    ),
    (
        "Nach Angaben der Polizei kamen 300 Menschen zu der Kundgebung.",
        ("indirect", "kamen 300 Menschen zu der Kundgebung", "Angaben der Polizei", "Nach"),
    ),
    (
        "Der Verbrauch sinkt Medienberichten zufolge seit Jahren.",
        ("indirect", "Der Verbrauch sinkt … seit Jahren", "Medienberichten", "zufolge"),
    ),
    (
        "Wie das Ministerium mitteilte, sinkt der Verbrauch seit Jahren.",
        ("indirect", "sinkt der Verbrauch seit Jahren", "das Ministerium", "Wie mitteilte"),
    ),
    (
        "Der Verband forderte die Regierung auf, die Steuer zu senken.",
        ("indirect", "die Steuer zu senken", "Der Verband", "forderte auf"),
    ),
    (
        "Der Verband fragte, ob die Regierung die Steuer senken wolle.",
        ("indirect", "ob die Regierung die Steuer senken wolle", "Der Verband", "fragte"),
    ),
    (
        "Sie vertrat die Ansicht, dass die Steuer zu hoch sei.",
        ("indirect", "dass die Steuer zu hoch sei", "Sie", "vertrat Ansicht"),
    ),
    (
        "Der Landrat ist überzeugt, dass die Brücke hält.",
        ("indirect", "dass die Brücke hält", "Der Landrat", "ist überzeugt"),
    ),
    (
        "Die Forderung des Verbandes, die Steuer zu senken, fand wenig Anklang.",
        ("indirect", "die Steuer zu senken", "des Verbandes", "Forderung"),
    ),
]

REPORTED = [
    (
        "Der Verband fordert ein Ende der Maut.",
        ("reported", "Der Verband fordert ein Ende der Maut.", "Der Verband", None),
    ),
    (
        "Die Partei warnte am Montag vor höheren Preisen.",
        ("reported", "Die Partei warnte am Montag vor höheren Preisen.", "Die Partei", None),
    ),
]


@pytest.mark.parametrize(("text", "expected"), DIRECT + INDIRECT + REPORTED)
def test_quotation_with_content_speaker_and_cue(
    text: str, expected: tuple[str, str, str, str | None]
) -> None:
    kind, content, speaker, cue = told(text)[0]
    assert (kind, content, speaker) == expected[:3]
    assert len(told(text)) == 1
    if cue != expected[3]:
        assert expected[3] is not None
        assert cue is not None
        assert set(cue.split()) <= set(expected[3].split())


def test_subjunctive_goes_on_with_the_speaker_before() -> None:
    text = "Holm sagte, die Lage sei ernst. Dies habe sie immer betont. Am Abend regnete es."
    assert [(k, c, s) for k, c, s, _ in told(text)] == [
        ("indirect", "die Lage sei ernst", "Holm"),
        ("free-indirect", "Dies habe sie immer betont.", "Holm"),
    ]


def test_sentences_in_the_subjunctive_are_one_quotation() -> None:
    text = "Holm sagte, die Lage sei ernst. Das Geld fehle. Niemand helfe.\n\nEs regnete."
    assert [c for _, c, _, _ in told(text)] == ["die Lage sei ernst", "Das Geld fehle. Niemand helfe."]


def test_subjunctive_in_a_dependent_clause_reports_without_a_frame() -> None:
    assert told("Der Landrat schloss das Bad, weil das Geld fehle.") == [
        ("indirect", "weil das Geld fehle", "Der Landrat", None)
    ]


def test_object_of_an_infinitive_with_a_relative_clause_belongs_to_the_content() -> None:
    text = "Die Helfer wurden aufgerufen, Leute, die am Fluss wohnen, zu warnen."
    assert told(text)[0][:2] == ("indirect", "Leute, die am Fluss wohnen, zu warnen")


def test_content_on_both_sides_of_its_frame() -> None:
    text = "Es gehe nicht an, klagte der Verband, dass Pendler leer ausgehen."
    assert told(text)[0][:3] == ("indirect", "Es gehe nicht an … dass Pendler leer ausgehen", "der Verband")


def test_frame_inside_a_direct_quotation() -> None:
    text = "„Wir werden“, kündigte Ministerin Jana Holm an, „den Hafen ausbauen.“"
    assert [(k, c, s) for k, c, s, _ in told(text)] == [
        ("direct", "„Wir werden“", "Ministerin Jana Holm"),
        ("direct", "„den Hafen ausbauen.“", "Ministerin Jana Holm"),
    ]


def test_subject_of_the_clause_before_und_speaks() -> None:
    text = "Sprecher Jan Holm lachte und ist der Meinung, dass der Plan gut sei."
    assert told(text)[0][2] == "Sprecher Jan Holm"


def test_demonstrative_points_back_to_the_sentence_before() -> None:
    text = "Der Hafen wird ausgebaut. Dies teilte das Ministerium mit."
    assert told(text) == [
        ("indirect", "Der Hafen wird ausgebaut … Dies", "das Ministerium", "teilte mit"),
    ]


def test_frame_in_the_subjunctive_is_itself_reported() -> None:
    text = "Holm klagte, die Lage sei ernst. Sie habe gewusst, dass das Geld fehlt."
    assert [(k, c, s) for k, c, s, _ in told(text)][1] == (
        "free-indirect",
        "Sie habe gewusst, dass das Geld fehlt.",
        "Holm",
    )


def test_what_the_text_imagines_is_not_reported() -> None:
    text = "Holm sagte, die Lage sei ernst. Es regnete. Neue Brücken müssten teuer sein."
    assert len(told(text)) == 1


def test_hearsay_with_sollen_after_a_quotation() -> None:
    text = "Nach Angaben der Polizei brannte das Lager. Zwei Männer sollen Feuer gelegt haben."
    assert told(text)[1][:3] == (
        "free-indirect",
        "Zwei Männer sollen Feuer gelegt haben.",
        "Angaben der Polizei",
    )


def test_quoted_words_inside_indirect_speech_are_nested() -> None:
    text = "Die Ministerin sagte, dass der Plan „völlig überzogen“ sei."
    found = quotations(text)
    assert [(q.type, q.id in nested(found)) for q in found] == [("indirect", False), ("direct", True)]


def test_quotation_over_several_sentences_has_one_speaker() -> None:
    text = "„Wir haben lange verhandelt. Jetzt ist Schluss“, sagte Holm. „Niemand kann das wollen.“"
    assert [(c, s) for _, c, s, _ in told(text)] == [
        ("„Wir haben lange verhandelt. Jetzt ist Schluss“", "Holm"),
        ("„Niemand kann das wollen.“", "Holm"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Das Schiff „Morgenstern“ lief am Montag aus.",
        "Der Film „Ein langer Winter“ kommt ins Kino.",
        "Es regnete den ganzen Tag, und die Straße war nass.",
        "Das Beben forderte 40 Todesopfer.",
        "Wenn sie käme, gäbe es Streit.",
        "Sicher ist, dass es morgen regnet.",
        "Sollte Holm gehen, könnte sie den Plan ablehnen.",
        "Das Urteil wurde am Montag bestätigt.",
        "Der Roman ist ihr erstes Buch: „Sie warten im Regen“.",
    ],
)
def test_names_and_plain_narration_are_no_quotations(text: str) -> None:
    assert told(text) == []


def test_unbalanced_mark_ends_with_its_paragraph() -> None:
    text = "Holm sagte: „Wir geben nicht auf.\n\nAm Abend regnete es."
    assert told(text)[0][1] == "„Wir geben nicht auf."


def test_index_gives_the_innermost_speaker() -> None:
    text = "Laut Funkhaus sagte Holm, dass die Steuer zu hoch sei."
    found = quotations(text)
    index = QuotationIndex(found)
    inner = index.at(text.index("Steuer"))
    outer = index.at(text.index("sagte"))
    assert inner is not None
    assert outer is not None
    assert inner.speaker_spans[0].of(text) == "Holm"
    assert outer.speaker_spans[0].of(text) == "Funkhaus"
    assert index.at(text.index("Laut")) is None


def with_actors(text: str) -> tuple[Quotation, ...]:
    return GermanRules().extract(Document("document/test", "Test", text)).quotations


INTERVIEW = (
    "Der Landrat Ole Harms über den Deich\n\n"
    "Frage: Herr Harms, hält der Deich?\n\n"
    "Antwort: Ich bezweifle das. Das Land muss bauen.\n\n"
    "Frage: Wer soll zahlen?\n\n"
    "Antwort: Das Land.\n"
)


def test_the_answers_of_an_interview_are_the_words_of_the_guest() -> None:
    said = {q.spans[0].of(INTERVIEW): q.speaker and q.speaker.name for q in with_actors(INTERVIEW)}
    assert said["Ich bezweifle das. Das Land muss bauen."] == "Ole Harms"
    assert said["Wer soll zahlen?"] is None


def test_named_turns_belong_to_their_names() -> None:
    text = INTERVIEW.replace("Frage:", "Küstenblatt:").replace("Antwort:", "Harms:")
    said = {q.spans[0].of(text): q.speaker and q.speaker.name for q in with_actors(text)}
    assert said["Das Land."] == "Ole Harms"


def test_questions_alone_make_an_interview_too() -> None:
    text = (
        "Der Landrat Ole Harms im Gespräch.\n\nHerr Harms, sind Sie zufrieden?\n\nIch bin es.\n\n"
        "Was planen Sie?\n\nEinen Deich.\n\nWann sehen wir Sie wieder?\n\nBald.\n"
    )
    said = {q.spans[0].of(text): q.speaker and q.speaker.name for q in with_actors(text)}
    assert (said["Einen Deich."], said["Bald."]) == ("Ole Harms", "Ole Harms")


def test_a_colon_announces_the_speaker_of_the_next_paragraphs() -> None:
    text = (
        "Zum Beschluss erklärt Präsidentin Eva Roth:\n\n„Das Gesetz ist schlecht.\n\nWir lehnen es ab.“\n\n"
        "Der Verband hat 30 Mitglieder."
    )
    (quotation,) = [q for q in with_actors(text) if q.type == "direct"]
    assert quotation.speaker.name == "Eva Roth"
    assert quotation.spans[0].of(text).endswith("Wir lehnen es ab.“")
