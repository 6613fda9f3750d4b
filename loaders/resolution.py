# ruff: noqa: E501, SIM905, RUF021, PLR0911
"""From phrases to entities: the walk through a document that decides who is meant each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from loaders.entities import OFFICE_RANKS, Entities, Entity, Role, office_of
from loaders.gazetteer import Entry, gazetteer, last_name
from loaders.model import Actor, ActorKind, Document, Evidence, Mention, Span, Tenure
from loaders.names import Name, first_name_gender, particle_names, places
from loaders.nouns import analyse
from loaders.phrases import PLACE_PREPOSITIONS, Phrase, Reader
from loaders.references import Pronoun, References, Seen, is_subject, is_subordinate, pronoun_at
from loaders.tables import read_table
from loaders.tokens import Sentence
from ontology.slugs import slugify

_GROUPS_OF_PERSONS = frozenset({ActorKind.PARTY, ActorKind.ASSOCIATION, ActorKind.ALLIANCE})
_NAME_RANGE = 8  # sentences a bare description such as "die Partei" looks back
_GENERIC_DETERMINERS = frozenset("kein keine keiner keinem keinen jeder jede jedes jedem jeden".split())


def actor_verbs() -> frozenset[str]:
    """Lemmas of verbs whose subject acts (``data/actor_verbs.tsv``)."""
    return frozenset(v for row in read_table("actor_verbs.tsv") for v in row["lemmas"].split())


@cache
def stance_verbs() -> frozenset[str]:
    """Lemmas of verbs that take a mind: saying, demanding, agreeing, opposing."""
    groups = {"speaking", "demanding", "agreeing", "opposing"}
    rows = read_table("actor_verbs.tsv")
    return frozenset(v for row in rows if row["group"] in groups for v in row["lemmas"].split())


class Resolution:
    """Reads a document once and keeps what it finds."""

    def __init__(self, sentences: Sequence[Sentence], document: Document) -> None:
        self.sentences, self.document = sentences, document
        self.names = gazetteer()
        self.entities = Entities(document, self.names)
        self.references = References(sentences)
        lasts = frozenset(last for s in sentences for last in particle_names(s.tokens))
        self.phrases = [list(Reader(s, self.names, lasts).phrases()) for s in sentences]
        self.words = Counter(t.text for s in sentences for t in s.tokens if t.text[:1].isupper())
        self.verbs = actor_verbs()
        self._done: dict[int, Entity | None] = {}
        self._mentions: list[Mention] = []
        self._tenures: dict[tuple[str, str], Tenure] = {}
        self._acting: set[str] = set()
        self._announced: dict[str, list[Phrase]] = {}  # roles of persons named somewhere in the text

    def run(self) -> None:
        """Find the full names, then resolve everything in order."""
        for phrases in self.phrases:
            for phrase in phrases:
                self._register(phrase)
        for sentence, phrases in zip(self.sentences, self.phrases, strict=True):
            phrases.extend(self._overlooked(sentence, phrases))
        for phrases in self.phrases:
            for phrase in phrases:
                if phrase.acronym and phrase.acronym != phrase.proper and phrase.what == "organisation":
                    self.resolve(phrase)
        for sentence, phrases in zip(self.sentences, self.phrases, strict=True):
            for item in _in_order(sentence, phrases):
                if isinstance(item, Pronoun):
                    self._pronoun(item)
                else:
                    self._phrase(item)

    # -- first pass: full names ---------------------------------------------------------------------------

    def _register(self, phrase: Phrase) -> None:
        """Note who acts under an unproved name, and register proved full names."""
        if phrase.name is None:
            return
        words = self.clean(phrase)
        if (
            self._speaks(phrase)
            or phrase.apposition is not None
            or phrase.what == "person"
            or phrase.name.title
        ):
            self._acting.add(words[-1])
        if len(words) > 1 and (phrase.name.sure or phrase.what == "person" or self._believable(phrase)):
            entity = self.entities.full_name(words, phrase.gender)
            for role in (phrase if phrase.what == "person" else None, phrase.apposition):
                if role is not None and role.noun is not None:
                    self._announced.setdefault(entity.id, []).append(role)

    def _overlooked(self, sentence: Sentence, phrases: list[Phrase]) -> list[Phrase]:
        """Last names of known persons that the tagger took for ordinary words."""
        covered = {k for p in phrases for k in range(p.start, p.end)}
        found = []
        for token in sentence.tokens:
            if (
                token.index in covered
                or not token.text[:1].isupper()
                or token.tag not in {"NN", "NE", "FM", "XY", "ADJA", "ADJD", "VVFIN"}
            ):
                continue
            if token.index == 0 and token.tag not in {"NN", "NE", "FM", "XY"}:
                continue
            last = token.text if token.text in self.entities.by_last else token.text.removesuffix("s")
            if last in self.entities.by_last and len(last) > 1:
                i = token.index
                before = sentence.tokens[i - 1] if i else None
                preposition = before.lower if before is not None and before.tag in {"APPR", "APPRART"} else ""
                article = (
                    before.lower
                    if before is not None and before.tag in {"ART", "PIAT", "PPOSAT", "PDAT"}
                    else ""
                )
                if article:
                    continue
                name = Name(i, i + 1, (last,), "", False)
                found.append(Phrase(sentence, i, i + 1, i, "name", last, name=name, preposition=preposition))
        return found

    def _believable(self, phrase: Phrase) -> bool:
        """Whether an unproved name of several words is a person's: no article or place preposition, and it acts."""
        name = phrase.name
        assert name is not None
        if name.sure or name.title:
            return True
        if phrase.preposition in PLACE_PREPOSITIONS or phrase.determiner or phrase.adjectives:
            return False
        tags = {t.tag for t in phrase.sentence.tokens[name.start : name.end]}
        return tags <= {"NE", "FM", "XY"} and (
            self._acts(phrase) or phrase.apposition is not None or phrase.party is not None
        )

    def clean(self, phrase: Phrase) -> tuple[str, ...]:
        """The words of a name without the ending of a genitive."""
        assert phrase.name is not None
        *first, last = phrase.name.words
        if last[-1:] in "’'" and len(last) > 2:
            return (*first, last[:-1])
        if last.endswith("s") and len(last) > 3:
            stem = last[:-1]
            token = phrase.sentence.tokens[phrase.name.end - 1]
            known = stem in self.words or stem in self.names.by_last_name
            if known or (
                token.lemma == stem
                and last not in self.names.by_last_name
                and self.words[last] == 1
                and first_name_gender(last) == ""
                and self._genitive_place(phrase)
            ):
                return (*first, stem)
        return (*first, last)

    @staticmethod
    def _genitive_place(phrase: Phrase) -> bool:
        """Whether a noun stands directly before or after the name, where genitives stand."""
        tokens, name = phrase.sentence.tokens, phrase.name
        assert name is not None
        before = tokens[name.start - 1] if name.start else None
        after = tokens[name.end] if name.end < len(tokens) else None
        return (
            before is not None
            and before.tag == "NN"
            and phrase.what == "name"
            or after is not None
            and after.tag in {"NN", "ADJA"}
        )

    def _acts(self, phrase: Phrase) -> bool:
        """Whether the phrase stands next to a finite verb of acting, as its subject may."""
        if phrase.preposition in {"laut", "so"}:
            return True
        if not is_subject(phrase):
            return False
        tokens = phrase.sentence.tokens
        k = phrase.end
        while k < len(tokens) and tokens[k].tag in {"ADV", "PROAV", "$("} and k < phrase.end + 3:
            k += 1
        if k < len(tokens) and tokens[k].tag in {"VVFIN", "VAFIN", "VMFIN"}:
            return tokens[k].tag != "VVFIN" or self._is_acting(tokens[k].lemma)
        before = tokens[phrase.start - 1] if phrase.start else None
        return (
            before is not None
            and before.tag == "VVFIN"
            and self._is_acting(before.lemma)
            or before is not None
            and before.lower in {"laut", "so"}
        )

    @staticmethod
    def _beside_verb(phrase: Phrase) -> bool:
        tokens = phrase.sentence.tokens
        near = [tokens[k] for k in (phrase.start - 1, phrase.end) if 0 <= k < len(tokens)]
        return any(t.tag in {"VVFIN", "VAFIN", "VMFIN"} for t in near)

    @staticmethod
    def _speaks(phrase: Phrase) -> bool:
        """Whether the phrase is the subject beside a verb that only persons and bodies can have."""
        if phrase.preposition == "laut":
            return True
        if not is_subject(phrase):
            return False
        tokens = phrase.sentence.tokens
        after = tokens[phrase.end] if phrase.end < len(tokens) else None
        before = tokens[phrase.start - 1] if phrase.start else None
        return any(t is not None and t.tag == "VVFIN" and t.lemma in stance_verbs() for t in (after, before))

    def _is_acting(self, lemma: str) -> bool:
        return lemma in self.verbs

    # -- second pass -------------------------------------------------------------------------------------

    def _phrase(self, phrase: Phrase) -> None:
        entity = self.resolve(phrase)
        if entity is None:
            return
        form = {"entry": phrase.how, "name": "name", "place": "place"}.get(phrase.what, "role")
        if phrase.what == "person" and phrase.name is not None:
            form = "name"
        self._mention(entity, phrase, form)
        party = phrase.party.entry if phrase.party is not None else None
        if party is not None and entity.kind is ActorKind.PERSON and party.kind in _GROUPS_OF_PERSONS:
            entity.member_of.append(party.id)
        for role in (phrase if phrase.what == "person" else None, phrase.apposition):
            if role is not None and entity.kind is ActorKind.PERSON and not role.plural:
                self._tenure(entity, role, phrase)

    def _mention(self, entity: Entity, phrase: Phrase, form: str) -> None:
        span = Span(phrase.first_offset, phrase.end_offset)
        self._mentions.append(Mention(span, entity.id, form))
        entity.first = entity.first or phrase
        entity.mentions += 1
        text = self.form_text(phrase)
        entity.forms[text] = entity.forms.get(text, 0) + 1
        plural = phrase.plural or entity.plural
        subject = is_subject(phrase) and not self.references.has_subject(phrase.sentence, phrase.start)
        self.references.note(
            Seen(
                entity,
                phrase.sentence.index,
                phrase.start,
                phrase.end,
                subject,
                phrase.gender if phrase.what != "entry" else self._entry_gender(phrase, entity),
                plural,
                is_subordinate(phrase.sentence, phrase.start),
                bool(phrase.preposition),
            )
        )

    @staticmethod
    def _entry_gender(phrase: Phrase, entity: Entity) -> str:
        if entity.gender:
            return entity.gender
        return {"das": "n", "die": "f"}.get(phrase.determiner, "")

    def form_text(self, phrase: Phrase) -> str:
        """The words of a mention as an alias: names without genitive, roles without article."""
        if phrase.name is not None and phrase.what == "name":
            return " ".join(self.clean(phrase))
        if phrase.what == "entry":
            return phrase.label
        return phrase.label or phrase.words

    def resolve(self, phrase: Phrase) -> Entity | None:
        """The entity a phrase means; ``None`` if it is no actor here. Decided once a phrase."""
        if phrase.same_as is not None:
            return self.resolve(phrase.same_as)
        key = id(phrase)
        if key not in self._done:
            self._done[key] = None  # a phrase that contains itself resolves to nobody
            self._done[key] = self._resolve(phrase)
        return self._done[key]

    def _resolve(self, phrase: Phrase) -> Entity | None:
        if phrase.what == "place":
            return None
        if phrase.what == "entry" and phrase.entry is not None:
            return self._entry(phrase, phrase.entry)
        if phrase.name is not None:
            return self._named(phrase)
        if phrase.entry is not None:
            return self.entities.of_entry(phrase.entry)
        if phrase.what == "person":
            return self._person(phrase)
        return self._thing(phrase)

    # -- names of the gazetteer ---------------------------------------------------------------------------

    def _entry(self, phrase: Phrase, entry: Entry) -> Entity | None:
        if phrase.how == "metonym" and not self._stands_for_government(phrase, entry):
            return None
        if phrase.how == "demonym":
            return self._inhabitants(phrase, entry)
        if entry.adjectives and self._is_place(phrase):
            return None
        return self.entities.of_entry(entry)

    def _stands_for_government(self, phrase: Phrase, entry: Entry) -> bool:
        """A capital after a preposition of place is a place; of a federal state it must act to count."""
        if self._is_place(phrase) or self._is_dateline(phrase) or self._after_noun(phrase):
            return False
        return entry.kind is ActorKind.STATE or not entry.adjectives or self._acts(phrase)

    def _is_place(self, phrase: Phrase) -> bool:
        tokens = phrase.sentence.tokens
        if phrase.preposition in PLACE_PREPOSITIONS:
            return True
        k = phrase.start - 1
        if k > 0 and tokens[k].text in {"und", "oder", ",", "sowie"}:
            before = tokens[k - 1]
            return before.tag in {"NE", "NN"} and k > 1 and tokens[k - 2].lower in PLACE_PREPOSITIONS
        return False

    @staticmethod
    def _after_noun(phrase: Phrase) -> bool:
        """ "Fahrtrichtung Berlin", "Hauptstadt Moskau": a place, unless it is a genitive ("Forderungen Moskaus")."""
        tokens = phrase.sentence.tokens
        before = tokens[phrase.start - 1] if phrase.start else None
        genitive = tokens[phrase.end - 1].text != phrase.label.split()[-1]
        return before is not None and before.tag == "NN" and not genitive and not phrase.determiner

    @staticmethod
    def _is_dateline(phrase: Phrase) -> bool:
        tokens, end = phrase.sentence.tokens, phrase.end
        return phrase.start == 0 and end < len(tokens) and tokens[end].text in {"(", "/", "–", "-", ","}

    def _inhabitants(self, phrase: Phrase, entry: Entry) -> Entity | None:
        if entry.kind is ActorKind.PARTY:
            return self.entities.of_entry(entry)
        if not phrase.plural:
            return self._one_inhabitant(phrase)
        label = _plural_demonym(phrase.label, entry)
        found = self.entities.by_id.get(f"actor/{slugify(label)}")
        if found is None:
            found = Entity(f"actor/{slugify(label)}", label, ActorKind.COLLECTIVE, plural=True)
            self.entities.by_id[found.id] = found
        return found

    def _one_inhabitant(self, phrase: Phrase) -> Entity | None:
        """ "Der Niederländer": the man or woman mentioned last."""
        gender = "f" if phrase.determiner == "die" else "m"
        if not phrase.definite:
            return None
        recent = self.references.recent(phrase.sentence.index, 3)
        return next(
            (
                s.entity
                for s in recent
                if s.entity.kind is ActorKind.PERSON and _agree(s.entity.gender, gender)
            ),
            None,
        )

    # -- persons --------------------------------------------------------------------------------------------

    def _named(self, phrase: Phrase) -> Entity | None:
        words = self.clean(phrase)
        name = phrase.name
        assert name is not None
        office = office_of(phrase, self.names) if phrase.what == "person" else ""
        scope = self._scope(phrase)
        if len(words) > 1:
            if phrase.what == "person" or self._believable(phrase) or self._known_full(words):
                return self.entities.full_name(words, phrase.gender)
            return None
        last = words[0]
        if last in places() and phrase.what == "name" and not self.entities.by_last.get(last):
            return self._acting_place(phrase, last)
        found = self.entities.by_last_name(last, phrase.gender, office, scope)
        if found is None and phrase.what == "name" and first_name_gender(last):
            found = self._by_first_name(last)
        if found is not None:
            if (
                not phrase.name.title
                and phrase.what == "name"
                and phrase.determiner in {"das", "ein", "eine"}
            ):
                return None
            return found
        if (
            phrase.what == "person"
            or name.title
            or (last in self._acting and phrase.preposition not in PLACE_PREPOSITIONS and len(last) > 1)
        ):
            if phrase.what != "person" and not name.title and (phrase.determiner or last.isupper()):
                return self._unknown_organisation(phrase, last)
            return self.entities.lone_last_name(last, phrase.gender)
        return None

    def _known_full(self, words: tuple[str, ...]) -> bool:
        return any(
            e.name == " ".join(words) for e in self.entities.by_last.get(last_name(" ".join(words)), ())
        )

    def _by_first_name(self, word: str) -> Entity | None:
        found = [e for people in self.entities.by_last.values() for e in people if e.name.split()[0] == word]
        return found[0] if len(found) == 1 else None

    def _acting_place(self, phrase: Phrase, place: str) -> Entity | None:
        """A town that acts: its people or council."""
        if not self._acts_strictly(phrase):
            return None
        found = Entity(f"actor/{slugify(place)}", place, ActorKind.ORGANISATION, "n")
        return self.entities.by_id.setdefault(found.id, found)

    def _acts_strictly(self, phrase: Phrase) -> bool:
        tokens = phrase.sentence.tokens
        following = tokens[phrase.end] if phrase.end < len(tokens) else None
        return (
            is_subject(phrase)
            and following is not None
            and following.tag == "VVFIN"
            and self._is_acting(following.lemma)
        )

    def _unknown_organisation(self, phrase: Phrase, name: str) -> Entity:
        found = self.entities.acronyms.get(name)
        if found is None:
            found = Entity(
                self.entities.scoped(name),
                name,
                ActorKind.ORGANISATION,
                {"die": "f", "das": "n", "der": "m"}.get(phrase.determiner, ""),
            )
            self.entities.acronyms[name] = self.entities.by_id.setdefault(found.id, found)
        return self.entities.acronyms[name]

    def _person(self, phrase: Phrase) -> Entity | None:
        """A role or description without a name."""
        noun = phrase.noun
        assert noun is not None
        if phrase.determiner in _GENERIC_DETERMINERS:
            return None
        if phrase.plural:
            return self._group(phrase)
        office, scope = office_of(phrase, self.names), self._scope(phrase)
        if not phrase.indefinite and (scope or not phrase.complement):
            found = self._person_meant(phrase, office, scope)
            if found is not None:
                return found
        if not self._introduces(phrase):
            return None
        if (
            scope
            and not phrase.indefinite
            and (found := self.entities.holder_of(office, scope, phrase.gender))
        ):
            return found
        entity = self.entities.labelled(phrase, phrase.label, scope)
        entity.roles.append(Role(office, noun, scope))
        return entity

    def _introduces(self, phrase: Phrase) -> bool:
        """Whether a role without a name and without a known holder is somebody new, not a predicate or a type."""
        noun = phrase.noun
        assert noun is not None
        predicate = phrase.preposition in {"als", "zum", "zur"} or self._after_copula(phrase)
        before = phrase.sentence.tokens[phrase.start - 1].lower if phrase.start else ""
        if predicate or before in {"als", "wie"}:
            return False
        if noun.head.rank == "person" and not (
            phrase.indefinite
            or noun.base.endswith("Jährige")
            or is_subject(phrase)
            and phrase.definite
            and self._acts(phrase)
        ):
            return False
        if (
            phrase.determiner.startswith(("sein", "ihr", "unser", "mein"))
            and phrase.scope is None
            and noun.head.rank in {"person", "group"}
        ):
            return False
        return bool(phrase.determiner) or phrase.sentence.headline

    @staticmethod
    def _after_copula(phrase: Phrase) -> bool:
        tokens = phrase.sentence.tokens
        k = phrase.start - 1
        while k >= 0 and tokens[k].tag in {"ADV", "PTKNEG", "ADJD"}:
            k -= 1
        return (
            k >= 0
            and tokens[k].lemma in {"sein", "werden", "bleiben"}
            and not phrase.definite
            and k + 3 > phrase.start - 1
            and k > 0
        )

    def _person_meant(self, phrase: Phrase, office: str, scope: str | None) -> Entity | None:
        """The person of the document that a definite role means: best fit, then latest mention."""
        noun = phrase.noun
        assert noun is not None
        best: tuple[int, int] | None = None
        chosen = None
        descriptive = noun.head.rank in {"person", "group"}
        window = 3 if descriptive else 1000
        for order, seen in enumerate(self.references.recent(phrase.sentence.index, window)):
            entity = seen.entity
            if (
                entity.kind is not ActorKind.PERSON
                or entity.plural
                or not _agree(entity.gender or seen.gender, phrase.gender)
            ):
                continue
            fit = entity.called(office, scope)
            if not fit and descriptive and noun.base in {"Mann", "Frau"} and phrase.definite:
                fit = 1
            if (
                not fit
                and noun.base.endswith("Jährige")
                and phrase.definite
                and (entity.gender == phrase.gender)
            ):
                fit = 1
            if fit and (best is None or (fit, -order) > best):
                best, chosen = (fit, -order), entity
        if (
            chosen is None
            and noun.head.rank in {"state", "government", "minister", "office"}
            and phrase.definite
        ):
            chosen = self._later_holder(phrase, office, scope)
        return chosen

    def _later_holder(self, phrase: Phrase, office: str, scope: str | None) -> Entity | None:
        """The one person named later in the text under this role ("Der Minister …" before his name)."""
        fitting: dict[str, Entity] = {}
        for identifier, roles in self._announced.items():
            entity = self.entities.by_id[identifier]
            if not _agree(entity.gender, phrase.gender):
                continue
            for role in roles:
                probe = Role(office_of(role, self.names), role.noun, self._scope(role))  # type: ignore[arg-type]
                if Entity("", "", ActorKind.PERSON, roles=[probe]).called(office, scope) >= 2:
                    fitting[identifier] = entity
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _group(self, phrase: Phrase) -> Entity | None:
        """A plural of persons: an earlier group with the same noun, or a new one."""
        noun = phrase.noun
        assert noun is not None
        scope = self._scope(phrase)
        plain = not phrase.adjectives and not phrase.complement and scope is None
        if phrase.determiner in {"beide", "beiden"} or phrase.number in {"beide", "beiden"}:
            return None
        before = phrase.sentence.tokens[phrase.start - 1].lower if phrase.start else ""
        if before in {"als", "wie"}:
            return None
        bare = plain and not phrase.determiner and not phrase.number and not noun.modifier
        idle = noun.numbers == "sp" and not phrase.preposition and not self._beside_verb(phrase)
        if bare and (
            noun.head.rank in {"state", "government", "minister"} or self._after_copula(phrase) or idle
        ):
            return None
        if plain and not phrase.indefinite:
            for seen in self.references.recent(phrase.sentence.index, 1000):
                entity = seen.entity
                if (
                    entity.plural
                    and entity.noun is not None
                    and entity.noun.head.family == "person"
                    and _same_noun(entity.noun.base, noun.base)
                ):
                    return entity
        if (
            noun.head.rank == "person"
            and noun.base
            in {"Mann", "Frau", "Opfer", "Partner", "Vater", "Mutter", "Tochter", "Sohn", "Jährige"}
            and plain
        ):
            return None
        return self.entities.labelled(phrase, phrase.label, scope)

    # -- organisations and norms ----------------------------------------------------------------------------

    def _thing(self, phrase: Phrase) -> Entity | None:
        noun = phrase.noun
        if noun is None:
            return self._by_proper(phrase)
        room = "norm" if noun.head.family == "norm" else "actor"
        scope = self._scope(phrase)
        if phrase.determiner in _GENERIC_DETERMINERS:
            return None
        if phrase.acronym in self.entities.acronyms:
            return self.entities.acronyms[phrase.acronym]
        bare = not phrase.proper and not phrase.complement and scope is None and not phrase.place
        if noun.base in {"Land", "Staat", "Inselstaat", "Königreich"} and not phrase.plural:
            return self._state_meant(phrase)
        if bare and not phrase.indefinite:
            earlier = self._earlier_thing(phrase)
            if earlier is not None:
                return earlier
        specific = (
            not bare
            or any(_is_relational(a) for a in phrase.adjectives)
            or bool(noun.modifier)
            or bool(phrase.number)
        )
        if not noun.head.lone and not specific:
            return None
        if room == "norm" and not specific and not phrase.definite:
            return None
        if not phrase.determiner and not phrase.plural and bare and not noun.head.lone and not noun.modifier:
            return None
        return self.entities.labelled(phrase, phrase.label, scope, room)

    def _state_meant(self, phrase: Phrase) -> Entity | None:
        """ "Das Land": the state mentioned last, unless it is only the place of something."""
        if not phrase.definite or phrase.preposition in PLACE_PREPOSITIONS or phrase.complement:
            return None
        recent = self.references.recent(phrase.sentence.index, 3)
        return next((s.entity for s in recent if s.entity.kind is ActorKind.STATE), None)

    def _by_proper(self, phrase: Phrase) -> Entity | None:
        """An organisation of which only the name or acronym is known."""
        known = self.entities.acronyms.get(phrase.proper)
        if known is not None:
            return known
        if phrase.acronym and phrase.acronym != phrase.proper:
            return self.entities.labelled(phrase, phrase.proper, None)
        if phrase.preposition in PLACE_PREPOSITIONS and not phrase.determiner:
            return None
        if (
            self._acts(phrase)
            or phrase.determiner
            or phrase.proper in self.entities.acronyms
            or self.words[phrase.proper] > 1
        ):
            return self._unknown_organisation(phrase, phrase.proper)
        return None

    def _earlier_thing(self, phrase: Phrase) -> Entity | None:
        """What a bare "die Partei", "das Ministerium" points back to."""
        noun = phrase.noun
        assert noun is not None
        if not phrase.definite and phrase.determiner and not phrase.determiner.startswith(("ihr", "sein")):
            return None
        same_kind = None
        for seen in self.references.recent(phrase.sentence.index, 1000):
            entity = seen.entity
            if entity.plural != phrase.plural or (entity.kind is ActorKind.NORM) != (
                noun.head.family == "norm"
            ):
                continue
            if (
                entity.noun is not None
                and entity.noun.head.family == noun.head.family
                and _same_noun(entity.noun.base, noun.base)
            ):
                return entity
            near = phrase.sentence.index - seen.sentence <= _NAME_RANGE
            if (
                same_kind is None
                and near
                and not noun.modifier
                and entity.kind is noun.head.kind
                and noun.base in _GENERIC
                and not phrase.plural
            ):
                same_kind = entity
        return same_kind

    def _scope(self, phrase: Phrase) -> str | None:
        """The identifier of the state or organisation a role or organisation belongs to."""
        if phrase.scope is not None:
            entity = self.resolve(phrase.scope)
            if entity is not None:
                return entity.id
            if phrase.scope.entry is not None:
                return phrase.scope.entry.id
        if phrase.scope_entry is not None:
            return phrase.scope_entry.id
        if phrase.place:
            return f"place/{slugify(phrase.place)}"
        if phrase.noun is not None and phrase.noun.head.family == "person":
            base = phrase.noun.base
            if (
                base.startswith("Bundes")
                and phrase.noun.head.rank in {"state", "government", "minister"}
                and "actor/deutschland" in self.names.entries
            ):
                return "actor/deutschland"
        return None

    # -- pronouns, tenures ------------------------------------------------------------------------------------

    def _pronoun(self, pronoun: Pronoun) -> None:
        entity = self.references.resolve(pronoun)
        if entity is None:
            return
        token = pronoun.token
        self._mentions.append(Mention(Span(token.start, token.end), entity.id, pronoun.form))
        entity.mentions += 1
        self.references.note(
            Seen(
                entity,
                pronoun.sentence.index,
                token.index,
                token.index + 1,
                pronoun.subject,
                entity.gender,
                entity.plural,
                is_subordinate(pronoun.sentence, token.index),
            )
        )

    def _tenure(self, entity: Entity, role: Phrase, phrase: Phrase) -> None:
        """The office a text gives to a person, with the phrase that does."""
        noun = role.noun
        assert noun is not None
        office, scope = office_of(role, self.names), self._scope(role)
        if all(r.office != office or r.scope != scope or r.known for r in entity.roles):
            entity.roles.append(Role(office, noun, scope, role.former))
        if noun.head.rank not in OFFICE_RANKS or not entity.named:
            return
        covered = any(
            self._same_office(t, role, office, scope)
            for (who, _), t in self._tenures.items()
            if who == entity.id
        )
        if covered:
            return
        if scope is None:
            scope = next(
                (r.scope for r in entity.roles if r.known and r.scope and _same_noun(r.office, office)), None
            )
        organisation = self.entities.by_id.get(scope) if scope else None
        if scope and organisation is None and scope in self.names.entries:
            organisation = self.entities.of_entry(self.names.entries[scope])
        label = office if scope or not role.complement else f"{office} {role.complement}"
        known = self.entities.offices_called(office, scope)
        exact = [o for o in known if office in o.labels]
        tail = organisation.name if organisation else role.place
        office_id = exact[0].id if exact else f"office/{slugify(f'{label} {tail}')}"
        if (entity.id, office_id) in self._tenures:
            return
        end = (
            phrase.sentence.tokens[phrase.name.end - 1].end
            if phrase.name and role is phrase
            else role.end_offset
        )
        span = Span(min(phrase.first_offset, role.first_offset), max(end, role.first_offset + 1))
        self._tenures[entity.id, office_id] = Tenure(
            Actor(entity.id, entity.name, entity.kind), label, office_id, Evidence.of(self.document, span),
            self._actor(organisation) if organisation else None, role.former,
        )  # fmt: skip

    def _same_office(self, tenure: Tenure, role: Phrase, office: str, scope: str | None) -> bool:
        """Whether a tenure of the person already says what this role says, perhaps more exactly."""
        held = tenure.organisation.id if tenure.organisation else None
        if scope and held and scope != held:
            return False
        if role.former != tenure.former:
            return False
        noun = analyse(tenure.office)
        names = (
            {tenure.office.lower(), *(n.lower() for n in noun.stands_for)}
            if noun
            else {tenure.office.lower()}
        )
        asked = analyse(office)
        wider = asked is not None and tenure.office.lower() in {n.lower() for n in asked.stands_for}
        return (
            office.lower() in names
            or (wider and role.name is None)
            or tenure.office.lower().endswith(office.lower())
        )

    # -- results ----------------------------------------------------------------------------------------------

    def _actor(self, entity: Entity) -> Actor:
        evidence = None
        if entity.first is not None:
            evidence = Evidence.of(self.document, Span(entity.first.first_offset, entity.first.end_offset))
        name = self._name(entity)
        aliases = tuple(sorted(form for form in entity.forms if form != name))
        member_of = tuple(dict.fromkeys(entity.member_of))
        return Actor(entity.id, name, entity.kind, aliases, evidence, member_of)

    @staticmethod
    def _name(entity: Entity) -> str:
        """The fullest name the text uses; for actors of the background one of their known names."""
        if entity.entry is None or entity.kind is ActorKind.PERSON:
            return entity.name
        label = entity.entry.label.split(" (")[0]
        used = [n for n in entity.entry.names if n in entity.forms]
        return label if label in entity.forms or not used else max(used, key=lambda n: (len(n), n))

    def actors(self) -> tuple[Actor, ...]:
        """The actors that are mentioned or that somebody mentioned holds an office of, in order of identifier."""
        ids = {m.actor for m in self._mentions}
        ids |= {t.organisation.id for t in self._tenures.values() if t.organisation}
        ids |= {party for e in self.entities.by_id.values() if e.mentions for party in e.member_of}
        for missing in sorted(ids - self.entities.by_id.keys()):
            self.entities.of_entry(self.names.entries[missing])
        return tuple(self._actor(self.entities.by_id[i]) for i in sorted(ids))

    def mentions(self) -> tuple[Mention, ...]:
        """All mentions in text order, outer before inner."""
        return tuple(sorted(set(self._mentions), key=lambda m: (m.span.start, -m.span.end, m.actor)))

    def tenures(self) -> tuple[Tenure, ...]:
        """All tenures in text order, with the actors as they are known at the end."""
        found = sorted(self._tenures.values(), key=lambda t: (t.evidence.span, t.office_id))
        return tuple(
            Tenure(
                self._actor(self.entities.by_id[t.actor.id]), t.office, t.office_id, t.evidence,
                self._actor(self.entities.by_id[t.organisation.id]) if t.organisation else None, t.former,
            )
            for t in found
        )  # fmt: skip


