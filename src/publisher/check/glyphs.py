"""Characters that no font of the book can print."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import chain
from pathlib import PurePosixPath

from publisher import rules
from publisher.artifacts import Asset
from publisher.bookinfo import BookInfo
from publisher.cache import Cache, kept
from publisher.check.book import nodes_of
from publisher.diagnostics import Diagnostic, Span
from publisher.model import Book, Code, CodeBlock, Phrase, Text, Unit
from publisher.tree import walk

PLAIN = ("<wide>", "<narrow>", "<small>", "<square>", "<compat>")
"""Ways of setting a letter (UAX 44, 5.7.3) without which it says the same."""

IGNORABLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # spaces and invisible signs need no glyph


def missing_glyphs(
    book: Book, covered: frozenset[int], texts: Mapping[PurePosixPath, str]
) -> list[Diagnostic]:
    """Report each character that no font has, once, where it stands first.

    `covered` are the code points that fonts have, `texts` the sources as read, for the
    exact column.
    """
    return list(_unprintable(book, covered, texts))


def missing_in_settings(info: BookInfo, covered: frozenset[int]) -> list[Diagnostic]:
    """Report characters of title page and copyright page that no font has, once each."""
    said = (
        ("title", info.title),
        ("subtitle", info.subtitle),
        *(("creator", each.name) for each in info.creators),
        *(("contributor", each.name) for each in info.contributors),
        ("publisher", info.publisher),
        ("place", info.place),
        ("rights", info.rights),
        *(("imprint", each) for each in info.imprint),
    )
    seen: set[str] = set()
    found = []
    for key, words in said:
        missing = {each for each in words if _needs_glyph(each, covered)} - seen
        seen |= missing
        place = info.places.get(key, info.span)
        found += [
            _without_glyph(run, place, info.lang, covered)
            for run in _runs(words, missing)
        ]
    return found


def letters_of(unit: Unit, book: Book) -> str:
    """Give every character a unit and its notes print, once."""
    notes = (each.note for each in book.notes.values() if each.unit == unit.id)
    said = ((unit.opener,) if unit.opener else ()), unit.blocks, notes
    met: set[str] = set()
    for node in walk(chain(*said)):
        if isinstance(node, Text | Code | CodeBlock):
            met.update(node.value)
    return "".join(sorted(met))


def covered_by(
    fonts: Mapping[str, Asset], cache: Cache | None = None
) -> frozenset[int]:
    """Give the code points that some font has; what was read in the fonts is kept."""
    faces = _faces(fonts)
    return kept(cache, ("covered", *faces), partial(_covered, faces))


def uncovered(letters: Iterable[str], covered: frozenset[int]) -> frozenset[str]:
    """Give those of some characters that no font has."""
    return frozenset(each for each in set(letters) if _needs_glyph(each, covered))


def plain_forms(blank: frozenset[str], covered: frozenset[int]) -> Mapping[int, str]:
    """Give, for `str.translate`, letters that say the same as those no font has.

    A pound sign of full width (U+FFE1) is a pound sign; one that has no such form stays.
    """
    forms = {ord(each): plain_form(each, covered) for each in blank}
    return {point: plain for point, plain in forms.items() if plain != chr(point)}


def plain_form(character: str, covered: frozenset[int]) -> str:
    """Give what fonts have for a character; itself, if it has no plainer form."""
    if not _needs_glyph(character, covered):
        return character
    plain = unicodedata.normalize("NFKC", character)
    is_way = unicodedata.decomposition(character).startswith(PLAIN)
    has_all = not any(_needs_glyph(each, covered) for each in plain)
    return plain if is_way and has_all else character


def _faces(fonts: Mapping[str, Asset]) -> tuple[bytes, ...]:
    """Take the fonts, and not the licences beside them."""
    chosen = (fonts[name] for name in sorted(fonts))
    return tuple(each.data for each in chosen if each.media_type.startswith("font/"))


@lru_cache(maxsize=4)
def _covered(fonts: tuple[bytes, ...]) -> frozenset[int]:
    """Unite the character maps of the fonts."""
    import uharfbuzz  # what fonts have is known of most builds

    faces = map(uharfbuzz.Face, fonts)
    return frozenset(point for face in faces for point in face.unicodes)


def _needs_glyph(character: str, covered: frozenset[int]) -> bool:
    if ord(character) in covered or unicodedata.category(character) in IGNORABLE:
        return False
    if 0xFE00 <= ord(character) <= 0xFE0F:  # variation selectors only choose a form
        return False
    whole = unicodedata.normalize("NFC", character)
    parts = unicodedata.normalize("NFD", character)
    return not any(
        all(ord(each) in covered for each in form) for form in (whole, parts)
    )


def _unprintable(
    book: Book, covered: frozenset[int], texts: Mapping[PurePosixPath, str]
) -> Iterator[Diagnostic]:
    seen: set[str] = set()  # characters judged already, fine or reported
    languages: dict[int, str] = {}  # of what stands in a phrase, by identity
    for node in nodes_of(book):
        if isinstance(node, Phrase) and node.attributes.lang:
            languages |= dict.fromkeys(map(id, node.children), node.attributes.lang)
        if not isinstance(node, Text | Code | CodeBlock):
            continue
        fresh = set(node.value) - seen
        seen |= fresh
        missing = {each for each in fresh if _needs_glyph(each, covered)}
        for run in _runs(node.value, missing) if missing else ():
            place = _place(node.span, run[0], texts)
            lang = languages.get(id(node), book.info.lang)
            yield _without_glyph(run, place, lang, covered)


def _without_glyph(
    run: str, place: Span, lang: str, covered: frozenset[int]
) -> Diagnostic:
    said = f'no font of the book has "{run}" ({_named(run)})'
    plain = "".join(plain_form(each, covered) for each in run)
    if not any(_needs_glyph(each, covered) for each in plain):
        said += f'; print has "{plain}" for it'
    return rules.MISSING_GLYPH.at(place, said, hint=_hint(run, lang))


def _runs(text: str, missing: set[str]) -> Iterator[str]:
    """Yield what is missing as it is met: a word of Chinese, any other sign alone."""
    left, at = set(missing), 0
    while left and at < len(text):
        end = at + 1
        if text[at] in left and _script(text[at]):
            while end < len(text) and text[end] in missing and _script(text[end]):
                end += 1
        if text[at] in left:
            yield text[at:end]
            left -= set(text[at:end])
        at = end


_SCRIPTS = {  # by the first word of a character's name: free fonts that have its script
    "CJK": "Noto Serif CJK SC",
    "KANGXI": "Noto Serif CJK SC",
    "IDEOGRAPHIC": "Noto Serif CJK SC",
    "FULLWIDTH": "Noto Serif CJK SC",
    "BOPOMOFO": "Noto Serif CJK TC",
    "HIRAGANA": "Noto Serif CJK JP",
    "KATAKANA": "Noto Serif CJK JP",
    "HANGUL": "Noto Serif CJK KR",
}
_SURE = ["", *(f"Noto Serif CJK {region}" for region in ("SC", "TC", "KR", "JP"))]
"""What kana say of a text is surer than what its ideographs do."""
_LANGUAGES = {"ja": "JP", "ko": "KR", "zh-hant": "TC", "zh-tw": "TC", "zh-hk": "HK"}


def _script(character: str) -> str:
    """Name a font that has the script of a character, "" if none is known."""
    name = unicodedata.name(character, "").split(" ")[0].split("-")[0]
    return _SCRIPTS.get(name, "")


def _hint(run: str, lang: str) -> str:
    """Name a font where one is known to have the character."""
    font = max(map(_script, run), key=_SURE.index)
    if not font:
        return "add a font that has it to styles/fonts, or write it otherwise"
    tags = (lang.lower(), lang.lower().split("-")[0])
    region = next((_LANGUAGES[tag] for tag in tags if tag in _LANGUAGES), font[-2:])
    region = font[-2:] if font.endswith(("JP", "KR")) else region
    return f'add a font that has it, such as "{font[:-2]}{region}", to styles/fonts'


def _place(span: Span, character: str, texts: Mapping[PurePosixPath, str]) -> Span:
    """Find the character itself, at or after the beginning of its passage."""
    lines = texts.get(span.path, "").split("\n")
    for number in range(span.line, len(lines) + 1):
        start = span.column - 1 if number == span.line else 0
        column = lines[number - 1].find(character, start)
        if column >= 0:
            return Span(span.path, number, column + 1)
    return span


def _named(run: str) -> str:
    others = f" and {len(run) - 1} more" if len(run) > 1 else ""
    return _name(run[0]) + others


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"
