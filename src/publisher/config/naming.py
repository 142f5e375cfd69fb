"""The slug: the ASCII name that files in `dist/` begin with."""

from __future__ import annotations

import re
from unicodedata import normalize

from publisher import rules
from publisher.config.section import Section

LONGEST = 60
_SPELLING = """
    а=a б=b в=v г=g ґ=g д=d е=e ё=e є=ye ж=zh з=z и=i і=i ї=yi й=y к=k л=l м=m н=n о=o
    п=p р=r с=s т=t у=u ў=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya α=a
    β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y
    φ=f χ=ch ψ=ps ω=o ß=ss æ=ae œ=oe ø=o đ=d ł=l þ=th ð=d
"""
_LETTERS = dict(pair.split("=") for pair in _SPELLING.split())
_RESERVED = re.compile("con|prn|aux|nul|(?:com|lpt)[0-9]")


def slug(root: Section, title: str) -> str:
    """Read the slug, or make one out of the title."""
    word = root.word("slug", example="the-lovna")
    if word is None:
        return made_from(title)
    written = word.text.strip()
    fits = re.fullmatch(f"[A-Za-z0-9][A-Za-z0-9_-]{{0,{LONGEST - 1}}}", written)
    if fits and not _RESERVED.fullmatch(written.lower()):
        return written
    shown = written if len(written) <= LONGEST else f"{written[:LONGEST]}…"
    root.ledger.found.append(
        rules.WRONG_TYPE.at(
            word.span,
            f'"{shown}" cannot begin the names of files',
            hint=f"write letters, digits and hyphens only: slug: {made_from(written)}",
        )
    )
    return made_from(title)


def made_from(title: str) -> str:
    """Make a slug: Latin letters without accents, digits, hyphens.

    Cyrillic and Greek are spelt out; where nothing is left, the slug is "book". Names
    that Windows keeps for itself are avoided.
    """
    spelt = "".join(map(_spelt, normalize("NFC", title.casefold())))
    plain = normalize("NFKD", spelt).encode("ascii", "ignore").decode("ascii")
    words = re.findall("[a-z0-9]+", re.sub("['’ʼ]", "", plain))
    name = "-".join(words)[:LONGEST].strip("-") or "book"
    return f"book-{name}" if _RESERVED.fullmatch(name) else name


def _spelt(letter: str) -> str:
    parts = letter if letter in _LETTERS else normalize("NFKD", letter)
    return "".join(_LETTERS.get(part, part) for part in parts)
