"""What keeps the results of earlier builds, as far as a press file asks for them."""

from __future__ import annotations

from typing import Protocol


class Memory(Protocol):
    """Keeps bytes by key."""

    def get(self, key: str, /) -> bytes | None:
        """Give what is kept, or None."""

    def put(self, key: str, data: bytes, /) -> None:
        """Keep something."""
