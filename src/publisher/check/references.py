"""References and the words around them: whether both speak of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from publisher import rules
from publisher.bookinfo import BookInfo
from publisher.check.kindwords import words_of
from publisher.diagnostics import Diagnostic
from publisher.graph import Graph, Means, Sort, Tie
from publisher.model import Book, Form, Target
from publisher.passages import Passage
from publisher.passages import Sort as PassageSort

_LAST_WORD = re.compile(r"([^\W\d_]+)\.?[\s\u00a0\u202f]*$")
_FIRST_WORD = re.compile(r"([^\W\d_]+)\.?[\s\u00a0\u202f]*(\d+(?:\.\d+)*|[IVXLC]+)\b")
_PIECES = {"part", "piece", "span"}  # what is called by too many names


def misplaced_prefixes(book: Book, read: Iterable[Passage]) -> Iterator[Diagnostic]:
    """Find headings labelled like a numbered thing: "map-x" leads to no map."""
    kinds = book.info.kinds
    for passage in read:
        prefix, dash, _ = passage.label.partition("-")
        if passage.sort is PassageSort.TITLE and dash and prefix in kinds:
            yield rules.MISPLACED_PREFIX.at(
                passage.span,
                f'the heading is labelled "{passage.label}", like something of the kind '
                f'"{kinds[prefix].name}"',
                hint=f'label it "sec-{passage.label.partition("-")[2]}"',
            )


def misnamed_references(graph: Graph, book: Book) -> Iterator[Diagnostic]:
    """Find references whose words, or the word before them, say something else."""
    tables: dict[str, Mapping[str, str]] = {}
    parts = _parted(graph)
    for tie in graph.by(Means.REFERENCE):
        target = book.targets.get(tie.end)
        if target is None or target.kind in _PIECES or not target.number:
            continue
        if tie.lang not in tables:
            tables[tie.lang] = _words(tie.lang, book.info)
        if tie.form in {Form.FULL, Form.NUMBER}:
            yield from _word_before(tie, target, tables[tie.lang])
        elif tie.form is Form.WORDS:
            yield from _own_words(tie, target, tables[tie.lang], parts)


def _parted(graph: Graph) -> set[str]:
    """List what is referred to under several numbers: plates of several figures."""
    numbers: dict[str, set[str]] = {}
    for tie in graph.by(Means.REFERENCE):
        if found := _FIRST_WORD.match(tie.said):
            numbers.setdefault(tie.end, set()).add(found[2])
    return {end for end, said in numbers.items() if len(said) > 1}


def _words(lang: str, info: BookInfo) -> Mapping[str, str]:
    """Give the words of a language, and the names that the book gives to its kinds."""
    own = {kind.name.lower(): kind.key for kind in info.kinds.values()}
    return {**words_of(lang), **own}


def _word_before(
    tie: Tie, target: Target, words: Mapping[str, str]
) -> Iterator[Diagnostic]:
    found = _LAST_WORD.search(tie.before)
    named = words.get(found[1].lower()) if found else None
    if not found or named is None or _is_loose(named, target.kind):
        return
    if named != target.kind:
        yield _wrong_kind(tie, target, found[1])
    elif tie.form is Form.FULL:
        yield rules.KIND_TWICE.at(
            tie.span,
            f'"{found[1]}" stands before a reference that says "{target.name}" itself',
            hint=f"take the word out, or write [-@{tie.end}] for the number alone",
        )


def _own_words(
    tie: Tie, target: Target, words: Mapping[str, str], parts: set[str]
) -> Iterator[Diagnostic]:
    found = _FIRST_WORD.match(tie.said)
    named = words.get(found[1].lower()) if found else None
    if not found or named is None or _is_loose(named, target.kind):
        return
    if named != target.kind:
        yield _wrong_kind(tie, target, found[1])
    elif found[2] != target.number and tie.end not in parts:
        yield rules.WRONG_NUMBER.at(
            tie.span,
            f'"{tie.said}" leads to {target.name}',
            hint=f"write @{tie.end}, and the number is always right",
        )


def _wrong_kind(tie: Tie, target: Target, word: str) -> Diagnostic:
    return rules.WRONG_KIND.at(
        tie.span,
        f'the text says "{word}", and the reference leads to {target.name}',
        hint="mend the word, or lead the reference to what is meant",
    )


def _is_loose(named: str, kind: str) -> bool:
    """Tell whether a word is right as people speak: a chapter is a section of the book."""
    return named == "section" and kind in {"chapter", "appendix"}


def references_into_notes(graph: Graph) -> Iterator[Diagnostic]:
    """Find references from elsewhere to something inside a note."""
    for tie in graph.by(Means.REFERENCE):
        point = graph.points.get(tie.end)
        around = graph.points.get(point.within) if point else None
        if around and around.sort is Sort.NOTE and tie.origin != around.key:
            yield rules.INTO_NOTE.at(
                tie.span,
                f'"{tie.end}" stands in a note, which readers see only when they open it',
                hint=f"the note is at {around.span}; lead to the place that calls it",
            )
