"""EPUBCheck, the EPUB community's own validator: run, and its findings made ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from publisher.artifacts import Artifact
from publisher.cache import Cache, kept
from publisher.check.whereabouts import Whereabouts
from publisher.diagnostics import Diagnostic, Severity, Span
from publisher.tools import (
    Resident,
    ToolFailed,
    epubcheck_jar,
    java_library,
    run_jar,
    this_python,
)

LIMIT = 600.0  # seconds; a book of 1.5 million words takes some forty

SEVERITIES = {
    "FATAL": Severity.ERROR,
    "ERROR": Severity.ERROR,
    "WARNING": Severity.WARNING,
    "INFO": Severity.NOTE,
    "USAGE": Severity.WARNING,  # but for the few below
}

NO_FAULT = {
    "CSS-028",  # a style sheet brings a font: it does, on purpose
    "HTM-005",  # a link leads out of the book: the author wrote it
    "NAV-006",  # not every book with figures has a list of them
    "NAV-007",  # nor with tables
}
"""Usage messages that are no one's fault and nothing to look at. Every other one warns:
among them are a type of section that does not exist, and a file that nothing uses."""


def epubcheck(artifact: Artifact, cache: Cache | None = None) -> list[Diagnostic]:
    """Ask EPUBCheck about a finished EPUB, or find what it said of the same before.

    Raises ToolMissing without Java or EPUBCheck, ToolFailed when it does not answer.
    """
    jar = epubcheck_jar()
    made_of = ("EPUBCheck", str(jar), str(jar.stat().st_size))
    messages = kept(
        cache, (*made_of, artifact.path.read_bytes()), partial(_asked, artifact.path)
    )
    return list(diagnostics(messages, artifact))


def _asked(epub: Path) -> Any:  # noqa: ANN401 whatever JSON holds
    with TemporaryDirectory(prefix="epubcheck-") as folder:
        report = Path(folder) / "report.json"
        words = (
            "--json",
            report,
            "--usage",
            "--quiet",
            "--locale",
            "en",
            epub,
        )
        _run([str(word) for word in words])
        try:
            return json.loads(report.read_text("utf-8"))["messages"]
        except (OSError, ValueError, KeyError) as problem:
            raise ToolFailed("EPUBCheck", "gave no report") from problem


_residents: list[Resident] = []  # the Java machine that is kept, if there is one


def _run(words: list[str]) -> None:
    """Have EPUBCheck write its report, by a Java machine that is kept where it can be."""
    jar, library = epubcheck_jar(), java_library()
    if library is None:
        run_jar(jar, words, timeout=LIMIT)
        return
    if not _residents or not _residents[0].alive:
        command = this_python("publisher.check.jvm", library, jar)
        _residents[:] = [Resident("EPUBCheck", command)]
    status = _residents[0].ask(json.dumps(words), timeout=LIMIT)
    if status not in {"0", "1"}:
        raise ToolFailed("EPUBCheck", f"ended with status {status}")


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
