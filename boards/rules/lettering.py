"""How wide words are when they are drawn, and where they are broken to fit a box."""

# Advance widths in thousandths of the size: those of Source Sans 3 in bold, the wider cut, rounded up.
_GROUPS = {
    200: " ",
    300: "',.:;ijl|",
    350: "!()-/I[\\]f{}`",
    400: "rt",
    450: "s",
    500: "*?_cz",
    550: '"#$+0123456789<=>EFJLYZ^aegkvxy~',
    600: "ACPSTVX`bdhnopqu",
    650: "BDGK",
    700: "HNOQRU&",
    800: "Mw",
    850: "W",
    900: "%m",
    950: "@",
}
_WIDTHS = {letter: width for width, letters in sorted(_GROUPS.items()) for letter in letters}
_LATIN, _WIDEST = 1000, 1300  # other letters of the font, and what another font must lend


def width(text: str, size: float) -> float:
    """How wide a text is at a size, never less than it will be drawn."""
    wide = sum(_WIDTHS.get(letter, _LATIN if ord(letter) < 0x2100 else _WIDEST) for letter in text)
    return wide * size / 1000


def wrap(text: str, room: float, size: float) -> list[str]:
    """The text in lines no wider than the room; a word that is wider is broken where it must be."""
    lines, line = [], ""
    for word in text.split():
        for piece in _pieces(word, room, size):
            longer = f"{line} {piece}" if line else piece
            if line and width(longer, size) > room:
                lines.append(line)
                line = piece
            else:
                line = longer
    return [*lines, line] if line else lines


def _pieces(word, room, size):
    """The word whole when it fits, else in pieces that do; a piece has at least one letter."""
    if width(word, size) <= room:
        return [word]
    pieces, piece = [], ""
    for letter in word:
        if piece and width(piece + letter, size) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
