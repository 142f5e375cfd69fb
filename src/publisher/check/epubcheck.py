"""EPUBCheck, the EPUB community's own validator: run, and its findings made ours."""

from __future__ import annotations

import json
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from publisher.artifacts import Artifact
from publisher.diagnostics import Diagnostic, Severity, Span
from publisher.tools import ToolFailed, epubcheck_jar, run_jar

LIMIT = 600.0  # seconds; a book of 1.5 million words takes some forty

SEVERITIES = {
    "FATAL": Severity.ERROR,
    "ERROR": Severity.ERROR,
    "WARNING": Severity.WARNING,
    "INFO": Severity.NOTE,
    "USAGE": Severity.NOTE,
}

NO_FAULT = {
    "CSS-028",  # a style sheet brings a font: it does, on purpose
    "HTM-005",  # a link leads out of the book: the author wrote it
    "NAV-006",  # not every book with figures has a list of them
    "NAV-007",  # nor with tables
}
"""Usage messages that are no one's fault and nothing to look at."""

_ID = re.compile(r"""\bid\s*=\s*["']([^"']+)["']""")


def epubcheck(artifact: Artifact) -> list[Diagnostic]:
    """Run EPUBCheck on a finished EPUB.

    Raises ToolMissing without Java or EPUBCheck, ToolFailed when it does not answer.
    """
    words = ("--json", "-", "--usage", "--locale", "en", artifact.path)
    finished = run_jar(epubcheck_jar(), words, timeout=LIMIT)
    try:
        messages = json.loads(finished.text)["messages"]
    except (ValueError, KeyError) as problem:
        said = finished.err.decode("utf-8", "replace")
        raise ToolFailed("EPUBCheck", "gave no report", said) from problem
    return list(diagnostics(messages, artifact))


def diagnostics(messages: Any, artifact: Artifact) -> Iterator[Diagnostic]:  # noqa: ANN401
    """Turn the messages of its JSON report into findings, one for each place."""
    places = _Places(artifact)
    for message in messages:
        if message["severity"] not in SEVERITIES or message["ID"] in NO_FAULT:
            continue
        said = " ".join(message["message"].split()).removesuffix(".")
        for location in message["locations"] or [{}]:
            yield Diagnostic(
                f"epubcheck/{message['ID']}",
                SEVERITIES[message["severity"]],
                places.span(location),
                said,
                " ".join((message["suggestion"] or "").split()).removesuffix(".")
                or None,
            )


@dataclass(slots=True)
class _Places:
    """Finds the manuscript's place of a line and column in a document of the EPUB."""

    artifact: Artifact
    texts: dict[str, str] = field(default_factory=dict)

    def span(self, location: dict[str, Any]) -> Span:
        """Point at the nearest id at or before the place, if the manuscript has it."""
        name = location.get("path") or ""
        line = max(1, location.get("line") or 1)
        column = max(1, location.get("column") or 1)
        for own in reversed(self._ids_before(name, line, column)):
            if found := self.artifact.places.get((name, own)):
                return found
        inside = "" if name == self.artifact.path.name else name
        return Span(PurePosixPath(self.artifact.path.name) / inside, line, column)

    def _ids_before(self, name: str, line: int, column: int) -> list[str]:
        text = self._text(name)
        starts = [0, *(found.end() for found in re.finditer("\n", text))]
        here = starts[min(line, len(starts)) - 1] + column
        found = list(_ID.finditer(text))
        last = bisect_right(found, here, key=lambda each: each.start())
        return [each[1] for each in found[:last]]

    def _text(self, name: str) -> str:
        if name not in self.texts:
            with zipfile.ZipFile(self.artifact.path) as archive:
                known = name in archive.namelist() and name.endswith(".xhtml")
                text = archive.read(name).decode("utf-8", "replace") if known else ""
            self.texts[name] = text
        return self.texts[name]
