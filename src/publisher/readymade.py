"""Methods of dataclasses, regular expressions and templates, kept as they were compiled.

For every dataclass Python writes some six methods as text, and compiles them anew whenever
its module is imported: 1.2 ms on a slow machine, of which the compiler takes 1.0. A build
declares some 300 of them. So it is with regular expressions: 0.3 ms each, of which modules
have some 350 when they are imported. What was compiled is kept beside the bytecode of this
module, by its text; `dataclasses` and `re` (Python 3.11 and later) find it where they look
for `exec` and for their compiler, and whoever has templates asks (`templates.py`).
"""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import inspect
import marshal
import os
import re
import sys
import zlib
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

MOST = 10_000  # texts; with more, most are of programs that are no more
CHECK = 4  # bytes of the checksum before them

_engine = import_module("_sre")
_compiler = import_module("re._compiler")
_compile = _compiler.compile
_parse = import_module("re._parser").parse
_code_of = vars(_compiler)["_code"]
_known: dict[object, Any] = {}
"""Code, by the text of methods or the name of a template; what its engine is told, by an
expression and its flags."""


def keep_compiled() -> None:
    """Have all made of what was compiled before; keep what is new at the end."""
    if hasattr(dataclasses, "exec"):
        return
    _known.update(_read(_file()))
    dataclasses.exec = _run  # type: ignore[attr-defined]
    _compiler.compile = _expression  # type: ignore[attr-defined]
    atexit.register(_keep, len(_known))


def that_keep_bytecode(words: list[str]) -> list[str]:
    """Give the words of a command as Invoke is to have them.

    Unless it is told to, it lets Python keep no bytecode: each command would compile anew what
    is imported for its task, 0.4 s. It is told to unless Python was told otherwise.
    """
    return words if sys.dont_write_bytecode else [words[0], "--write-pyc", *words[1:]]


def known(name: tuple[object, ...]) -> CodeType | None:
    """Give what was compiled before under this name, of all that it depends on."""
    code: CodeType | None = _known.get(name)
    return code


def keep(name: tuple[object, ...], code: CodeType) -> None:
    """Keep what was compiled."""
    _known[name] = code


def _run(text: str, *spaces: dict[str, object]) -> None:
    """Do what `exec` does, without the compiler if it is known what comes of a text."""
    code = _known.get(text)
    if code is None:
        code = _known[text] = compile(text, "<string>", "exec", dont_inherit=True)
    exec(code, *spaces)


def _expression(pattern: object, flags: int = 0) -> object:
    """Do what the compiler of `re` does, or have it done; keep what modules begin with.

    What is compiled later may be of a book.
    """
    if type(pattern) not in (str, bytes) or flags & re.DEBUG:
        return _compile(pattern, flags)
    name = pattern, int(flags)
    if program := _known.get(name):
        return _engine.compile(pattern, *program)
    made: re.Pattern[str] = _compile(pattern, flags)
    if _importing(inspect.currentframe()):
        code = [int(each) for each in _code_of(_parse(pattern, flags), flags)]
        groups = {number: group for group, number in made.groupindex.items()}
        names = tuple(groups.get(number) for number in range(made.groups + 1))
        _known[name] = made.flags, code, made.groups, dict(made.groupindex), names
    return made


def _importing(frame: FrameType | None) -> bool:
    """Tell whether a module is being imported."""
    while frame and frame.f_code.co_filename != "<frozen importlib._bootstrap>":
        frame = frame.f_back
    return frame is not None


def _keep(before: int) -> None:
    """Write down what is known now, with what others found meanwhile."""
    if len(_known) == before or sys.dont_write_bytecode:
        return
    file = _file()
    known = _read(file) | _known
    data = marshal.dumps(known if len(known) <= MOST else {})
    part = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):  # nobody has to keep it
        part.write_bytes(_check(data) + data)
        part.replace(file)


def _read(file: Path) -> dict[object, Any]:
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    check, data = data[:CHECK], data[CHECK:]
    if _check(data) != check:
        return {}
    known: dict[object, Any] = marshal.loads(data)
    return known


def _check(data: bytes) -> bytes:
    """Sum up what is kept, and the Python that compiled it."""
    return zlib.crc32(data, zlib.crc32(sys.version.encode())).to_bytes(CHECK, "big")


def _file() -> Path:
    """Say where they are kept: each version of Python has its own."""
    return Path(cache_from_source(__file__)).with_suffix(".methods")
