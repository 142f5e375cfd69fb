"""Trees are walked in one order, whoever walks them."""

from dataclasses import fields
from pathlib import PurePosixPath

from hypothesis import given, settings

from publisher.artifacts import SourceFile
from publisher.model import Node
from publisher.parse import parse
from publisher.resolve.walk import blocks_and_inlines, changed_blocks
from publisher.tree import walk
from strategies import texts

PATH = PurePosixPath("x.md")


class Watching:
    """A change that changes nothing, and remembers what it was shown."""

    def __init__(self):
        self.met = []

    def block(self, node):
        """Remember a block."""
        self.met.append(node)

    inline = block


def everything(value):
    """Give all nodes of a tree in the order of their fields, the plain way."""
    if isinstance(value, Node):
        yield value
        for field in fields(value):
            yield from everything(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from everything(part)


@settings(max_examples=150, deadline=None)
@given(texts())
def test_who_only_looks_meets_what_a_change_is_shown(text):
    """And who walks a tree meets every node of it, in the order of the fields."""
    chapter, _ = parse(SourceFile(PATH, text), {}, ("fig", "map", "tbl"))
    watching = Watching()
    changed_blocks(chapter.blocks, watching)

    shown = list(map(id, watching.met))
    assert shown == list(map(id, blocks_and_inlines(chapter.blocks)))
    assert list(map(id, everything(chapter.blocks))) == list(
        map(id, walk(chapter.blocks))
    )
