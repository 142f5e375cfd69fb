"""What the publisher needs of a machine, and what systems call it.

For `doctor`; the standard library alone is used.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """What something is needed for."""

    BOOK = "book"  # making a book
    TESTS = "tests"  # the publisher's own tests


@dataclass(frozen=True, slots=True)
class Part:
    """One thing the publisher stands on, found or missing."""

    name: str
    purpose: Purpose
    use: str  # what it does for the book
    found: str  # its version; "" if it is missing
    remedy: str = ""  # the command that brings it, if it is missing
    packages: str = ""  # system packages that bring it, for this machine's manager


@dataclass(frozen=True, slots=True)
class Program:
    """A program or library that a system package brings, by package manager."""

    name: str
    purpose: Purpose
    use: str
    apt: str
    brew: str
    dnf: str

    def part(self, found: str) -> Part:
        """Make the line of the report, with the command that brings what is missing."""
        if found:
            return Part(self.name, self.purpose, self.use, found)
        command, packages = installer(self)
        return Part(
            self.name, self.purpose, self.use, "", f"{command} {packages}", packages
        )


def installer(program: Program) -> tuple[str, str]:
    """Give this machine's install command and what it calls the program."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    if shutil.which("apt-get"):
        return f"{sudo}apt-get install", program.apt
    if shutil.which("brew"):
        return "brew install", program.brew
    return f"{sudo}dnf install", program.dnf


PANGO = Program(
    "Pango",
    Purpose.BOOK,
    "sets the text of the PDF",
    apt="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    brew="pango",
    dnf="pango",
)
JAVA = Program(
    "Java",
    Purpose.TESTS,
    "runs EPUBCheck",
    apt="default-jre-headless",
    brew="openjdk",
    dnf="java-latest-openjdk-headless",
)
POPPLER = Program(
    "poppler",
    Purpose.TESTS,
    "reads the PDF back as text and as pictures",
    apt="poppler-utils",
    brew="poppler",
    dnf="poppler-utils",
)
QPDF = Program(
    "qpdf",
    Purpose.TESTS,
    "judges the structure of the PDF",
    apt="qpdf",
    brew="qpdf",
    dnf="qpdf",
)
GHOSTSCRIPT = Program(
    "Ghostscript",
    Purpose.TESTS,
    "lays down the inks of pages where things shine through each other",
    apt="ghostscript",
    brew="ghostscript",
    dnf="ghostscript",
)
CHROMIUM = Program(
    "Chromium",
    Purpose.TESTS,
    "shows the preview as an author sees it",
    apt="chromium",
    brew="--cask chromium",
    dnf="chromium",
)
