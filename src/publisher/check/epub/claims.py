"""What the EPUB says of its accessibility, held against what stands in it.

Ace knows the words that may be used; whether they are true it does not ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from publisher import rules
from publisher.artifacts import Holdings
from publisher.check.epub.description import properties
from publisher.check.epub.opened import REPORT_IT, Opened
from publisher.check.holdings import counted
from publisher.check.markup import OPF
from publisher.diagnostics import Diagnostic

_NEEDED = (
    "accessMode",
    "accessModeSufficient",
    "accessibilityFeature",
    "accessibilityHazard",
    "accessibilitySummary",
)
"""What EPUB Accessibility 1.1 (section 2.2) asks every EPUB to say, or shops ask."""

_MODES = {
    "auditory", "chartOnVisual", "chemOnVisual", "colorDependent", "diagramOnVisual",
    "mathOnVisual", "musicOnVisual", "tactile", "textOnVisual", "textual", "visual",
}  # fmt: skip
_FEATURES = {
    "ARIA", "MathML", "alternativeText", "describedMath", "displayTransformability",
    "highContrastDisplay", "index", "longDescriptions", "none", "pageBreakMarkers",
    "pageNavigation", "readingOrder", "rubyAnnotations", "structuralNavigation",
    "tableOfContents", "unlocked",
}  # fmt: skip
_HAZARDS = {
    "flashing", "motionSimulation", "noFlashingHazard", "noMotionSimulationHazard",
    "noSoundHazard", "none", "sound", "unknown",
}  # fmt: skip
_KNOWN = {
    "accessMode": _MODES,
    "accessibilityFeature": _FEATURES,
    "accessibilityHazard": _HAZARDS,
}


_STANDARD = re.compile(
    r"EPUB Accessibility 1\.[1-9] - WCAG 2\.[0-9] Level A{1,3}"
    r"|http://www\.idpf\.org/epub/a11y/accessibility-20170105\.html#wcag-a{1,3}"
)
"""EPUB Accessibility 1.1, section 4.1.4, and what its version 1.0 asked for."""


class _Claim(NamedTuple):
    """A word of the metadata, whether the content bears it out, and what it says."""

    name: str
    word: str
    true: bool
    what: str


def claims(epub: Opened) -> Iterator[Diagnostic]:
    """Check that everything is said that must be, and nothing that is not so."""
    said = {name: _said(epub, name) for name in _NEEDED}
    for name in _NEEDED:
        if not said[name]:
            message = f'the metadata do not say "{name}"'
            yield rules.EPUB_ACCESS.at(epub.whole, message, REPORT_IT)
        for word in said[name]:
            if name in _KNOWN and word not in _KNOWN[name]:
                message = f'"{word}" is not a word for "{name}"'
                yield rules.EPUB_ACCESS.at(epub.whole, message, REPORT_IT)
    held = counted([document.root for document in epub.texts])
    for claim in _judged(held):
        claimed = claim.word in said[claim.name]
        if claimed != claim.true:
            message = (
                f"the metadata claim {claim.what}, which is not so"
                if claimed
                else f"the metadata do not say that there are {claim.what}"
            )
            yield rules.EPUB_ACCESS.at(epub.whole, message, REPORT_IT)
    yield from _page_source(held, epub)
    yield from _conformance(held, epub)


def _said(epub: Opened, name: str) -> list[str]:
    return [(each.text or "").strip() for each in properties(epub, f"schema:{name}")]


def _judged(held: Holdings) -> Iterator[_Claim]:
    feature = "accessibilityFeature"
    described = bool(held.pictures) and not held.undescribed
    yield _Claim(feature, "alternativeText", described, "descriptions of all pictures")
    yield _Claim(feature, "pageBreakMarkers", bool(held.pages), "page marks")
    yield _Claim(feature, "pageNavigation", bool(held.pages), "a page list")
    yield _Claim(feature, "MathML", bool(held.formulas), "formulas")
    yield _Claim(feature, "index", held.index, "an index")
    yield _Claim(feature, "longDescriptions", bool(held.longer), "longer descriptions")
    yield _Claim("accessMode", "visual", bool(held.pictures), "pictures")
    enough = not held.undescribed and not held.wordless
    yield _Claim("accessModeSufficient", "textual", enough, "words for everything")


def _page_source(held: Holdings, epub: Opened) -> Iterator[Diagnostic]:
    """A page list says whose pages it lists; without one there is nothing to say."""
    named = [
        e.text for e in properties(epub, "pageBreakSource") if (e.text or "").strip()
    ]
    named += [e.text for e in properties(epub, "source-of")]
    if held.pages and not named:
        message = "there is a page list, and nothing says whose pages they are"
    elif named and not held.pages and named != ["none"]:
        message = "the metadata name the source of a page list that is not there"
    else:
        return
    yield rules.EPUB_ACCESS.at(epub.whole, message, REPORT_IT)


def _conformance(held: Holdings, epub: Opened) -> Iterator[Diagnostic]:
    claimed = properties(epub, "dcterms:conformsTo")
    if not claimed:
        return
    if not properties(epub, "a11y:certifiedBy"):
        message = "conformance is claimed, and nobody answers for it"
        yield rules.EPUB_ACCESS.at(epub.whole, message, REPORT_IT)
    for claim in claimed:
        if not _STANDARD.fullmatch((claim.text or "").strip()):
            message = f'"{claim.text}" is not the name of a standard to conform to'
            yield rules.EPUB_ACCESS.at(epub.in_package(claim), message, REPORT_IT)
    for fault in held.faults:
        message = f"conformance is claimed in spite of {fault}"
        yield rules.EPUB_ACCESS.at(epub.whole, message, REPORT_IT)
    for link in epub.opf.iter(f"{OPF}link"):
        if link.get("rel") == "a11y:certifierReport" and not link.get("href"):
            message = "the report of the certifier has no address"
            yield rules.EPUB_ACCESS.at(epub.in_package(link), message, REPORT_IT)
