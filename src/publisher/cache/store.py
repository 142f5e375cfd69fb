"""The folder of entries: files named by their keys, each with a checksum.

An entry is written beside its place and moved there in one step. So a writer killed at
any moment leaves the old entry, the new one, or something that `get` refuses.

Callers may pickle what they keep. So a folder or a file of somebody else is never read.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import re
import stat
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LIMIT = 2 * 1024**3  # bytes
HOUR, WHILE = 3600.0, 600.0  # seconds

_MAGIC = b"publisher cache 1\n"
_HEAD = len(_MAGIC) + hashlib.sha256().digest_size
_KEY = re.compile(r"[0-9a-f]{64}")
_LEFT = ".part"  # the name of a file still being written ends with this
_OURS = re.compile(rf"[0-9a-f]{{62}}|.+{re.escape(_LEFT)}")


def default_folder() -> Path:
    """Say where the cache is kept, by the environment and the customs of the system."""
    own = os.environ.get("PUBLISHER_CACHE")
    if own:
        return Path(own).expanduser()
    shared = os.environ.get("XDG_CACHE_HOME")
    if (
        shared and Path(shared).is_absolute()
    ):  # the XDG specification has others ignored
        return Path(shared, "publisher")
    try:
        home = Path.home()
    except RuntimeError:  # a user without a name, as in some containers
        return Path(tempfile.gettempdir(), f"publisher-{os.geteuid()}")
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "publisher"
    return home / ".cache" / "publisher"


@contextlib.contextmanager
def temporary() -> Iterator[Cache]:
    """Make a cache that goes at the end, for a build that is to keep nothing."""
    with tempfile.TemporaryDirectory(prefix="publisher-") as folder:
        yield Cache(Path(folder))


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the cache: an entry, or what a writer left."""

    path: str
    size: int  # bytes
    used: float  # seconds since 1970

    @property
    def left(self) -> bool:
        return self.path.endswith(_LEFT)


