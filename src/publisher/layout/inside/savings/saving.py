"""What a saving is: something that stands before functions of WeasyPrint, and can leave.

A saving rests on code it does not own. So it names the files of WeasyPrint it was
written against, by their hash; where one of them is another, it does not step in, and
WeasyPrint's own function does the work, slower and right.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple


class Place(NamedTuple):
    """A name under which WeasyPrint finds a function, and what is to stand there."""

    owner: Any  # a module or a class
    name: str
    new: Any


def nothing() -> None:
    """Forget nothing."""


@dataclass(frozen=True, slots=True)
class Saving:
    """One saving: where it stands, what it rests on, how it forgets."""

    name: str
    rests_on: Mapping[
        str, str
    ]  # file below the package (or beside), beginning of its SHA-256
    places: Callable[[], Iterator[Place]] = field(repr=False)
    forget: Callable[[], None] = field(default=nothing, repr=False)

    def changed(self) -> tuple[str, ...]:
        """List the files that are not those the saving was written against."""
        home = _package()
        return tuple(
            name
            for name, digest in self.rests_on.items()
            if not _digest(home / name).startswith(digest)
        )


def everywhere(function: object, new: object) -> Iterator[Place]:
    """Find every module of WeasyPrint that has taken a function by its name."""
    for module in tuple(sys.modules.values()):
        if isinstance(module, ModuleType) and _is_weasyprints(module):
            for name, value in tuple(vars(module).items()):
                if value is function:
                    yield Place(module, name, new)


def _is_weasyprints(module: ModuleType) -> bool:
    return module.__name__.partition(".")[0] == "weasyprint"


def _package() -> Path:
    found = find_spec("weasyprint")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def _digest(file: Path) -> str:
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
