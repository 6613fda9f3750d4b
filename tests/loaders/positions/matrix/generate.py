"""Generate the stance oracle table from frames.toml x operators.toml x constructions.

Standard library only.  ``python3 generate.py`` writes ``expected.tsv`` (one cell per grammatical
combination) and ``skipped.tsv`` (every combination left out, with a reason from ``REASONS``).
The output is deterministic: holder, issue and lexical member are drawn with a seed taken from the
cell id.

Reading of a row: it judges only the pair (holder, issue).  ``none`` = no assertion may be made for
that pair.  ``also_ok`` lists further readings that are not false; silence is never false, and ``none``
is listed there only where silence is an equally good answer (so that it is not a miss).
"""

from __future__ import annotations

import csv
import random
import re
import sys
import tomllib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CONSTRUCTIONS = ["main", "fronted", "dass", "dass_c", "inf", "passive", "konj", "nominal", "question"]
COLUMNS = ["id", "frame", "operator", "construction", "sentence", "holder", "issue", "expected", "also_ok"]

REASONS: dict[str, str] = {
    "op_not_in_construction": "the operator has no natural realisation in this construction (operators.toml: cons)",
    "class_not_listed": "the operator is only natural with the listed classes",
    "stative": "stative frame: no beginning, refusing, threatening, considering or repeating of a state",
    "not_repeatable_speech": "the operator needs a repeatable speech act",
    "no_passive": "neither member can be passivised (copula, reflexive, 'haben', dative 'gegenüberstehen')",
    "no_dass_complement": "neither member takes a dass-complement",
    "kein_unnatural": "'kein' + issue is only natural with accusative demand/support verbs and bare nouns",
    "not_mass": "wenig/viel/mehr/kaum need a mass noun as the carrier",
    "noun_tag_missing": "the carrier noun does not combine with this verb (teilen, zurückziehen, aufgeben, verweigern)",
    "holder_not_party": "quantification over members of a body needs a party, the frame needs an authority",
    "thinned": "possible, left out to keep the table readable (fixed hash; python3 generate.py --full writes all)",
    "odd_combination": "grammatical, but no German speaker would say it (see ODD)",
}

# (class, operator, construction or '*'): weird although every part is possible
ODD: set[tuple[str, str, str]] = {
    ("demand", "auffordern_adressat", "inf"),  # "fordert auf, ... zu fordern"
    ("promise", "keine_woche", "*"),  # nobody promises the same thing weekly
    ("promise", "hoert_auf", "*"),
    ("prohibit", "will_nicht", "fronted"),  # reads as a plain plan
}

# effect -> (expected, also_ok); evaluated against the frame
KEEP_RATE = {
    "support": 58,
    "oppose": 58,
    "none": 44,
}  # per cent of the possible cells kept in the normal table
NEVER_THINNED = (
    "none",
    "statt_verworfen",
    "litotes",
    "nicht_nicht",
    "keine_woche",
    "gering",
    "wenig",
    "viel",
    "mehr",
    "droht",
    "auffordern_adressat",
    "auffordern_halter",
    "kuendigt_an",
    "gibt_auf",
    "hoert_auf",
    "zieht_zurueck",
    "bestreitet",
    "nur_bedingt",
    "teilt",
    "teilt_nicht",
    "beginnt",
    "weigert_sich",
    "denkt_nicht_daran",
    "kaum",
)
EFFECTS = ("keep", "keep_soft", "neg", "refuse", "void", "void_neg", "void_keep", "void_flip")

CARRIERS = ["[stellt|stellen] klar", "[betont|betonen]", "[macht|machen] deutlich", "[erklärt|erklären]"]
CONTRACT = [("zu dem ", "zum "), ("zu der ", "zur "), ("an dem ", "am "), ("von dem ", "vom ")]
ARTICLE = {
    "nom": {"m": "der", "f": "die", "n": "das", "pl": "die"},
    "acc": {"m": "den", "f": "die", "n": "das", "pl": "die"},
    "dat": {"m": "dem", "f": "der", "n": "dem", "pl": "den"},
    "gen": {"m": "des", "f": "der", "n": "des", "pl": "der"},
}
EIN_ENDING = {
    "nom": {"m": "", "f": "e", "n": "", "pl": "e"},
    "acc": {"m": "en", "f": "e", "n": "", "pl": "e"},
    "dat": {"m": "em", "f": "er", "n": "em", "pl": "en"},
}


