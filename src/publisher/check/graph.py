"""Rules about what leads where: everything that the graph of a book can tell."""

from __future__ import annotations

from collections.abc import Iterable

from publisher.check.marks import index_ranges, page_marks
from publisher.check.references import (
    misnamed_references,
    misplaced_prefixes,
    references_into_notes,
)
from publisher.check.turned import turned_paragraphs
from publisher.check.unused import unreferred_displays, unused_images
from publisher.check.wordless import empty_notes, empty_titles, same_titles
from publisher.diagnostics import Diagnostic
from publisher.graph import Graph
from publisher.model import Book
from publisher.passages import Passage


def check_graph(graph: Graph, book: Book, read: Iterable[Passage]) -> list[Diagnostic]:
    """Say everything that is wrong with what leads where; `read` are the passages.

    What an edition leaves out may be what speaks of a figure: so only the whole book is
    asked for what is never used.
    """
    read = tuple(read)
    return [
        *misplaced_prefixes(book, read),
        *misnamed_references(graph, book),
        *references_into_notes(graph),
        *(() if book.edition else unreferred_displays(graph, book)),
        *(() if book.edition else unused_images(graph)),
        *page_marks(graph, book),
        *index_ranges(graph),
        *same_titles(graph, book),
        *empty_notes(graph, book, read),
        *empty_titles(read),
        *turned_paragraphs(read),
    ]
