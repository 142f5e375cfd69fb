"""The texts of two EPUBs compared, document by document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from publisher.check.readback import Element, epub_documents, is_set
from publisher.model import Book
from publisher.proof.diff import TextChange

_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "td", "th", "caption"}
    | {"figcaption", "blockquote", "pre", "aside", "div", "section", "figure"}
)
_HUGE = 4000  # words of a block in which frequent ones are passed over, to save time
Edition = tuple[Path, Book]


def epub_changes(old: Edition, new: Edition) -> list[tuple[str, list[TextChange]]]:
    """List the documents whose words differ, with what differs in each."""
    before, after = epub_documents(*old), epub_documents(*new)
    names = [*after, *(each for each in before if each not in after)]
    titles = {unit.id: new[1].targets[unit.target].plain for unit in new[1].units}
    found = []
    for name in names:
        ours = list(_blocks(before.get(name)))
        theirs = list(_blocks(after.get(name)))
        if changes := list(_compared(ours, theirs)):
            found.append((titles.get(name) or name, changes))
    return found


def _blocks(document: Element | None) -> Iterator[str]:
    """Give the words of each innermost block of a document."""
    if document is None:
        return
    for element in document.iter():
        if isinstance(element.tag, str) and _name(element) in _BLOCKS:
            own = "".join(_own(element))
            if words := " ".join(own.split()):
                yield words


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _own(element: Element) -> Iterator[str]:
    """Give the words of a block that stand in no block inside it."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and _name(child) not in _BLOCKS and is_set(child):
            yield from _own(child)
        yield child.tail or ""


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[TextChange]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        for number in range(max(b - a, d - c)):
            ours = old[a + number] if a + number < b else ""
            theirs = new[c + number] if c + number < d else ""
            act = "changed" if ours and theirs else "new" if theirs else "taken out"
            yield TextChange(act, tuple(_words(ours, theirs)), ("", ""))


def _words(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Compare two blocks word by word."""
    ours, theirs = old.split(), new.split()
    matcher = SequenceMatcher(None, ours, theirs, autojunk=len(theirs) > _HUGE)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield "", " ".join(theirs[c:d])
            continue
        if a < b:
            yield "del", " ".join(ours[a:b])
        if c < d:
            yield "ins", " ".join(theirs[c:d])
