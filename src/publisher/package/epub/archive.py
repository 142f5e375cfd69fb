"""The archive of an EPUB: the same bytes every time, whole or not at all."""

from __future__ import annotations

import os
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from publisher.moment import moment

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP archive can name
_ALREADY_SMALL = (".jpg", ".jpeg", ".png", ".gif", ".webp")


class Archive(zipfile.ZipFile):
    """A ZIP archive that knows no clock, no user and no machine."""

    def writestr(
        self,
        name: Any,  # noqa: ANN401  # as zipfile declares it
        data: Any,  # noqa: ANN401
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Write a member under a name that no other has.

        Raises ValueError where one has: readers take the first or the last, as they like.
        """
        if str(name) in self.NameToInfo:
            raise ValueError(f"the EPUB has two files {name}")
        member = zipfile.ZipInfo(str(name), _date())
        member.create_system = 3  # Unix, wherever it is made
        member.external_attr = 0o100644 << 16
        if compress_type is None:
            small = member.filename.endswith(_ALREADY_SMALL)
            compress_type = zipfile.ZIP_STORED if small else zipfile.ZIP_DEFLATED
        level = self.compresslevel if compresslevel is None else compresslevel
        super().writestr(member, data, compress_type, level)


def _date() -> tuple[int, int, int, int, int, int]:
    seconds = moment()
    if seconds is None:
        return _EARLIEST
    year, month, day, hour, minute, second = time.gmtime(seconds)[:6]
    return max((year, month, day, hour, minute, second), _EARLIEST)


def write_whole(target: Path, fill: Callable[[BinaryIO], None]) -> None:
    """Write beside the target, then put in its place: there is never half a file."""
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with beside.open("wb") as stream:
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
