"""A row of the access table; see tests/access_table.py."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One address: what it is about (`thing`, a name in tests.test_access.World), who may, by which method."""

    thing: str
    who: object
    methods: str = "GET"
    posts: object = None  # who may POST, where that is not who may GET
    fields: tuple = ()  # pairs of what a POST must hold to be more than nonsense
