"""Single entries of an annotation, whatever a program wrote there."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser

import pikepdf

MOST_WORDS = 20_000  # characters that are taken of what a reader wrote
_MOST_RICH = 400_000  # and of the markup it stands in
_MOST_POINTS = 40_000  # numbers in a list of points
_FAR = 20_000.0  # pt; no page is as large

Corners = tuple[float, float, float, float]  # left, lower, right, upper, in PDF space

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")


def get(place: pikepdf.Object, name: str) -> pikepdf.Object | None:
    """Give an entry of a dictionary; None if there is none, or it cannot be read."""
    try:
        return place.get(name) if isinstance(place, pikepdf.Dictionary) else None
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        return None


def name(place: pikepdf.Object, key: str) -> str:
    """Read a name without its slash; "" if it is none."""
    value = get(place, key)
    return str(value)[1:] if isinstance(value, pikepdf.Name) else ""


def text(place: pikepdf.Object, key: str, most: int = MOST_WORDS) -> str:
    """Read a text: line ends as \\n, no control characters, not without end."""
    value = get(place, key)
    if isinstance(value, pikepdf.Stream):
        try:
            value_text = value.read_bytes()[:_MOST_RICH].decode("utf-8", "replace")
        except (pikepdf.PdfError, RuntimeError):
            return ""
    elif isinstance(value, pikepdf.String):
        try:
            value_text = str(value)
        except (ValueError, RuntimeError):  # says UTF-16 and is not
            value_text = bytes(value).decode("utf-8", "replace")
    else:
        return ""
    uniform = value_text.replace("\r\n", "\n").replace("\r", "\n")
    clean = _CONTROL.sub("", uniform).encode("utf-8", "replace").decode("utf-8")
    return clean if len(clean) <= most else clean[:most] + " …"


def said(place: pikepdf.Object) -> str:
    """Read what a reader wrote: plain, or as rich text, or in the window beside it."""
    plain = text(place, "/Contents")
    if plain.strip():
        return plain
    if rich := text(place, "/RC", _MOST_RICH):
        return plain_of(rich)
    popup = get(place, "/Popup")
    return text(popup, "/Contents") if popup is not None else ""


def number(value: object) -> float | None:
    """Read a number that can be a place on a page."""
    try:
        found = float(value)  # type: ignore[arg-type]  # decimals and integers
    except (TypeError, ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and abs(found) <= _FAR else None


def numbers(place: pikepdf.Object, key: str) -> list[float]:
    """Read a list of numbers; none at all if anything in it is no place on a page."""
    return _numbers(get(place, key))


def _numbers(value: object) -> list[float]:
    if not isinstance(value, pikepdf.Array):
        return []
    found: list[float] = []
    for each in _some(value):
        one = number(each)
        if one is None:
            return []
        found.append(one)
    return found


def _some(array: pikepdf.Array) -> Iterator[object]:
    for index in range(min(len(array), _MOST_POINTS)):
        try:
            yield array[index]
        except (pikepdf.PdfError, ValueError, RuntimeError):
            return


def rectangle(place: pikepdf.Object, key: str = "/Rect") -> Corners | None:
    """Read a rectangle, its corners in whatever order."""
    found = numbers(place, key)
    return around(found) if len(found) == 4 else None


def around(points: list[float]) -> Corners:
    """Give the rectangle around points, which are x and y by turns."""
    across, up = points[0::2], points[1::2]
    return min(across), min(up), max(across), max(up)


def quads(place: pikepdf.Object) -> list[Corners]:
    """Read QuadPoints: four corners each, in whatever order a program wrote them.

    The order of the standard goes around, that of Acrobat is that of a Z; both have the
    same rectangle around them.
    """
    found = numbers(place, "/QuadPoints")
    whole = len(found) - len(found) % 8
    return [around(found[n : n + 8]) for n in range(0, whole, 8)]


def strokes(place: pikepdf.Object) -> list[Corners]:
    """Give the rectangle around each stroke of an ink drawing."""
    value = get(place, "/InkList")
    if not isinstance(value, pikepdf.Array):
        return []
    lines = (_numbers(each) for each in _some(value))
    return [around(each[: len(each) // 2 * 2]) for each in lines if len(each) >= 2]


_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?"
    r"(?:(Z)|([+-])(\d\d)'?(?:(\d\d)'?)?)?"
)


def date(place: pikepdf.Object) -> str:
    """Read when it was made, or changed last, as ISO 8601; "" if nothing says so."""
    for key in ("/CreationDate", "/M"):
        found = _DATE.match(text(place, key, 40).strip())
        if found and (when := _moment(found)):
            return when
    return ""


def _moment(found: re.Match[str]) -> str:
    year, *rest = (int(part) if part else None for part in found.groups()[:6])
    month, day, hour, minute, second = (
        part if part is not None else least
        for part, least in zip(rest, (1, 1, 0, 0, 0), strict=True)
    )
    zone = UTC
    if found[8]:
        away = timedelta(hours=int(found[9]), minutes=int(found[10] or 0))
        sign = 1 if found[8] == "+" else -1
        if away >= timedelta(hours=24):
            return ""
        zone = timezone(sign * away)
    try:
        when = datetime(year or 0, month, day, hour, minute, second, tzinfo=zone)
        return when.isoformat()
    except (ValueError, OverflowError):
        return ""


class _Rich(HTMLParser):
    """Reads the words of rich text: XHTML, a paragraph a line."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, _: object) -> None:
        """End a line where a paragraph begins."""
        if tag in {"p", "br", "div", "li"} and self.parts:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Take in words."""
        self.parts.append(data)


def plain_of(rich: str) -> str:
    """Give the words of rich text."""
    reading = _Rich()
    reading.feed(rich)
    reading.close()
    return "".join(reading.parts).strip("\n")
