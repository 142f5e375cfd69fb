"""Long paths made short before they are read: of a drawing's outlines only their extent counts.

A map has a hundred thousand points, and reading each as an object takes seconds and
hundreds of megabytes. What is asked of a path is the box around it, which its outermost
points tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Name, Object, Pdf, PdfError

from publisher.check.press import operators
from publisher.check.press.operators import Operation

LONG = 1 << 16  # bytes of operators, packed, from which looking for long paths pays
_DRAWING = (b" m\n", b" l\n", b" c\n", b" v\n", b" y\n")  # ISO 32000-2, 8.5.2
_CLOSING = b"h\n"

Point = tuple[float, float]
_ASIDE: tuple[Callable[[Point], float], ...] = (
    lambda point: point[0],
    lambda point: point[1],
    lambda point: point[0] + point[1],
    lambda point: point[0] - point[1],
)
"""Ways in which a point can be the outermost: a page may show a drawing turned."""


def operations(stream: Object) -> Iterable[Operation]:
    """List the operators of a page or form; of a long path the outermost points alone."""
    parts = _parts(stream)
    is_long = sum(len(part.read_raw_bytes()) for part in parts) >= LONG
    try:
        content = b"\n".join(part.read_bytes() for part in parts)
    except PdfError:  # some of it may be read all the same
        return _parsed(stream)
    if is_long and b"(" not in content:  # a string may look like operators
        content = b"".join(shortened(content))
    elif is_long:
        return _parsed(stream)
    if (read := operators.read(content)) is not None:
        return read
    if not is_long:
        return _parsed(stream)
    with Pdf.new() as aside:
        return _parsed(aside.make_stream(content))


def _parsed(stream: Object) -> Iterable[Operation]:
    read = pikepdf.parse_content_stream(stream)
    return ((str(each.operator), each.operands) for each in read)


def shortened(content: bytes) -> Iterator[bytes]:
    """Yield operators, one a line, those that build a path made few.

    Only lines that hold one operator are understood; all others stay as they are.
    """
    points: list[Point] = []
    for line in BytesIO(content):
        if line.endswith(_DRAWING) and (some := _points(line)):
            points += some
            if len(points) > 4096:
                points = _outermost(points)
        elif line != _CLOSING or not points:
            yield from _written(points)
            points = []
            yield line
    yield from _written(points)


def _points(line: bytes) -> list[Point]:
    try:
        values = [float(each) for each in line[:-2].split()]
    except ValueError:
        return []
    return list(zip(values[::2], values[1::2], strict=True))


def _outermost(points: list[Point]) -> list[Point]:
    ends = (end(points, key=aside) for aside in _ASIDE for end in (min, max))
    return list(dict.fromkeys(ends))


def _written(points: list[Point]) -> Iterator[bytes]:
    for x, y in _outermost(points) if points else ():
        yield b"%f %f m\n" % (x, y)


def _parts(stream: Object) -> list[Object]:
    is_page = stream.get("/Type") == Name.Page
    whole = stream.get("/Contents", Array()) if is_page else stream
    return list(whole) if isinstance(whole, Array) else [whole]
