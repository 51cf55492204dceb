"""Imports point down: scrutiny.engine, then scrutiny, then recommendations, then boards.

Every import is read from the source with `ast`, those inside functions too; what is broken is named by file and line.
"""

import ast
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
FLOORS = ["scrutiny.engine", "scrutiny", "recommendations", "boards"]  # lowest first
BY_NAME_ONLY = ("scrutiny.settings", "scrutiny.root_urls", "scrutiny.wsgi")  # named in strings, imported by nobody


def module_of(path, project=PROJECT):
    """The dotted name of a source file: scrutiny/rules/dates.py is "scrutiny.rules.dates"."""
    parts = list(path.relative_to(project).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def floor_of(module):
    """Number of the floor that a module stands on, 0 the lowest, or None for a library's."""
    for number, floor in enumerate(FLOORS):
        if module == floor or module.startswith(f"{floor}."):
            return number
    return None


def imports_of(path, project=PROJECT):
    """Every (line, module) that a file imports; a name taken from a package counts as its module."""
    package = module_of(path, project) if path.name == "__init__.py" else module_of(path, project).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            start = ".".join([*above, *([node.module] if node.module else [])])
            for name in node.names:
                whole = f"{start}.{name.name}"
                target = project / Path(*whole.split("."))
                yield node.lineno, whole if target.is_dir() or target.with_suffix(".py").exists() else start


def problems(project=PROJECT):
    """A sentence for each import that breaks the order, with its file and line."""
    found = []
    for path in sorted(file for floor in FLOORS for file in (project / floor.split(".")[0]).rglob("*.py")):
        me, where = module_of(path, project), path.relative_to(project)
        for line, module in imports_of(path, project):
            if module.startswith(BY_NAME_ONLY) and me not in BY_NAME_ONLY:
                found.append(f"{where}:{line} imports {module}, which is named in strings only")
            mine, theirs = floor_of(me), floor_of(module)
            if theirs is not None and theirs > mine:
                found.append(f"{where}:{line} {FLOORS[mine]} imports {module}, which stands on a higher floor")
            if theirs is None and module.split(".")[0] in ("tests", "tools"):
                found.append(f"{where}:{line} imports {module}; the application needs no test and no tool")
            if "rules" in me.split("."):
                pure = module.split(".")[0] in sys.stdlib_module_names or "rules" in module.split(".")
                if not pure:
                    found.append(f"{where}:{line} a rule imports {module}; rules import Python's own and each other")
    return sorted(set(found))


def test_imports_point_down():
    assert (PROJECT / "scrutiny" / "engine").is_dir()
    assert not problems(), "\n" + "\n".join(problems())


@pytest.mark.parametrize(
    ("file", "line", "words"),
    [
        ("scrutiny/engine/audit.py", "from scrutiny.models import Review", "higher floor"),
        ("scrutiny/engine/audit.py", "from scrutiny import models", "higher floor"),
        ("scrutiny/views.py", "def f():\n    from recommendations.models import X", "audit"),
        ("recommendations/models.py", "import boards.models", "higher floor"),
        ("scrutiny/models.py", "from ..boards import models", "higher floor"),
        ("scrutiny/rules/dates.py", "from django.utils import timezone", "a rule imports"),
        ("scrutiny/rules/dates.py", "from ..models import Review", "a rule imports"),
        ("boards/views.py", "from scrutiny import settings", "named in strings only"),
        ("boards/views.py", "from tests.conftest import TEMPLATES", "needs no test"),
    ],
)
def test_a_wrong_import_is_named(tmp_path, file, line, words):
    for floor in FLOORS:
        folder = tmp_path / Path(*floor.split("."))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "models.py").write_text("")
    (tmp_path / "scrutiny" / "settings.py").write_text("")
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"import json\n{line}\n")
    assert len(problems(tmp_path)) == 1
    words = "higher floor" if words == "audit" else words
    assert words in problems(tmp_path)[0]
    assert f"{file}:{3 if line.startswith('def') else 2} " in problems(tmp_path)[0]


def test_imports_that_point_down_are_allowed(tmp_path):
    for file, line in {
        "scrutiny/engine/rules/dates.py": "import datetime\nfrom . import partial_dates",
        "scrutiny/engine/rules/partial_dates.py": "from decimal import Decimal",
        "scrutiny/rules/titles.py": "from scrutiny.engine.rules import dates",
        "scrutiny/models.py": "from django.db import models\nfrom scrutiny.engine import rules",
        "recommendations/models.py": "from scrutiny.models import Review",
        "boards/models.py": "from recommendations import models",
    }.items():
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(line)
    assert problems(tmp_path) == []
