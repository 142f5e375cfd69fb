"""A real browser, and a small book under preview for it to look at.

Without Chromium these tests are skipped, with the command that brings it; where every
tool is required they fail.
"""

import os
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from preview_sample import running
from publisher import doctor, tools
from publisher.drafting import Drafts
from publisher.means import Means
from publisher.orders import Order

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WINDOW = {"width": 1400, "height": 900}
PATIENCE = 60_000  # ms
expect.set_options(timeout=PATIENCE)  # a busy machine is no fault


def browser_program():
    """Find Chromium, or skip; where every tool is required, fail."""
    found = next(filter(None, map(shutil.which, tools.BROWSERS)), None)
    if found:
        return found
    message = f"Chromium is not installed; type: {doctor.CHROMIUM.part('').remedy}"
    required = "required" == os.environ.get("PUBLISHER_TOOLS")
    if required or os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="module")
def chromium():
    program = browser_program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_tab(chromium):
    """Open an address in tabs of their own; no fault may show in any of them."""
    faults, context = [], chromium.new_context(viewport=WINDOW)
    context.set_default_timeout(PATIENCE)
    context.on("weberror", lambda fault: faults.append(str(fault.error)))
    context.on(
        "console",
        lambda said: faults.append(said.text) if said.type == "error" else None,
    )

    def opened(address):
        tab = context.new_page()
        tab.goto(address)
        return tab

    yield opened
    context.close()
    assert [] == faults


class SmallBook:
    """Three chapters of some pages each, numbered paragraph by paragraph."""

    def __init__(self, home):
        self.home = home
        home.mkdir(parents=True)
        self.write("book.yaml", BOOK)
        for name in ("one", "two", "three"):
            paragraphs = [f"{name} {n}. {WORDS}" for n in range(1, 25)]
            text = "\n\n".join([f"# Chapter {name}", *paragraphs])
            self.write(f"{name}.md", text + "\n")

    def write(self, name, text):
        path = self.home / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")

    def edit(self, name, old, new):
        """Replace words that stand there once."""
        text = (self.home / name).read_text("utf-8")
        assert 1 == text.count(old)
        self.write(name, text.replace(old, new))

    def line(self, name, words):
        """Find the line that words stand on."""
        lines = (self.home / name).read_text("utf-8").split("\n")
        [number] = [n for n, line in enumerate(lines, 1) if words in line]
        return number


@pytest.fixture
def book(tmp_path):
    return SmallBook(tmp_path / "manuscript")


@pytest.fixture
def press(book):
    """What makes the book."""
    return press_for(book)


@pytest.fixture
def preview(book, press):
    """The book under preview, its first impression made."""
    with running(press, book.home) as visitor:
        visitor.rest(1)
        yield visitor


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A book and its preview, for all tests that only look."""
    book = SmallBook(tmp_path_factory.mktemp("library") / "manuscript")
    with running(press_for(book), book.home) as visitor:
        visitor.rest(1)
        yield book, visitor


def press_for(book):
    """As the command does it."""
    return Drafts(book.home, Means(), Order())


BOOK = """\
title: A Small Book
creator: [{name: Ada Quill}]
lang: en-GB
chapters: [one.md, two.md, three.md]
"""
WORDS = (
    "The lamp stands where the river turns, and whoever comes down with the stream sees"
    " it before the town. It was lit every night for forty years, and in all that time"
    " it went out twice, once in a storm and once for want of oil."
)
