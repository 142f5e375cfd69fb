"""From the bytes of a text file to text made uniform: what `load` and `config` share.

Line ends become a line feed, U+FEFF goes, and what no book can print is reported and
taken out, so that no later stage meets it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from pathlib import PurePosixPath
from unicodedata import name as unicode_name

from publisher import rules
from publisher.alphabet import alphabet
from publisher.diagnostics import Diagnostic, Span

LARGEST_TEXT = 32 * 1024 * 1024
"""Bytes of the largest text file that is read."""

_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"  # part words, so a space stays
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufff9-\ufffb"
    + "".join(
        chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
    )
    + "]"
    + "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0001-\U000e007f]+"  # a flag may have them
)
_LOST = re.compile("\ufffd")
_AGAIN = "open it in the program that wrote it, and save it as UTF-8"
_SURROGATE = re.compile("[\ud800-\udfff]")
_OUT = "delete it here; words of another direction need no sign in book.yaml"
_OVERRIDES = re.compile("[\u202d\u202e]")
_PAIRED = re.compile("[\u202a\u202b\u202c\u2066-\u2069]")
_SUSPECT = re.compile(
    "|".join(each.pattern for each in (_UNPRINTABLE, _OVERRIDES, _PAIRED, _LOST))
)
_BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)

_OTHER_FILES = {
    b"PK\x03\x04": "a document of Word or LibreOffice, or a ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old document of Word",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a compressed archive",
}
"""How files begin that are sometimes taken for texts."""


def decode(data: bytes, path: PurePosixPath) -> tuple[str, list[Diagnostic]]:
    """Turn a file's bytes into uniform text, with findings about what cannot stay.

    A file that is not UTF-8 is one error; its text then has U+FFFD in place of what
    could not be read, and is fit only for being shown beside the finding.
    """
    if _is_wide(data):
        return "", [_wide(data, path)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        shown = _uniform(data.decode("utf-8", "replace"))
        return _UNPRINTABLE.sub(_substitute, shown), [
            _foreign(data, problem.start, path)
        ]
    text = _uniform(text)
    if not _SUSPECT.search("".join(sorted(alphabet(text)))):
        return text, []  # as of nearly every text: to look at each sign once is quick
    found = [
        *_unprintable(text, path), *_lost(text, path), *_bidi_controls(text, path)
    ]  # fmt: skip
    text = _UNPRINTABLE.sub(_substitute, text)
    hidden = {each.span.line for each in found if each.code == rules.BIDI_CONTROL.code}
    return _in_plain_order(text, hidden), found


def place(text: str, index: int, path: PurePosixPath) -> Span:
    """Give the place of the character at an index of a uniform text."""
    line = text.count("\n", 0, index) + 1
    return Span(path, line, index - text.rfind("\n", 0, index))


def unescaped(text: str, span: Span) -> tuple[str, list[Diagnostic]]:
    """Clear a value of what an escape such as "\\x07" or "\\ud800" may have put into it.

    It stands where it was read, so all of it has one place.
    """
    unfit = _UNPRINTABLE.search(text) or _SURROGATE.search(text)
    found = [
        rules.CONTROL_CHARACTER.at(
            span,
            f"an escape here stands for {_called(unfit[0])}, which cannot be printed",
            hint="delete it here; the book is made without it",
        )
    ] if unfit else []  # fmt: skip
    plain = _SURROGATE.sub("", _UNPRINTABLE.sub(_substitute, text))
    for number, line in enumerate(plain.split("\n")):
        if control := _OVERRIDES.search(line) or _unpaired(line):
            said = f"an escape here stands for {_called(control[0])}, which reorders words unseen"
            found.append(rules.BIDI_CONTROL.at(span, said, hint=_OUT))
            plain = _in_plain_order(plain, {number + 1})
    return plain, found


def _uniform(text: str) -> str:
    return text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")


def _substitute(control: re.Match[str]) -> str:
    if control[0] == "\x00":
        return "\ufffd"
    return " " if control[0] in _BREAKS else ""


# ---------------------------------------------------------------- not UTF-8


def _foreign(data: bytes, offset: int, path: PurePosixPath) -> Diagnostic:
    before = _uniform(data[:offset].decode("utf-8"))
    return rules.NOT_UTF8.at(
        place(before, len(before), path),
        f"byte 0x{data[offset]:02X} at offset {offset} is not UTF-8",
        hint=_encoding_hint(data),
    )


def _is_wide(data: bytes) -> bool:
    """Tell UTF-16 without its mark, whose bytes may be legal UTF-8: NUL or U+0004 in pairs.

    In Latin and Cyrillic texts every second byte is one and the same; in no text of a
    book is a third of all bytes a control character.
    """
    if any(data.startswith(mark) for mark, _ in _BOMS):
        return False
    sample = data[:65536]
    if b"\0" not in sample and b"\4" not in sample:
        return False
    high = max(sample[side::2].count(byte) for side in (0, 1) for byte in (0, 4))
    return len(sample) >= 8 and high * 3 > len(sample)


def _wide(data: bytes, path: PurePosixPath) -> Diagnostic:
    byte = 0 if data.count(b"\0") >= data.count(b"\4") else 4
    return rules.NOT_UTF8.at(
        Span(path, 1),
        f"byte 0x{byte:02X} at offset {data.index(byte)} and all over is not UTF-8",
        hint="the file is UTF-16 without its mark; save it as UTF-8",
    )


def _encoding_hint(data: bytes) -> str:
    for mark, what in _OTHER_FILES.items():
        if data.startswith(mark):
            return f"the file is {what}, not a text; save its text as UTF-8"
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return f"the file is {encoding}; save it as UTF-8"
    bad = data.decode("utf-8", "replace").count("\ufffd")
    whole = sum(byte >= 0xC0 for byte in data) - bad
    if whole > bad:
        return (
            "the rest of the file is UTF-8, so this letter was damaged; type it again"
        )
    likely = _likely_encoding(data)
    return f"the file looks like {likely}; save it as UTF-8" if likely else _AGAIN


def _likely_encoding(data: bytes) -> str:
    """Guess by how much of the text would be the commonest letters of Russian.

    Half of what stands in a Russian text is these nine letters; a Western text read
    as Cyrillic has few of them, for its accented letters are scattered.
    """
    high = [byte for byte in data if byte >= 0x80]
    letters = sum(65 <= byte & 0xDF <= 90 for byte in data)
    if len(high) <= letters:
        return "Windows-1252"
    names = {"cp1251": "Windows-1251", "koi8_r": "KOI8-R", "cp866": "DOS 866"}
    shares = {name: _russian(bytes(high), name) for name in names}
    likely = max(shares, key=lambda name: shares[name])
    return names[likely] if shares[likely] * 3 > len(high) else ""


def _russian(high: bytes, encoding: str) -> int:
    return sum(letter in "оеаинтсрв" for letter in high.decode(encoding, "replace"))


# ---------------------------------------------------------------- unwanted characters


def _unprintable(text: str, path: PurePosixPath) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    tally: Counter[str] = Counter()
    for control in _UNPRINTABLE.finditer(text):
        first.setdefault(control[0], control.start())
        tally[control[0]] += 1
    for character, index in first.items():
        more = (
            f", {tally[character]} times in this file" if tally[character] > 1 else ""
        )
        yield rules.CONTROL_CHARACTER.at(
            place(text, index, path),
            f"the text holds {_called(character)}, which cannot be printed{more}",
            hint="delete it here; the book is made without it",
        )


def _lost(text: str, path: PurePosixPath) -> Iterator[Diagnostic]:
    """Find the sign that programs put where they could not read a letter."""
    if found := _LOST.search(text):
        number = len(_LOST.findall(text))
        more = f", {number} times in this file" if number > 1 else ""
        yield rules.CONTROL_CHARACTER.at(
            place(text, found.start(), path),
            f"the text holds {_called(found[0])}, where a letter was lost{more}",
            hint="look the letter up where the text came from, and type it",
        )


def _bidi_controls(text: str, path: PurePosixPath) -> Iterator[Diagnostic]:
    """Yield one finding for each line that hides its true order from its author.

    Embeddings and isolates that are closed within their line are honest typography.
    """
    if not _OVERRIDES.search(text) and not _PAIRED.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        control = _OVERRIDES.search(line) or _unpaired(line)
        if control:
            yield rules.BIDI_CONTROL.at(
                Span(path, number, control.start() + 1),
                f"the text holds {_called(control[0])}, which reorders words unseen",
                hint="the book is made without it; delete it, or mark the passage:"
                " [words]{dir=rtl}",
            )


def _in_plain_order(text: str, hidden: Container[int]) -> str:
    """Take every bidi control out of the lines that hide their order."""
    if not hidden:
        return text
    return "\n".join(
        _PAIRED.sub("", _OVERRIDES.sub("", line)) if number in hidden else line
        for number, line in enumerate(text.split("\n"), 1)
    )


def _unpaired(line: str) -> re.Match[str] | None:
    opened: list[re.Match[str]] = []
    for control in _PAIRED.finditer(line):
        closes = {"\u202c": "\u202a\u202b", "\u2069": "\u2066\u2067\u2068"}.get(
            control[0]
        )
        if closes is None:
            opened.append(control)
        elif not opened or opened.pop()[0] not in closes:
            return control
    return opened[0] if opened else None


def _called(character: str) -> str:
    character = character[0]  # of several that hide together
    point = f"U+{ord(character):04X}"
    title = unicode_name(character, "").lower()
    return f"{point} ({title})" if title else point
