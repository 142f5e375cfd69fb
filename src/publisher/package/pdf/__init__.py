"""From fragments to two PDF files: one to read on a screen, one to send to press.

Both hold the same pages. The one for the screen has links, outline, tags and page
labels; the one for press has nothing that is not ink. Same input, same bytes. Fragments
are fetched one after the other and none is kept: only small tables grow with the book.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from publisher import rules
from publisher.artifacts import Artifact, Asset, PageMap
from publisher.bookinfo import BookInfo
from publisher.diagnostics import Diagnostic, Span
from publisher.fragments import Fragment, Placed
from publisher.identity import print_identifier
from publisher.package.pdf.container import Container
from publisher.package.pdf.finishing import Memory, finished
from publisher.package.pdf.fonts import Fonts
from publisher.package.pdf.numbering import start
from publisher.package.pdf.patching import misfits, targets
from publisher.package.pdf.sharing import Shared
from publisher.package.pdf.standards import STANDARDS
from publisher.package.pdf.whole import Whole

SCREEN, PRINT = "screen-pdf", "print-pdf"


def package_pdf(
    placed: Sequence[Placed],
    pages: PageMap,
    fonts: Mapping[str, Asset],
    info: BookInfo,
    folder: Path,
    memory: Memory | None = None,
) -> tuple[tuple[Artifact, ...], list[Diagnostic]]:
    """Write both files into a folder, each whole or not at all.

    `fonts` are those of the book, by file name. A file that cannot be written is a
    finding, and no artifact; what stood in its place before is then still there. A page
    number that does not go where it should stand is a finding too. `memory` keeps what
    was finished, for the next build.
    """
    made: list[Artifact] = []
    found: list[Diagnostic] = []
    standard = STANDARDS[info.print.standard]
    with (
        Container(folder / f"{info.slug}-print.pdf") as press,
        Container(folder / f"{info.slug}-screen.pdf", standard.version) as screen,
    ):
        found += _joined(placed, pages, fonts, info, (press, screen), memory)
        for kind, file in ((PRINT, press), (SCREEN, screen)):
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
    files: tuple[Container, Container],
    memory: Memory | None,
) -> Iterator[Diagnostic]:
    """Put the fragments and what joins them into both files, that for the press first."""
    press, screen = files
    number, standard = print_identifier(info, pages), STANDARDS[info.print.standard]
    whole = Whole(info, number, standard, start(len(assets)))
    shared, fonts = Shared(), Fonts()
    for each in placed:
        fragment = each.load()
        labels = _labels(fragment, pages)
        place = shared.placed(fragment, whole.place(fragment))
        fonts.take(fragment)
        made = finished(fragment, each, place, labels, memory)
        press.put(made.press)
        screen.put(made.screen)
        yield from _misfitting(fragment, each, labels, press.target)
    streams, plain = fonts.objects(assets)
    complete = fonts.are_complete
    for file in (press, screen):
        packet = whole.metadata(press=file is press, fonts_are_complete=complete)
        file.put([*streams, packet])
    screen.put([whole.profile()])
    press.pack([*plain, *whole.press()])
    screen.pack([*plain, *whole.screen([row.label for row in pages.pages])])


def _labels(fragment: Fragment, pages: PageMap) -> dict[str, str]:
    """Say what the pages are called that a fragment refers to."""
    return {
        target: pages.pages[pages.anchors[target] - 1].label
        for target in targets(fragment)
        if target in pages.anchors
    }


def _misfitting(
    fragment: Fragment, place: Placed, labels: Mapping[str, str], target: Path
) -> Iterator[Diagnostic]:
    for each in misfits(fragment, place.labels, labels):
        about = f'the reference to "{each.target}"' if each.target else "the folio"
        yield rules.NOT_SETTLED.at(
            Span(PurePosixPath(target.name), place.first + each.page),
            f'{about} should say "{each.wanted}" where there is room for "{each.text}"',
            hint="a page break or a reworded reference near the place settles it",
        )


def _unwritable(target: Path, problem: OSError) -> Diagnostic:
    return rules.CANNOT_WRITE.at(
        Span(PurePosixPath(target.name), 1),
        f'"{target.name}" could not be written: {problem.strerror or problem}',
        hint="look whether the output folder exists, is yours and has room",
    )
