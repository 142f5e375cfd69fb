"""A PDF file as it grows: objects go in, in any order; it is whole when it is closed.

Nothing is kept but where each object stands. The file is written beside its place and
put there in one step when all is in it.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from publisher.package.pdf.numbering import CATALOG, HELD, INFO
from publisher.package.pdf.syntax import Chunk, compressed, packed, stream

_HEADER = b"%%PDF-%b\n%%\xe2\xe3\xcf\xd3\n"
_WIDTHS = (1, 5, 2)  # bytes: kind; place, or object stream; generation, or index
_ROW = sum(_WIDTHS)
_FREE = bytes(6) + b"\xff\xff"  # for good: not in the list of numbers to be used again
_INDEXES = tuple(index.to_bytes(_WIDTHS[2], "big") for index in range(HELD))
_BUFFER = 1 << 20


class Container:
    """One file being written, inside a `with`: what is not closed leaves nothing.

    A problem of the disk ends the writing, not the caller: what is put in after it is
    dropped, and `close` gives the problem back.
    """

    def __init__(self, target: Path, version: str = "1.7") -> None:
        self.target = target
        self._version = version.encode("ascii")
        self._part = target.with_name(f".{target.name}.part")
        self._file: BinaryIO | None = None
        self._problem: OSError | None = None
        self._rows = bytearray(_FREE)  # of the cross-reference stream, by number
        self._at = 0
        self._sum = hashlib.sha256()

    def __enter__(self) -> Self:
        try:
            self._file = self._part.open("wb", _BUFFER)
        except OSError as problem:
            self._problem = problem
        self._write(_HEADER % self._version)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file:
            with contextlib.suppress(OSError):
                self._file.close()
            self._part.unlink(missing_ok=True)

    @property
    def size(self) -> int:
        """One more than the highest number in use."""
        return len(self._rows) // _ROW

    def put(self, chunks: Iterable[Chunk]) -> None:
        """Write objects as they are."""
        for chunk in chunks:
            self._note(chunk.number, [_row(1, self._at) + _INDEXES[0]])
            if chunk.held:
                self._hold(chunk)
            self._write(chunk.data)

    def pack(self, objects: Sequence[tuple[int, bytes]]) -> None:
        """Write objects that are no streams, a number of them to an object stream."""
        own = max(self.size, *(number + 1 for number, _ in objects))
        for index, at in enumerate(range(0, len(objects), HELD)):
            self.put([packed(own + index, objects[at : at + HELD])])

    def close(self) -> OSError | None:
        """Write where everything stands, and put the file in its place.

        If it cannot be written or put there, the problem is returned, and what stood in
        the place before still does.
        """
        self._write(self._index())
        if self._problem is None and self._file:
            try:
                self._file.close()
                self._part.replace(self.target)
            except OSError as problem:
                self._problem = problem
        return self._problem

    def _index(self) -> bytes:
        """Write the cross-reference stream and the way to it (ISO 32000-2, 7.5.8)."""
        own, at = self.size, self._at
        self._note(own, [_row(1, at) + _INDEXES[0]])
        summed = self._sum.hexdigest()[:32].encode("ascii")
        head = (
            b"<</Type/XRef/Size %d/W[%d %d %d]/Root %d 0 R%b"
            b"/ID[<%b><%b>]/Filter/FlateDecode>>"
        ) % (self.size, *_WIDTHS, CATALOG, self._info(), summed, summed)
        chunk = stream(own, head, compressed(bytes(self._rows)))
        return chunk.data + b"startxref\n%d\n%%%%EOF\n" % at

    def _info(self) -> bytes:
        """Name the information dictionary, if there is one (PDF 2.0 does without)."""
        at = INFO * _ROW
        there = bytes(self._rows[at : at + _ROW]) not in {_FREE, b""}
        return b"/Info %d 0 R" % INFO if there else b""

    def _hold(self, chunk: Chunk) -> None:
        """Note the objects inside an object stream, runs of numbers in one go."""
        start, inside = 0, _row(2, chunk.number)
        for index, number in enumerate(chunk.held, 1):
            if index == len(chunk.held) or chunk.held[index] != number + 1:
                rows = [inside + each for each in _INDEXES[start:index]]
                self._note(chunk.held[start], rows)
                start = index

    def _note(self, number: int, rows: Sequence[bytes]) -> None:
        """Set the rows of a number and of those that follow it."""
        at = number * _ROW
        self._rows += _FREE * (number - self.size)
        self._rows[at : at + len(rows) * _ROW] = b"".join(rows)

    def _write(self, data: bytes) -> None:
        self._sum.update(data)
        self._at += len(data)
        if self._file and self._problem is None:
            try:
                self._file.write(data)
            except OSError as problem:
                self._problem = problem


def _row(kind: int, place: int) -> bytes:
    """Write the row of an object but for its last column."""
    return b"%c%b" % (kind, place.to_bytes(_WIDTHS[1], "big"))
