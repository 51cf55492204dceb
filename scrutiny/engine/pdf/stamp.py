"""Page numbers written at the foot of pages that are laid out already, as artifacts (ISO 32000-1, 14.8.2.2)."""

import re
from io import BytesIO

import pikepdf

SIZE = 8.5
RIGHT = 62.3622  # 22 mm, the margin of static/paper/page.css
BASELINE = 37.5  # where page.css puts the other words at the foot
COLOUR = "0.294 0.325 0.349 rg"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# Laid out once, for its font: every letter a foot may need, the figures all of one width.
SHEET = f"""<html lang="en-GB"><head><title>Foot</title><link rel="stylesheet" href="app:page.css"></head>
<body><p style="font-size: {SIZE}pt; font-variant-numeric: tabular-nums">0123456789 {LETTERS}</p></body></html>"""
_PAIR = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]{4})>")


class Stamp:
    """A font with its letters, taken from SHEET as it was printed, and the writing of feet with it."""

    def __init__(self, document: pikepdf.Pdf, sheet: bytes):
        with pikepdf.open(BytesIO(sheet)) as source:
            fonts = [font for _, font in source.pages[0].Resources.Font.items()]
            font = max(fonts, key=lambda one: len(one.ToUnicode.read_bytes()))
            self.font = document.copy_foreign(font)
        mapping = self.font.ToUnicode.read_bytes().partition(b"endcodespacerange")[2]
        self.glyphs = {chr(int(letter, 16)): int(glyph, 16) for glyph, letter in _PAIR.findall(mapping)}
        self.widths = _widths(self.font.DescendantFonts[0].W)
        self.document = document
        self.opening = document.make_stream(b"q\n")

    def write(self, page: pikepdf.Page, words: str) -> None:
        """Write `words` at the right of the page's foot."""
        glyphs = [self.glyphs[letter] for letter in words if letter in self.glyphs]
        width = sum(self.widths.get(glyph, 0) for glyph in glyphs) * SIZE / 1000
        left = float(page.mediabox[2]) - RIGHT - width
        text = "".join(f"{glyph:04x}" for glyph in glyphs)
        foot = (
            f"Q\n/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nBT\n{COLOUR}\n/Foot {SIZE} Tf\n"
            f"1 0 0 1 {left:.3f} {BASELINE} Tm\n<{text}> Tj\nET\nEMC\n"
        )
        contents = page.obj.Contents
        drawn = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        page.obj.Contents = pikepdf.Array([self.opening, *drawn, self.document.make_stream(foot.encode())])
        fonts = page.obj.Resources.get("/Font")
        if fonts is None:
            fonts = page.obj.Resources.Font = pikepdf.Dictionary()
        if "/Foot" not in fonts:
            fonts.Foot = self.font


def _widths(listed: pikepdf.Array) -> dict[int, int]:
    """The widths of glyphs from a W array such as [1 [200 510] 7 9 300] (ISO 32000-1, 9.7.4.3)."""
    widths, items = {}, list(listed)
    while items:
        first, second = int(items.pop(0)), items.pop(0)
        if isinstance(second, pikepdf.Array):
            widths.update({first + place: float(width) for place, width in enumerate(second)})
        else:
            width = float(items.pop(0))
            widths.update(dict.fromkeys(range(first, int(second) + 1), width))
    return widths
