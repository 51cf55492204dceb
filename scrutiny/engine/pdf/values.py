"""What goes into the printer and what may come back instead of a PDF: plain values, no WeasyPrint, no
Django.
"""

from dataclasses import dataclass


class Problem(Exception):
    """A paper was not printed; `str()` of it is a sentence in plain English that a page may show."""


class Failed(Problem):
    """The printer could not make the PDF, and the size of the paper is not the reason."""


class TooBig(Problem):
    """The paper went past one of its `Limits`."""


@dataclass(frozen=True)
class Limits:
    """The most one paper may use; each figure is a ceiling, not a reservation.

    `memory_mb` (MiB of address space), `cpu_seconds` and `wall_seconds` hold for the child process that
    lays the paper out. `html_chars`, `files_bytes` (files and attachments together), `elements` and `depth`
    are read off the paper before it is laid out. `columns` and `rows` cut down what a single table cell may
    span.
    """

    memory_mb: int = 1536
    cpu_seconds: int = 90
    wall_seconds: int = 120
    html_chars: int = 20_000_000
    files_bytes: int = 120_000_000
    elements: int = 300_000
    depth: int = 120
    columns: int = 50
    rows: int = 500


@dataclass(frozen=True)
class Attachment:
    """A file carried inside the PDF: its name, its bytes, a description to read aloud and its media type.

    `relationship` is the AFRelationship of ISO 32000-2, 7.11.3 (Supplement, Data, Source, Unspecified...).
    """

    name: str
    data: bytes
    description: str = ""
    media_type: str = "application/octet-stream"
    relationship: str = "Supplement"