_GENERIC = frozenset(
    "Partei Organisation Gewerkschaft Verband Konzern Unternehmen Firma Sender Zeitung Blatt Magazin Ministerium Gericht "
    "Bündnis Allianz Institut Bank Miliz Gesetz Verfassung Abkommen Vertrag".split()
)


def _plural_demonym(word: str, entry: Entry) -> str:
    """The plural of a demonym: Franzose, Franzosen; Ägypter; Russin, Russinnen."""
    if word.endswith("in") and word[:-2] in entry.demonyms:
        return word + "nen"
    return word + "n" if word + "n" in entry.demonyms else word


def _is_relational(adjective: str) -> bool:
    """Whether an adjective tells which one (staatlich, oberst, Kieler), not what it is like (groß, neu)."""
    stem = adjective.lower().rstrip("nrsem")
    return adjective[:1].isupper() or stem.endswith(
        ("isch", "lich", "tral", "ional", "kommunal", "oberst", "federführend", "sch")
    )


def _agree(a: str, b: str) -> bool:
    return not (a in {"m", "f"} and b in {"m", "f"} and a != b)


def _same_noun(longer: str, shorter: str) -> bool:
    a, b = longer.lower(), shorter.lower()
    return a == b or a.endswith(b) and len(b) > 3


def _in_order(sentence: Sentence, phrases: list[Phrase]) -> Iterator[Phrase | Pronoun]:
    """Phrases and pronouns of a sentence, left to right, outer phrases before inner ones."""
    items: list[tuple[int, int, Phrase | Pronoun]] = [(p.first_offset, -p.end_offset, p) for p in phrases]
    for i in range(len(sentence.tokens)):
        pronoun = pronoun_at(sentence, i)
        if pronoun is not None:
            items.append((pronoun.token.start, -pronoun.token.end, pronoun))
    items.sort(key=lambda item: item[:2])
    yield from (item[2] for item in items)
