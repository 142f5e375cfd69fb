"""Findings in a browser: one page that needs nothing else, with or without JavaScript."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from publisher.diagnostics import Diagnostic
from publisher.reports.cells import visible
from publisher.reports.report import RULES, Report, families
from publisher.reports.text import summary

if TYPE_CHECKING:
    from jinja2 import Template

MOST = 3000  # findings on the page: a browser stays quick, and the rest is in the JSON
AROUND = 160  # characters of a line that are shown before and behind the place

_HERE = Path(__file__).parent / "page"


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as the page shows it."""

    name: str  # its id
    code: str
    severity: str
    line: int
    column: int
    message: str
    hint: str
    before: str  # the line of the manuscript, cut at the place meant
    mark: str
    after: str


@dataclass(frozen=True, slots=True)
class Box:
    """A choice of a filter: what it shows, and how many there are."""

    number: int
    name: str
    more: str
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """A file, and what was found in it."""

    box: Box
    found: list[Shown]


def as_html(report: Report) -> str:
    """Write a report as one page of HTML, which asks the network for nothing."""
    ordered = report.ordered
    style, script = (_asset(name) for name in ("page.css", "page.js"))
    kinds = _kinds(ordered)
    return _template().render(
        title=visible(report.title) or "The book",
        report=report,
        summary=summary(ordered, report.files),
        style=style,
        script=script,
        policy=_policy(style + _hiding(ordered), script),
        hiding=_hiding(ordered),
        counts=report.counts,
        kinds=kinds,
        numbers={box.name: box.number for boxes in kinds.values() for box in boxes},
        places=_places(report),
        left=max(0, len(ordered) - MOST),
        rules=RULES,
    )


@cache
def _template() -> Template:
    from jinja2 import (  # not at the start
        Environment,
        FileSystemLoader,
        StrictUndefined,
    )

    from publisher.templates import Readymade

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=Readymade(),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.jinja")


def _asset(name: str) -> str:
    return (_HERE / name).read_text("utf-8").strip()


def _policy(style: str, script: str) -> str:
    """Forbid the page everything but its own style and script."""
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; "
        f"script-src 'sha256-{_digest(script)}'; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _hiding(found: Iterable[Diagnostic]) -> str:
    """Let boxes that are not ticked hide their findings, without JavaScript."""
    found = list(found)
    kinds = range(len({each.code for each in found}))
    files = range(len({each.span.path for each in found}))
    names = [f"k{number}" for number in kinds] + [f"f{number}" for number in files]
    return "".join(
        f"\nbody:has(#{name}:not(:checked)) .{name}{{display:none}}" for name in names
    )


def _kinds(found: Iterable[Diagnostic]) -> Mapping[str, list[Box]]:
    tally = Counter(each.code for each in found)
    numbers = {code: number for number, code in enumerate(sorted(tally))}
    return {
        family: [Box(numbers[code], code, _title(code), tally[code]) for code in codes]
        for family, codes in families(tally).items()
    }


def _title(code: str) -> str:
    return RULES[code].title if code in RULES else "said by an outside program"


def _places(report: Report) -> list[Place]:
    tally = Counter(each.span.path for each in report.ordered)
    order = _book_order(report, tally)
    by_path: dict[PurePosixPath, list[Shown]] = {path: [] for path in order}
    for name, each in report.named[:MOST]:
        by_path[each.span.path].append(_shown(report, name, each))
    return [
        Place(
            Box(
                number,
                visible(str(path)),
                visible(report.titles.get(path, "")),
                tally[path],
            ),
            by_path[path],
        )
        for number, path in enumerate(order)
    ]


def _book_order(report: Report, paths: Iterable[PurePosixPath]) -> list[PurePosixPath]:
    """Chapters in the order of the book; before them other files, by name."""
    chapters = {path: number for number, path in enumerate(report.titles)}
    return sorted(paths, key=lambda path: (chapters.get(path, -1), str(path)))


def _shown(report: Report, name: str, each: Diagnostic) -> Shown:
    line = report.line(each)
    cut = each.span.column - 1
    before, mark, after = "", "", ""
    if line is not None:
        end = cut + max(1, each.span.length)
        before, mark = line[max(0, cut - AROUND) : cut], line[cut:end]
        after = line[end : end + AROUND]
        before = f"…{before}" if cut > AROUND else before
        after = f"{after}…" if end + AROUND < len(line) else after
    return Shown(
        name,
        each.code,
        each.severity.value,
        each.span.line,
        each.span.column,
        visible(each.message),
        visible(each.hint or ""),
        *(visible(part) for part in (before, mark, after)),
    )
