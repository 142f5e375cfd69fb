"""The stream that all drawing goes into, and every group and pattern in it.

WeasyPrint 70.0 draws into `pdf.stream.Stream`, a stream of pydyf. A pen is one that
leaves out what does nothing, and that marks nothing: what is drawn in a group or a
pattern is marked, as a whole, where that is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from publisher.layout.inside.naming import ByCid, recalled
from publisher.layout.inside.objects import Objects
from publisher.layout.inside.private import Stream, boxes, font_key
from publisher.layout.inside.unknown import SteadyFont
from publisher.layout.weasy import Document

Rectangle = tuple[float, float, float, float]


class Pen(Stream):  # type: ignore[misc] # WeasyPrint has no types
    """A stream that writes no operator for nothing."""

    def __init__(
        self,
        document: Document,
        objects: Objects,
        rectangle: Rectangle = (0, 0, 0, 0),
        **own: Any,  # noqa: ANN401 of a group or pattern: its resources, what it is
    ) -> None:
        """Begin to write; `rectangle` is that of the page with its bleed, in px."""
        super().__init__(
            document.fonts,
            rectangle,
            own.pop("resources", objects.resources),
            objects.images,
            None,
            document.color_profiles,
            document.output_intent,
            **own,
        )
        self.document, self.objects = document, objects
        self.held: list[boxes.Box] = []  # texts and pictures drawn in a group

    @property
    def font(self) -> tuple[str, float] | None:
        """The font and size that text is set in now."""
        return self._current_font  # type: ignore[no-any-return]

    def _cids(self) -> Mapping[int, int]:
        name = self.font[0] if self.font else ""
        fonts = (each for each in self._fonts.values() if each.hash == name)
        return next((each.cids for each in fonts), {})

    def clone(self, **changed: Any) -> Pen:  # noqa: ANN401 as in WeasyPrint
        """Begin a group or a pattern."""
        return Pen(self.document, self.objects, self.page_rectangle, **changed)

    def add_font(self, pango_font: Any) -> tuple[Any, float]:  # noqa: ANN401 a pointer
        """Find or add a font, as in WeasyPrint, but with steady numbers."""
        key, description, size = font_key(pango_font)
        if key not in self._fonts:
            self._fonts[key] = SteadyFont(pango_font, description, size)
        return self._fonts[key], size

    def set_color_rgb(
        self, red: float, green: float, blue: float, stroke: bool = False
    ) -> None:
        """Set a colour; black and white as grey, which is one ink on a press too."""
        if red == green == blue and red in (0, 1):
            self.stream.append(b"%d %b" % (red, b"G" if stroke else b"g"))
        else:
            super().set_color_rgb(red, green, blue, stroke)

    def begin_text(self) -> None:
        """Go on with the text before, if it was the last thing drawn."""
        if self.stream and self.stream[-1] == b"ET":
            self.stream.pop()
        else:
            self.stream.append(b"BT")

    def end_text(self) -> None:
        """End a text, if there was any; the font stays (ISO 32000-2, 9.3.1)."""
        if self.stream[-1] == b"BT":
            self.stream.pop()
        else:
            self.stream.append(b"ET")

    def show_text(self, text: str) -> None:
        """Show glyphs, without strings of none and moves by nothing between them.

        Those of a text that is not `ByCid` are called by their numbers in the font.
        """
        if not isinstance(text, ByCid):
            text = recalled(text, self._cids())
        shown = text.replace("<>", " ").replace(">0<", "").replace(">0 ", ">")
        shown = shown.replace("> ", ">").replace("><", "")
        if shown.endswith(">0"):
            shown = shown[:-1]
        if shown:
            self.stream.append(b"[" + shown.encode("ascii") + b"] TJ")

    @contextmanager
    def marked(self, box: boxes.Box, tag: str) -> Iterator[None]:  # noqa: ARG002
        """Remember what a group holds; the whole of it is marked where it is shown."""
        self.held.append(box)
        yield

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Draw a decoration."""
        yield

    def draw_x_object(self, reference: str) -> None:
        """Show a picture or a group."""
        drawn = self._resources["XObject"].get(reference)
        if isinstance(drawn, Pen):
            self.held += drawn.held
        super().draw_x_object(reference)
