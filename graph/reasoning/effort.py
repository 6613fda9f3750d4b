"""How a rule looks for what it makes: at everything, or only where news can matter, whichever takes less.

Both find the same. To look at everything takes longer the more there is, and how long depends on the rule; to
look where news can matter, longer the more news there are. So each rule goes by what both took it before.
"""

from __future__ import annotations

from dataclasses import dataclass

KEPT = 10_000
"""Pieces of news from which on older ones count half."""

FEW = 10_000
"""Triples of fewer than which it does not matter how many there are: the query itself takes the time."""


@dataclass(slots=True)
class Effort:
    """What a rule took in processor seconds; at first as if 1,000 news took .03 (measured: .01 to .1)."""

    everything: float = 0.0
    size: int = FEW
    """Triples that there were when it looked at everything last."""
    by_news: float = 0.03
    news: int = 1_000

    def is_less_for_everything(self, news: int, size: int) -> bool:
        """Whether to look at all ``size`` triples is likely to take less than to look at the news."""
        return self.everything * size * self.news <= self.by_news * news * self.size

    def took_for_everything(self, seconds: float, size: int) -> None:
        """The rule looked at all ``size`` triples."""
        self.everything, self.size = seconds, max(size, FEW)

    def took_for_news(self, seconds: float, news: int) -> None:
        """The rule looked where ``news`` can matter; it may have had to look at everything after all."""
        if self.news > KEPT:
            self.by_news, self.news = self.by_news / 2, self.news // 2
        self.by_news += seconds
        self.news += news
