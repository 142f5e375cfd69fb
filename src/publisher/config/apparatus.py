"""Notes, remarks, numbered kinds, editions, rules: how the book speaks and counts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from publisher import rules
from publisher.bookinfo import Edition, Kind, Series, SourceEdition, Spelling, Voice
from publisher.config.metadata import language
from publisher.config.section import Ledger, Section, described, members
from publisher.config.values import Entry, Items, Table, Value, Word
from publisher.diagnostics import Severity

MARKS = ("decimal", "symbols", "alpha")
PLACES = ("foot", "chapter", "book")
"""Where notes stand in print: at the foot of the page, the end of chapter or book."""

RESTARTS = ("chapter", "book")
BUILT_IN = ("fig", "map", "tbl")
OWN = "author"
"""What the author's own series of notes, whose prefix is empty, is called in a list."""

_RESERVED = {"ch", "part", "sec"}
_SERIES = 'tr: {title: "Translator\'s notes", marks: symbols}'


def _keyed(root: Section, entry: Entry, where: str, example: str) -> Section | None:
    """Begin to read what stands under a key of the author's own, such as `tr`."""
    key = entry.key.text
    if not re.fullmatch("[A-Za-z][A-Za-z0-9]*", key):
        root.ledger.found.append(
            rules.WRONG_TYPE.at(
                entry.key.span,
                f'"{key}" cannot be a key of "{where}"',
                hint=f"use letters and digits only, for example {example}",
            )
        )
        return None
    if isinstance(entry.value, Table):
        return root.ledger.section(entry.value, f"{where}.{key}")
    root.ledger.wrong(entry.value, key, "a set of keys", example)
    return None


def _known(
    section: Section, key: str, names: Collection[str], what: str
) -> tuple[str, ...]:
    """Read a list of names that must be declared elsewhere."""
    kept: list[str] = []
    for word in section.words(key):
        if word.text in names:
            kept.append(word.text)
            continue
        near = get_close_matches(word.text, names, n=1)
        guess = f'did you mean "{near[0]}"?' if near else f"declare it under {what}"
        section.ledger.found.append(
            rules.WRONG_TYPE.at(
                word.span, f'"{word.text}" is not one of the {what}', guess
            )
        )
    return tuple(kept)


# ---------------------------------------------------------------- notes and remarks


def notes(root: Section) -> Section:
    """Begin to read what is said of notes."""
    return root.section("notes", example="notes: {restart: chapter}")


def notes_place(notes: Section) -> str:
    """Read where notes stand in print."""
    return notes.choice("place", PLACES, default="foot")


def series(notes: Section, editions: Collection[str]) -> dict[str, Series]:
    """Read the series of notes, the author's own (prefix "") among them."""
    restart = notes.choice("restart", RESTARTS, default="chapter")
    marks = notes.choice("marks", MARKS, default="decimal")
    table = {"": Series("", marks=marks, restart=restart)}
    for entry in notes.named("series", example=f"series: {{{_SERIES}}}"):
        section = _keyed(notes, entry, "notes.series", _SERIES)
        if section:
            prefix = entry.key.text
            table[prefix] = Series(
                prefix,
                title=section.text("title"),
                marks=section.choice("marks", MARKS, default="decimal"),
                signature=section.text("signature"),
                restart=section.choice("restart", RESTARTS, default=restart),
                editions=_known(section, "editions", editions, "editions"),
            )
    return table


def voices(root: Section, editions: Collection[str]) -> dict[str, Voice]:
    """Read who speaks in remarks; a name alone will do."""
    example = 'tr: {name: "The translator"}'
    table: dict[str, Voice] = {}
    for entry in root.named("remarks", example=f"remarks: {{{example}}}"):
        key = entry.key.text
        if isinstance(entry.value, Word) and entry.value.text.strip():
            table[key] = Voice(key, entry.value.text.strip())
            continue
        section = _keyed(root, entry, "remarks", example)
        if section:
            name, signature = section.text("name"), section.text("signature")
            shown = _known(section, "editions", editions, "editions")
            if name:
                table[key] = Voice(key, name, signature, shown)
            else:
                section.missing(
                    "name", f'the voice "{key}" has no name', '"The translator"'
                )
    return table


# ---------------------------------------------------------------- numbered kinds


def kinds(root: Section) -> dict[str, Kind]:
    """Read the kinds of numbered things.

    Figures, maps and tables are always there. An empty `name` or `list_title` means
    the word of the book's language, which `resolve` fills in.
    """
    crossref = root.section("crossref", example="crossref: {numbering: chapter}")
    numbering = crossref.choice("numbering", ("book", "chapter"), default="book")
    table = {key: Kind(key, "", "", numbering) for key in BUILT_IN}
    value = crossref.value("custom")
    example = "custom: [{key: plan, name: Plan, list-title: List of Plans}]"
    if value is not None and not isinstance(value, Items):
        root.ledger.wrong(value, "custom", "a list", example)
        return table
    for member in members(value):
        if isinstance(member, Table):
            section = root.ledger.section(member, "crossref.custom")
            table.update((kind.key, kind) for kind in _kind(section, table, numbering))
        else:
            root.ledger.wrong(member, "custom", "a list of kinds", example)
    return table


