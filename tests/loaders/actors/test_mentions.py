"""Who is found in a text, under which name, and what later words mean; the cases are in ``mentions.tsv``."""

import datetime as dt
from pathlib import Path

import pytest

from loaders.actors.index import ActorIndex, find_actors
from loaders.articles.findings import ActorKind, Document, Span
from loaders.german.tokens import read_sentences

CASES = [
    tuple((line.split("\t") + [""] * 5)[:5])
    for line in Path(__file__).with_name("mentions.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
][1:]


def index_of(text: str, published: dt.date | None = None, slug: str = "probe") -> ActorIndex:
    """The actors of ``text`` as of a document."""
    document = Document(f"document/{slug}", slug, text, published=published)
    return find_actors(read_sentences(text), document)


def named(index: ActorIndex, text: str, words: str) -> str | None:
    """The name of the actor the first occurrence of ``words`` means."""
    start = text.index(words)
    actor = index.actor_at(Span(start, start + len(words)))
    return actor.name if actor else None


def offices(index: ActorIndex) -> dict[str, tuple[str, str | None]]:
    """Who holds which office (identifier) where (identifier)."""
    return {t.actor.name: (t.office_id, t.organisation.id if t.organisation else None) for t in index.tenures}


@pytest.mark.parametrize(
    ("topic", "text", "words", "actor", "kind"), CASES, ids=[f"{c[0]}: {c[1][:40]}" for c in CASES]
)
def test_words_mean_an_actor(topic: str, text: str, words: str, actor: str, kind: str) -> None:
    text = text.replace(" / ", "\n\n")
    plain = words.removeprefix(">")
    start = text.rindex(plain) if words.startswith(">") else text.index(plain)
    found = index_of(text).actor_at(Span(start, start + len(plain)))
    if actor == "-":
        assert found is None, found
        return
    assert found is not None
    assert actor in {found.name, found.id}, found
    assert not kind or found.kind.value == kind


def test_the_name_is_the_fullest_the_text_gives_and_the_rest_are_aliases() -> None:
    index = index_of("Welk warnte. Justizminister Arno Welk trat auf. Welk schwieg.")
    (welk,) = [a for a in index.actors if a.kind is ActorKind.PERSON]
    assert (welk.id, welk.name) == ("actor/arno-welk", "Arno Welk")
    assert "Welk" in welk.aliases
    assert welk.evidence is not None
    assert welk.evidence.quote == "Welk"


def test_one_person_has_one_identifier_in_all_documents() -> None:
    first = index_of("Justizminister Arno Welk sprach.", slug="eins")
    second = index_of("Arno Welk, Bürgermeister von Fulda, klagte.", slug="zwei")
    assert {a.id for a in first.actors} & {a.id for a in second.actors} == {"actor/arno-welk"}


def test_people_known_by_last_name_only_are_not_merged_across_documents() -> None:
    first = index_of("Minister Grabowski sprach.", slug="eins")
    second = index_of("Minister Grabowski sprach.", slug="zwei")
    assert [a.id for a in first.actors] == ["actor/eins/grabowski"]
    assert [a.id for a in second.actors] == ["actor/zwei/grabowski"]


def test_two_people_with_one_last_name_stay_two_and_roles_tell_them_apart() -> None:
    text = (
        "Ministerin Vera Lindner und Bürgermeister Paul Lindner stritten. "
        "Die Ministerin Lindner forderte Geld. Bürgermeister Lindner lehnte ab."
    )
    index = index_of(text)
    assert named(index, text, "Die Ministerin Lindner") == "Vera Lindner"
    assert named(index, text, "Bürgermeister Lindner") == "Paul Lindner"


def test_anonymous_groups_belong_to_their_document() -> None:
    index = index_of("Kritiker warnen vor dem Plan.", slug="eins")
    assert [a.id for a in index.actors] == ["actor/eins/kritiker"]


def test_party_in_brackets_is_membership() -> None:
    index = index_of("Bildungsministerin Rosa Ahlers (SPD) will mehr Lehrer.")
    assert index.by_id["actor/rosa-ahlers"].member_of == ("actor/spd",)


@pytest.mark.parametrize(
    ("text", "person", "office", "organisation"),
    [
        ("Estlands Präsident Juhan Tamm sprach.", "Juhan Tamm", "office/praesident-estland", "actor/estland"),
        (
            "Die estnische Präsidentin Kadri Tamm sprach.",
            "Kadri Tamm",
            "office/praesident-estland",
            "actor/estland",
        ),
        ("US-Außenministerin Grace Holm sprach.", "Grace Holm", "office/aussenminister-usa", "actor/usa"),
        ("Nato-Generalsekretär Lars Holm sprach.", "Lars Holm", "office/generalsekretaer-nato", "actor/nato"),
        (
            "Bundeskanzlerin Grace Holm sprach.",
            "Grace Holm",
            "office/bundeskanzler-deutschland",
            "actor/deutschland",
        ),
        (
            "Kiels Oberbürgermeister Lars Holm sprach.",
            "Lars Holm",
            "office/oberbuergermeister-schleswig-holstein",
            None,
        ),
        ("Der Bürgermeister von Fulda, Lars Holm, sprach.", "Lars Holm", "office/buergermeister-fulda", None),
        (
            "SPD-Fraktionsvorsitzende Grace Holm sprach.",
            "Grace Holm",
            "office/fraktionsvorsitzender-spd",
            "actor/spd",
        ),
        (
            "Grace Holm, Sprecherin von Greenpeace, sprach.",
            "Grace Holm",
            "office/sprecher-greenpeace",
            "actor/greenpeace",
        ),
    ],
)
def test_roles_become_offices(text: str, person: str, office: str, organisation: str | None) -> None:
    found = offices(index_of(text))
    assert found[person][0] == office or organisation is None
    assert organisation is None or found[person][1] == organisation


def test_former_offices_are_marked_and_proved() -> None:
    index = index_of("Der frühere Finanzminister Olaf Brenner warnte, Ex-Kanzler Udo Brahm auch.")
    assert [(t.actor.name, t.former) for t in index.tenures] == [("Olaf Brenner", True), ("Udo Brahm", True)]
    assert index.tenures[0].evidence.quote == "Der frühere Finanzminister Olaf Brenner"


def test_the_background_knows_who_held_an_office_on_the_day_of_the_document() -> None:
    text = "Die Bundeskanzlerin lehnt das ab."
    assert named(index_of(text, dt.date(2009, 7, 6)), text, "Die Bundeskanzlerin") == "Angela Merkel"
    assert named(index_of(text, dt.date(2025, 8, 19)), text, "Die Bundeskanzlerin") == "Bundeskanzlerin"


def test_the_text_is_stronger_than_the_background() -> None:
    text = "Bundeskanzlerin Rita Probst sprach. Die Kanzlerin lehnt das ab."
    assert named(index_of(text, dt.date(2009, 7, 6)), text, "Die Kanzlerin") == "Rita Probst"


def test_known_people_keep_their_identifier() -> None:
    index = index_of("Kremlchef Putin lehnt ab. Der Kremlchef droht.", dt.date(2025, 8, 19))
    assert {m.actor for m in index.mentions} == {"actor/wladimir-putin"}


def test_coordinated_phrases_name_all_their_actors() -> None:
    text = "Union und SPD, aber auch Minister Arno Welk fordern das."
    index = index_of(text)
    found = [a.name for a in index.actors_at(Span(0, text.index(" fordern")))]
    assert found == ["Union", "SPD", "Arno Welk"]


def test_a_phrase_means_its_head_not_its_genitive() -> None:
    text = "Der Sprecher des Ministeriums schwieg."
    index = index_of(text)
    assert named(index, text, "Der Sprecher des Ministeriums") == "Sprecher des Ministeriums"
    assert named(index, text, "des Ministeriums") == "Ministerium"


def test_first_persons_are_nobody_before_quotations_are_read() -> None:
    text = "Ministerin Anna Beispiel sagte: „Ich bin dagegen.“"
    index = index_of(text)
    span = Span(text.index("Ich"), text.index("Ich") + 3)
    assert index.actor_at(span) is None


def test_every_mention_is_of_an_actor_and_inside_the_text() -> None:
    text = "Moskau und Kiew verhandeln. Laut Außenminister Igor Malek (SPD) droht er mit Abbruch."
    index = index_of(text)
    assert index.mentions
    for mention in index.mentions:
        assert mention.actor in index.by_id
        assert mention.span.end <= len(text)


def test_the_same_text_always_gives_the_same_actors() -> None:
    text = "Moskau warnt. Die Opposition und 20 Abgeordnete fordern, dass er geht. " * 5
    assert index_of(text) == index_of(text)
