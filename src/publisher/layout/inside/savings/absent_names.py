"""Elements that are not there, not looked for among all.

Stands before `cssselect2.ElementWrapper.query_all`. WeasyPrint asks a document for its style
sheets (`style`, `link`) and for what is said of it (`title`, `meta`, `link`); both times all
elements are wrapped, with their parents and those before them, and each is asked by a function.
A unit of a book has none of these: its names tell that. Where one has such a name, or anything
else than names is asked for, all is done as ever.

Memory: none.
"""

# ruff: noqa: ANN401 cssselect2 has no types

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publisher.layout.inside.savings.insides import css
from publisher.layout.inside.savings.saving import Place, Saving

_Element = css.cssselect2.ElementWrapper
_query_all = _Element.query_all


def query_all(self: Any, *selectors: Any) -> Iterator[Any]:
    """Find the elements in a tree that fit some selectors."""
    if all(isinstance(each, str) and each.isalpha() for each in selectors):
        asked = {each.lower() for each in selectors}
        if asked.isdisjoint(_names(self.etree_element)):
            return iter(())
    found: Iterator[Any] = _query_all(self, *selectors)
    return found


def _names(tree: Any) -> Iterator[str]:
    """List the names that elements of a tree have, without their namespaces."""
    for tag in {each.tag for each in tree.iter()}:
        if isinstance(tag, str):  # and no comment
            yield tag.rpartition("}")[2].lower()


def _places() -> Iterator[Place]:
    yield Place(_Element, "query_all", query_all)


SAVING = Saving(
    name="absent names",
    rests_on={
        "../cssselect2/tree.py": "1a971934a93983d9",
        "../cssselect2/compiler.py": "a0657f590793455b",
        "html.py": "a11b729157862291",
        "css/__init__.py": "77ad7287f90d7cfa",
    },
    places=_places,
)
