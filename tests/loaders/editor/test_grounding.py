"""A quote is a slice of the article or nothing: never one "nicht" more or less."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.editor.outcome.grounding import Ground, Ungrounded
from tests.loaders.editor.articles import FERRY

GROUND = Ground(FERRY)
WORD = re.compile(r"\S+")


def found(quote: str, text: str = FERRY) -> list[str]:
    """The words that stand where ``quote`` was found; nothing where it was refused."""
    ground = GROUND if text is FERRY else Ground(text)
    try:
        return [place.of(text) for place in ground.find(quote).places]
    except Ungrounded:
        return []


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        (
            "Ulla Harms fordert die Einstellung der Nachtfähre",
            "Ulla Harms fordert die Einstellung der Nachtfähre",
        ),
        ("fordert die Einstellung der Nachtfähre.", "fordert die Einstellung der Nachtfähre."),
        ("ohne sie kommt kein Fang an Land", "ohne sie kommt kein Fang an Land"),
        ('sagte: "Wir brauchen die Fähre jede Nacht', "sagte:\n„Wir brauchen die Fähre jede Nacht"),
        ("jede Nacht - ohne sie kommt kein Fang", "jede Nacht – ohne sie kommt kein Fang"),
        ("Ole Krog vom  Fischerverein sagte", "Ole Krog vom Fischerverein sagte"),
        ("Reederei … höhere Fahrpreise ab", ""),
        ("Die Reederei Nordwind … höhere Fahrpreise ab", "Die Reederei Nordwind lehnt höhere Fahrpreise ab"),
        (
            "Landrat Jens Voss [...] Sperrung des Hafens",
            "Landrat Jens Voss warnt vor einer Sperrung des Hafens",
        ),
    ],
)
def test_a_quote_is_found_exactly_levelled_or_in_parts(quote, stands):
    assert found(quote) == ([stands] if stands else [])


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Sie will das Ge\u00adsetz über Fähren ändern.", "Sie will das Gesetz über Fähren ändern"),
        ("Sie will das Gesetz u\u0308ber Fa\u0308hren ändern.", "Sie will das Gesetz über Fähren ändern"),
        ("Sie will\u00a0das Gesetz über Häfen\u2009ändern.", "Sie will das Gesetz über Häfen ändern"),
        ("Der Oﬃzier will den Hafen sperren.", "Der Offizier will den Hafen sperren"),
    ],
)
def test_what_only_looks_different_is_levelled(text, quote):
    assert found(quote, text) == [text.rstrip(".")]


@pytest.mark.parametrize(
    "quote",
    [
        "CDU",
        "an Land",
        "Fischerverein Möwenhall",
        "Ulla Harms fordert den Ausbau der Nachtfähre",
        "ulla harms fordert die einstellung der nachtfähre",
        "Harms fordert die Einstellung der Nachtfähr",
        "oewenhall kritisiert den Plan scharf",
        "Streit um die Nachtfähre nach Möwenhall Bürgermeisterin Ulla Harms fordert",
        "Bürgermeisterin Ulla Harms … Jens Voss warnt vor",
        "Die Grünen im Stadtrat wollen die Fähre",
        "Die Grünen … wollen … einstellen",
        "Die Linke unterstützt den Vorschlag der Grünen",
        "wollen die Fähre … elektrisch betreiben",
        "",
        "…",
        "\x00\ufeff" * 50,
    ],
)
def test_what_the_article_does_not_say_so_is_refused(quote):
    assert found(quote) == []


def sentences() -> list[str]:
    """Sentences with and without negations, of several makes."""
    holders = (
        "Die Ministerin",
        "Der Verband der Fährleute",
        "Ole Krog",
        "The mayor of Seaford",
        "Das Kabinett",
    )
    verbs = ("will", "wird", "möchte", "soll", "kann")
    things = ("das Gesetz über die Häfen", "den Bau der Brücke", "die Steuer auf Fisch", "einen höheren Lohn")
    ends = ("ändern", "im Mai beschließen", "mit aller Kraft verhindern", "auf keinen Fall zulassen")
    made = random.Random(16)
    return [
        f"{made.choice(holders)} {made.choice(verbs)} {made.choice(things)} {made.choice(ends)}"
        for _ in range(120)
    ]


@pytest.mark.parametrize("negation", ["nicht", "kein", "nie", "niemals", "not", "never"])
def test_a_negation_put_in_is_refused(negation):
    """At every place of every sentence."""
    for sentence in sentences():
        spelled = sentence.split()
        for place in range(1, len(spelled) + 1):
            quote = " ".join([*spelled[:place], negation, *spelled[place:]])
            assert found(quote, f"Am Dienstag war Markt. {sentence}. Danach regnete es.") == []


@pytest.mark.parametrize("negation", ["nicht", "keinesfalls", "nie", "niemals", "not", "never"])
def test_a_negation_left_out_is_refused(negation):
    """At every place of every sentence: inside, at either edge, behind an omission."""
    for sentence in sentences():
        spelled = sentence.split()
        for place in range(1, len(spelled) + 1):
            text = f"Am Dienstag war Markt. {' '.join([*spelled[:place], negation, *spelled[place:]])}. Es regnete."
            assert found(sentence, text) == []
            if 2 <= place <= len(spelled) - 2:
                assert found(f"{' '.join(spelled[:place])} … {' '.join(spelled[place:])}", text) == []


@given(st.data())
def test_every_quote_that_is_found_is_a_slice_of_whole_words(data):
    """Whatever is asked: pieces of the article, changed or not, with marks of omission."""
    spelled = WORD.findall(FERRY)
    start = data.draw(st.integers(0, len(spelled) - 2))
    length = data.draw(st.integers(2, 20))
    piece = spelled[start : start + length]
    if data.draw(st.booleans()):
        piece.insert(
            data.draw(st.integers(0, len(piece))), data.draw(st.sampled_from(["…", "nicht", "[...]", "„"]))
        )
    if data.draw(st.booleans()):
        del piece[data.draw(st.integers(0, len(piece) - 1))]
    for quote in (" ".join(piece), data.draw(st.text(max_size=60))):
        for stands in found(quote):
            assert stands in FERRY
            assert len(stands.split()) >= 3
            assert re.search(rf"(?<!\w){re.escape(stands)}(?!\w)", FERRY)


def test_a_noun_phrase_is_whole_though_its_verb_is_denied():
    text = "Der Protest der Fischer gegen die Steuer führte nicht zum Ziel."
    assert found("Der Protest der Fischer gegen die Steuer", text)


def test_a_quote_that_stands_twice_has_two_places():
    text = "Wir wollen die Fähre behalten. So sei es: Wir wollen die Fähre behalten."
    assert len(found("Wir wollen die Fähre behalten", text)) == 2


def test_long_texts_and_quotes_take_linear_time():
    text = "Wir wollen die Fähre behalten und sonst gar alles. " * 4000
    assert len(found("Wir wollen die Fähre behalten", text)) <= 200
    assert found("a" * 200_000 + " b c", text) == []
