"""Links that open a file of the manuscript in an editor, at a line and a column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

EDITORS: Mapping[str, str] = {
    "vscode": "vscode://file/{path}:{line}:{column}",
    "vscodium": "vscodium://file/{path}:{line}:{column}",
    "cursor": "cursor://file/{path}:{line}:{column}",
    "zed": "zed://file/{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "emacs": "org-protocol://open-source?url=file://{path}&line={line}&col={column}",
}
"""Editors by name, with the addresses they answer to."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOLE = re.compile(r"\{(path|line|column)\}")
_BROWSERS = {"about", "blob", "data", "file", "filesystem", "http", "https"}
_SCRIPTS = {"javascript", "vbscript", "view-source"}


@dataclass(frozen=True, slots=True)
class Editor:
    """An address with holes for a path, a line and a column."""

    template: str

    @classmethod
    def named(cls, words: str) -> Editor | str:
        """Take the name of an editor, or an address; else say what is wrong with it."""
        template = EDITORS.get(words.lower(), words)
        scheme = _SCHEME.match(template)
        if scheme is None:
            return f'"{words}" is no editor: {", ".join(EDITORS)}, or an address'
        if scheme[1].lower() in _BROWSERS | _SCRIPTS:
            return f'"{scheme[1]}:" is opened by the browser, not by an editor'
        if "{path}" not in template:
            return f'the address of an editor needs {{path}}: "{EDITORS["vscode"]}"'
        return cls(template)

    def link(self, home: Path, path: str, line: int, column: int) -> str:
        """Give the address that opens a file below the folder of the manuscript."""
        file = quote((home.resolve() / path).as_posix())
        told = {"path": file, "line": str(line), "column": str(column)}
        if "file/{path}" in self.template:  # the slash is there already
            told["path"] = file.removeprefix("/")
        return _HOLE.sub(lambda hole: told[hole[1]], self.template)
