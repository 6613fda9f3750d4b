"""Sentences fall into clauses with verb, subject and objects, whatever their order."""

import pytest

from loaders.german.tokens import read_sentences
from loaders.syntax.parsing import parse


def clauses_of(text):
    (sentence,) = read_sentences(text)
    return parse(sentence).clauses


def words_of(clause, phrase):
    return " ".join(t.text for t in clause.tokens[phrase.first : phrase.last]) if phrase else None


@pytest.mark.parametrize(
    ("text", "verb", "subject", "accusative"),
    [
        ("Das verbietet die Verfassung.", "verbieten", "die Verfassung", "Das"),
        ("Den Entwurf lehnte die Ministerin ab.", "ablehnen", "die Ministerin", "Den Entwurf"),
        ("Strengere Regeln fordert der Verband.", "fordern", "der Verband", "Strengere Regeln"),
        ("Die Länder haben den Vertrag unterzeichnet.", "unterzeichnen", "Die Länder", "den Vertrag"),
        ("Zölle auf Stahl hat die Union vorgeschlagen.", "vorschlagen", "die Union", "Zölle"),
    ],
)
def test_the_subject_is_found_by_form_not_by_place(text, verb, subject, accusative):
    (clause,) = clauses_of(text)
    assert clause.verb.lemma == verb
    assert words_of(clause, clause.subject) == subject
    assert words_of(clause, clause.accusative) == accusative


def test_a_clause_interrupted_by_a_relative_clause_is_one():
    main, relative = clauses_of("Der Plan, den die Ministerin vorlegte, ist gescheitert.")
    assert main.verb.lemma == "scheitern"
    assert relative.kind == "relative"
    assert words_of(relative, relative.antecedent) == "Der Plan"
    assert words_of(relative, relative.subject) == "die Ministerin"


def test_participles_share_auxiliary_and_subject():
    first, second = clauses_of("Die Länder haben den Entwurf abgelehnt und neue Gespräche gefordert.")
    assert (first.verb.lemma, second.verb.lemma) == ("ablehnen", "fordern")
    assert words_of(second, second.subject) == "Die Länder"
    assert words_of(second, second.accusative) == "neue Gespräche"


def test_infinitives_with_zu_depend_on_their_verb():
    main, infinitive = clauses_of("Kritiker warnen davor, das Gebot der Trennung aufzuweichen.")
    assert infinitive.kind == "infinitive"
    assert infinitive.parent is main
    assert infinitive.verb.lemma == "aufweichen"


def test_passive_and_conjunctive_are_seen():
    (clause,) = clauses_of("Der Vorschlag wurde vom Rat zurückgewiesen.")
    assert (clause.verb.lemma, clause.verb.voice) == ("zurückweisen", "passive")
    (clause,) = clauses_of("Die Regierung müsse handeln.")
    assert (clause.verb.modal, clause.verb.mood) == ("müssen", "konj1")


def test_a_frame_with_wie_at_the_beginning_is_subordinate():
    frame, main = clauses_of("Wie die Behörde mitteilte, sinkt der Verbrauch.")
    assert (frame.kind, frame.connector) == ("sub", "wie")
    assert main.kind == "main"


def test_damit_before_the_verb_opens_a_main_clause():
    (clause,) = clauses_of("Damit sinkt der Verbrauch im dritten Jahr.")
    assert clause.kind == "main"


def test_words_in_brackets_do_not_cut_the_clause_around_them():
    main, bracket = clauses_of("Die Ministerin (33) lehnt den Vertrag ab.")
    assert bracket.bracketed
    assert [main.tokens[i].text for i in main.positions][:3] == ["Die", "Ministerin", "lehnt"]


def test_a_lone_conjunction_opens_the_clause_that_another_interrupts():
    _, outer, inner = clauses_of("Sie sagte, dass, wenn der Winter kommt, die Vorräte reichen.")
    assert (outer.connector, outer.verb.lemma) == ("dass", "reichen")
    assert inner.connector == "wenn"