def contract(text: str) -> str:
    """Merge preposition and article (zu dem -> zum)."""
    for long, short in CONTRACT:
        text = re.sub(rf"\b{long}", short, text)
        text = re.sub(rf"\b{long.capitalize()}", short.capitalize(), text)
    return text


@dataclass(frozen=True)
class Issue:
    """A noun phrase that can be the object of a stance."""

    noun: str
    gender: str
    adj: str
    tail: str
    gen: str
    pool: str

    @property
    def plural(self) -> bool:
        return self.gender == "pl"

    def np(self, case: str, kein: bool = False) -> str:
        """Definite noun phrase in ``case`` (or with 'kein')."""
        g = self.gender
        art = "kein" + EIN_ENDING[case][g] if kein else ARTICLE[case][g]
        adj = ""
        if self.adj:
            weak_e = not kein and g != "pl" and (case == "nom" or (case == "acc" and g != "m"))
            strong = {
                ("acc", "f"): "e",
                ("acc", "n"): "es",
                ("nom", "m"): "er",
                ("nom", "f"): "e",
                ("nom", "n"): "es",
            }
            end = "e" if weak_e else (strong.get((case, g), "en") if kein else "en")
            adj = self.adj + end + " "
        noun = self.gen if case == "gen" else self.noun
        if case == "dat" and g == "pl" and not noun.endswith("n"):
            noun += "n"
        return f"{art} {adj}{noun} {self.tail}".strip()

    def pp(self, obj: str, kein: bool = False) -> str:
        """Object in the form a verb asks for: 'acc', 'dat' or 'prep:case'."""
        if ":" not in obj:
            return self.np(obj, kein)
        prep, case = obj.split(":")
        return contract(f"{prep} {self.np(case)}")


@dataclass(frozen=True)
class Holder:
    """A party, body or person that can hold a stance."""

    name: str
    nom: str
    acc: str
    dat: str
    gen: str
    pron: str
    poss: str
    number: str
    kind: str
    speaker: str

    @property
    def person(self) -> bool:
        return self.kind in ("person", "govperson")


def load() -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[Issue], list[Holder]]:
    """Read the three data files."""

    def read(name: str) -> dict[str, Any]:
        return tomllib.loads((HERE / name).read_text(encoding="utf-8"))

    lex = read("lexicon.toml")
    issues = [Issue(*row.split("|")) for row in lex["issues"]]
    holders = [Holder(*row.split("|")) for row in lex["holders"]]
    return read("frames.toml")["class"], read("operators.toml")["op"], issues, holders


def join(*parts: str) -> str:
    """Join with single spaces, tidy punctuation."""
    text = " ".join(p for p in parts if p)
    return re.sub(r"\s+([,.?])", r"\1", re.sub(r"\s+", " ", text)).strip()


