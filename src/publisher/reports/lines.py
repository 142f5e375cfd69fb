"""The lines of a manuscript that findings are about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from publisher.diagnostics import Diagnostic


class Lines:
    """The lines of a manuscript; each text is divided once, however much is found in it."""

    def __init__(self, texts: Mapping[PurePosixPath, str]) -> None:
        self._texts = texts
        self._divided: dict[PurePosixPath, list[str]] = {}

    def of(self, finding: Diagnostic) -> str | None:
        """Give the line that a finding is about, if it has one with words."""
        path, number = finding.span.path, finding.span.line
        if path not in self._divided:
            self._divided[path] = self._texts.get(path, "").split("\n")
        lines = self._divided[path]
        line = lines[number - 1] if 0 < number <= len(lines) else ""
        return line if line and not line.isspace() else None
