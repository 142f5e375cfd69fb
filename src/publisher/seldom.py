"""Modules that a library imports and hardly ever needs, imported when it does.

For fonts that are packed (WOFF2), variable, or not to be cut to what is shown by HarfBuzz,
WeasyPrint 70.0 imports half of fontTools: 0.08 s, and 16 MB in the process that forks the
workers. For those who test tasks Invoke 3.0 imports `unittest.mock`, and asyncio with it:
0.04 s of every command; for settings that hardly anybody has a YAML, and to say its version
`importlib.metadata`, which reads it like an e-mail: 0.03 s more. Here they get a module that
does so when something of it is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

Modules: TypeAlias = Mapping[str, tuple[str | Callable[..., object], ...]]
"""Modules, and the functions that are imported from them: names, or what does instead."""


def version(package: str) -> str:
    """Say which version of a package is installed, by the name of the folder that tells."""
    for folder in sys.path:
        with suppress(OSError):
            for name in (each.name for each in Path(folder).iterdir()):
                if name.startswith(f"{package}-") and name.endswith(".dist-info"):
                    return name.removeprefix(f"{package}-").removesuffix(".dist-info")
    sys.modules.pop("importlib.metadata", None)
    found: str = import_module("importlib.metadata").version(package)
    return found


BY_WEASYPRINT: Modules = {
    "fontTools.subset": (),
    "fontTools.ttLib.woff2": (),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
}
BY_INVOKE: Modules = {
    "importlib.metadata": (version,),
    "invoke.vendor.yaml": (),
    "unittest.mock": ("Mock",),
}


class _Deferred(ModuleType):
    """Stands for a module until something of it is asked for."""

    def __init__(
        self, name: str, functions: tuple[str | Callable[..., object], ...]
    ) -> None:
        super().__init__(name)
        for each in functions:
            if isinstance(each, str):
                setattr(self, each, self._later(each))
            else:
                setattr(self, each.__name__, each)

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # asked by the import machinery
            raise AttributeError(name)
        return getattr(self._real(), name)

    def _later(self, function: str) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            real: Callable[..., object] = getattr(self._real(), function)
            return real(*arguments, **named)

        return call

    def _real(self) -> ModuleType:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return import_module(self.__name__)


@contextmanager
def seldom_imported(modules: Modules) -> Iterator[None]:
    """Let modules be imported so, unless they are there; then all is as before."""
    deferred = {
        name: _Deferred(name, functions)
        for name, functions in modules.items()
        if name not in sys.modules
    }
    sys.modules.update(deferred)
    try:
        yield
    finally:
        for name, module in deferred.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
