"""The shape of numbers in addresses."""

from django.urls import register_converter


class PkConverter:
    """`<pk:pk>`: the number of a row, at most nine figures, so that no address asks for one no database can hold."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value):
        """The text in the address as an int."""
        return int(value)

    def to_url(self, value):
        """The int as the text in the address."""
        return str(value)


register_converter(PkConverter, "pk")
