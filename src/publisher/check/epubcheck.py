"""EPUBCheck, the EPUB community's own validator: run, and its findings made ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from publisher.artifacts import Artifact
from publisher.check.whereabouts import Whereabouts
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
    whereabouts = Whereabouts(artifact)
    for message in messages:
        if message["severity"] not in SEVERITIES or message["ID"] in NO_FAULT:
            continue
        said = " ".join(message["message"].split()).removesuffix(".")
        for location in message["locations"] or [{}]:
            yield Diagnostic(
                f"epubcheck/{message['ID']}",
                SEVERITIES[message["severity"]],
                _place(location, whereabouts),
                said,
                " ".join((message["suggestion"] or "").split()).removesuffix(".")
                or None,
            )


def _place(location: dict[str, Any], whereabouts: Whereabouts) -> Span:
    """Read a location; EPUBCheck counts -1 where it knows no line or column."""
    line, column = (max(1, location.get(key) or 1) for key in ("line", "column"))
    document = location.get("path") or whereabouts.artifact.path.name
    return whereabouts.of(document, line, column)
