"""Letters of another script that look like the right ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher import rules
from publisher.diagnostics import Diagnostic
from publisher.passages import Passage
from publisher.proof.prose.reading import Reading, Where, times
from publisher.proof.prose.stretches import language_at
from publisher.proof.prose.tongues import CYRILLIC, base

_PAIRS = (
    "aа", "eе", "oо", "pр", "cс", "yу", "xх", "iі", "jј", "sѕ", "AА", "BВ", "EЕ", "KК",
    "MМ", "HН", "OО", "PР", "CС", "TТ", "XХ", "YУ", "IІ", "JЈ", "SЅ",
)  # fmt: skip
CYRILLIC_OF = {pair[0]: pair[1] for pair in _PAIRS}
LATIN_OF = {pair[1]: pair[0] for pair in _PAIRS}
_TWINS = LATIN_OF | dict(
    zip("οανικρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oavikptuxABEZHIKMNOPTYX", strict=True)
)

_L, _C, _G = "A-Za-zÀ-ÖØ-öø-ɏ", "\u0400-\u052f", "\u0370-\u03ff"
_MIXED = re.compile(
    rf"(?<![{_L}{_C}{_G}])[{_L}{_C}{_G}]*(?:[{_L}][{_C}{_G}]|[{_C}{_G}][{_L}])[{_L}{_C}{_G}]*"
)
_OTHER = re.compile("[\u0370-\u052f]")
_LATIN = re.compile(rf"[{_L}]")
_LATIN_ALONE = re.compile(rf"(?<![\w'’.-])[{''.join(CYRILLIC_OF)}]+(?![\w'’.-])")
_CYRILLIC_ALONE = re.compile(rf"(?<![\w'’.-])[{''.join(LATIN_OF)}]+(?![\w'’.-])")
_ROMAN = re.compile(r"[IVXLCDM]+")


def homoglyphs(reading: Reading) -> Iterator[Diagnostic]:
    """Find words with letters of two scripts, and words wholly in look-alikes.

    A word that stands often in the same wrong letters is told once.
    """
    mixed: dict[str, list[tuple[Where, str, str]]] = {}
    for passage in reading.passages:
        text = passage.text
        if text.isascii() or not (_OTHER.search(text) and _LATIN.search(text)):
            continue
        for found in _MIXED.finditer(text):
            if slip := _mixed(passage, found):
                mixed.setdefault(found[0], []).append(slip)
        yield from _disguised(reading, passage)
    for word, slips in mixed.items():
        where, letter, right = slips[0]
        rest = [other for other, *_ in slips[1:]]
        also = f"; also at {reading.places(rest)}" if rest else ""
        yield reading.at(
            rules.HOMOGLYPH,
            where,
            f'the "{letter}" in "{word}" is a {_script(letter)} letter'
            f"{times(len(slips))}",
            hint=f"type it in the letters of the rest of the word: {right}{also}",
        )


def _mixed(passage: Passage, found: re.Match[str]) -> tuple[Where, str, str] | None:
    """Give the first letter of those that have a twin in the script of the others."""
    word = found[0]
    latin = [letter for letter in word if _LATIN.match(letter)]
    other = [letter for letter in word if not _LATIN.match(letter)]
    twins = [
        (letters, table)
        for letters, table in ((latin, CYRILLIC_OF), (other, _TWINS))
        if all(letter in table for letter in letters)
    ]
    if not twins:
        return None  # letters of two alphabets on purpose: a formula, a sign
    home = base(language_at(passage, found.start())) in CYRILLIC
    wrong, table = min(
        twins, key=lambda each: (len(each[0]), (each[0] is latin) is not home)
    )
    at = found.start() + word.index(wrong[0])
    wrong_ones = frozenset(wrong)
    right = "".join(table[each] if each in wrong_ones else each for each in word)
    return (passage, at, at + 1), wrong[0], right


def _disguised(reading: Reading, passage: Passage) -> Iterator[Diagnostic]:
    """Find words of the wrong script that can be read as right ones."""
    home = base(passage.lang) in CYRILLIC
    pattern = _LATIN_ALONE if home else _CYRILLIC_ALONE
    for found in pattern.finditer(passage.text):
        there = base(language_at(passage, found.start())) in CYRILLIC
        if there is not home or (home and _ROMAN.fullmatch(found[0])):
            continue
        if _is_among_own(passage.text, found, home=home):
            continue
        table = CYRILLIC_OF if home else LATIN_OF
        right = "".join(table[letter] for letter in found[0])
        yield reading.at(
            rules.HOMOGLYPH,
            (passage, *found.span()),
            f'"{found[0]}" is written in {_script(found[0][0])} letters',
            hint=f"type {right} in the letters of the text around it",
        )


def _is_among_own(text: str, found: re.Match[str], *, home: bool) -> bool:
    """Tell whether a neighbouring word is of the same script: then the text changes over."""
    around = text[max(0, found.start() - 20) : found.start()].split()[-1:]
    around += text[found.end() : found.end() + 20].split()[:1]
    own = rf"[{_L}]" if home else rf"[{_C}]"
    return any(re.search(own, word) for word in around)


def _script(letter: str) -> str:
    if _LATIN.match(letter):
        return "Latin"
    return "Greek" if "\u0370" <= letter <= "\u03ff" else "Cyrillic"
