"""Style sheets and fonts of the EPUB: sheets as they are, faces as the text needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from publisher.artifacts import Asset, Stylesheet

FACES = "css/faces.css"


@dataclass(frozen=True, slots=True)
class Face:
    """A font file the publisher brings, and what in a document asks for it."""

    file: str
    family: str
    wanted: re.Pattern[str]
    italic: bool = False
    bold: bool = False

    @property
    def rule(self) -> str:
        """Write the @font-face rule, as seen from the folder of style sheets."""
        return (
            "@font-face {\n"
            f'  font-family: "{self.family}";\n'
            f"  font-style: {'italic' if self.italic else 'normal'};\n"
            f"  font-weight: {'bold' if self.bold else 'normal'};\n"
            f'  src: url("../fonts/{self.file}");\n'
            "}\n"
        )


_ANY = re.compile("")
_ITALIC = re.compile(
    r'<(em|dt|dfn)\b|class="[^"]*\b(credit|epigraph|signature|dateline)\b'
)
_BOLD = re.compile(r"<(strong|th)\b")
_BOTH = re.compile(r"<strong[^>]*>[^<]*<em\b|<em[^>]*>[^<]*<strong\b")
_CODE = re.compile(r"<code\b")
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")

_GARAMOND, _HEBREW_FACE = "EB Garamond", "Noto Serif Hebrew"

KNOWN = (
    Face("EBGaramond-Regular.ttf", _GARAMOND, _ANY),
    Face("EBGaramond-Italic.ttf", _GARAMOND, _ITALIC, italic=True),
    Face("EBGaramond-Bold.ttf", _GARAMOND, _BOLD, bold=True),
    Face("EBGaramond-BoldItalic.ttf", _GARAMOND, _BOTH, italic=True, bold=True),
    Face("SourceCodePro-Regular.ttf", "Source Code Pro", _CODE),
    Face("NotoSerifHebrew-Regular.ttf", _HEBREW_FACE, _HEBREW),
    Face("Amiri-Regular.ttf", "Amiri", _ARABIC),
)


_OUR_FACES = {face.file for face in KNOWN}
_FACE_RULE = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_FONT_FILE = re.compile(r"""url\(\s*(["']?)(?:\.\.?/)?fonts/([^"')]+)\1\s*\)""")


@dataclass(frozen=True, slots=True)
class Dressed:
    """The style sheets, fonts and licences that go into the EPUB."""

    sheets: Mapping[str, str]  # file → text
    fonts: tuple[str, ...]
    licences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dressing:
    """The sheets and fonts there are: which sheets, and then which fonts are taken."""

    styles: Sequence[Stylesheet]
    fonts: Mapping[str, Asset]  # and their licences

    @property
    def files(self) -> tuple[str, ...]:
        """Give the files of the style sheets in the order of the cascade."""
        faces = (FACES,) if any(name in self.fonts for name in _OUR_FACES) else ()
        return faces + tuple(_sheets(self.styles))

    def dress(self, documents: Iterable[bytes]) -> Dressed:
        """Choose the faces the finished documents ask for."""
        faces = _needed(documents, self.fonts)
        sheets = _sheets(self.styles)
        asked = (found[2] for t in sheets.values() for found in _FONT_FILE.finditer(t))
        fonts = dict.fromkeys((*(face.file for face in faces), *asked))
        if FACES in self.files:
            sheets = {FACES: "".join(face.rule for face in faces)} | sheets
        chosen = tuple(name for name in fonts if name in self.fonts)
        return Dressed(sheets, chosen, _licences(chosen, self.fonts))


def _needed(documents: Iterable[bytes], fonts: Mapping[str, Asset]) -> tuple[Face, ...]:
    """Choose the faces that the documents ask for, of those there are."""
    left = {face.file: face for face in KNOWN if face.file in fonts}
    for document in documents:
        text = document.decode("utf-8")
        found = [name for name, face in left.items() if face.wanted.search(text)]
        left = {name: face for name, face in left.items() if name not in found}
    return tuple(f for f in KNOWN if f.file in fonts and f.file not in left)


def _sheets(styles: Sequence[Stylesheet]) -> dict[str, str]:
    """Name the file of each style sheet, in order, and lead it to the fonts' folder."""
    files: dict[str, str] = {}
    for sheet in styles:
        stem = re.sub(r"[^A-Za-z0-9]+", "-", sheet.path.stem).strip("-") or "style"
        name, number = f"css/{stem}.css", 1
        while name in files or name == FACES:
            number += 1
            name = f"css/{stem}-{number}.css"
        text = _FACE_RULE.sub(_unless_ours, sheet.text)
        files[name] = _FONT_FILE.sub(r'url("../fonts/\2")', text)
    return files


def _unless_ours(rule: re.Match[str]) -> str:
    """Take out a rule for a font of the publisher's: only those needed are declared."""
    file = _FONT_FILE.search(rule[0])
    return "" if file and file[2] in _OUR_FACES else rule[0]


def _licences(chosen: Iterable[str], fonts: Mapping[str, Asset]) -> tuple[str, ...]:
    """Choose the licences of the fonts' families: fonts may go only with theirs.

    OFL-EBGaramond.txt is that of a family, OFL.txt of all that have none of their own.
    """
    families = {name.partition("-")[0].partition(".")[0] for name in chosen}
    texts = [name for name in sorted(fonts) if name.endswith(".txt")]
    own = [name for name in texts if _family_of(name) in families]
    if families <= {_family_of(name) for name in own}:
        return tuple(own)
    return tuple(name for name in texts if name in own or "-" not in name)


def _family_of(licence: str) -> str:
    return licence.removesuffix(".txt").rpartition("-")[2]
