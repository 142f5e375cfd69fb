"""From fragments to two PDF files: one to read on a screen, one to send to press.

Both hold the same pages. The one for the screen has links, outline, tags and page
labels; the one for press has nothing that is not ink. Same input, same bytes. Fragments
are fetched one after the other, if they must be, and none is kept: only small tables grow
with the book.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path, PurePosixPath

from publisher import rules
from publisher.artifacts import Artifact, Asset, PageMap
from publisher.bookinfo import BookInfo
from publisher.diagnostics import Diagnostic, Span
from publisher.fragments import Placed
from publisher.identity import print_identifier
from publisher.package.pdf.container import Container
from publisher.package.pdf.finishing import (
    NAMELESS,
    Memory,
    finished,
    for_press,
    for_screen,
    in_both,
    shown_by_press,
    shown_on_screen,
)
from publisher.package.pdf.fonts import Fonts
from publisher.package.pdf.numbering import start
from publisher.package.pdf.patching import misfits
from publisher.package.pdf.seams import Seam, seam
from publisher.package.pdf.sharing import Shared
from publisher.package.pdf.standards import PRESS, STANDARDS
from publisher.package.pdf.whole import Whole

SCREEN, PRINT = "screen-pdf", "print-pdf"
BOTH = PRINT, SCREEN
_OWN = {PRINT: for_press, SCREEN: for_screen}
_SHOWN = {PRINT: shown_by_press, SCREEN: shown_on_screen}


def package_pdf(
    placed: Sequence[Placed],
    pages: PageMap,
    fonts: Mapping[str, Asset],
    info: BookInfo,
    folder: Path,
    memory: Memory | None = None,
    kinds: Sequence[str] = BOTH,
) -> tuple[tuple[Artifact, ...], list[Diagnostic]]:
    """Write files into a folder, each whole or not at all: both, or one of them.

    `fonts` are those of the book, by file name. A file that cannot be written is a
    finding, and no artifact; what stood in its place before is then still there. A page
    number that does not go where it should stand is a finding too, with the file for the
    screen. `memory` keeps what was finished, for the next build.
    """
    made: list[Artifact] = []
    found: list[Diagnostic] = []
    standard = STANDARDS[info.print.standard]
    versions = {PRINT: PRESS.version, SCREEN: standard.version}
    with ExitStack() as open_files:
        files = {
            kind: open_files.enter_context(
                Container(folder / _named(kind, info), versions[kind])
            )
            for kind in kinds
        }
        found += _joined(placed, pages, fonts, info, files, memory)
        for kind, file in files.items():
            problem = file.close()
            if problem is None:
                made.append(Artifact(file.target, kind))
            else:
                found.append(_unwritable(file.target, problem))
    return tuple(made), found


def _joined(
    placed: Sequence[Placed],
    pages: PageMap,
    assets: Mapping[str, Asset],
    info: BookInfo,
    files: Mapping[str, Container],
    memory: Memory | None,
) -> Iterator[Diagnostic]:
    """Put the fragments and what joins them into the files."""
    number, standard = print_identifier(info, pages), STANDARDS[info.print.standard]
    whole = Whole(info, number, standard, start(len(assets)), SCREEN in files)
    shared, fonts = Shared(), Fonts()
    for each in placed:
        fetch = cache(each.load)
        told = seam(fetch, each.name, memory)
        labels = _labels(told, pages)
        place = shared.placed(told.pictures, whole.place(told))
        fonts.take(told.faces)
        both = finished(in_both, fetch, each.name, place, NAMELESS, memory)
        called = each.labels, labels
        for kind, file in files.items():
            file.put(both)
            for make, names in ((_SHOWN[kind], called), (_OWN[kind], NAMELESS)):
                file.put(finished(make, fetch, each.name, place, names, memory))
        if SCREEN in files:
            yield from _misfitting(told, each, labels, _named(PRINT, info))
    streams, plain = fonts.objects(assets)
    complete = fonts.are_complete
    for kind, file in files.items():
        press = kind == PRINT
        packet = whole.metadata(press=press, fonts_are_complete=complete)
        file.put([*streams, packet] if press else [*streams, packet, whole.profile()])
        rows = whole.press() if press else whole.screen([e.label for e in pages.pages])
        file.pack([*plain, *rows])


def _named(kind: str, info: BookInfo) -> str:
    return f"{info.slug}-{'print' if kind == PRINT else 'screen'}.pdf"


def _labels(seam: Seam, pages: PageMap) -> dict[str, str]:
    """Say what the pages are called that a fragment refers to."""
    return {
        target: pages.pages[pages.anchors[target] - 1].label
        for target in seam.targets
        if target in pages.anchors
    }


def _misfitting(
    seam: Seam, place: Placed, labels: Mapping[str, str], file: str
) -> Iterator[Diagnostic]:
    for each in misfits(seam.numbers, place.labels, labels):
        about = f'the reference to "{each.target}"' if each.target else "the folio"
        yield rules.NOT_SETTLED.at(
            Span(PurePosixPath(file), place.first + each.page),
            f'{about} should say "{each.wanted}" where there is room for "{each.text}"',
            hint="a page break or a reworded reference near the place settles it",
        )


def _unwritable(target: Path, problem: OSError) -> Diagnostic:
    return rules.CANNOT_WRITE.at(
        Span(PurePosixPath(target.name), 1),
        f'"{target.name}" could not be written: {problem.strerror or problem}',
        hint="look whether the output folder exists, is yours and has room",
    )
