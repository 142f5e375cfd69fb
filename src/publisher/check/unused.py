"""What is there and is never used: figures no text speaks of, images no text shows."""

from __future__ import annotations

from collections.abc import Iterator

from publisher import rules
from publisher.bookinfo import Kind
from publisher.check.meant import meant
from publisher.diagnostics import Diagnostic
from publisher.graph import Graph, Means, Point, Sort
from publisher.model import Book

MOST = 5
"""Things of one kind that are named one by one; of more, one finding tells the number."""


def unreferred_displays(graph: Graph, book: Book) -> Iterator[Diagnostic]:
    """Find figures, maps and tables that no reference leads to.

    A book may have many that explain themselves, so those of a kind are one finding when
    there are many of them, or when the book refers to none at all.
    """
    for kind in book.info.kinds.values():
        shown = [point for point in graph.of(Sort.DISPLAY) if point.kind == kind.key]
        alone = [point for point in shown if point.key not in graph.incoming]
        if len(alone) > MOST or (len(alone) > 1 and len(alone) == len(shown)):
            yield _many(kind, alone, len(shown))
            continue
        for point in alone:
            yield rules.UNREFERRED.at(
                point.span,
                f"{point.name or point.key} is never referred to",
                hint=f"write @{point.key} where the text speaks of it",
            )


def _many(kind: Kind, alone: list[Point], count: int) -> Diagnostic:
    labels = ", ".join(point.key for point in alone[:MOST])
    more = f" and {len(alone) - MOST} more" if len(alone) > MOST else ""
    said = (
        f'the text refers to none of the {count} labels that begin with "{kind.key}-"'
        if len(alone) == count
        else f'{len(alone)} of the {count} labels that begin with "{kind.key}-" '
        "are never referred to"
    )
    return rules.UNREFERRED.at(
        alone[0].span,
        f"{said}: {labels}{more}",
        hint=f"write @{alone[0].key} where the text speaks of it",
    )


def unused_images(graph: Graph) -> Iterator[Diagnostic]:
    """Find image files that nothing in the book shows.

    A folder or file whose name begins with _ is the author's own affair; what was meant
    by a name that no file has is not a second finding.
    """
    there = {point.name: point for point in graph.of(Sort.IMAGE)}
    names = sorted(there)
    keys = {point.key for point in there.values()}
    asked = (
        tie.end for means in (Means.IMAGE, Means.LARGER) for tie in graph.by(means)
    )
    missing = {key.partition(":")[2] for key in asked if key not in keys}
    misnamed = {meant(name, names) for name in missing}
    for point in there.values():
        if point.name in misnamed:
            continue
        linked = any(tie.end == point.name for tie in graph.by(Means.LINK))
        private = any(part.startswith("_") for part in point.span.path.parts)
        if point.key not in graph.incoming and not linked and not private:
            yield rules.UNUSED_IMAGE.at(
                point.span,
                f'the image "{point.name}" is in the folder but not in the book',
                hint="show it, take it out, or begin its name with _",
            )