class Clause:
    """The frame's own clause: one member + operator + issue(s), without its subject."""

    def __init__(
        self,
        m: dict[str, Any],
        op: dict[str, Any],
        x: Issue,
        y: Issue,
        *,
        use_adv: bool = True,
        complement: bool = False,
    ) -> None:
        self.m, self.x, self.y = m, x, y
        self.coord = op.get("coord", "")
        adv = op.get("adv", "") or (op.get("base_adv", "") if use_adv else "")
        self.adv = adv.replace(
            "{YGEN}", y.pp(m["obj"]) if ":" in m["obj"] and not m.get("lv") else y.np("gen")
        )
        self.lv_det = op.get("lv_det", "") if use_adv else ""
        self.lv_pre, self.lv_post = op.get("lv_pre", ""), op.get("lv_post", "")
        self.vc, self.modal = op.get("vc", ""), op.get("modal", [])
        self.tail = op.get("tail", "")
        self.complement = complement
        if complement:
            self.tail = f", dass {x.np('nom')} {'kommen' if x.plural else 'kommt'}"
        if self.coord == "sondern":
            self.tail = ", sondern " + y.pp(m["obj"])

    # objects -----------------------------------------------------------------
    def obj(self, form: str = "") -> str:
        """The object phrase, with coordination if the operator asks for it."""
        form = form or self.m["obj"]
        if self.complement:
            return self.m["dassc"]
        a = self.x.pp(form)
        b = self.y.pp(form)
        if self.coord == "weder":
            return f"weder {a} noch {b}"
        if self.coord == "nichtnur":
            return f"nicht nur {a}, sondern auch {b}"
        if self.coord == "sondern":
            return f"nicht {a}"
        if self.coord == "kein" and not self.m.get("lv"):
            return self.x.pp(form, kein=True)
        return a

    def lv_noun(self, case: str) -> tuple[str, str, str]:
        """(adverb left of the noun, noun phrase, adverb right of the PP) of a light-verb noun."""
        noun, g = self.m["lv"], self.m["lv_g"]
        if self.lv_det:
            det = self.lv_det + ("" if self.lv_det == "keinerlei" else EIN_ENDING[case][g])
            return self.lv_pre, f"{det} {noun}", self.lv_post
        det = self.m.get("lv_det", "")
        return self.adv, join(det, noun), ""

    def mid(self, with_obj: bool = True, passive: bool = False) -> str:
        """Middle field without reflexive, verb and bracket."""
        m = self.m
        obj = self.obj() if with_obj and not passive else ""
        comp = m.get("comp", "")
        if m.get("lv"):
            pre, noun, post = self.lv_noun("nom" if passive else "acc")
            if ":" not in m["obj"]:
                return join(obj, pre, noun, post)
            if self.coord == "weder" and not m.get("lv_det"):
                return join(pre, obj, noun, post)
            return join(pre, noun, post, obj)
        if ":" not in m["obj"] or m.get("order") == "ppfirst":
            return join(obj, self.adv, comp)
        if comp:
            return join(obj, self.adv, comp) if self.coord else join(self.adv, comp, obj)
        return join(self.adv, obj)

    # verb complexes ------------------------------------------------------------
    def verb(self, number: str, konj: bool = False) -> tuple[str, str, bool]:
        """(finite verb, right bracket, bracket fuses with the finite verb in final position)."""
        m = self.m
        if self.vc == "modal":
            return self.modal[2 if konj else 0 if number == "sg" else 1], m["inf"], False
        if self.vc in ("perfect", "pluperfect"):
            if m.get("aux") == "ist":
                return (
                    ("sei" if konj else "war" if number == "sg" else "waren"),
                    (m["part"] if konj else ""),
                    False,
                )
            if self.vc == "pluperfect":
                return ("hatte" if number == "sg" else "hatten"), m["part"], False
            return ("habe" if konj else "hat" if number == "sg" else "haben"), m["part"], False
        return (m["konj"] if konj else m[number]), m.get("prefix", ""), True

    @property
    def refl(self) -> str:
        return "sich" if self.m.get("refl") else ""

    def v2(self, number: str, konj: bool = False) -> str:
        """Finite verb onwards, subject already in front."""
        fin, rb, _ = self.verb(number, konj)
        return join(fin, self.refl, self.mid(), rb, self.tail)

    def inverted(self, subj: str, number: str, with_obj: bool) -> str:
        """Finite verb, subject, rest (something else stands in front)."""
        fin, rb, _ = self.verb(number)
        return join(fin, self.refl, subj, self.mid(with_obj), rb, self.tail)

    def vlast(self, number: str) -> str:
        """Verb-final order (after the subject)."""
        fin, rb, fuse = self.verb(number)
        final = rb + fin if fuse else join(rb, fin)
        return join(self.refl, self.mid(), final, self.tail)

    def zu(self) -> str:
        """zu-infinitive."""
        return join(self.refl, self.mid(), self.m["zu"], self.tail)

    def passive(self, by: str) -> str:
        """Complete passive clause, object first."""
        m = self.m
        obj = self.obj("nom") if m["obj"] == "acc" else self.obj()
        plural = m["obj"] == "acc" and self.x.plural and self.coord not in ("weder", "nichtnur")
        if m.get("lv"):
            plural = m["lv_g"] == "pl"
        part = m["part"]
        if self.vc == "modal":
            fin, end = self.modal[1 if plural else 0], join(part, "werden")
            if self.modal[0] == "würde":
                end = part
        elif self.vc == "perfect":
            fin, end = ("sind" if plural else "ist"), join(part, "worden")
        elif self.vc == "pluperfect":
            fin, end = ("waren" if plural else "war"), join(part, "worden")
        else:
            fin, end = ("werden" if plural else "wird"), part
        tail = self.tail
        if self.coord == "sondern" and m["obj"] == "acc":
            tail = ", sondern " + self.y.np("nom")
        return join(obj, fin, by, self.mid(with_obj=False, passive=True), end, tail)


def flip(stance: str) -> str:
    return {"support": "oppose", "oppose": "support"}[stance]


