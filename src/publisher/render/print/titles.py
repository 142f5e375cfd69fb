"""What stands on the title page and on the back of it, from `book.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publisher.bookinfo import BookInfo, Person
from publisher.model import Book
from publisher.render.gathering import gathered_words

AUTHOR = "aut"
ROLES = {
    "trl": "translated-by",
    "edt": "edited-by",
    "ill": "illustrated-by",
    "aui": "introduction-by",
    "win": "introduction-by",
    "wfw": "foreword-by",
    "aft": "afterword-by",
    "waw": "afterword-by",
    "ann": "notes-by",
}
"""MARC relator codes, and the words that stand before such names."""

UNNAMED = {"bkd", "bkp", "cmt", "cov", "mrk", "pbl", "pfr", "prt", "tyg"}
"""Who makes a book a thing, not a text: no title page has them among its authors."""


@dataclass(frozen=True, slots=True)
class TitlePage:
    """The title page, from top to bottom."""

    authors: tuple[str, ...]
    title: str
    subtitle: str
    others: tuple[str, ...]  # "Translated by …"
    collection: str
    publisher: str
    place: str
    year: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """The copyright page: groups of lines, the first at the top of the block."""

    groups: tuple[tuple[str, ...], ...]


def title_page(book: Book) -> TitlePage:
    """Gather what the title page says."""
    info = book.info
    people = (*info.creators, *info.contributors)
    return TitlePage(
        authors=tuple(each.name for each in people if each.role == AUTHOR),
        title=gathered_words(info.title),
        subtitle=gathered_words(info.subtitle),
        others=tuple(_credited(people, book)),
        collection=_collection(info),
        publisher=info.publisher,
        place=info.place,
        year=info.date[:4],
    )


def imprint(book: Book, output: str = "print") -> Imprint:
    """Gather what an output's copyright page says: rights, house, edition, numbers."""
    info = book.info
    numbers = (
        f"{each.scheme} {each.value}"
        for each in info.identifiers
        if each.edition in {"", output} and each.scheme.upper() in {"ISBN", "DOI"}
    )
    house = ", ".join(
        part for part in (info.publisher, info.place, info.date[:4]) if part
    )
    edition = info.editions[book.edition].title if book.edition in info.editions else ""
    groups = ((info.rights,), (house, edition), info.imprint, tuple(numbers))
    said = (tuple(line for line in group if line) for group in groups)
    return Imprint(groups=tuple(group for group in said if group))


def _credited(people: tuple[Person, ...], book: Book) -> Iterator[str]:
    """Say "Translated by A and B", one line a role; a role without words by its names."""
    unsaid = {AUTHOR, *UNNAMED}
    for role in dict.fromkeys(e.role for e in people if e.role not in unsaid):
        names = [each.name for each in people if each.role == role]
        said = book.words[ROLES[role]] if role in ROLES else ""
        together = (
            f" {book.words['and']} ".join(names) if len(names) < 3 else ", ".join(names)
        )
        yield f"{said} {together}" if said else together


def _collection(info: BookInfo) -> str:
    if info.collection is None:
        return ""
    return " · ".join(
        part for part in (info.collection.name, info.collection.position) if part
    )
