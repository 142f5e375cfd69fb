"""Who made the book and what it is called: Pandoc's names for metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import TypedDict

from publisher import rules
from publisher.bookinfo import Collection, Person, SubjectCode
from publisher.config import languages
from publisher.config.paths import Folder, Refusal
from publisher.config.relators import RELATORS
from publisher.config.section import Section, members
from publisher.config.values import Items, Table, Word

_ROLES = """
    author=aut annotator=ann artist=art adapter=adp calligrapher=cll cartographer=ctg
    collaborator=clb compiler=com composer=cmp contributor=ctb designer=dsr editor=edt
    engraver=egr illustrator=ill illuminator=ilu introduction=aui foreword=wfw afterword=aft
    commentator=cwt narrator=nrt photographer=pht proofreader=pfr publisher=pbl
    redactor=red reviewer=rev translator=trl transcriber=trc typesetter=cmt
    cover-designer=cov book-designer=bkd
"""
_BY_NAME = dict(pair.split("=") for pair in _ROLES.split())
"""Relators of the MARC list by the names that title pages use."""


class Names(TypedDict):
    """The title and the people, as fields of BookInfo."""

    title: str
    subtitle: str
    creators: tuple[Person, ...]
    contributors: tuple[Person, ...]


class Facts(TypedDict):
    """What a library wants to know, as fields of BookInfo."""

    rights: str
    publisher: str
    place: str
    date: str
    description: str
    subjects: tuple[str, ...]
    subject_codes: tuple[SubjectCode, ...]
    file_as: str
    source: str
    imprint: tuple[str, ...]
    collection: Collection | None


def names(root: Section) -> Names:
    """Read the title, the subtitle and the people."""
    title, subtitle = _titles(root)
    creators = [*people(root, "creator", "aut"), *people(root, "author", "aut")]
    return {
        "title": title,
        "subtitle": subtitle,
        "creators": tuple(sorted(creators, key=lambda person: person.role != "aut")),
        "contributors": tuple(people(root, "contributor", "ctb")),
    }


def facts(root: Section) -> Facts:
    """Read everything else that is plain text about the book."""
    words, codes = _subjects(root)
    return {
        "rights": root.text("rights", example='"© 2026 Hanna Verrill"'),
        "publisher": root.text("publisher"),
        "place": root.text("publisher-place"),
        "date": _date(root),
        "description": root.text("description"),
        "subjects": tuple(words),
        "subject_codes": tuple(codes),
        "file_as": root.text("file-as", example='"Lovna, The"'),
        "source": root.text("source"),
        "imprint": root.texts("imprint"),
        "collection": _collection(root),
    }


# ---------------------------------------------------------------- titles


def _titles(root: Section) -> tuple[str, str]:
    value = root.value("title")
    subtitle = root.text("subtitle")
    if isinstance(value, Items):
        typed = dict(_typed_titles(root, value))
        title, subtitle = typed.get("main", ""), subtitle or typed.get("subtitle", "")
    elif isinstance(value, Table):
        root.ledger.wrong(value, "title", "one text", 'title: "The Lovna"')
        return "Untitled", subtitle
    else:
        title = value.text.strip() if value else ""
    if not title and not isinstance(value, Items):
        root.missing("title", "the book has no title", '"The Lovna"')
    return " ".join(title.split()) or "Untitled", subtitle


def _typed_titles(root: Section, value: Items) -> Iterator[tuple[str, str]]:
    example = "title: [{type: main, text: …}, {type: subtitle, text: …}]"
    if not value.members or not all(isinstance(each, Table) for each in value.members):
        root.ledger.wrong(value, "title", "one text", 'title: "The Lovna"')
        return
    kinds = []
    for member in value.members:
        if isinstance(member, Table):
            section = root.ledger.section(member, "title")
            kind = section.choice("type", ("main", "subtitle"), default="main")
            kinds.append(kind)
            yield kind, section.text("text")
    if kinds.count("main") != 1:
        root.ledger.wrong(value, "title", "a list with one main title", example)


# ---------------------------------------------------------------- people


def people(root: Section, key: str, role: str) -> Iterator[Person]:
    """Yield the people behind a key: one or a list, names alone or with a role."""
    for member in members(root.value(key)):
        if isinstance(member, Word):
            yield Person(" ".join(member.text.split()), role)
        elif isinstance(member, Table):
            yield from _person(root.ledger.section(member, key), role)
        else:
            root.ledger.wrong(member, key, "a person", f"{key}: {{role: …, name: …}}")


def _person(section: Section, role: str) -> Iterator[Person]:
    name = section.text("name", "text")
    code = _relator(section, role)
    file_as = section.text("file-as", example='"Lugin, Pavel"')
    if name:
        yield Person(name, code, file_as)
    else:
        section.missing("name", "a person needs a name", '"Pavel Lugin"')


def _relator(section: Section, default: str) -> str:
    word = section.word("role", example="translator")
    if word is None:
        return default
    role = word.text.strip().lower().replace(" ", "-")
    if role in _BY_NAME:
        return _BY_NAME[role]
    if role in RELATORS:
        return role
    section.ledger.found.append(
        rules.WRONG_TYPE.at(
            word.span,
            f'"{word.text}" is not a role',
            hint=f"write a MARC code such as trl, or one of: {', '.join(_BY_NAME)}",
        )
    )
    return default


# ---------------------------------------------------------------- subjects


def _subjects(root: Section) -> tuple[list[str], list[SubjectCode]]:
    """Read subjects: words alone, or with the code that a scheme has for them."""
    words: list[str] = []
    codes: list[SubjectCode] = []
    for member in members(root.value("subject")):
        if isinstance(member, Word):
            words.append(member.text.strip())
        elif isinstance(member, Table):
            section = root.ledger.section(member, "subject")
            text, authority = section.text("text"), section.text("authority")
            term = section.text("term", example="FIC014000")
            if text and authority and term:
                words.append(text)
                codes.append(SubjectCode(text, authority, term))
            else:
                why = "a coded subject needs a text, an authority and a term"
                lacking = next(
                    key
                    for key, said in zip(
                        ("text", "authority", "term"),
                        (text, authority, term),
                        strict=True,
                    )
                    if not said
                )
                section.missing(lacking, why, _SUBJECT[lacking])
        else:
            example = "subject: [Rivers, Ferries]"
            root.ledger.wrong(member, "subject", "one subject", example)
    return words, codes


_SUBJECT = {"text": '"Rivers"', "authority": "BISAC", "term": "NAT029000"}


# ---------------------------------------------------------------- dates and series


def _date(root: Section) -> str:
    word = root.word("date", example="2026-05-01")
    if word is None:
        return ""
    written = word.text.strip()
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", written, re.ASCII)
    try:
        date(*(int(part or 1) for part in parts.groups())) if parts else date(0, 0, 0)
    except ValueError:
        root.ledger.wrong(word, "date", "a year, month or day", "date: 2026-05-01")
        return ""
    return written


def _collection(root: Section) -> Collection | None:
    position = root.word("group-position", example="2")
    name = root.text("belongs-to-collection", example='"River Books"')
    if name:
        return Collection(name, position.text.strip() if position else "")
    if position is not None:
        root.missing(
            "belongs-to-collection",
            "a place in a series needs the series",
            '"River Books"',
        )
    return None


# ---------------------------------------------------------------- language and cover


def language(section: Section, *keys: str) -> str:
    """Read a language tag; "" where there is none that can be used."""
    word = section.word(*keys, example="en-GB")
    if word is None:
        return ""
    tag = word.text.strip()
    hint = languages.fault(tag)
    if hint is None:
        return tag
    section.ledger.found.append(
        rules.BAD_LANGUAGE.at(word.span, f'"{tag}" is not a language tag', hint)
    )
    return ""


def cover(root: Section, folder: Folder) -> PurePosixPath | None:
    """Read the name of the cover image, which must be there."""
    return image(root, "cover-image", folder)


def image(section: Section, key: str, folder: Folder) -> PurePosixPath | None:
    """Read the name of an image of the book's folder, which must be there."""
    word = section.word(key, example="images/ferry.jpg")
    if word is None:
        return None
    file = folder.file(word.text)
    if isinstance(file, Refusal):
        section.ledger.found.append(file.at(word.span))
        return None
    return PurePosixPath(word.text)


def style_sheets(root: Section, folder: Folder) -> Iterator[PurePosixPath]:
    """Yield the names of the book's own style sheets, which must be there."""
    for word in root.words("css", example="look.css"):
        file = folder.file(word.text)
        if isinstance(file, Refusal):
            root.ledger.found.append(file.at(word.span))
        elif file.suffix.lower() != ".css":
            root.ledger.wrong(word, "css", "a style sheet", "css: look.css")
        else:
            yield PurePosixPath(word.text)