def verdict(effect: str, cls: dict[str, Any], m: dict[str, Any]) -> tuple[str, str]:
    """Truth table: operator effect x frame -> (expected, also_ok)."""

    def pick(key: str) -> str:
        return str(m.get(key, cls.get(key, "")))

    base = cls["base"]
    if effect == "keep":
        return base, "none" if cls.get("soft") else ""
    if effect == "keep_soft":
        return base, "none"
    if effect in ("neg", "refuse"):
        also = pick(effect + "_also")
        return pick(effect), "" if also == pick(effect) else also
    if effect == "void":
        return "none", ""
    if effect == "void_neg":
        negs = {pick("neg"), pick("neg_also")}
        return "none", "oppose" if base == "support" and "oppose" in negs else ""
    if effect == "void_keep":
        return "none", base
    if effect == "void_flip":
        return "none", flip(base)
    raise ValueError(effect)


def skip_reason(cls: dict[str, Any], op: dict[str, Any], con: str) -> str:
    """Reason code for leaving out a combination, '' if it is generated."""
    if con not in op["cons"]:
        return "op_not_in_construction"
    if "classes" in op and cls["id"] not in op["classes"]:
        return "class_not_listed"
    if op.get("needs") == "act" and cls.get("state"):
        return "stative"
    if op.get("needs") == "speech" and not cls.get("speech"):
        return "not_repeatable_speech"
    if op.get("holders") == "party" and cls.get("holders") == "gov":
        return "holder_not_party"
    noun = cls["noun"]
    nominal_only = op["kind"] == "free" and ("mass" in op or "tag" in op)
    if (con == "nominal" or nominal_only) and op.get("mass") and not noun.get("mass"):
        return "not_mass"
    if (con == "nominal" or nominal_only) and op.get("tag") and op["tag"] not in noun["tags"]:
        return "noun_tag_missing"
    if not nominal_only and con != "nominal" and not usable(cls, op, con):
        return {"passive": "no_passive", "dass_c": "no_dass_complement"}.get(con, "kein_unnatural")
    for key in ((cls["id"], op["id"], con), (cls["id"], op["id"], "*")):
        if key in ODD:
            return "odd_combination"
    return ""


def usable(cls: dict[str, Any], op: dict[str, Any], con: str) -> list[int]:
    """Indices of the members that can appear in this construction."""
    out = []
    for i, m in enumerate(cls["member"]):
        if con == "passive" and not m.get("passive", True) and op["kind"] == "adv":
            continue
        if con == "dass_c" and "dassc" not in m:
            continue
        if op.get("coord") in ("weder", "sondern") and m.get("lv_det"):
            continue  # "erhebt weder nach X noch nach Y die Forderung" is awkward
        if op.get("coord") == "kein" and not (m.get("kein") or m.get("lv")):
            continue
        out.append(i)
    return out


def numbered(text: str, number: str) -> str:
    """Resolve [sg|pl] alternations (number of the holder; <sg|pl> follows the carrier noun)."""
    return re.sub(r"\[([^|\]]*)\|([^\]]*)\]", r"\1" if number == "sg" else r"\2", text)


