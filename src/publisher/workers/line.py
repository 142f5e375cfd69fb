"""What one process says to another: messages of a kind and a content, whole or not at all."""

from __future__ import annotations

import socket
import struct

_HEAD = struct.Struct("<cQ")  # kind, length of the content in bytes

GONE = (EOFError, BrokenPipeError, ConnectionResetError)
"""What is raised when the other end is gone."""


class Line:
    """One end of a connection between two processes."""

    def __init__(self, end: socket.socket) -> None:
        """Take over a connected socket."""
        self._end = end

    def fileno(self) -> int:
        """Give the number to wait on."""
        return self._end.fileno()

    def send(self, kind: bytes, content: bytes = b"") -> None:
        """Say something; `kind` is one byte. Raises OSError when the other end is gone."""
        self._end.sendall(_HEAD.pack(kind, len(content)))
        self._end.sendall(content)

    def receive(self) -> tuple[bytes, bytearray]:
        """Wait for a message. Raises EOFError when the other end is gone."""
        kind, length = _HEAD.unpack(self._exactly(_HEAD.size))
        return kind, self._exactly(length)

    def close(self) -> None:
        """Hang up."""
        self._end.close()

    def _exactly(self, length: int) -> bytearray:
        content = bytearray(length)
        rest = memoryview(content)
        while rest:
            try:
                count = self._end.recv_into(rest)
            except ConnectionResetError:
                count = 0
            if not count:
                raise EOFError
            rest = rest[count:]
        return content