def _kind(
    section: Section, known: Mapping[str, Kind], numbering: str
) -> Iterator[Kind]:
    section.choice("kind", ("float",), default="float")
    section.flag("space-before-numbering", default=True)
    for latex in ("latex-env", "latex-list-of-description"):
        section.text(latex)  # Quarto asks for them; here they have nothing to say
    name = section.text("name", "reference-prefix", example='"Plan"')
    title = section.text("list-title", example='"List of Plans"')
    counted = section.choice("numbering", ("book", "chapter"), default=numbering)
    word = section.word("key", example="plan")
    if word is None:
        section.missing("key", "a kind has no key", "plan")
        return
    if not _usable(word, known, section.ledger):
        return
    if not name and word.text not in BUILT_IN:
        section.missing("name", f'the kind "{word.text}" has no name', '"Plan"')
        return
    yield Kind(word.text, name, title, counted)


def _usable(word: Word, known: Mapping[str, Kind], ledger: Ledger) -> bool:
    """Tell whether a key can begin a label; built-in kinds may be declared anew."""
    if word.text in known and word.text not in BUILT_IN:
        message, hint = f'the kind "{word.text}" is declared twice', "keep one"
    elif word.text in _RESERVED:
        message, hint = f'"{word.text}" is the publisher\'s own', "choose another key"
    elif not re.fullmatch("[a-z][a-z0-9]*", word.text):
        message = f"{described(word)} cannot begin a label"
        hint = "use small letters and digits only, for example plan"
    else:
        return True
    ledger.found.append(rules.WRONG_TYPE.at(word.span, message, hint))
    return False


# ---------------------------------------------------------------- editions


def edition_names(root: Section) -> tuple[str, ...]:
    """List the editions declared, for those who name them."""
    value = root.value("editions")
    return tuple(e.key.text for e in value.entries) if isinstance(value, Table) else ()


def editions(root: Section, prefixes: Collection[str]) -> dict[str, Edition]:
    """Read the ways to make the book; `prefixes` are those of the note series."""
    example = "sample: {chapters: 2}"
    table: dict[str, Edition] = {}
    names = {prefix or OWN for prefix in prefixes}
    for entry in root.named("editions", example=f"editions: {{{example}}}"):
        section = _keyed(root, entry, "editions", example)
        if section:
            shown = _known(section, "series", names, "series of notes")
            given = section.value("series") is not None
            table[entry.key.text] = Edition(
                entry.key.text,
                title=section.text("title"),
                remarks=section.flag("remarks", default=True),
                series=tuple("" if s == OWN else s for s in shown) if given else None,
                pieces=section.whole("chapters", least=1, most=9999),
                notes=section.choice("notes", PLACES, default=""),
                ending=section.texts("ending"),
                link=_web_address(section),
            )
    return table


def _web_address(section: Section) -> str:
    word = section.word("link", example="https://example.org/")
    if word is None or urlsplit(word.text.strip()).scheme in {"https", "http"}:
        return word.text.strip() if word else ""
    section.ledger.wrong(word, "link", "an address", "link: https://example.org/")
    return ""


def source_editions(root: Section) -> dict[str, SourceEdition]:
    """Read the earlier editions whose pages are marked."""
    example = 'ru1912: {title: "St Petersburg, 1912", lang: ru}'
    table: dict[str, SourceEdition] = {}
    for entry in root.named(
        "source-editions", example=f"source-editions: {{{example}}}"
    ):
        section = _keyed(root, entry, "source-editions", example)
        if section:
            tag = language(section, "lang", "language")
            table[entry.key.text] = SourceEdition(
                entry.key.text, section.text("title"), tag
            )
    return table


# ---------------------------------------------------------------- rules and words


def severities(root: Section) -> dict[str, Severity | None]:
    """Read how much findings of each code matter in this book; None: not at all."""
    codes = [rule.code for rule in rules.all_rules()]
    allowed: dict[str, Severity | None] = {"off": None} | {s.value: s for s in Severity}
    table: dict[str, Severity | None] = {}
    for entry in root.named("rules", example="rules: {C001: off}"):
        code = entry.key.text
        if code not in codes and not re.fullmatch(r"[a-z]+/\S+", code):
            near = get_close_matches(code.upper(), codes, n=1)
            hint = f'did you mean "{near[0]}"?' if near else "write a code such as C001"
            root.ledger.found.append(
                rules.UNKNOWN_KEY.at(entry.key.span, f'there is no rule "{code}"', hint)
            )
        elif isinstance(entry.value, Word) and entry.value.text in allowed:
            severity = allowed[entry.value.text]
            if code in rules.FIRM and severity is not Severity.ERROR:
                message = (
                    f'"{code}" is an error in every book, not "{entry.value.text}"'
                )
                hint = f"take the line out; {rules.FIRM[code]}"
                root.ledger.found.append(
                    rules.WRONG_TYPE.at(entry.value.span, message, hint)
                )
            else:
                table[code] = severity
        else:
            wanted = "off, note, warning or error"
            root.ledger.wrong(entry.value, code, wanted, f"{code}: warning")
    return table


def spelling(root: Section) -> Spelling:
    """Read which words are right in this book, and in which files more are listed."""
    example = "spelling: {words: [sazhen], lists: [words.txt]}"
    section = root.section("spelling", example=example)
    words = section.texts("words", example="[sazhen, Lovn*]")
    named = section.words("lists", "list", example="[words.txt]")
    lists = tuple((PurePosixPath(word.text.strip()), word.span) for word in named)
    return Spelling(tuple(filter(None, words)), lists)


def texts(root: Section, key: str) -> dict[str, str]:
    """Read texts under keys of the author's own: `words`, `meta`."""
    table: dict[str, str] = {}
    for entry in root.named(key, example=f'{key}: {{map: "Chart"}}'):
        value: Value = entry.value
        if isinstance(value, Word):
            table[entry.key.text] = value.text.strip()
        else:
            root.ledger.wrong(
                value, entry.key.text, "one text", f'{entry.key.text}: "…"'
            )
    return table
