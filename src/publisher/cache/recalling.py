"""A cache that also recalls: for who makes the same book again and again."""

from __future__ import annotations

from pathlib import Path

from publisher.cache.store import LIMIT, Cache


class Recalling(Cache):
    """A cache that holds in memory what it gave as values in this round and the last.

    Reading an entry and making a value of it takes longer than all else that is done
    with most of them: of a book that is edited all chapters but one are as they were.
    """

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        """Open the cache in a folder; nothing is recalled yet."""
        super().__init__(folder, limit)
        self._now: dict[str, object] = {}
        self._before: dict[str, object] = {}

    def value(self, key: str) -> object:
        """Give the value kept under a key, the very one that was given before."""
        if key not in self._now:
            before = self._before
            self._now[key] = before[key] if key in before else super().value(key)
        return self._now[key]

    def turn(self) -> None:
        """Begin another round: what the last one did not ask for is let go of."""
        self._before, self._now = self._now, {}
