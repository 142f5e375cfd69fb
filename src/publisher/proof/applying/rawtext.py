"""A file of the manuscript as its bytes are: its text made uniform, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from publisher.config.decoding import decode
from publisher.diagnostics import any_errors

_BOM = "\ufeff"


class Strange(Exception):  # noqa: N818 it is no fault of a program
    """A file whose bytes could not be kept if its text were changed."""


@dataclass(frozen=True, slots=True)
class RawText:
    """A text with one kind of line ends, and what its file has beside it."""

    text: str  # every line end is \n
    end: str  # what they are in the file
    marked: bool  # it begins with a byte order mark

    @classmethod
    def of(cls, data: bytes, path: PurePosixPath) -> RawText:
        """Read a file. Raises Strange where a change would change more than its words."""
        text, found = decode(data, path)
        if any_errors(found):
            raise Strange("it is not UTF-8")
        raw = data.decode("utf-8")
        made = cls(text, _end(raw), raw.startswith(_BOM))
        if made.back(text) != data:
            raise Strange(
                "it has several kinds of line ends, or characters that cannot be printed"
            )
        return made

    def back(self, text: str) -> bytes:
        """Give the bytes of the file with another text."""
        whole = text.replace("\n", self.end) if self.end != "\n" else text
        return (_BOM * self.marked + whole).encode("utf-8")


def _end(raw: str) -> str:
    if "\r\n" in raw:
        return "\r\n"
    return "\r" if "\r" in raw else "\n"
