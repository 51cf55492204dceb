"""Reading the demonstration's content."""

import re
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
REVIEWS = ("stage_1", "homes", "safety", "care", "stage_2", "holidays", "attendance", "kinship", "discharge")

# A line that does not run on from the one before: a list item, a quotation, or the line after a blank one.
_BEGINS = re.compile(r"\s*(?:[-*>]\s|\d+[.)]\s|$)")


def read(name):
    """The content of boards/demo/<name>.toml, its wrapped paragraphs unwrapped."""
    return _unwrapped(tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8")))


def review(name):
    """Everything about one review: reviews/<name>.toml, with the sections of reviews/<name>_report.toml."""
    return read(f"reviews/{name}") | read(f"reviews/{name}_report")


def county_name():
    """The name of the demonstration's first council."""
    return read("council")["county"]["name"]


def everything():
    """Every text of the demonstration's files, as one, for whoever looks for a word in them."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(HERE.rglob("*.*")) if path.suffix != ".pyc")


def unwrap(text):
    """A text whose paragraphs are broken over lines, with each paragraph on one line."""
    lines = []
    for line in text.strip().splitlines():
        runs_on = lines and lines[-1].strip() and not _BEGINS.match(line)
        if runs_on:
            lines[-1] = f"{lines[-1]} {line.strip()}"
        else:
            lines.append(line.rstrip())
    return "\n".join(lines)


def _unwrapped(value):
    if isinstance(value, dict):
        # Whom to ask is an address, in which every line counts.
        return {key: one.strip() if key == "contact" else _unwrapped(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_unwrapped(one) for one in value]
    return unwrap(value) if isinstance(value, str) else value
