"""The finished EPUB, read back: our own quick checks, then EPUBCheck's.

A finding points into the manuscript when the place can be told by the ids around it,
otherwise into the file: `book.epub/EPUB/text/ch-01.xhtml:12:5`.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

from publisher import rules
from publisher.artifacts import Artifact
from publisher.cache import Cache
from publisher.check.epub.claims import claims
from publisher.check.epub.container import container, manifest
from publisher.check.epub.content import content
from publisher.check.epub.description import description
from publisher.check.epub.inside import inside
from publisher.check.epub.notes import notes
from publisher.check.epub.opened import REPORT_IT, Opened, opened
from publisher.check.epub.ways import ways
from publisher.check.epubcheck import epubcheck
from publisher.diagnostics import Diagnostic, Span, any_errors
from publisher.tools import ToolMissing

CHECKS = (manifest, inside, notes, ways, description, content, claims)
"""What is asked of an EPUB that hangs together, in this order."""


def check_epub(
    artifact: Artifact, *, strict: bool = False, cache: Cache | None = None
) -> list[Diagnostic]:
    """Say everything that is wrong with a finished EPUB.

    What EPUBCheck said before of the same EPUB, byte for byte, it is not asked again.

    Where there is no Java, EPUBCheck is left out and a note says so; under `strict`
    ToolMissing is raised instead. ToolFailed is raised when EPUBCheck breaks.
    """
    found = list(own_checks(artifact))
    if any_errors(found):
        return found  # EPUBCheck would say the same once more
    try:
        return found + epubcheck(artifact, cache)
    except ToolMissing as missing:
        if strict:
            raise
        where = Span(PurePosixPath(artifact.path.name), 1)
        message = (
            f"EPUBCheck did not look at this file: {missing.name} is not installed"
        )
        return [*found, rules.EPUBCHECK_NOT_RUN.at(where, message, missing.remedy)]


def own_checks(artifact: Artifact) -> Iterator[Diagnostic]:
    """Check what no other checker sees, without Java and at once."""
    try:
        with zipfile.ZipFile(artifact.path) as archive:
            yield from _checked(opened(archive, artifact))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError) as problem:
        where = Span(PurePosixPath(artifact.path.name), 1)
        yield rules.EPUB_CONTAINER.at(where, f"cannot be read: {problem}", REPORT_IT)


def _checked(epub: Opened) -> Iterator[Diagnostic]:
    """Check the container first: what does not hang together is not looked into."""
    broken = list(container(epub))
    yield from broken
    if not any_errors(broken):
        for check in CHECKS:
            yield from check(epub)
