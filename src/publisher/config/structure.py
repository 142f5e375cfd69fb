"""The order of the book: front matter, parts and chapters, appendices, back matter."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import PurePosixPath

from publisher import rules
from publisher.bookinfo import Matter, Piece, Role
from publisher.config.paths import Folder, Refusal
from publisher.config.section import Section, described, is_empty
from publisher.config.values import Items, Table, Value, Word, key_twice
from publisher.diagnostics import Span

GENERATED = (Role.HALF_TITLE, Role.TITLE_PAGE, Role.IMPRINT, Role.CONTENTS)
"""Pieces that are made, and named in book.yaml by these words."""

_SUFFIXES = (".md", ".markdown", ".txt")
_CHAPTERS = "chapters: [ch01.md, ch02.md]"


@dataclass(slots=True)
class _Shelf:
    """What the pieces are read with: the folder, and what has been listed already."""

    root: Section
    folder: Folder
    kinds: Collection[str]
    sources: Collection[str]
    listed: dict[str, Span] = field(default_factory=dict)


def structure(
    root: Section, folder: Folder, kinds: Collection[str], sources: Collection[str]
) -> tuple[Piece, ...]:
    """Read the order of the book; `kinds` are the keys that a list can be of.

    `sources` are the earlier editions that a concordance can be with.

    `front-matter` left out means a title page, an imprint and, where there is more than
    one chapter, contents. A piece with a fault is reported and left out.
    """
    shelf = _Shelf(root, folder, kinds, sources)
    book = root.section("book", example=f"book: {{{_CHAPTERS}}}")
    front = _listed(shelf, book, "front-matter")
    body = _body(shelf, book)
    appendices = _listed(shelf, book, "appendices")
    back = _listed(shelf, book, "back-matter")
    return (
        *(
            _default_front(root, body)
            if front is None
            else _matter(shelf, front, Matter.FRONT)
        ),
        *body,
        *_files(shelf, appendices or (), Role.APPENDIX, Matter.BACK),
        *_matter(shelf, back or (), Matter.BACK),
    )


def _listed(shelf: _Shelf, book: Section, key: str) -> tuple[Value, ...] | None:
    """Give the list under a key of the top level or of `book`, if there is one."""
    top, inner = shelf.root.entry(key), book.entry(key)
    if top and inner:
        shelf.root.ledger.found.append(key_twice(inner.key, top.key.span))
    entry = top or inner
    if entry is None:
        return None
    if isinstance(entry.value, Items):
        return tuple(each for each in entry.value.members if not is_empty(each))
    example = _CHAPTERS if key == "chapters" else f"{key}: [one.md]"
    shelf.root.ledger.wrong(entry.value, key, "a list", example)
    return None


def _default_front(root: Section, body: tuple[Piece, ...]) -> Iterator[Piece]:
    yield Piece(Role.TITLE_PAGE, Matter.FRONT, root.span)
    yield Piece(Role.IMPRINT, Matter.FRONT, root.span)
    if sum(max(1, len(piece.pieces)) for piece in body) > 1:
        yield Piece(Role.CONTENTS, Matter.FRONT, root.span)


# ---------------------------------------------------------------- parts and chapters


def _body(shelf: _Shelf, book: Section) -> tuple[Piece, ...]:
    before = len(shelf.root.ledger.found)
    chapters = _listed(shelf, book, "chapters")
    if chapters:
        return tuple(_parts(shelf, chapters))
    if len(shelf.root.ledger.found) == before and not _misspelt(shelf.root, book):
        shelf.root.ledger.found.append(
            rules.MISSING_KEY.at(
                _place_of_chapters(shelf.root, book),
                "the book has no chapters",
                hint=f"name their files in order, for example {_CHAPTERS}",
            )
        )
    return ()


def _place_of_chapters(root: Section, book: Section) -> Span:
    keys = (entry.key for each in (root, book) for entry in each.table.entries)
    return next((key.span for key in keys if key.text == "chapters"), root.span)


def _misspelt(root: Section, book: Section) -> bool:
    """Tell whether there is a key that will be reported as meaning `chapters`."""
    keys = [e.key.text.lower() for each in (root, book) for e in each.table.entries]
    return "parts" in keys or any(
        get_close_matches(key, ["chapters"], cutoff=0.7)
        for key in keys
        if key != "chapters"
    )


def _parts(shelf: _Shelf, members: tuple[Value, ...]) -> Iterator[Piece]:
    for member in members:
        if isinstance(member, Table):
            yield from _part(shelf, member)
        else:
            yield from _files(shelf, (member,), Role.CHAPTER, Matter.BODY)


def _part(shelf: _Shelf, table: Table) -> Iterator[Piece]:
    section = shelf.root.ledger.section(table, "chapters")
    word = section.word("part", example='"The Upper Lovna"')
    value = section.value("chapters")
    if word is None:
        section.missing("part", "a part has no title", f'"…" beside {_CHAPTERS}')
        word = Word("", table.span)
    if not isinstance(value, Items) or not value.members:
        section.missing(
            "chapters", f'part "{word.text}" has no chapters', "[ch01.md, ch02.md]"
        )
        return
    inner = tuple(_files(shelf, value.members, Role.CHAPTER, Matter.BODY))
    if not word.text.lower().endswith(_SUFFIXES):
        title = " ".join(word.text.split())
        yield Piece(Role.PART, Matter.BODY, word.span, title=title, pieces=inner)
        return
    path = _path(shelf, word)
    if path:
        yield Piece(Role.PART, Matter.BODY, word.span, path, pieces=inner)
    else:
        yield from inner


def _files(
    shelf: _Shelf, members: tuple[Value, ...], role: Role, matter: Matter
) -> Iterator[Piece]:
    for member in members:
        if isinstance(member, Word):
            path = _path(shelf, member)
            if path:
                yield Piece(role, matter, member.span, path)
        elif isinstance(member, Table) and any(
            e.key.text == "part" for e in member.entries
        ):
            shelf.root.ledger.found.append(
                rules.WRONG_TYPE.at(
                    member.span,
                    "a part cannot stand inside a part or among appendices",
                    hint="set it at the level of the other parts",
                )
            )
        else:
            shelf.root.ledger.wrong(
                member, str(role), "the name of a file", "- ch01.md"
            )


def _path(shelf: _Shelf, word: Word) -> PurePosixPath | None:
    """Judge the name of a Markdown file, and remember where it is listed."""
    found = shelf.root.ledger.found
    file = shelf.folder.file(word.text)
    if isinstance(file, Refusal):
        found.append(file.at(word.span))
        return None
    path = PurePosixPath(word.text)
    if path.suffix.lower() not in _SUFFIXES:
        found.append(
            rules.WRONG_TYPE.at(
                word.span,
                f'"{word.text}" is not a Markdown file',
                hint="the name of a chapter's file ends in .md",
            )
        )
        return None
    return path if _listed_once(shelf, str(file), word) else None


def _listed_once(shelf: _Shelf, name: str, word: Word) -> bool:
    first = shelf.listed.setdefault(name, word.span)
    if first is word.span:
        return True
    shelf.root.ledger.found.append(
        rules.LISTED_TWICE.at(
            word.span,
            f'"{word.text}" stands in the book twice',
            hint=f"first listed at {first}; keep one",
        )
    )
    return False


# ---------------------------------------------------------------- front and back matter


def _matter(
    shelf: _Shelf, members: tuple[Value, ...], matter: Matter
) -> Iterator[Piece]:
    for member in members:
        if isinstance(member, Table):
            yield from _list(shelf, member, matter)
        elif isinstance(member, Word) and member.text in GENERATED:
            if _listed_once(shelf, member.text, member):
                yield Piece(Role(member.text), matter, member.span)
        elif isinstance(member, Word):
            yield from _piece(shelf, member, matter)
        else:
            key = "front-matter" if matter is Matter.FRONT else "back-matter"
            shelf.root.ledger.wrong(
                member, key, "a list of single pieces", "- preface.md"
            )


def _piece(shelf: _Shelf, word: Word, matter: Matter) -> Iterator[Piece]:
    """Yield a piece with a file; a name without suffix was meant as a word."""
    if "." not in word.text and "/" not in word.text:
        near = get_close_matches(word.text.lower().replace(" ", "-"), GENERATED, n=1)
        guess = f'did you mean "{near[0]}"? ' if near else ""
        allowed = f"{', '.join(GENERATED)}, {{list: map}}"
        shelf.root.ledger.found.append(
            rules.WRONG_TYPE.at(
                word.span,
                f'there is no piece called "{word.text}"',
                hint=f"{guess}write the name of a file, or one of: {allowed}",
            )
        )
        return
    path = _path(shelf, word)
    if path:
        role = Role.FRONT_PIECE if matter is Matter.FRONT else Role.BACK_PIECE
        yield Piece(role, matter, word.span, path)


def _list(shelf: _Shelf, table: Table, matter: Matter) -> Iterator[Piece]:
    """Yield what is made of a kind, or of an earlier edition, named in `book.yaml`."""
    section = shelf.root.ledger.section(table, "front-matter")
    listed = section.word("list", example="map")
    matched = section.word("concordance", example="ru1912")
    if listed is None and matched is None and not table.entries:
        section.missing("list", "this entry is empty", "map")
    if listed and _known(shelf, listed, shelf.kinds, "no list of", "kinds"):
        yield Piece(Role.LIST, matter, listed.span, listing=listed.text)
    what = "no concordance with", "earlier editions"
    if matched and _known(shelf, matched, shelf.sources, *what):
        yield Piece(Role.CONCORDANCE, matter, matched.span, listing=matched.text)


def _known(
    shelf: _Shelf, word: Word, names: Collection[str], what: str, all_of_them: str
) -> bool:
    """Tell whether a key is one of those declared, and listed for the first time."""
    if word.text in names:
        return _listed_once(shelf, f"{what} {word.text}", word)
    near = get_close_matches(word.text, names, n=1)
    guess = f'did you mean "{near[0]}"? ' if near else ""
    hint = f"{guess}{all_of_them} of this book: {', '.join(names) or 'none'}"
    message = f"there can be {what} {described(word)}"
    shelf.root.ledger.found.append(rules.WRONG_TYPE.at(word.span, message, hint))
    return False
