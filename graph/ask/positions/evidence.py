"""Evidence as the queries give it."""

from __future__ import annotations

from graph.ask.linking.queries import Row
from graph.ask.positions.answer import Proof


def proof_of(row: Row) -> Proof | None:
    """The evidence in a row of a query, or ``None`` if it has none."""
    if "quote" not in row or "document" not in row:
        return None
    title = row.get("title", row["document"].rsplit("/", 1)[-1])
    return Proof(row["document"], int(row["start"]), int(row["end"]), row["quote"], title, row.get("issued"))


def add_proof(proofs: tuple[Proof, ...], row: Row) -> tuple[Proof, ...]:
    """``proofs`` with the evidence of ``row``, once each."""
    proof = proof_of(row)
    return proofs if proof is None or proof in proofs else (*proofs, proof)
