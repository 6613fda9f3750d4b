"""The extension point: anything that reads a document and gives an extraction."""

from typing import Protocol

from loaders.articles.findings import Document, Extraction


class Extractor(Protocol):
    """Looked up by name through the entry-point group ``standpunkt.extractors``."""

    name: str

    def extract(self, document: Document) -> Extraction:
        """Everything the text of ``document`` says; the same text always gives the same extraction."""
        ...
