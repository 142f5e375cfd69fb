"""Ace by DAISY, the judge of accessible EPUBs: run, and its findings made ours.

Ace ends with 0 whatever it finds unless asked otherwise, and with a report that is green
when a document could not be opened: so the report is read, and must name every document
of the reading order.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from publisher import rules
from publisher.artifacts import Artifact
from publisher.check.epub.opened import opened, resolved
from publisher.check.whereabouts import Whereabouts
from publisher.diagnostics import Diagnostic, Severity, Span
from publisher.tools import ToolFailed, ToolMissing, ace, browser, run

LIMIT = 1800.0  # seconds; a book of 1.5 million words takes some two hundred
LARGE = 4 * 1024 * 1024
"""Bytes of documents from which a book takes minutes: then only `--full` asks Ace."""

_SEVERITIES = {
    "critical": Severity.ERROR,
    "serious": Severity.ERROR,
    "moderate": Severity.WARNING,
    "minor": Severity.WARNING,
}
_VIOLATIONS = 2  # the status of `ace --exit-on-violation` that is an answer
_TAG = re.compile(r"<[^<>]*+>")


def check_ace(
    artifact: Artifact, *, full: bool = False, strict: bool = False
) -> list[Diagnostic]:
    """Say what Ace finds in a finished EPUB.

    Where it is not installed, or the book is large and not `full`, a note says that it
    was left out; under `strict` a missing Ace raises ToolMissing. ToolFailed is raised
    when it does not answer for every document.
    """
    if not full and _weight(artifact) > LARGE:
        message = "Ace was left out: this book would take it minutes"
        return [_left_out(artifact, message, "run: inv check --full")]
    try:
        return list(_findings(_report(artifact), artifact))
    except ToolMissing as missing:
        if strict:
            raise
        message = f"Ace did not look at this file: {missing.name} is not installed"
        return [_left_out(artifact, message, missing.remedy)]


def _left_out(artifact: Artifact, message: str, hint: str) -> Diagnostic:
    where = Span(PurePosixPath(artifact.path.name), 1)
    return rules.ACE_NOT_RUN.at(where, message, hint)


def _weight(artifact: Artifact) -> int:
    with zipfile.ZipFile(artifact.path) as archive:
        sizes = ((each.filename, each.file_size) for each in archive.infolist())
        return sum(size for name, size in sizes if name.endswith(".xhtml"))


def _report(artifact: Artifact) -> list[tuple[str, Any]]:
    """Run Ace; give the name of each document and what it says of it."""
    with TemporaryDirectory(prefix="ace-") as folder:
        home, out = Path(folder) / "home", Path(folder) / "report"
        home.mkdir()
        words = ("-E", "-s", "-M", "-f", "-o", out, artifact.path)
        finished = run(
            [*ace(), *words],
            timeout=LIMIT,
            expect=(0, _VIOLATIONS),
            environment={
                "PUPPETEER_EXECUTABLE_PATH": str(browser()),
                "ACE_TIMEOUT_INITIAL": "120000",  # ms for the browser to start
                "HOME": str(home),  # it would leave settings and a log behind
                "XDG_CONFIG_HOME": str(home / "config"),
                "XDG_STATE_HOME": str(home / "state"),
            },
        )
        try:
            report = json.loads((out / "report.json").read_text("utf-8"))
            return list(_judged(report, artifact))
        except (OSError, ValueError, KeyError) as problem:
            said = finished.err.decode("utf-8", "replace")
            raise ToolFailed("Ace", "gave no report", said) from problem


def _judged(report: Any, artifact: Artifact) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield each document's name in the archive and what Ace says of it.

    Ace names some files from the archive's root and others from the package document.
    """
    with zipfile.ZipFile(artifact.path) as archive:
        epub = opened(archive, artifact)
        left = set(epub.spine)
        for each in report["assertions"]:
            url = str(each["earl:testSubject"]["url"]).lstrip("/")
            name = url if url in epub.names else resolved(epub.package, url)
            left.discard(name)
            yield name, each["assertions"]
    if left:
        raise ToolFailed("Ace", f'did not look at "{min(left)}"')


def _findings(
    judged: Iterable[tuple[str, Any]], artifact: Artifact
) -> Iterator[Diagnostic]:
    whereabouts = Whereabouts(artifact)
    for name, assertions in judged:
        for each in assertions:
            if each["earl:result"].get("earl:outcome") == "pass":
                continue
            test, result = each["earl:test"], each["earl:result"]
            said = " ".join(str(result.get("dct:description", "")).split())
            html = str(result.get("html", ""))
            yield Diagnostic(
                f"ace/{test['dct:title']}",
                _SEVERITIES.get(test.get("earl:impact", ""), Severity.ERROR),
                _place(name, html, whereabouts),
                _first_sentence(said) or str(test["dct:title"]),
                _shown(html),
            )


def _first_sentence(said: str) -> str:
    """Take of axe's words what is wrong; what could be done follows as a list."""
    before = said.replace("Fix any of the following: ", "").replace(
        "Fix all of the following: ", ""
    )
    return before[:1].lower() + before[1:] if before else ""


def _shown(html: str) -> str | None:
    tag = _TAG.search(html)
    return f"it is about {tag[0][:120]}" if tag else None


def _place(name: str, html: str, whereabouts: Whereabouts) -> Span:
    """Find the element that Ace shows in the document it is from."""
    text, tag = whereabouts.text(name), _TAG.search(html)
    start = text.find(tag[0]) if tag else -1
    own = re.search(r'\bid="([^"]+)"', tag[0]) if tag else None
    if start < 0 and own:
        start = text.find(f'id="{own[1]}"')
    if start < 0:
        return whereabouts.of(name, 1, 1)
    line = text.count("\n", 0, start) + 1
    return whereabouts.of(name, line, start - text.rfind("\n", 0, start))
