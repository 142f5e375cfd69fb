"""Where words may be divided, in languages that pyphen brings no dictionary for.

The patterns are those of TeX (hyph-utf8), each file with its author and licence at its head
(decision 0047). Whoever divides words by pyphen, WeasyPrint for one, knows them from here on.
"""

from __future__ import annotations

from pathlib import Path

import pyphen

FOLDER = Path(__file__).parent / "hyphens"
_OTHER_NAMES = {"no": "nb", "sh": "hr", "bs": "hr"}
"""Languages that are divided as others are."""


def learn() -> None:
    """Tell pyphen of our dictionaries; those that it has itself stay."""
    for path in sorted(FOLDER.glob("hyph_*.dic")):
        _learn(path.stem.removeprefix("hyph_"), path)
    for name, other in _OTHER_NAMES.items():
        _learn(name, pyphen.LANGUAGES[other])


def _learn(name: str, path: Path) -> None:
    pyphen.LANGUAGES.setdefault(name, path)
    pyphen.LANGUAGES_LOWERCASE.setdefault(name.lower(), name)
