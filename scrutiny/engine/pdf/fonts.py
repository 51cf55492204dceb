"""The paper's own fonts, made known to Fontconfig beside the system's, so that a paper looks the same everywhere."""

import re
from pathlib import Path
from xml.sax.saxutils import escape

FONTS = Path(__file__).resolve().parents[3] / "static" / "fonts"
# source-sans-3-latin-ext-700-normal: the family, the letters it holds, the weight in CSS, upright or not
NAME = re.compile(r"(?P<family>.+?)-latin(?P<letters>-ext)?-(?P<weight>\d+)-(?P<style>normal|italic)")
WEIGHTS = {"400": "regular", "600": "semibold", "700": "bold"}

CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  {names}
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
</fontconfig>
"""
# The vendored files say that they are "Source Sans 3 ExtraLight", the font they were cut from: go by the file's name.
NAMED = """<match target="scan">
    <test name="file" compare="eq"><string>{file}</string></test>
    <edit name="family" mode="prepend"><string>{family}</string></edit>
    <edit name="weight" mode="assign_replace"><const>{weight}</const></edit>
  </match>"""


def configure(folder: str) -> str:
    """Unpack static/fonts into `folder` and give the path of a Fontconfig file that names them.

    The vendored files are WOFF2, which Fontconfig cannot read. Unpacking them once here, instead of through
    `@font-face` for each paper, saves every paper the unpacking.
    """
    from fontTools.ttLib import woff2

    unpacked = Path(folder) / "fonts"
    unpacked.mkdir()
    names = []
    for packed in sorted(FONTS.glob("*.woff2")):
        file = unpacked / f"{packed.stem}.ttf"
        with open(file, "wb") as out:
            woff2.decompress(str(packed), out)
        if match := NAME.fullmatch(packed.stem):
            weight = WEIGHTS.get(match["weight"], "regular")
            # Two files of one family and weight would share one name in the PDF, and one's letters be lost: the
            # further letters (Welsh ŵ and ŷ) are a family of their own, "Source Sans 3 Latin Ext".
            family = match["family"].replace("-", " ").title() + (" Latin Ext" if match["letters"] else "")
            names.append(NAMED.format(file=escape(str(file)), family=escape(family), weight=weight))
    path = Path(folder) / "fonts.conf"
    cache = Path(folder) / "cache"
    path.write_text(
        CONFIGURATION.format(fonts=escape(str(unpacked)), cache=escape(str(cache)), names="\n  ".join(names))
    )
    return str(path)
