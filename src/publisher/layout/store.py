"""Where what was set is kept, each by a key that says all it depends on."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, cast

from publisher.cache import key
from publisher.fragments import Fragment
from publisher.layout.beliefs import Beliefs
from publisher.layout.guessing import Copy
from publisher.layout.setting import Facts, Gist, Setting


class Store(Protocol):
    """A folder on disk, or memory."""

    def get(self, key: str, /) -> bytes | None:
        """Give what is kept, or None."""

    def value(self, key: str, /) -> object:
        """Give the value that is kept; raise KeyError where there is none."""

    def put(self, key: str, data: bytes, /) -> None:
        """Keep something."""

    def has(self, key: str, /) -> bool:
        """Tell whether something is kept."""


@dataclass(slots=True)
class Memory:
    """A store that lasts as long as it is held."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def get(self, name: str) -> bytes | None:
        """Give what is kept, or None."""
        return self.kept.get(name)

    def value(self, name: str) -> object:
        """Give the value that is kept; raise KeyError where there is none."""
        return pickle.loads(self.kept[name])

    def put(self, name: str, data: bytes) -> None:
        """Keep something."""
        self.kept[name] = data

    def has(self, name: str) -> bool:
        """Tell whether something is kept."""
        return name in self.kept


def keep(store: Store, name: str, setting: Setting, pages: Fragment) -> bool:
    """Keep a unit: its gist last, so that who finds that finds the rest (or may set it).

    False if that is not possible: a full disk says nothing by itself.
    """
    store.put(_pages(name), pickle.dumps(pages, protocol=5))
    store.put(_setting(name), pickle.dumps(setting, protocol=5))
    keep_gist(store, name, setting.gist)
    return store.has(_pages(name)) and store.has(_setting(name))


def keep_gist(store: Store, name: str, gist: Gist) -> bool:
    """Keep what of a unit has to be known while others are set, if that is possible."""
    store.put(name, pickle.dumps(gist, protocol=5))
    return store.has(name)


def gist(store: Store, name: str) -> Gist | None:
    """Find what of a unit has to be known while others are set."""
    data = store.get(name)
    return cast(Gist, pickle.loads(data)) if data is not None else None


def setting(store: Store, name: str) -> Setting | None:
    """Find all that is known of a unit."""
    try:
        return cast(Setting, store.value(_setting(name)))
    except KeyError:
        return None


def pages(store: Store, name: str) -> Fragment | None:
    """Find the pages of a unit."""
    try:
        return cast(Fragment, store.value(_pages(name)))
    except KeyError:
        return None


def plates(store: Store, name: str) -> object:
    """Find the plates of a unit's last setting, whatever they are; None if there are none."""
    data = store.get(name) if name else None
    return pickle.loads(data) if data is not None else None


def keep_plates(store: Store, name: str, cast: object) -> None:
    """Keep the plates of a unit in the place of those it had."""
    store.put(name, pickle.dumps(cast, protocol=5))  # what is large packs itself


def facts(store: Store, name: str) -> Facts | None:
    """Find what is known of a book's styles and fonts."""
    data = store.get(name)
    return cast(Facts, pickle.loads(data)) if data is not None else None


def keep_facts(store: Store, name: str, known: Facts) -> None:
    """Keep what is known of a book's styles and fonts."""
    store.put(name, pickle.dumps(known, protocol=5))


def beliefs(store: Store, name: str) -> Beliefs | None:
    """Find what was believed of a book when its page numbers fitted."""
    data = store.get(name)  # not `value`: under one name come others
    return cast(Beliefs, pickle.loads(data)) if data is not None else None


def keep_beliefs(store: Store, name: str, believed: Beliefs) -> None:
    """Keep what is believed of a book, in the place of what was."""
    store.put(name, pickle.dumps(believed, protocol=5))


def copies(store: Store, name: str) -> dict[str, Copy]:
    """Find what was counted of a book's units, by a digest of their markup."""
    data = store.get(name)  # not `value`: under one name come others
    return cast("dict[str, Copy]", pickle.loads(data)) if data is not None else {}


def keep_copies(store: Store, name: str, counted: Mapping[str, Copy]) -> None:
    """Keep what was counted of a book's units, in the place of what was."""
    store.put(name, pickle.dumps(counted, protocol=5))


def _setting(of: str) -> str:
    return key(of, "setting")


def _pages(of: str) -> str:
    return key(of, "pages")
