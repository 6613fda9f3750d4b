"""The forward pass: from pieces to what the model makes of them; numpy alone.

A BERT of twelve layers. To the matrices of the layers that were taught, what they learnt is added when the
model is opened, a product of two thin matrices each. Taught, it gives two answers: the passage says so, and
it is of use. Untaught, what it makes of two wordings of one matter is alike (``wording``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from loaders.reader.pieces import Cutter
from loaders.reader.question import Question
from loaders.reader.weights import Floats, Weights

BATCH = 8
"""Questions that are read at once."""
MATRICES = ("q", "k", "v", "ao", "fi", "fo")


class Encoder:
    """The model with what it was ``taught`` (the arrays of ``data/taught.npz``; none: as it comes)."""

    def __init__(self, weights: Weights, taught: Mapping[str, NDArray[np.float16]]) -> None:
        self.weights = weights
        self.cut = Cutter(weights.vocabulary)
        self._taught = {name: array.astype(np.float32) for name, array in taught.items()}
        self._first = int(taught["first"]) if taught else None
        self._places = weights.floats("emb.pos").reshape(-1, weights.width)
        self._kind = weights.floats("emb.type")[: weights.width]
        self._start = (weights.floats("emb.ln.w"), weights.floats("emb.ln.b"))
        self._layers = [self._layer(number) for number in range(weights.layers)]

    def beliefs(self, questions: Sequence[Question]) -> list[float]:
        """How probably (0 to 1) each passage says its claim, so that it is of use."""
        order = sorted(range(len(questions)), key=lambda number: len(questions[number].pieces))
        found = [0.0] * len(questions)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            for number, belief in zip(batch, self._read([questions[n] for n in batch]), strict=True):
                found[number] = belief
        return found

    def means(self, questions: Sequence[Question]) -> tuple[Floats, Floats]:
        """What the last layer makes of the first piece of each question, and of all its pieces on average."""
        ends = np.cumsum([len(question.pieces) for question in questions])
        within = [slice(end - len(one.pieces), end) for one, end in zip(questions, ends, strict=True)]
        pieces = np.array([piece for question in questions for piece in question.pieces], np.int64)
        parts = np.array([part for question in questions for part in question.parts], np.int64)
        places = np.concatenate([self._places[: len(question.pieces)] for question in questions])
        states = self._normal(self.weights.rows("emb.word", pieces) + places + self._kind, *self._start)
        for number, layer in enumerate(self._layers):
            if number == self._first:
                states = states + self._taught["seg"][parts]
            states = self._through(layer, states, within)
        means = [states[place].mean(axis=0) for place in within]
        return states[[place.start for place in within]], np.array(means)

    def _read(self, questions: Sequence[Question]) -> list[float]:
        summed = np.concatenate(self.means(questions), axis=1)
        answers = summed @ self._taught["head.weight"].T + self._taught["head.bias"]
        said, useful = (1 / (1 + np.exp(-answers.astype(np.float64)))).T
        return [float(belief) for belief in np.sqrt(said * useful)]

    def _layer(self, number: int) -> dict[str, Floats]:
        layer: dict[str, Floats] = {}
        for name in MATRICES:
            matrix = self.weights.matrix(f"l{number}.{name}.w")
            learnt = self._taught.get(f"{number}.{name}.A"), self._taught.get(f"{number}.{name}.B")
            if learnt[0] is not None and learnt[1] is not None:
                matrix = matrix + learnt[1] @ learnt[0]
            layer[f"{name}.w"] = np.ascontiguousarray(matrix.T)
            layer[f"{name}.b"] = self._vector(f"{number}.{name}.b")
        scale = np.float32((self.weights.width // self.weights.heads) ** -0.5)
        for part in ("w", "b"):
            asked, offered, given = (layer.pop(f"{name}.{part}") for name in ("q", "k", "v"))
            layer[f"qkv.{part}"] = np.concatenate([asked * scale, offered, given], axis=-1)
        for name in ("aln.w", "aln.b", "oln.w", "oln.b"):
            layer[name] = self._vector(f"{number}.{name}")
        return layer

    def _vector(self, name: str) -> Floats:
        taught = self._taught.get(name)
        return self.weights.floats(f"l{name}") if taught is None else taught

    def _through(self, layer: Mapping[str, Floats], states: Floats, within: Sequence[slice]) -> Floats:
        """One layer: every piece looks at all others of its question, then at itself.

        The pieces of all questions are rows of one matrix (numpy multiplies one large faster than many
        small), and ``within`` says where each question lies.
        """
        looked = _times(states, layer, "qkv")
        seen = np.concatenate([self._looking(looked[place]) for place in within])
        states = self._normal(states + _times(seen, layer, "ao"), layer["aln.w"], layer["aln.b"])
        thought = _times(_gelu(_times(states, layer, "fi")), layer, "fo")
        return self._normal(states + thought, layer["oln.w"], layer["oln.b"])

    def _looking(self, looked: Floats) -> Floats:
        """What the pieces of one question take from each other.

        ``looked`` has side by side what each asks, what it offers to others, and what it gives them.
        """
        length, heads = len(looked), self.weights.heads
        asked, offered, given = looked.reshape(length, 3, heads, -1).transpose(1, 2, 0, 3)
        closeness = asked @ offered.transpose(0, 2, 1)
        closeness -= closeness.max(axis=-1, keepdims=True)
        np.exp(closeness, out=closeness)
        closeness /= closeness.sum(axis=-1, keepdims=True)
        return np.asarray((closeness @ given).transpose(1, 0, 2).reshape(length, -1), np.float32)

    def _normal(self, found: Floats, scale: Floats, shift: Floats) -> Floats:
        centred = found - found.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(self.weights.epsilon))
        return np.asarray(centred / spread * scale + shift, np.float32)


def _times(found: Floats, layer: Mapping[str, Floats], name: str) -> Floats:
    made = found @ layer[f"{name}.w"]
    made += layer[f"{name}.b"]
    return made


def _gelu(found: Floats) -> Floats:
    """The Gaussian error linear unit, by its usual approximation with a hyperbolic tangent."""
    inner = found * found  # worked on in place, as it is large
    inner *= np.float32(0.044715)
    inner += 1
    inner *= found
    inner *= np.float32(0.7978845608)
    np.tanh(inner, out=inner)
    inner += 1
    inner *= found
    inner *= np.float32(0.5)
    return inner
