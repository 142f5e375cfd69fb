"""What is tried with bytes nobody would write: each raises when a promise is broken."""

import tempfile
from pathlib import Path, PurePosixPath

from lxml import etree

from publisher import config
from publisher.artifacts import SourceFile
from publisher.load import svg
from publisher.load.svg import Prepared
from publisher.parse import parse

MANUSCRIPT = PurePosixPath("x.md")
DRAWING = PurePosixPath("x.svg")
FORBIDDEN = {"script", "foreignObject", "iframe", "handler", "listener"}
LOST = "P013"  # a word of the source that the tree lacks


def read_manuscript(data):
    """Any text is read: no word is lost, and what is said of it has its line."""
    text = data.decode("utf-8", "replace")
    _, found = parse(SourceFile(MANUSCRIPT, text), {}, ("fig", "map"))
    assert [] == [each.headline for each in found if each.code == LOST]
    _in_the_file(found, text)


def read_settings(data):
    """Any book.yaml is read or refused, on one line for each fault."""
    with tempfile.TemporaryDirectory(prefix="publisher-") as folder:
        home = Path(folder)
        (home / "book.yaml").write_bytes(data)
        info, found = config.read(home)
    assert info is not None or found
    _in_the_file(found, data.decode("utf-8", "replace"))
    for each in found:
        assert "\n" not in each.message + (each.hint or ""), each


def clean_drawing(data):
    """What comes out of any drawing is well-formed and runs and fetches nothing."""
    result = svg.prepared(DRAWING, data)
    if not isinstance(result, Prepared):
        return
    for element in etree.fromstring(result.asset.data).iter(etree.Element):
        assert etree.QName(element).localname not in FORBIDDEN
        for name, value in element.attrib.items():
            local = etree.QName(name).localname
            assert not local.lower().startswith("on"), local
            assert local != "href" or value.startswith(("#", "data:image/")), value


def _in_the_file(found, text):
    last = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for each in found:
        assert 1 <= each.span.line <= last, each.headline


TARGETS = {"parse": read_manuscript, "config": read_settings, "svg": clean_drawing}
