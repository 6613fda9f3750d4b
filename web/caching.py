"""An answer is the same as long as the dataset, the request and the format are: entity tags, kept answers."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict

from flask import Response, request

from graph.answers import Answer
from web.site import site


def mark(*parts: str) -> str:
    """The weak entity tag of what depends on the dataset's version and ``parts``."""
    version = site().knowledge.store.version
    digest = hashlib.blake2s("\n".join((version, *parts)).encode("utf-8", "surrogatepass"), digest_size=12)
    return f'W/"{digest.hexdigest()}"'


def conditional(tag: str) -> Response | None:
    """The response 304 if the client has what ``tag`` marks already (RFC 9110, section 13.1.2)."""
    wanted = request.headers.get("If-None-Match")
    if request.method not in ("GET", "HEAD") or wanted is None:
        return None
    if wanted.strip() != "*" and not request.if_none_match.contains_weak(tag[3:-1]):
        return None
    response = Response(
        status=304, headers={"ETag": tag, "Cache-Control": "public, max-age=0, must-revalidate"}
    )
    response.vary.update(["Accept", "Accept-Encoding"])
    return response


class AnswerCache:
    """The newest small answers by their entity tag; a write changes every tag, so nothing goes stale.

    ``size`` is the most bytes kept; an answer larger than a hundredth of it is not.
    """

    def __init__(self, size: int) -> None:
        self._size, self._used = size, 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, tag: str) -> Answer | None:
        """The answer that ``tag`` marks, if it is kept."""
        with self._lock:
            if tag in self._answers:
                self._answers.move_to_end(tag)
            return self._answers.get(tag)

    def keep(self, tag: str, answer: Answer) -> None:
        """Keep ``answer`` if it is complete and small, and let the oldest go."""
        if not isinstance(answer.body, bytes) or len(answer.body) > self._size // 100:
            return
        with self._lock:
            if tag not in self._answers:
                self._answers[tag] = answer
                self._used += len(answer.body)
            while self._used > self._size:
                _, oldest = self._answers.popitem(last=False)
                self._used -= len(oldest.body) if isinstance(oldest.body, bytes) else 0
