"""A memory of bounded size that keeps what was asked for lately."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Two generations: what nobody asks for while one is filled goes with the other.

    It holds between `size` and twice `size` things, and is quicker than a list kept in
    the order of use: what is found among the young costs one look.
    """

    __slots__ = ("_old", "_young", "size")

    def __init__(self, size: int) -> None:
        self.size = size
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """Find what was kept, or nothing."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.keep(key, found)
        return found

    def get_all(self, keys: Iterable[K]) -> dict[K, V | None]:
        """Find what was kept of each, or nothing."""
        young = self._young.get
        return {key: young(key) or self.get(key) for key in keys}

    def keep(self, key: K, value: V) -> None:
        """Keep something."""
        if len(self._young) >= self.size:
            self._old, self._young = self._young, {}
        self._young[key] = value

    def clear(self) -> None:
        """Let everything go."""
        self._young, self._old = {}, {}

    def __len__(self) -> int:
        return len(self._young) + len(self._old.keys() - self._young.keys())
