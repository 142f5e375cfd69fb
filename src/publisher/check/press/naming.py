"""Pages named by all that a judgement of them depends on, to know them again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pikepdf import Array, Dictionary, Name, Object, Stream

from publisher.cache import fingerprint, key
from publisher.check.press.file import PressFile, box_of
from publisher.check.press.fonts import is_embedded
from publisher.check.sheets import packed

BOXES = ("/MediaBox", "/TrimBox", "/BleedBox")
DEEPEST = 24  # forms inside each other, as far as marks are read


def names(file: PressFile) -> Iterator[str]:
    """Name each page by its content, all it shows, its boxes, and what is wanted of it."""
    wanted = repr((file.settings.press, file.settings.bleeds, file.settings.trim))
    known: dict[tuple[int, int], str] = {}

    def around(page: Object) -> str:
        boxes = [repr(box_of(page, each)) for each in BOXES]
        shown = _resources(page, known, 0)
        return key("preflight", fingerprint(), wanted, *boxes, shown)

    for _, page, its in file.seen(around):
        yield key(its, *packed(page))


def _resources(holder: Object, known: dict[tuple[int, int], str], depth: int) -> str:
    """Sum up what a page or form names: pictures, forms, fonts, states and colours."""
    if "/Resources" not in holder or depth > DEEPEST:
        return ""
    resources = holder.Resources
    name = resources.objgen if resources.is_indirect else None
    if name is not None and name in known:
        return known[name]
    if name is not None:
        known[name] = ""  # forms of WeasyPrint name the resources that they stand in
    parts = [
        _part(kind, each, name, known, depth)
        for kind, held in sorted(resources.items())
        if isinstance(held, Dictionary)
        for each, name in ((called, held[called]) for called in sorted(held.keys()))
    ]
    summed = key(*parts)
    if name is not None:
        known[name] = summed
    return summed


def _part(
    kind: str, called: str, held: Object, known: dict[tuple[int, int], str], depth: int
) -> str:
    own = held.objgen if held.is_indirect else None
    if own is not None and own in known:
        return key(kind, called, known[own])
    if own is not None:
        known[own] = ""  # a form may be named in what it names
    summed = key(*_described(held, known, depth))
    if own is not None:
        known[own] = summed
    return key(kind, called, summed)


def _described(
    held: Object, known: dict[tuple[int, int], str], depth: int
) -> Iterator[str | bytes]:
    if isinstance(held, Stream):
        yield repr({k: str(v) for k, v in held.items() if k not in _ELSEWHERE})
        yield _resources(held, known, depth + 1)
        yield held.SMask.read_raw_bytes() if "/SMask" in held else b""
        yield held.read_raw_bytes()
    elif isinstance(held, Dictionary) and held.get("/Type") == Name.Font:
        yield from _font(held)
    else:
        yield held.unparse(resolved=True)


_ELSEWHERE: Mapping[str, None] = dict.fromkeys(("/Resources", "/SMask", "/Parent"))


def _font(font: Object) -> Iterator[str]:
    yield f"{font.get('/BaseFont')} {is_embedded(font)}"
    for each in font.get("/DescendantFonts", Array()):
        yield str(each.get("/W"))
