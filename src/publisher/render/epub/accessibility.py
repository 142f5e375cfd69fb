"""What the EPUB says of its own accessibility: only what its content bears out.

No conformance is claimed: that is for an audit to say. Words and properties are those
of schema.org, as EPUB Accessibility 1.1 asks: https://www.w3.org/TR/epub-a11y-11/
"""

from __future__ import annotations

from collections.abc import Iterator

from publisher.artifacts import MetaRow
from publisher.render.epub.gathered import Gathered

_MAY_MOVE = {"image/gif", "image/webp"}


def accessibility(gathered: Gathered) -> tuple[MetaRow, ...]:
    """Describe modes, features, hazards, and all of it in a sentence or two."""
    rows = [("accessMode", mode) for mode in _modes(gathered)]
    rows += [("accessModeSufficient", modes) for modes in _sufficient(gathered)]
    rows += [("accessibilityFeature", feature) for feature in _features(gathered)]
    rows.append(("accessibilityHazard", _hazard(gathered)))
    rows.append(("accessibilitySummary", _summary(gathered)))
    return tuple(
        MetaRow("meta", text, (("property", f"schema:{name}"),)) for name, text in rows
    )


def _described(gathered: Gathered) -> bool:
    return not gathered.undescribed


def _modes(gathered: Gathered) -> Iterator[str]:
    yield "textual"
    if gathered.images:
        yield "visual"


def _sufficient(gathered: Gathered) -> Iterator[str]:
    if gathered.images:
        yield "textual,visual"
    if _described(gathered):
        yield "textual"


def _features(gathered: Gathered) -> Iterator[str]:
    if gathered.images and _described(gathered):
        yield "alternativeText"
    yield "ARIA"
    yield "displayTransformability"
    if gathered.marks:
        yield "pageBreakMarkers"
        yield "pageNavigation"
    yield "readingOrder"
    yield "structuralNavigation"
    yield "tableOfContents"


def _hazard(gathered: Gathered) -> str:
    """Say "unknown" where a picture could flash; no other content moves or sounds."""
    types = {gathered.assets[path].media_type for path in gathered.images}
    return "unknown" if types & _MAY_MOVE else "none"


def _summary(gathered: Gathered) -> str:
    words = gathered.book.words
    said = [words["access-text"]]
    if gathered.images:
        described = _described(gathered)
        said.append(words["access-images" if described else "access-no-alt"])
    if gathered.marks:
        said.append(words["access-pages"])
    return " ".join(said)
