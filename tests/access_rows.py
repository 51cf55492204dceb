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

    @property
    def methods_taken(self):
        """Those of GET and POST that the address takes."""
        return [method for method in ("GET", "POST") if method in self.methods]