def cell(
    cls: dict[str, Any], op: dict[str, Any], con: str, issues: list[Issue], holders: list[Holder]
) -> list[str]:
    """Build one row."""
    cid = f"{cls['id']}.{op['id']}.{con}"
    rng = random.Random(zlib.crc32(cid.encode()))
    members = usable(cls, op, con) or [0, 1]
    if con in ("nominal",) or (op["kind"] == "free" and ("mass" in op or "tag" in op)):
        members = [0]
    mi = members[zlib.crc32((cid + "m").encode()) % len(members)]
    m = cls["member"][mi]
    pools = {"measure": ("measure",), "policy": ("measure", "policy", "policy"), "practice": ("practice",)}[
        cls["pool"]
    ]
    pool = rng.choice(pools)
    fit = [i for i in issues if i.pool == pool]
    x = rng.choice(fit)
    y = rng.choice(
        [
            i
            for i in fit
            if i.noun != x.noun
            and not i.plural
            and not (set(i.tail.split()) & set(x.tail.split()) - {"der", "des", "von"})
        ]
    )
    target = y if op.get("issue") == "Y" and op.get("coord") == "sondern" else x

    # holder
    def ok(h: Holder) -> bool:
        if op.get("holders") == "party" and h.kind != "party":
            return False
        if cls.get("holders") == "gov" and h.kind not in ("gov", "govperson"):
            return False
        if op["id"] in ("teilt", "teilt_nicht") and h.number == "pl" and con == "passive":
            return False
        return not (con in ("konj",) or (op["id"] == "vorwerfen" and con != "inf")) or h.number == "sg"

    h = rng.choice([c for c in holders if ok(c)])
    z = rng.choice(
        [
            c
            for c in holders
            if c.name != h.name
            and c.number == "sg"
            and c.kind in ("party", "org")
            and c.nom.split()[0] == "die"
            and c.name not in h.nom
        ]
    )
    v: dict[str, str] = {"S": h.nom, "P": h.pron, "NPPY": ""}
    for case in ("nom", "acc", "dat", "gen"):
        v["H_" + case] = getattr(h, case)
        v["Z_" + case] = getattr(z, case)
    hname, number = h.name, h.number
    if "subj" in op:
        v["S"] = op["subj"].format_map(v)
        number = op.get("subj_num", "sg")
        hname = op.get("hname", "{name}").format_map(v | {"name": h.name})
    # nominal parts
    n = cls["noun"]
    nobj = f"{n['prep']}:{n['case']}" if n["prep"] else n["case"]
    v |= {
        "N": n["n"],
        "N_dat": n.get("dat_n", n["n"]),
        "INDEF": n["indef"],
        "NPP": x.pp(nobj),
        "NPPY": y.pp(nobj),
        "KEINN": "kein" + EIN_ENDING["nom"][n["g"]] + " " + n["n"],
        "POSS_acc": h.poss + EIN_ENDING["acc"][n["g"]],
        "POSS_dat": h.poss + EIN_ENDING["dat"][n["g"]],
        "DEF_nom": ARTICLE["nom"][n["g"]],
        "DEF_acc": ARTICLE["acc"][n["g"]],
        "NWIRD": "werden" if n["g"] == "pl" else "wird",
        "XDAT": x.np("dat"),
        "XACC": x.np("acc"),
        "SPK": h.speaker,
        "KS": h.pron if h.person else h.nom,
        "KP": h.pron,
    }
    complement = con == "dass_c"
    # "sondern" with the second issue as the target still negates the first one
    swap = "{YGEN}" in op.get("adv", "") and op.get("issue") == "Y"
    c = Clause(
        m, op if op["kind"] in ("adv", "free") else {}, *((y, x) if swap else (x, y)), complement=complement
    )
    plain = Clause(m, {}, x, y)
    v |= {
        "V2": c.v2(number),
        "VL": c.vlast(number),
        "VL0": plain.vlast(number),
        "ZU": c.zu(),
        "KV2": c.v2(number, True),
        "OBJ": c.obj(),
    }
    effect = op.get("nominal_effect", op["effect"]) if con == "nominal" else op["effect"]
    t = template(op, con, c, m, v, h, number, cls, rng)
    text = numbered(t.format_map(v), number)
    text = numbered(text.format_map(v), number)
    text = re.sub(r"<([^|>]*)\|([^>]*)>", r"\2" if n["g"] == "pl" else r"\1", text)
    text = join(contract(text))
    text = text[0].upper() + text[1:]
    expected, also = ("none", "") if con == "question" else verdict(effect, cls, m)
    if con == "nominal" and op["id"] == "weigert_sich":
        expected, also = "oppose", "none" if cls["id"] == "promise" else ""
    return [
        cid,
        f"{cls['id']}/{m['inf'] if 'lv' not in m else m['lv'] + ' ' + m['inf']}",
        op["id"],
        con,
        text,
        hname,
        target.noun,
        expected,
        also,
    ]