class Cache:
    """Bytes by key, in a folder that several builds may use at once.

    `writable` is false where nothing can be kept: `put` then does nothing. `damaged` lists
    the keys whose entries this object found damaged; it has removed them.
    """

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        """Open the cache in a folder, made if need be; `limit` is in bytes."""
        self.folder = folder
        self.limit = limit
        self.damaged: list[str] = []
        self._ours = _made_ours(folder)
        self.writable = self._ours and os.access(folder, os.W_OK | os.X_OK)

    def get(self, key: str) -> bytes | None:
        """Give what was put under a key; None where there is nothing, or nothing right."""
        path = self._path(key)
        content = _read(path) if self._ours else None
        if content is None:
            return None
        head, data = content
        if head != _head(key, data):
            self.damaged.append(key)
            _remove(path)
            return None
        return data

    def value(self, key: str) -> object:
        """Give the value that was pickled and put under a key; nobody may change it.

        Raises KeyError where there is nothing, or nothing right.
        """
        data = self.get(key)
        if data is None:
            raise KeyError(key)
        return pickle.loads(data)

    def keep(self, key: str, value: object) -> None:
        """Keep a value under a key, as `put` does, for `value` to give one equal to it."""
        self.put(key, pickle.dumps(value, protocol=5))

    def turn(self) -> None:
        """Begin another round of the same work: what is recalled may be let go of."""

    def has(self, key: str) -> bool:
        """Tell whether there is an entry, without looking whether it is right."""
        return self._path(key).exists() and self._ours

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key. Where the disk does not let us, nothing happens."""
        path = self._path(key)
        for _ in range(5 if self.writable else 0):
            try:
                path.parent.mkdir(mode=0o700, exist_ok=True)
                _write(path, _head(key, data), data)
            except (FileNotFoundError, FileExistsError):  # folders come and go: clear()
                self.writable = self._ours = _made_ours(self.folder)
            except OSError:
                self.writable = False
                return
            else:
                return

    def tidy(self) -> None:
        """Trim, if that was not done a while ago, the shorter the less room was left.

        To measure thousands of files after every edit takes 0.4 s; and a cache in which much
        is made is nearly full most of the time.
        """
        if not self._has_room():
            self.trim()

    def _has_room(self) -> bool:
        """Tell whether the last trim is not long ago for the part of the limit it left free."""
        with contextlib.suppress(OSError, ValueError):
            age = time.time() - self._measured.stat().st_mtime
            free = 1 - int(self._measured.read_bytes()) / self.limit
            return 0 <= age < WHILE * min(1, 2 * free)
        return False

    def trim(self) -> None:
        """Remove what was used longest ago, if there is more than `limit` bytes.

        Goes down to four fifths of the limit, but spares what was used in the last hour,
        as another build may want it, unless there is more than twice the limit. What
        killed writers left more than an hour ago goes in any case.
        """
        recent = time.time() - HOUR
        files = sorted(self._files(), key=lambda file: file.used)
        for file in files:
            if file.left and file.used < recent:
                _remove(Path(file.path))
        entries = [file for file in files if not file.left]
        total = sum(file.size for file in entries)
        self._remember(total)
        if total <= self.limit:
            return
        spared = recent if total <= 2 * self.limit else float("inf")
        for file in entries:
            if total <= self.limit * 4 // 5 or file.used >= spared:
                break
            _remove(Path(file.path))
            total -= file.size
        self._remember(total)

    def _remember(self, total: int) -> None:
        """Note how many bytes there are now."""
        with contextlib.suppress(OSError):
            if self.writable:
                self._measured.write_bytes(b"%d" % total)

    @property
    def _measured(self) -> Path:
        return self.folder / "measured"

    def clear(self) -> int:
        """Remove every entry, and nothing that is not the cache's; say how many went."""
        files = list(self._files())
        _remove(self._measured)
        for file in files:
            _remove(Path(file.path))
        for folder in {Path(file.path).parent for file in files}:
            with contextlib.suppress(
                OSError
            ):  # another build has just put something in
                folder.rmdir()
        return sum(not file.left for file in files)

    def size(self) -> int:
        """Count the bytes of all entries, and of what is being written."""
        return sum(file.size for file in self._files())

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is not a key of the cache")
        return self.folder / key[:2] / key[2:]

    def _files(self) -> Iterator[_File]:
        for place in _listed(self.folder) if self._ours else ():
            if re.fullmatch("[0-9a-f]{2}", place.name) and not place.is_symlink():
                yield from _measured(_listed(place.path))


def _made_ours(folder: Path) -> bool:
    """Make the folder, closed to others; tell whether it is there, and this user's own."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
        if found.st_uid != os.geteuid():
            return False
        if stat.S_IMODE(found.st_mode) & 0o077:
            folder.chmod(0o700)
    except OSError:
        return False
    return True


def _head(key: str, data: bytes) -> bytes:
    """Make what stands before the data; an entry moved to another name is wrong too."""
    digest = hashlib.sha256(key.encode())
    digest.update(data)
    return _MAGIC + digest.digest()


def _read(path: Path) -> tuple[bytes, bytes] | None:
    """Read head and data of a file of this user, and note that it was used."""
    try:
        with path.open("rb", buffering=0) as file:
            if os.fstat(file.fileno()).st_uid != os.geteuid():
                return None
            with contextlib.suppress(OSError):  # a read-only disk
                os.utime(file.fileno())
            return file.read(_HEAD), file.readall()
    except OSError:
        return None


def _write(path: Path, *parts: bytes) -> None:
    """Write a file beside its place, and move it there when all is in."""
    number, name = tempfile.mkstemp(suffix=_LEFT, dir=path.parent)
    try:
        with open(number, "wb") as file:  # noqa: PTH123 it has a number only
            file.writelines(parts)
        Path(name).replace(path)
    except BaseException:
        _remove(Path(name))
        raise


def _listed(folder: str | Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:  # not a folder, or no longer
        return []


def _measured(entries: Iterable[os.DirEntry[str]]) -> Iterator[_File]:
    """Measure those that are the cache's own; after each build that is thousands."""
    for each in entries:
        with contextlib.suppress(OSError):  # another build has removed it
            found = each.stat(follow_symlinks=False)
            if stat.S_ISREG(found.st_mode) and _OURS.fullmatch(each.name):
                yield _File(each.path, found.st_size, found.st_mtime)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
