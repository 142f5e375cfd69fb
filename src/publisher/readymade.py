"""The methods of dataclasses, kept as they were compiled.

For every dataclass Python writes some six methods as text, and compiles them anew whenever
its module is imported: 1.2 ms on a slow machine, of which the compiler takes 1.0. A build
declares some 300 of them. What was compiled is kept beside the bytecode of this module, by
its text; `dataclasses` (Python 3.11 and later) finds it where it looks for `exec`.
"""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import marshal
import os
import sys
import zlib
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType

MOST = 10_000  # texts; with more, most are of programs that are no more
CHECK = 4  # bytes of the checksum before them

_known: dict[str, CodeType] = {}


def keep_methods() -> None:
    """Have dataclasses made of methods compiled before; keep the new ones at the end."""
    if hasattr(dataclasses, "exec"):
        return
    _known.update(_read(_file()))
    dataclasses.exec = _run  # type: ignore[attr-defined]
    atexit.register(_keep, len(_known))


def _run(text: str, *spaces: dict[str, object]) -> None:
    """Do what `exec` does, without the compiler if it is known what comes of a text."""
    code = _known.get(text)
    if code is None:
        code = _known[text] = compile(text, "<string>", "exec", dont_inherit=True)
    exec(code, *spaces)


def _keep(before: int) -> None:
    """Write down what is known now, with what others found meanwhile."""
    if len(_known) == before or sys.dont_write_bytecode:
        return
    file = _file()
    known = _read(file) | _known
    data = marshal.dumps(known if len(known) <= MOST else {})
    part = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):  # nobody has to keep it
        part.write_bytes(zlib.crc32(data).to_bytes(CHECK, "big") + data)
        part.replace(file)


def _read(file: Path) -> dict[str, CodeType]:
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    check, data = data[:CHECK], data[CHECK:]
    if zlib.crc32(data).to_bytes(CHECK, "big") != check:
        return {}
    known: dict[str, CodeType] = marshal.loads(data)
    return known


def _file() -> Path:
    """Say where they are kept: each version of Python has its own."""
    return Path(cache_from_source(__file__)).with_suffix(".methods")
