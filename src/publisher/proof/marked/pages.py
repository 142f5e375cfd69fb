"""The pages of a proof with what every page has: source tags, links, numbers of lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from publisher.artifacts import BlockRow, Box, PageMap
from publisher.diagnostics import Span
from publisher.marginalia import Kind, Mark, ProofPage
from publisher.proof.standing import Standing

_SAME = 3.0  # pt: tags of one line of the manuscript that are nearer are one tag


def mark_pages(standing: Standing, *, lines: bool) -> list[ProofPage]:
    """Make the pages of a proof; `lines` has their lines numbered."""
    pages = standing.pages
    made = [ProofPage(row.index) for row in pages.pages]
    names = tag_names(pages)
    for row in pages.blocks:
        for box in row.boxes:
            made[box.page - 1].links.append((box, row.span))
    for number, mark in _tags(standing, names):
        made[number - 1].marks.append(mark)
    for page in made:
        page.links.sort(key=lambda link: -link[0].width * link[0].height)
        page.edges = _edges(page, pages)
        if lines:
            found = standing.impression.lines(page.page)
            page.lines = [(each.number, each.y) for each in found]
    return made


def tag_names(pages: PageMap) -> Mapping[PurePosixPath, str]:
    """Name each file in a tag: its stem, unless two files have the same one."""
    paths = dict.fromkeys(row.span.path for row in pages.blocks)
    stems: dict[str, list[PurePosixPath]] = defaultdict(list)
    for path in paths:
        stems[path.stem].append(path)
    return {
        path: path.stem if len(stems[path.stem]) == 1 else str(path.with_suffix(""))
        for path in paths
    }


def _tags(
    standing: Standing, names: Mapping[PurePosixPath, str]
) -> Iterator[tuple[int, Mark]]:
    """Yield a tag for the first line of each block, and its page."""
    met: dict[tuple[int, str], list[float]] = defaultdict(list)
    for row in standing.pages.blocks:
        if not row.boxes:
            continue
        page, y = standing.top(row)
        words = _tag(row.span, names)
        if all(abs(y - other) > _SAME for other in met[page, words]):
            met[page, words].append(y)
            yield page, Mark(Kind.TAG, y, words)
    yield from _going_on(standing, names)


def _going_on(
    standing: Standing, names: Mapping[PurePosixPath, str]
) -> Iterator[tuple[int, Mark]]:
    """Yield a tag for what goes on at the top of a page: "… ch07:142"."""
    for page in standing.pages.pages:
        row = standing.row(page.first) if page.first and page.offset else None
        box = _on(row, page.index) if row else None
        if row and box and row.boxes[0].page < page.index:
            lines = standing.impression.lines(page.index)
            inside = [line.y for line in lines if box.y <= line.y <= box.y + box.height]
            if inside:
                yield (
                    page.index,
                    Mark(Kind.TAG, min(inside), f"… {_tag(row.span, names)}"),
                )


def _on(row: BlockRow, page: int) -> Box | None:
    return next((box for box in row.boxes if box.page == page), None)


def _tag(span: Span, names: Mapping[PurePosixPath, str]) -> str:
    return f"{names.get(span.path, span.path.stem)}:{span.line}"


def _edges(page: ProofPage, pages: PageMap) -> tuple[float, float]:
    """Give the left and right edge of the text on a page."""
    boxes = [box for box, _ in page.links]
    if not boxes:
        return 0.0, pages.width
    return min(box.x for box in boxes), max(box.x + box.width for box in boxes)
