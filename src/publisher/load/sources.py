"""The texts of a book: the files its pieces name, what those include, what is left over."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from publisher import rules
from publisher.artifacts import Inclusion, SourceFile
from publisher.bookinfo import BookInfo, Piece
from publisher.config.decoding import LARGEST_TEXT, decode
from publisher.config.paths import Folder, Refusal, unfit
from publisher.diagnostics import Diagnostic, Span, any_errors

DEEPEST = 20
"""Levels of files that include one another."""

_INCLUDE = re.compile(
    r"""^(?P<before>[ \t>*+:-]*+(?:[0-9]++[.)][ \t]*+)?)
        \{\{<\s*+include\s++(?P<quote>["']?)
        (?P<name>(?:[^\s"'>]|\s++(?!["']?\s*+>\}\})|>(?!\}\}))*)
        \s*+(?P=quote)\s*+>\}\}[ \t]*$""",
    re.VERBOSE,
)
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_MARKDOWN = (".md", ".markdown")


@dataclass(slots=True)
class Texts:
    """Every text read so far, by the path that names it, and what was found."""

    folder: Folder
    found: list[Diagnostic] = field(default_factory=list)
    read: dict[PurePosixPath, SourceFile] = field(default_factory=dict)
    files: set[Path] = field(default_factory=set)
    refused: set[PurePosixPath] = field(default_factory=set)
    inclusions: list[Inclusion] = field(default_factory=list)

    def text(self, path: PurePosixPath) -> SourceFile | Refusal:
        """Read a text once. One that could not be read whole is remembered as refused."""
        if path in self.read:
            return self.read[path]
        file = self.folder.file(str(path))
        if isinstance(file, Refusal):
            return file
        self.files.add(file)
        text, found = _decoded(file, path)
        self.found += found
        if any_errors(found):
            self.refused.add(path)
        self.read[path] = SourceFile(path, text)
        return self.read[path]


def sources(texts: Texts, structure: Iterable[Piece]) -> tuple[SourceFile, ...]:
    """Read the file of every piece that has one, in book order."""
    read = []
    for piece in _with_files(structure):
        source = texts.text(piece.path) if piece.path else None
        if isinstance(source, SourceFile):
            read.append(source)
        elif source is not None:
            texts.found.append(source.at(piece.span))
            texts.refused.update({piece.path} if piece.path else ())
    return tuple(read)


def included(
    texts: Texts, roots: Iterable[SourceFile]
) -> dict[PurePosixPath, SourceFile]:
    """Read every file that is included, directly or by another, keyed by its path."""
    gathered: dict[PurePosixPath, SourceFile] = {}
    depths: dict[PurePosixPath, int] = {}
    for root in roots:
        _gather(texts, root, (root.path,), gathered, depths)
    return gathered


def vocabulary(texts: Texts, info: BookInfo) -> frozenset[str]:
    """Gather the words that are right in this book; in its lists # begins a remark."""
    words = set(info.spelling.words)
    for path, span in info.spelling.lists:
        source = texts.text(path)
        if isinstance(source, Refusal):
            texts.found.append(source.at(span))
            continue
        lines = (line.partition("#")[0].strip() for line in source.text.split("\n"))
        words.update(filter(None, lines))
    return frozenset(words)


def unused_files(texts: Texts) -> Iterator[Diagnostic]:
    """Find Markdown files in the folder that are neither a piece nor included.

    Notes to oneself are left alone: README.md, `*.inc.md`, and whatever begins with a
    dot or an underscore. So is a folder that is a book of its own.
    """
    for file in _markdown_files(texts.folder.home, texts.folder):
        if file not in texts.files:
            path = PurePosixPath(file.relative_to(texts.folder.home).as_posix())
            yield rules.UNUSED_FILE.at(
                Span(path, 1),
                f'"{path}" is in the folder but not in the book',
                hint="list it in book.yaml under chapters, front-matter, appendices or"
                " back-matter, or begin its name with _",
            )


def _with_files(structure: Iterable[Piece]) -> Iterator[Piece]:
    for piece in structure:
        yield piece
        yield from _with_files(piece.pieces)


def _decoded(file: Path, path: PurePosixPath) -> tuple[str, list[Diagnostic]]:
    try:
        if file.stat().st_size > LARGEST_TEXT:
            most = f"{LARGEST_TEXT // 1024**2} MB"
            message = f'"{path}" is larger than {most}'
            return "", [
                rules.TOO_LARGE.at(Span(path, 1), message, "divide it into chapters")
            ]
        return decode(file.read_bytes(), path)
    except OSError as problem:
        message = f'"{path}" cannot be read: {problem.strerror}'
        return "", [
            rules.MISSING_FILE.at(Span(path, 1), message, "see who may read it")
        ]


# ---------------------------------------------------------------- includes


def _gather(
    texts: Texts,
    source: SourceFile,
    trail: tuple[PurePosixPath, ...],
    gathered: dict[PurePosixPath, SourceFile],
    depths: dict[PurePosixPath, int],
) -> None:
    """Follow the includes of a file; of one met before only if it now stands deeper."""
    for name, span in includes(source):
        path = PurePosixPath(posixpath.normpath(source.path.parent / unquote(name)))
        fault = _fault(name, path, trail)
        part = fault or texts.text(path)
        if isinstance(part, Refusal):
            rule = rules.INCLUDE if part.rule is rules.MISSING_FILE else part.rule
            texts.found.append(rule.at(span, part.message, part.hint))
            texts.refused.add(path)
            continue
        texts.inclusions.append(Inclusion(source.path, path, span))
        gathered[path] = part
        if depths.get(path, 0) < len(trail):
            depths[path] = len(trail)
            _gather(texts, part, (*trail, path), gathered, depths)


def includes(source: SourceFile) -> Iterator[tuple[str, Span]]:
    """Yield the names in `{{< include … >}}` lines with their places; not in code."""
    if "{{<" not in source.text:
        return
    fence = ""
    for number, line in enumerate(source.text.split("\n"), 1):
        edge = _FENCE.match(line)
        if edge and not fence:
            fence = edge[1]
        elif edge and edge[1].startswith(fence):
            fence = ""
        named = _INCLUDE.match(line) if not fence else None
        if named:
            column = len(named["before"]) + 1
            yield (
                named["name"],
                Span(source.path, number, column, len(line) - column + 1),
            )


def _fault(
    name: str, path: PurePosixPath, trail: tuple[PurePosixPath, ...]
) -> Refusal | None:
    """Refuse an include that leads out, comes back to itself, or goes too deep."""
    if path in trail:
        way = [str(each) for each in trail[trail.index(path) + 1 :]]
        by = f" by way of {', '.join(way)}" if way else ""
        message = f'"{path}" includes itself{by}'
        return Refusal(rules.INCLUDE, message, "take one of the includes out")
    if len(trail) > DEEPEST:
        message = f"files include one another more than {DEEPEST} levels deep"
        return Refusal(rules.INCLUDE, message, "include fewer files in files")
    if str(path) == "." or path.parts[0] == "..":
        return unfit(name or "")
    return unfit(str(path))


# ---------------------------------------------------------------- what is left over


def _markdown_files(here: Path, folder: Folder) -> Iterator[Path]:
    for name in folder.names(here):
        entry = here / name
        if name.startswith((".", "_")):
            continue
        if entry.is_dir() and not entry.is_symlink():
            if "book.yaml" not in folder.names(entry):
                yield from _markdown_files(entry, folder)
        elif name.lower().endswith(_MARKDOWN) and not _left_alone(name.lower()):
            yield entry


def _left_alone(name: str) -> bool:
    return name == "readme.md" or name.endswith(".inc.md")
