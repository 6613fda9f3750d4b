"""The second reader's model in torch, as ``benchmarks/train_reader.py`` teaches it.

The lower layers stay as they are, so that their output is computed once for each example. The upper layers, a
mark for the part that a piece belongs to, and two answers are learnt. Of what a matrix has learnt the part is
kept that a product of two thin matrices can say (a truncated singular value decomposition).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from loaders.reader.encoder import MATRICES
from loaders.reader.question import Question
from loaders.reader.weights import Weights

RANK = 64
"""The width of the thin matrices."""
Halves = NDArray[np.float16]

DROP = 0.1
PARTS = 3
ANSWERS = 2
PAD = 1


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, weights: Weights, number: int, *, learns: bool = False) -> None:
        super().__init__()
        self.heads = weights.heads
        for name in MATRICES:
            rows = torch.tensor(weights.matrix(f"l{number}.{name}.w"))
            matrix = nn.Linear(rows.shape[1], rows.shape[0])
            matrix.weight.data, matrix.bias.data = rows, torch.tensor(weights.floats(f"l{number}.{name}.b"))
            setattr(self, name, matrix)
        for name in ("aln", "oln"):
            norm = nn.LayerNorm(weights.width, eps=weights.epsilon)
            norm.weight.data = torch.tensor(weights.floats(f"l{number}.{name}.w"))
            norm.bias.data = torch.tensor(weights.floats(f"l{number}.{name}.b"))
            setattr(self, name, norm)
        self.requires_grad_(learns)

    def forward(self, states: Tensor, seen: Tensor) -> Tensor:
        """States after this layer; ``seen`` says which pieces are real."""

        def split(found: Tensor) -> Tensor:
            return found.view(*found.shape[:2], self.heads, -1).transpose(1, 2)

        drop = DROP if self.training else 0.0
        asked, offered, given = split(self.q(states)), split(self.k(states)), split(self.v(states))
        mixed = functional.scaled_dot_product_attention(asked, offered, given, seen, drop)
        mixed = self.ao(mixed.transpose(1, 2).reshape(states.shape))
        states = self.aln(states + functional.dropout(mixed, DROP, self.training))
        thought = self.fo(functional.gelu(self.fi(states)))
        return self.oln(states + functional.dropout(thought, DROP, self.training))  # type: ignore[no-any-return]


class Lower:
    """The layers that stay: from questions to the states that the upper ones begin with."""

    def __init__(self, weights: Weights, layers: int) -> None:
        self.weights = weights
        self.places = torch.tensor(weights.floats("emb.pos").reshape(-1, weights.width))
        self.kind = torch.tensor(weights.floats("emb.type")[: weights.width])
        self.norm = nn.LayerNorm(weights.width, eps=weights.epsilon)
        self.norm.weight.data = torch.tensor(weights.floats("emb.ln.w"))
        self.norm.bias.data = torch.tensor(weights.floats("emb.ln.b"))
        self.layers = [Layer(weights, number).eval() for number in range(layers)]

    def __call__(self, questions: Sequence[Question], batch: int = 32) -> list[Tensor]:
        """The states of each question, in half precision."""
        found: list[Tensor] = [torch.empty(0)] * len(questions)
        order = sorted(range(len(questions)), key=lambda n: len(questions[n].pieces))
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            for start in range(0, len(order), batch):
                some = order[start : start + batch]
                pieces, _, real = padded([questions[n] for n in some])
                rows = torch.tensor(self.weights.rows("emb.word", pieces.numpy()))
                states = self.norm(rows + self.places[: pieces.shape[1]] + self.kind)
                for layer in self.layers:
                    states = layer(states, real[:, None, None, :])
                for place, number in enumerate(some):
                    length = len(questions[number].pieces)
                    found[number] = states[place, :length].to(torch.bfloat16).clone()
        return found


class Upper(nn.Module):
    """The layers that learn, and the two answers: the passage says so; it is of use."""

    def __init__(self, weights: Weights, first: int) -> None:
        super().__init__()
        self.weights, self.first = weights, first
        self.layers = nn.ModuleList(
            Layer(weights, number, learns=True) for number in range(first, weights.layers)
        )
        self.seg = nn.Parameter(torch.zeros(PARTS, weights.width))
        self.head = nn.Linear(2 * weights.width, ANSWERS)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, states: Tensor, parts: Tensor, real: Tensor) -> Tensor:
        """The answers (log odds) to questions whose states the lower layers made."""
        states = states + self.seg[parts]
        for layer in self.layers:
            states = layer(states, real[:, None, None, :])
        mean = (states * real[..., None]).sum(1) / real.sum(1, keepdim=True)
        both = torch.cat([states[:, 0], mean], -1).float()
        return self.head(functional.dropout(both, DROP, self.training))  # type: ignore[no-any-return]

    def recall(self, taught: Mapping[str, Halves]) -> None:
        """Take up what ``learnt`` gave."""
        told = {name: torch.tensor(value.astype(np.float32)) for name, value in taught.items()}
        self.seg.data, self.head.weight.data = told["seg"], told["head.weight"]
        self.head.bias.data = told["head.bias"]
        for number, layer in enumerate(self.layers, start=self.first):
            for name in MATRICES:
                matrix = getattr(layer, name)
                matrix.weight.data = (
                    matrix.weight.data + told[f"{number}.{name}.B"] @ told[f"{number}.{name}.A"]
                )
                matrix.bias.data = told[f"{number}.{name}.b"]
            for name in ("aln", "oln"):
                norm = getattr(layer, name)
                norm.weight.data, norm.bias.data = told[f"{number}.{name}.w"], told[f"{number}.{name}.b"]

    def learnt(self) -> dict[str, Halves]:
        """What ``loaders.reader.encoder`` needs of it, in half precision."""
        found = {
            "seg": self.seg.detach(),
            "head.weight": self.head.weight.detach(),
            "head.bias": self.head.bias.detach(),
        }
        for number, layer in enumerate(self.layers, start=self.first):
            for name in MATRICES:
                matrix = getattr(layer, name)
                before = torch.tensor(self.weights.matrix(f"l{number}.{name}.w"))
                left, size, right = torch.linalg.svd(matrix.weight.detach() - before, full_matrices=False)
                root = size[:RANK].sqrt()
                found[f"{number}.{name}.A"] = root[:, None] * right[:RANK]
                found[f"{number}.{name}.B"] = left[:, :RANK] * root
                found[f"{number}.{name}.b"] = matrix.bias.detach()
            for name in ("aln", "oln"):
                norm = getattr(layer, name)
                found |= {
                    f"{number}.{name}.w": norm.weight.detach(),
                    f"{number}.{name}.b": norm.bias.detach(),
                }
        halves = {name: value.numpy().astype(np.float16) for name, value in found.items()}
        return halves | {"first": np.array(self.first, np.float16)}


def padded(questions: Sequence[Question]) -> tuple[Tensor, Tensor, Tensor]:
    """Pieces, parts, and which of them are real, of questions of different length."""
    length = max(len(question.pieces) for question in questions)
    shape = len(questions), length
    pieces, parts, real = (
        torch.full(shape, PAD),
        torch.zeros(shape, dtype=torch.long),
        torch.zeros(shape, dtype=torch.bool),
    )
    for number, question in enumerate(questions):
        size = len(question.pieces)
        pieces[number, :size], parts[number, :size] = (
            torch.tensor(question.pieces),
            torch.tensor(question.parts),
        )
        real[number, :size] = True
    return pieces, parts, real
