"""The paper's own fonts, made known to Fontconfig beside the system's, so that a paper looks the same
everywhere.
"""

from pathlib import Path
from xml.sax.saxutils import escape

FONTS = Path(__file__).resolve().parents[3] / "static" / "fonts"

CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
</fontconfig>
"""


def configure(folder: str) -> str:
    """Unpack static/fonts into `folder` and give the path of a Fontconfig file that names them.

    The vendored files are WOFF2, which Fontconfig cannot read. Unpacking them once here, instead of through
    `@font-face` for each paper, saves every paper the unpacking.
    """
    from fontTools.ttLib import woff2

    unpacked = Path(folder) / "fonts"
    unpacked.mkdir()
    for packed in sorted(FONTS.glob("*.woff2")):
        with open(unpacked / f"{packed.stem}.ttf", "wb") as out:
            woff2.decompress(str(packed), out)
    path = Path(folder) / "fonts.conf"
    path.write_text(CONFIGURATION.format(fonts=escape(str(unpacked)), cache=escape(str(Path(folder) / "cache"))))
    return str(path)
