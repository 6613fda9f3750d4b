"""The one hierarchy of errors a user may meet: a code, a sentence for a person, an HTTP status.

It lives in ``ontology`` because that is the only room every other room may import.
"""


class StandpunktError(Exception):
    """Something a user can act on.

    ``code`` is a stable machine-readable name, ``status`` the HTTP status the web gives it; the
    message is one sentence that names the input and says what to do.
    """

    code = "error"
    status = 500


class InputError(StandpunktError):
    """An article, a file or an argument that cannot be used as it is."""

    code = "bad-input"
    status = 400


class NotFoundError(StandpunktError):
    """A document, actor or other thing that the graph does not hold."""

    code = "not-found"
    status = 404


class GoneError(NotFoundError):
    """A document that the graph once held."""

    code = "gone"
    status = 410


class QueryError(StandpunktError):
    """A SPARQL query or update that is malformed or not allowed."""

    code = "bad-query"
    status = 400


class StoreError(StandpunktError):
    """A store that cannot be opened, read or written."""

    code = "store"
    status = 503


class StoreInUseError(StoreError):
    """A store that another process has open for writing; it can still be read (``embedded.snapshot``)."""

    code = "store-in-use"
    place = ""
    """The directory of the store."""


class StoreReadOnlyError(StoreError):
    """The store lies where nothing can be written."""

    code = "store-read-only"


class DiskError(StoreError):
    """The disk that the store lies on takes nothing more: it is full, or broken."""

    code = "disk"
    status = 507


class ShapeError(StandpunktError):
    """Data that violates the SHACL shapes; ``report`` is the readable validation report."""

    code = "shape-violation"
    status = 422

    def __init__(self, message: str, report: str = "") -> None:
        super().__init__(message)
        self.report = report


class LimitError(StandpunktError):
    """A limit (time, rows, size) was reached; the message names the setting."""

    code = "limit"
    status = 503


class ClusterError(StandpunktError):
    """A cluster that cannot be reached, goes away, or cannot do the work; what it did is kept."""

    code = "cluster"
    status = 503


class SettingError(StandpunktError):
    """A setting that does not exist or a value it cannot take."""

    code = "setting"
    status = 500


class KnowledgeError(StandpunktError):
    """Facts, words, a rule or a query that cannot be read; the message names file and line."""

    code = "knowledge"
    status = 500


class LexiconError(KnowledgeError):
    """A word list that cannot be read; the message names file and line."""

    code = "lexicon"


class UnexpectedError(StandpunktError):
    """A mistake of ours that an article or a command brought to light; ``trace`` is its traceback."""

    code = "internal"

    def __init__(self, message: str, trace: str = "") -> None:
        super().__init__(message)
        self.trace = trace
