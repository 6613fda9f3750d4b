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
_FAR = np.float32(-1e9)
_PAD = 1


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
        length = max(len(question.pieces) for question in questions)
        pieces = np.full((len(questions), length), _PAD, np.int64)
        parts = np.zeros((len(questions), length), np.int64)
        real = np.zeros((len(questions), length), np.bool_)
        for number, question in enumerate(questions):
            size = len(question.pieces)
            pieces[number, :size], parts[number, :size] = question.pieces, question.parts
            real[number, :size] = True
        states = self.weights.rows("emb.word", pieces) + self._places[:length] + self._kind
        states = self._normal(states, *self._start)
        hidden = np.where(real, np.float32(0), _FAR)[:, None, None, :]
        for number, layer in enumerate(self._layers):
            if number == self._first:
                states = states + self._taught["seg"][parts]
            states = self._through(layer, states, hidden)
        shares = real[..., None] / real.sum(axis=1)[:, None, None]
        return states[:, 0], (states * shares).sum(axis=1)

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
        for name in ("aln.w", "aln.b", "oln.w", "oln.b"):
            layer[name] = self._vector(f"{number}.{name}")
        return layer

    def _vector(self, name: str) -> Floats:
        taught = self._taught.get(name)
        return self.weights.floats(f"l{name}") if taught is None else taught

    def _through(self, layer: Mapping[str, Floats], states: Floats, hidden: Floats) -> Floats:
        """One layer: every piece looks at all others of its question, then at itself."""

        def by(name: str, found: Floats) -> Floats:
            made = found @ layer[f"{name}.w"]
            made += layer[f"{name}.b"]
            return made

        count, length, width = states.shape
        heads = self.weights.heads

        def split(found: Floats) -> Floats:
            return found.reshape(count, length, heads, width // heads).transpose(0, 2, 1, 3)

        asked, offered, given = (split(by(name, states)) for name in ("q", "k", "v"))
        closeness = asked @ offered.transpose(0, 1, 3, 2) / np.float32((width // heads) ** 0.5) + hidden
        closeness = np.exp(closeness - closeness.max(axis=-1, keepdims=True))
        closeness /= closeness.sum(axis=-1, keepdims=True)
        seen = (closeness @ given).transpose(0, 2, 1, 3).reshape(count, length, width)
        states = self._normal(states + by("ao", seen), layer["aln.w"], layer["aln.b"])
        thought = by("fo", _gelu(by("fi", states)))
        return self._normal(states + thought, layer["oln.w"], layer["oln.b"])

    def _normal(self, found: Floats, scale: Floats, shift: Floats) -> Floats:
        centred = found - found.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(self.weights.epsilon))
        return np.asarray(centred / spread * scale + shift, np.float32)


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
