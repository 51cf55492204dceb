"""Fields and forms that speak plainly and lose nothing typed."""

from .base import GovForm, GovFormMixin, GovModelForm, OnceMixin, VersionMixin
from .dates import DateField, PartialDateField
from .fields import LinesField, MarkdownField, PlainCharField
from .uploads import CheckedFileField

__all__ = [
    "CheckedFileField",
    "DateField",
    "GovForm",
    "GovFormMixin",
    "GovModelForm",
    "LinesField",
    "MarkdownField",
    "OnceMixin",
    "PartialDateField",
    "PlainCharField",
    "VersionMixin",
]
