"""Trees are walked in one order, whoever walks them."""

from dataclasses import fields
from pathlib import PurePosixPath

from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.artifacts import SourceFile
from publisher.model import Node
from publisher.parse import parse
from publisher.resolve.walk import LEAVES, blocks_and_inlines, changed_blocks
from publisher.tree import walk
from strategies import texts

PATH = PurePosixPath("x.md")


class Watching:
    """A change that changes nothing, and remembers what it was shown."""

    idle = frozenset()

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


class Shouting:
    """A change of words that is shown them or, where they are idle, is not."""

    def __init__(self, idle):
        self.idle = idle

    def block(self, node):
        """Go into every block."""

    def inline(self, node):
        """Take calls and the like out, and leave what holds something."""
        return () if type(node) in LEAVES else None


@settings(max_examples=100, deadline=None)
@given(texts(), st.sets(st.sampled_from(sorted(LEAVES, key=str))))
def test_what_is_idle_stays(text, idle):
    """It is what it was, in its order, and all else is changed as ever."""
    chapter, _ = parse(SourceFile(PATH, text), {}, ("fig", "map", "tbl"))
    left = blocks_and_inlines(changed_blocks(chapter.blocks, Shouting(frozenset(idle))))
    kept = [
        node
        for node in blocks_and_inlines(chapter.blocks)
        if type(node) in idle or type(node) not in LEAVES
    ]

    assert [node for node in kept if type(node) in LEAVES] == [
        node for node in left if type(node) in LEAVES
    ]
    assert list(map(type, kept)) == list(map(type, left))
