"""What tells how alike two wordings of a matter are; looked up by name (``standpunkt.wordings``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class WordingEncoder(Protocol):
    """Makes vectors of wordings: the more alike two are in what they mean, the greater is their product."""

    @property
    def name(self) -> str:
        """Which model it is; vectors of another one are made anew."""

    def vectors(self, wordings: Sequence[str]) -> NDArray[np.float32]:
        """A row of length 1 for each wording."""
