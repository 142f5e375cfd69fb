"""ISBNs and other numbers of the book, and whether they can be right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher import rules
from publisher.bookinfo import Identifier
from publisher.config.section import Ledger, Section, members
from publisher.config.values import Table, Value, Word
from publisher.diagnostics import Diagnostic, Span
from publisher.identity import figures, isbn_13, isbn_check

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ALMOST_ISBN = re.compile(
    r"97[89](?:[\s-]?[\dOolIXx]){7,14}|(?:\d[\s-]?){9}[\dXx]|9\.7[89]\d*e\+?1[0-9]",
    re.IGNORECASE,
)
"""An ISBN, one with a digit too many or too few, or one that a spreadsheet has spoilt."""

_NAMES = {"print": "printed book", "epub": "EPUB"}
_EDITIONS = tuple(_NAMES)


_Said = tuple[Identifier, Span]
"""An identifier, and where it is written."""


def identifiers(root: Section) -> tuple[Identifier, ...]:
    """Read `identifier` and `isbn`. An ISBN keeps the hyphens its author gave it.

    A number that is said of an edition and of the book, too, is that of the edition alone.
    """
    said = [*_identifiers(root), *_isbns(root)]
    root.ledger.found += _shared(said)
    numbers = [_number(each) for each, _ in said]
    own = {
        number for number, (each, _) in zip(numbers, said, strict=True) if each.edition
    }
    kept: dict[tuple[str, str], Identifier] = {}
    for number, (each, _) in zip(numbers, said, strict=True):
        if each.edition or number not in own:
            kept.setdefault((number, each.edition), each)
    return tuple(kept.values())


def _number(of: Identifier) -> str:
    """Give what identifies, however it is written."""
    return figures(isbn_13(of.value)) if of.scheme == "ISBN" else of.value


def _shared(said: list[_Said]) -> Iterator[Diagnostic]:
    """Find an ISBN that is said to be of the printed book and of the EPUB."""
    first: dict[str, str] = {}
    for each, span in said:
        edition = each.edition and first.setdefault(_number(each), each.edition)
        if each.scheme == "ISBN" and edition != each.edition:
            message = f"ISBN {each.value} is that of the {_NAMES[edition]}, too"
            hint = f"ask the ISBN agency for one for the {_NAMES[each.edition]}"
            yield rules.SHARED_ISBN.at(span, message, hint)


def _identifiers(root: Section) -> Iterator[_Said]:
    for member in members(root.value("identifier")):
        if isinstance(member, Word):
            yield from _judged(member, "", "", root.ledger)
        elif isinstance(member, Table):
            section = root.ledger.section(member, "identifier")
            scheme, edition = section.text("scheme"), _edition(section)
            word = section.word("text", example='"978-3-16-148410-0"')
            if word:
                yield from _judged(word, scheme, edition, root.ledger)
            else:
                section.missing(
                    "text", "an identifier needs a text", '"978-3-16-148410-0"'
                )
        else:
            example = "identifier: {scheme: DOI, text: …}"
            root.ledger.wrong(member, "identifier", "one identifier", example)


def _isbns(root: Section) -> Iterator[_Said]:
    for member in members(root.value("isbn")):
        if isinstance(member, Word):
            yield from _judged(member, "ISBN", "", root.ledger)
        elif isinstance(member, Table):
            section = root.ledger.section(member, "isbn")
            for edition in _EDITIONS:
                word = section.word(edition, example='"978-3-16-148410-0"')
                if word:
                    yield from _judged(word, "ISBN", edition, root.ledger)
        else:
            _wrong_isbn(member, root.ledger)


def _wrong_isbn(value: Value, ledger: Ledger) -> None:
    ledger.wrong(value, "isbn", "an ISBN", "isbn: 978-3-16-148410-0")


def _edition(section: Section) -> str:
    return section.choice("edition", _EDITIONS, default="")


def _judged(word: Word, scheme: str, edition: str, ledger: Ledger) -> Iterator[_Said]:
    """Yield an identifier; its scheme is told by its form where none is given."""
    guessed, value = _recognised(word.text.strip())
    scheme = scheme or guessed
    if scheme.upper() in {"ISBN", "ISBN-10", "ISBN-13"}:
        fault = isbn_fault(value)
        if fault:
            message, hint = fault
            ledger.found.append(rules.BAD_ISBN.at(word.span, message, hint))
            return
        scheme = "ISBN"
    yield Identifier(value, scheme, edition), word.span


def _recognised(written: str) -> tuple[str, str]:
    """Split an identifier into its scheme and what identifies."""
    named = re.fullmatch(
        r"(?:urn:)?(isbn|uuid|doi)(?:-1[03])?[\s:]+(.+)", written, re.IGNORECASE
    )
    if named:
        return named[1].upper(), named[2]
    if _UUID.fullmatch(written):
        return "UUID", written
    if re.match(r"10\.\d{4,}/", written):
        return "DOI", written
    if written.lower().startswith("urn:"):
        return "URN", written
    if _ALMOST_ISBN.fullmatch(written):
        return "ISBN", written
    return "", written


def isbn_fault(written: str) -> tuple[str, str] | None:
    """Say what is wrong with an ISBN, and what its last digit should be."""
    digits = figures(written)
    if not re.fullmatch(r"\d{9}[\dX]|\d{13}", digits, re.ASCII):
        return (
            f'"{written}" is not an ISBN',
            f"an ISBN has 10 or 13 digits; this has {len(digits)} signs",
        )
    if len(digits) == 13 and digits[:3] not in {"978", "979"}:
        return (
            f'"{written}" is not an ISBN',
            "an ISBN of 13 digits begins with 978 or 979",
        )
    expected = _check_digit(digits[:-1])
    if digits[-1] == expected:
        return None
    return (
        f'the check digit of ISBN "{written}" is wrong',
        f'its other digits ask for "{expected}" at the end; compare every digit',
    )


def _check_digit(digits: str) -> str:
    """Compute the last sign of an ISBN of 13 digits (ISO 2108, annex C) or of 10."""
    if len(digits) == 12:
        return isbn_check(digits)
    total = sum(int(digit) * (10 - n) for n, digit in enumerate(digits))
    return "0123456789X"[-total % 11]