def template(
    op: dict[str, Any],
    con: str,
    c: Clause,
    m: dict[str, Any],
    v: dict[str, str],
    h: Holder,
    number: str,
    cls: dict[str, Any],
    rng: random.Random,
) -> str:
    """Pick or build the sentence template of a construction."""
    kind = op["kind"]
    special = (
        op.get(f"{con}_{cls['base']}") or op.get("free_" + con) or (op.get(con) if con != "konj" else None)
    )
    if special:
        return str(special) if str(special).endswith(".") else special + "."
    subj = v["S"]
    if kind == "adv":
        if con == "main" and op.get("vorfeld"):
            adv, c.adv = c.adv, ""
            fin, rb, _ = c.verb(number)
            return join(adv, fin, c.refl, subj, c.mid(), rb, c.tail) + "."
        if con in ("main", "dass_c"):
            return "{S} " + c.v2(number) + "."
        if con == "fronted":
            return c.obj() + " " + c.inverted(subj, number, False) + "."
        if con == "dass":
            if "carrier" in op:
                return str(op["carrier"])
            return "{S} " + rng.choice(CARRIERS) + ", dass {P} {VL}."
        if con == "inf":
            return "{S} [bleibt|bleiben] dabei, {ZU}."
        if con == "passive":
            by = op.get("by", "von {H_dat}").format_map(v)
            return c.passive(by) + "."
        if con == "konj":
            return "{KS} {KV2}, {SPK}."
        if con == "question":
            fin, rb, _ = c.verb(number)
            direct = join(fin, c.refl, subj, c.mid(), rb, c.tail) + "?"
            return rng.choice([direct, direct, "Unklar ist, ob {S} {VL}.", "Ob {S} {VL}, ist offen."])
    fin = {"sg": op["fin_sg"], "pl": op["fin_pl"]}[number]
    s, p = "{S}", "{P}"
    if op.get("subject") == "Z":
        fin, s, p = op["fin_sg"], "{Z_nom}", "sie"
    cmid, rb = op.get("cmid", ""), op.get("prefix") or op.get("rb", "")
    final = rb + fin if "prefix" in op else join(rb, fin)
    clause = "{ZU}" if kind == "control" else op["conj"] + " {P} {VL}"
    if con == "question":
        return rng.choice(
            [
                f"{fin} {cmid} {s} {rb}, {clause}?"
                if cmid == "sich"
                else f"{fin} {s} {cmid} {rb}, {clause}?",
                f"Unklar ist, ob {s} {cmid} {final}, {clause}.",
            ]
        )
    if con == "inf" or (con == "dass" and kind == "embed"):
        return f"{s} {fin} {cmid} {rb}, {clause}."
    if con == "dass":
        return (
            f"{s} "
            + rng.choice(["[erklärt|erklären]", "[gibt|geben] bekannt"])
            + f", dass {p} {cmid} {final}, {clause}."
        )
    if con == "konj":
        return f"{{KS}} {op['konj']} {cmid} {rb}, {clause}, {{SPK}}."
    if con == "fronted":
        front = op.get("front", "")
        rest = cmid.replace(front, "").strip() if front else cmid
        if kind == "embed":
            return f"{clause}, {fin} {s} {rb}."
        lead = f"{front}, " if front else ""
        mid = f"{rest} {s}" if rest == "sich" else f"{s} {rest}"
        return f"{lead}{clause}, {fin} {mid} {rb}."
    raise ValueError((op["id"], con))


def rows(full: bool = False) -> Iterator[tuple[list[str] | None, tuple[str, str, str, str] | None]]:
    """All combinations: either a generated row or a skipped one with its reason."""
    classes, ops, issues, holders = load()
    for cls in classes:
        for op in ops:
            for con in CONSTRUCTIONS:
                why = skip_reason(cls, op, con)
                if why:
                    yield None, (cls["id"], op["id"], con, why)
                    continue
                row = cell(cls, op, con, issues, holders)
                if (
                    not full
                    and op["id"] not in NEVER_THINNED
                    and zlib.crc32((row[0] + "thin").encode()) % 100 >= KEEP_RATE[row[7]]
                ):
                    yield None, (cls["id"], op["id"], con, "thinned")
                else:
                    yield row, None


def main() -> None:
    """Write expected.tsv and skipped.tsv and print the counts."""
    made: list[list[str]] = []
    skipped: list[tuple[str, str, str, str]] = []
    for row, skip in rows("--full" in sys.argv):
        if row:
            made.append(row)
        if skip:
            skipped.append(skip)
    for name, head, data in (
        ("expected.tsv", COLUMNS, made),
        ("skipped.tsv", ["frame", "operator", "construction", "reason"], skipped),
    ):
        with (HERE / name).open("w", encoding="utf-8", newline="") as fh:
            out = csv.writer(
                fh,
                delimiter="\t",
                lineterminator="\n",
                quoting=csv.QUOTE_NONE,
                escapechar=None,
                quotechar=None,
            )
            out.writerow(head)
            out.writerows(data)
    count = {k: sum(r[7] == k for r in made) for k in ("support", "oppose", "none")}
    asserted = count["support"] + count["oppose"]
    print(len(made), count, f"asserted {asserted / len(made):.1%}", "skipped", len(skipped))
    for reason in REASONS:
        print(f"  {reason}: {sum(s[3] == reason for s in skipped)}")


if __name__ == "__main__":
    main()
